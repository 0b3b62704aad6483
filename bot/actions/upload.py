"""入库: a paper or a photo of one → a card with what was read → the library. Members are told whom to ask."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from bot.actions.record import record_card
from bot.cards import UploadCard
from bot.faces import face
from bot.messages import Block, Reply, says
from bot.texts import ingest as texts
from bot.turn import Turn
from bot.understanding.intents import read_intent
from bot.upload_words import finds_fault, read_upload_correction
from bot.uploads import forget_undecided, held_of
from ingest.improving import improver_of
from ingest.pipeline import described_as, read_file
from ingest.reading import Reading
from ingest.refusals import Refusal
from knowledge.model import Document, Fact, Intent, Kind, Section
from knowledge.roster.members import Role
from knowledge.search.fulltext import full_text

_MOST_PAPERS = 8  # of one zip
_MOST_NAMED = 3  # people of whom to ask
_A_MESSAGE = 12  # characters from which a caption may be a message that a picture only goes with
_TELLS = (Intent.RECORD_CONSULTATION, Intent.REPORT_OPINION, Intent.ADD_FOLLOWUP, Intent.UPDATE_FOLLOWUP)
_PICTURES = frozenset([".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"])
_ARTICLE = re.compile(r"第[^条]+条(?:之[一二三四五六七八九十]+)?")


def as_upload(turn: Turn) -> list[Reply] | None:
    """None where there is no file, or the message is in its caption."""
    incoming = turn.incoming
    if incoming.file is None:
        return None
    if turn.in_group:
        return None if incoming.text.strip() else says(texts.PRIVATE_ONLY)
    if _caption_is_the_message(turn):
        return None
    name = PurePosixPath((incoming.file_name or incoming.file.name).replace("\\", "/")).name
    improve = improver_of(turn.knowledge)
    read = read_file(incoming.file, name, turn.knowledge.district, now=turn.now, improve=improve)
    if len(read) > _MOST_PAPERS:
        return says(texts.TOO_MANY_PAPERS.format(len(read), _MOST_PAPERS))
    if incoming.text.strip() and _is_picture(incoming.file) and read[0][1] is Refusal.EMPTY:
        return None
    replies = [_answer(turn, source, outcome, alone=len(read) == 1) for source, outcome in read]
    forget_undecided(turn)
    return replies


def _caption_is_the_message(turn: Turn) -> bool:
    """今天城南开了协商会，城管局答应…, with a photo of the meeting."""
    incoming, caption = turn.incoming, turn.incoming.text.strip()
    if incoming.file is None or not _is_picture(incoming.file) or len(caption) < _A_MESSAGE:
        return False
    return read_intent(caption, turn.now, turn.knowledge.district) in _TELLS


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in _PICTURES


def _answer(turn: Turn, source: str, outcome: Reading | Refusal, *, alone: bool) -> Reply:
    if isinstance(outcome, Refusal):
        if outcome is Refusal.EMPTY and turn.incoming.file and _is_picture(turn.incoming.file):
            return _say(texts.NO_WORDS_IN_PICTURE)
        return _say(outcome.value if alone else texts.refused(source, outcome.value))
    stored = turn.knowledge.library.document(outcome.document.id)
    if not may_add(turn):
        return _as_told(turn, outcome)
    if stored is not None:
        return _say(texts.in_library(stored))
    return _card(turn, outcome)


def may_add(turn: Turn) -> bool:
    """Staff; while nobody was ever enrolled, everyone."""
    return turn.access.everything or not turn.knowledge.people.has_roster()


def _as_told(turn: Turn, reading: Reading) -> Reply:
    """A member's minutes are a consultation that they tell of; other papers are for staff."""
    document, sections = reading.document, reading.sections
    if document.kind is not Kind.RECORD and Fact.KIND in document.uncertain:
        document = _as_kind(turn, Kind.RECORD, document, sections)
    told = document.consultation
    if told is None or not (told.commitments or told.town or told.held_on):
        staff = [person.name for person in turn.knowledge.people.everyone() if person.role is Role.STAFF]
        return _say(texts.ask_staff(staff[:_MOST_NAMED]))
    return record_card(turn, told, full_text(sections))


def _card(turn: Turn, reading: Reading) -> Reply:
    card = UploadCard(
        id=turn.new_card_id(),
        words=reading.document.source,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        draft=reading.document,
        chunks=len(reading.sections),
        articles=len({s.locator for s in reading.sections if _ARTICLE.fullmatch(s.locator)}),
    )
    held_of(turn).put(card.id, reading.sections)
    turn.state.cards.put(card)
    return (_corrected(turn, card, turn.incoming.text) or [face(card, turn.knowledge.district)])[0]


def upload_corrected(turn: Turn, card: UploadCard) -> list[Reply] | None:
    """日期改成…, 标题是…, 这是协商记录. None where the words are about something else."""
    words = turn.incoming.text
    puzzled = turn.state.cards.in_view and finds_fault(words)
    return _corrected(turn, card, words) or (says(texts.HOW_TO_EDIT) if puzzled else None)


def _corrected(turn: Turn, card: UploadCard, words: str) -> list[Reply] | None:
    said = read_upload_correction(words, turn.now, card.draft)
    if said is None:
        return None
    if said.bad_day:
        return says(texts.NO_SUCH_DAY)
    draft, sections = said.draft, held_of(turn).get(card.id)
    if said.kind not in (None, draft.kind) and sections is not None:
        draft = _as_kind(turn, said.kind or draft.kind, draft, sections)
    left = tuple(fact for fact in draft.uncertain if fact is not Fact.KIND or said.kind is None)
    return _shown_again(turn, card, replace(draft, uncertain=left))


def _as_kind(turn: Turn, kind: Kind, document: Document, sections: Sequence[Section]) -> Document:
    return described_as(kind, document, sections, turn.knowledge.district, now=turn.now)


def _shown_again(turn: Turn, card: UploadCard, draft: Document) -> list[Reply]:
    card = card.model_copy(update={"draft": draft})
    turn.state.cards.put(card)
    return [face(card, turn.knowledge.district)]


def _say(sentence: str) -> Reply:
    return Reply((Block(sentence),))
