"""Earlier consultations on a topic: how they ended, who promised, who only talked, who stayed away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.briefing.card import Line, Sort
from knowledge.evidence.sentences import Role, units_of
from knowledge.model import Chunk, Commitment, CommitmentStatus, Outcome, ReplyKind
from knowledge.profile import District
from knowledge.reading.meetings import Meeting
from knowledge.reading.names import NameSort, names_of
from knowledge.reading.replies import classify_reply
from knowledge.search.aboutness import SURE, Aboutness
from knowledge.search.precedents import Precedent
from knowledge.store.library import Library

_MOST = 6
_LONGEST = 150  # characters of a quote
_WHOLE = 40  # chunks around the one found: all of a record
_SPEAKS = re.compile(r"[^。；，,]{0,16}?(?:表示|答复|回复|回应|解释|称|说明|说|汇报|介绍|认为|[：:])")
_TALK = re.compile(r"重视|加强|加大|积极|认真|研究|支持|尽快|争取|努力|推动|配合|协调|关注|理解")
_EXPLAINS = re.compile(r"解释|说明(?:原因|情况)")
_ABSENT = re.compile(
    r"没来|没到|未到|缺席|请假|没参加|未参加|未派人|没派人|没有派人|没人来|未出席|没出席|没露面"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A precedent with all of its text."""

    precedent: Precedent
    chunks: tuple[Chunk, ...]

    @property
    def said(self) -> str:
        """All of its words."""
        return "\n".join((self.precedent.document.title, *(chunk.text for chunk in self.chunks)))

    def chunk_with(self, quote: str) -> str | None:
        """Id of the chunk in which the words stand."""
        return next((c.id for c in self.chunks if quote and quote in c.text), None)

    def sentences(self) -> Iterator[tuple[str, str]]:
        """(chunk id, sentence)."""
        for chunk in self.chunks:
            for unit in units_of(chunk.text):
                if unit.role is not Role.HEADING:
                    yield chunk.id, chunk.text[unit.start : unit.end]


def earlier(
    found: Sequence[Precedent], meeting: Meeting, about: Aboutness, library: Library
) -> tuple[Earlier, ...]:
    """The precedents that are about the topic, by their titles if any is; those of the town first."""
    titled = about.fitting(found, lambda p: f"{p.document.title} {p.consultation.topic}")
    chosen = titled or [p for p in found if any(about(p.chunk.text) >= SURE for p in p.passages)]
    chosen.sort(key=lambda p: (p.consultation.town != meeting.town, -p.score))
    return tuple(
        Earlier(p, tuple(library.neighbours(p.passages[0].chunk.id, _WHOLE))) for p in chosen[:_MOST]
    )


def precedent_line(told: Earlier, about: Aboutness) -> Line:
    """How it ended, in the words of the record; where nobody wrote that, the words that were found."""
    facts = told.precedent.consultation
    quote = facts.outcome_evidence or ""
    chunk_id = told.chunk_with(quote)
    if chunk_id is None:
        quote, chunk_id = "", told.precedent.passages[0].chunk.id
    line = _line(told, Sort.PRECEDENT, quote, chunk_id)
    return replace(line, open=len(unkept(told)), near=not about.holds_surely(told.said))


def unkept(told: Earlier) -> tuple[Commitment, ...]:
    """Promises that were not kept as far as the record tells."""
    facts = told.precedent.consultation
    if facts.outcome is Outcome.NOT_DONE:
        return facts.commitments
    return tuple(c for c in facts.commitments if c.status is CommitmentStatus.NOT_DONE)


def duties_by_promise(records: Sequence[Earlier], district: District) -> Iterator[Line]:
    """Units that took the matter on themselves before, those that did so most often first."""
    known = {unit.name for unit in district.units} | {town.name for town in district.towns}
    taken: dict[str, list[Line]] = {}
    for told in records:
        for commitment in told.precedent.consultation.commitments:
            chunk_id = told.chunk_with(commitment.quote)
            if commitment.unit in known and chunk_id and len(commitment.quote) <= _LONGEST:
                line = _line(told, Sort.DUTY_BY_PROMISE, commitment.quote, chunk_id, commitment.unit)
                taken.setdefault(str(commitment.unit), []).append(
                    replace(line, action=commitment.action, due=commitment.due)
                )
    for lines in sorted(taken.values(), key=lambda of_unit: -len({line.title for line in of_unit})):
        yield lines[0]


def empty_replies(records: Sequence[Earlier], district: District) -> Iterator[Line]:
    """Sentences in which a unit only explained or only showed an attitude; one a unit."""
    sorts = {ReplyKind.ATTITUDE: Sort.ASK_ATTITUDE, ReplyKind.EXPLAINS: Sort.ASK_REASON}
    heard: set[str] = set()
    for told in records:
        promised = {c.quote for c in told.precedent.consultation.commitments if c.due}
        for chunk_id, sentence in told.sentences():
            unit = _speaker(sentence, district)
            if unit is None or unit in heard or len(sentence) > _LONGEST:
                continue
            if any(sentence in quote or quote in sentence for quote in promised):
                continue
            sort = Sort.ASK_REASON if _EXPLAINS.search(sentence[:24]) else sorts.get(classify_reply(sentence))
            if sort is Sort.ASK_REASON or (sort is Sort.ASK_ATTITUDE and _TALK.search(sentence)):
                heard.add(unit)
                yield _line(told, sort, sentence, chunk_id, unit)


def _speaker(sentence: str, district: District) -> str | None:
    """The unit that the sentence lets speak."""
    units = [m for m in names_of(district).find(sentence) if m.sort is not NameSort.FORM]
    first = next((m for m in units if m.start <= 4), None)
    return first.name if first and _SPEAKS.match(sentence, first.end) else None


def absences(records: Sequence[Earlier], district: District) -> Iterator[Line]:
    for told in records:
        for chunk_id, sentence in told.sentences():
            told_of = next(
                (line for line in re.split(r"[\n。；;]|　| {2,}", sentence) if _ABSENT.search(line)), ""
            )
            absent = _ABSENT.search(told_of)
            if not absent or len(told_of) > _LONGEST:
                continue
            units = [m for m in names_of(district).find(told_of) if m.sort is NameSort.UNIT]
            if units:
                nearest = min(units, key=lambda m: abs(m.start - absent.start()))
                yield _line(told, Sort.WAS_ABSENT, told_of.strip(), chunk_id, nearest.name)


def without_result(records: Sequence[Earlier]) -> Iterator[Line]:
    for told in records:
        facts = told.precedent.consultation
        if facts.outcome is Outcome.UNKNOWN:
            where = f"{facts.town}联络委" if facts.town else None
            yield replace(_line(told, Sort.NO_RESULT, "", told.precedent.passages[0].chunk.id), whom=where)


def _line(told: Earlier, sort: Sort, quote: str, chunk_id: str | None, unit: str | None = None) -> Line:
    facts = told.precedent.consultation
    return Line(
        sort,
        quote,
        chunk_id,
        title=told.precedent.document.title,
        town=facts.town,
        held_on=facts.held_on,
        outcome=facts.outcome,
        unit=unit,
    )
