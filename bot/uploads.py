"""Papers that wait for a member's decision: what was read of them lies in the member's own folder."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from bot.background import index_soon
from bot.cards import UploadCard
from bot.messages import Block, Reply, Style
from bot.texts import cards as texts_cards
from bot.texts import ingest as texts
from bot.turn import Turn
from knowledge.model import Document, Section

_SECTIONS = TypeAdapter(tuple[Section, ...])
_INDEXED_AT_ONCE = 600  # pending chunks: a long law still, and a member waits no minute for it


class Held:
    """The sections of undecided papers, one file a card; guarded and masked before they come here."""

    def __init__(self, home: Path, member: str) -> None:
        self._folder = home / "uploads" / hashlib.sha256(member.encode()).hexdigest()[:16]

    def put(self, card_id: str, sections: Sequence[Section]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._folder / f"{card_id}.part"
        part.write_bytes(_SECTIONS.dump_json(tuple(sections)))
        part.replace(self._path(card_id))

    def get(self, card_id: str) -> tuple[Section, ...] | None:
        path = self._path(card_id)
        return _SECTIONS.validate_json(path.read_bytes()) if path.exists() else None

    def keep_only(self, card_ids: Iterable[str]) -> None:
        kept = {self._path(card_id) for card_id in card_ids}
        for path in self._folder.glob("*") if self._folder.exists() else ():
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, card_id: str) -> Path:
        return self._folder / f"{card_id}.json"


def held_of(turn: Turn) -> Held:
    return Held(turn.knowledge.settings.home, turn.incoming.member)


def forget_undecided(turn: Turn) -> None:
    """Deletes what belongs to no open card any more."""
    held_of(turn).keep_only(card.id for card in turn.state.cards.cards if isinstance(card, UploadCard))


def take_in(turn: Turn, card: UploadCard) -> Reply:
    """Stores the paper as the card shows it; again after a kill, it says so and changes nothing."""
    knowledge, sections = turn.knowledge, held_of(turn).get(card.id)
    edits = turn.incoming.press is not None
    document = replace(card.draft, source=_source(card.draft))
    if sections is not None:
        knowledge.library.add(document, sections, turn.incoming.member)
    stored = knowledge.library.document(document.id)
    if stored is None:
        turn.state.cards.drop(card.id)
        return Reply((Block(texts_cards.CARD_GONE),), edits=edits)
    searchable = index_soon(knowledge, _INDEXED_AT_ONCE)
    sentence = texts.taken_in(stored, searchable=searchable)
    turn.state.cards.close(card, sentence)
    forget_undecided(turn)
    facts = Block(texts.facts(stored, card.chunks, card.articles))
    return Reply((Block(sentence, Style.TITLE), facts), edits=edits)


def _source(document: Document) -> str:
    """One source is one paper, yet every photo is called the same; a corrected copy keeps its source."""
    paper = f"{document.title}|{document.issued_on}"
    return f"chat:{hashlib.sha256(paper.encode()).hexdigest()[:8]}/{PurePosixPath(document.source).name}"
