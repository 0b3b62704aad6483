"""One root, one class per reaction. Errors carry facts; what people read lives in `bot/texts.py`."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.promises.items import Item


class BandengError(Exception):
    """Root of everything that this project raises on purpose."""


class Misconfigured(BandengError):
    """A person has to change a setting or install something; trying again does not help."""


class Unavailable(BandengError):
    """Something outside is down or busy; trying again later may help."""


class EmbeddingModelMissing(Misconfigured):
    def __init__(self, name: str) -> None:
        super().__init__(f"embedding model {name!r} could not be loaded")
        self.name = name


class IndexMismatch(Misconfigured):
    """The index was made by another embedding model: `bandeng reindex` makes it anew."""

    def __init__(self, stored: str, configured: str) -> None:
        super().__init__(f"index holds vectors of {stored}, settings name {configured}")
        self.stored, self.configured = stored, configured


class NewerDatabase(Misconfigured):
    def __init__(self, revision: str) -> None:
        super().__init__(f"database is at unknown revision {revision}")
        self.revision = revision


class DatabaseUnreachable(Unavailable):
    pass


class BadProfile(Misconfigured):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


class LawsNotInstalled(Misconfigured):
    """The optional package of national laws is absent."""


class UnknownLaw(BandengError):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class IndexBusy(Unavailable):
    """Another process of this project holds the index lock."""


class VectorStoreDown(Unavailable):
    """The Chroma server does not answer."""


class LanguageModelFailed(Unavailable):
    """The language model timed out, refused or returned nonsense; the quoted answer is used instead."""


class BadLanguageModel(Misconfigured):
    """The settings name a language model that cannot be opened: unknown, its package or its key missing."""

    def __init__(self, name: str) -> None:
        super().__init__(f"language model {name!r} could not be opened")
        self.name = name


class BadTelegramToken(Misconfigured):
    """There is none, or Telegram does not know it."""


class TelegramDown(Unavailable):
    """The Bot API does not answer."""


class ItemGone(BandengError):
    """The promise is no longer in the ledger."""


class ItemChanged(BandengError):
    """Somebody changed the promise after it was shown; `item` is how it stands now."""

    def __init__(self, item: "Item") -> None:
        super().__init__(f"commitment {item.id} is at version {item.version}")
        self.item = item
