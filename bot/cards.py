"""Cards: drafts that wait for 存. They live in the conversation's state; nothing of them is stored before."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.messages import Incoming
from knowledge.model import CommitmentStatus, Consultation, Document, ReplyKind
from knowledge.promises.items import Report

_MOST_OPEN = 8  # more than anybody fills in at once; the oldest give way


class _Card(BaseModel):
    """`id` is the key under which the card is written to the ledger, once."""

    id: str
    words: str  # the member's own
    message_id: int | None = None
    opened_at: datetime
    forwarded: bool = False


class RecordCard(_Card):
    """A consultation that was told of."""

    sort: Literal["record"] = "record"
    draft: Consultation


class FollowUpCard(_Card):
    """Promises to watch; only topic, town and commitments of the draft count."""

    sort: Literal["followup"] = "followup"
    draft: Consultation


class Asks(StrEnum):
    """What the card waits to hear before it is complete; the next plain message may be the answer."""

    RESULT = "result"
    NEW_DUE = "new_due"


class Evidence(BaseModel):
    """A file that came with a message: what it is called in the evidence folder and by the sender."""

    held: str
    name: str


class NewState(BaseModel):
    """What a message says became of a promise. `status` None: it brings a reply or a file, no new state."""

    status: CommitmentStatus | None
    new_due: date | None = None
    result: str | None = None
    reply_kind: ReplyKind | None = None
    checked: bool = True
    evidence: list[Evidence] = []

    @property
    def says_something(self) -> bool:
        return self.status is not None or self.reply_kind is not None


class UpdateCard(_Card):
    """A new state of one promise, as it was seen at `version`."""

    sort: Literal["update"] = "update"
    item_id: int
    version: int
    new: NewState

    @property
    def asks(self) -> Asks | None:
        if self.new.status is CommitmentStatus.DONE and not self.new.result:
            return Asks.RESULT
        if self.new.status is CommitmentStatus.POSTPONED and self.new.new_due is None:
            return Asks.NEW_DUE
        return None


class Choosing(_Card):
    """An update of which it was asked which promise it means; no card yet."""

    evidence: list[Evidence] = []
    items: list[int]


class ReportCard(_Card):
    """社情民意 that a member reports."""

    sort: Literal["report"] = "report"
    draft: Report


class UploadCard(_Card):
    """A paper that was sent; its sections wait in the member's folder (`bot.uploads`)."""

    sort: Literal["upload"] = "upload"
    draft: Document
    chunks: int
    articles: int


Card = Annotated[
    RecordCard | FollowUpCard | UpdateCard | ReportCard | UploadCard, Field(discriminator="sort")
]


class SavedCard(BaseModel):
    """What became of a card, so that a second press or an edit of its message is answered rightly."""

    id: str
    message_id: int | None
    sentence: str  # what was said when it was stored


class OpenCards(BaseModel):
    """The cards of one conversation; the last is the one that plain words mean.

    `in_view`: it was shown last, so that a mere 好的 is about it.
    """

    cards: list[Card] = []
    saved: list[SavedCard] = []
    in_view: bool = False

    @property
    def current(self) -> Card | None:
        return self.cards[-1] if self.cards else None

    def get(self, card_id: str) -> Card | None:
        return next((card for card in self.cards if card.id == card_id), None)

    def of_message(self, message_id: int | None) -> Card | None:
        return next((c for c in self.cards if message_id is not None and c.message_id == message_id), None)

    def put(self, card: Card) -> None:
        """Opens the card or replaces its older text, and makes it the current one."""
        self.cards = [*(c for c in self.cards if c.id != card.id), card][-_MOST_OPEN:]
        self.in_view = True

    def drop(self, card_id: str) -> None:
        self.cards = [card for card in self.cards if card.id != card_id]

    def close(self, card: Card, sentence: str) -> None:
        """The card is stored."""
        self.drop(card.id)
        saved = SavedCard(id=card.id, message_id=card.message_id, sentence=sentence)
        self.saved = [*(s for s in self.saved if s.id != card.id), saved][-_MOST_OPEN:]

    def saved_card(self, card_id: str | None = None, message_id: int | None = None) -> SavedCard | None:
        return next(
            (s for s in self.saved if s.id == card_id or (message_id and s.message_id == message_id)), None
        )


def card_id(incoming: Incoming, number: int) -> str:
    """The same for an update that is handled again after a kill; `number`: which card of this update."""
    return secrets.token_hex(6) if incoming.update_id is None else f"u{incoming.update_id}-{number}"
