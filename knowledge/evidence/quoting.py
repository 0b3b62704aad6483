"""Which stretches of which passages answer a question: chosen, never rephrased."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.evidence.relevance import Relevance, content_words
from knowledge.evidence.sentences import Role, Unit, units_of
from knowledge.model import Passage

MAX_QUOTES = 4
MAX_CHARACTERS = 350  # of all quotes together: an answer is read on a phone
_PASSAGES, _QUESTION = 10, 500  # what is looked at: the rest is too far away to be quoted
_WHOLE = 130  # a chunk up to this length is quoted whole, so that no exception is cut off
_CONTEXT = 220  # what a unit may grow to with its context
_COMFORTABLE = 180  # up to here a passage's second best is welcome, past it only what adds something
_WORTH = 0.5  # of the best one's value: below it a further quote is noise
_BREVITY = 0.3  # what a quote of full length loses against a short one that says as much
_GAIN = 0.1
_LEANS_BACK = re.compile(r"但|上述|其中|逾期|.{0,12}前[款项]")  # cannot be read without the sentence before
_REMARK = re.compile(r"\s*[（(][^（()）]*[）)]$")
_ANNOUNCES = re.compile(
    r"(?:通知|通告|公告|公布|印发|报告|纪要|意见|办法|方案)如下[。：:]?$|现予(?:公布|印发)"
    r"|^\S{2,12}〔\d{4}〕\d+号|^各\S{2,80}[：:]$"  # its number, whom it is addressed to
)
_EXCEPTION = re.compile(r"但|.{0,40}除外")


@dataclass(frozen=True, slots=True)
class Stretch:
    """`passage.chunk.text[start:end]`: what one citation quotes."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.chunk.text[self.start : self.end]


class _Source:
    """A passage as its quotable units, known by their numbers."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        score = min(max(passage.score, 0.0001), 0.9999)
        self.weight = math.sqrt(
            score / (1 - score)
        )  # odds: 0.99 is far better than 0.95, 0.55 than 0.51 is not
        self.units = [u for u in units_of(passage.chunk.text) if not self._is_title(u)]
        self.texts = [passage.chunk.text[u.start : u.end] for u in self.units]

    def _is_title(self, unit: Unit) -> bool:
        """Headings, the document's own title, a remark in brackets, 现通知如下: nothing that is so."""
        text, title = self.passage.chunk.text[unit.start : unit.end], self.passage.document.title
        text = _REMARK.sub("", text)
        if unit.role is Role.HEADING or not text or _ANNOUNCES.search(text):
            return True
        opening = unit.start == 0 and self.passage.chunk.position == 0
        return text.strip("# —-") in title or (opening and re.search(r"[。！？；：，]", text) is None)

    def length(self, numbers: Iterable[int]) -> int:
        return sum(len(self.texts[n]) for n in numbers)

    def stretches(self, numbers: Iterable[int]) -> list[Stretch]:
        """Units that stand side by side are quoted in one piece."""
        found: list[Stretch] = []
        for n in sorted(numbers):
            unit = self.units[n]
            if found and self.adjacent(found[-1].end, unit.start):
                found[-1] = Stretch(self.passage, found[-1].start, unit.end)
            else:
                found.append(Stretch(self.passage, unit.start, unit.end))
        return found

    def adjacent(self, end: int, start: int) -> bool:
        return not self.passage.chunk.text[end:start].strip()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Units of one source that are only worth quoting together."""

    source: _Source
    numbers: frozenset[int]
    rate: float

    @property
    def value(self) -> float:
        """Comparable within one question; a good passage counts though it shares no word with it."""
        length = self.source.length(self.numbers) / MAX_CHARACTERS
        return self.source.weight * (0.5 + self.rate - _BREVITY * length)


def best_stretches(question: str, passages: Sequence[Passage]) -> list[Stretch]:
    """At most MAX_QUOTES stretches; passages best first, then in the order of the text."""
    sources = [_Source(p) for p in passages[:_PASSAGES]]
    rate = Relevance(question[:_QUESTION], [t for s in sources for t in s.texts])
    candidates = [c for s in sources for c in _candidates(s, rate)]
    least = _WORTH * max((c.value for c in candidates), default=0.0)
    candidates = [c for c in candidates if c.value >= least]
    chosen: dict[_Source, frozenset[int]] = {}
    while candidates:
        best = max(candidates, key=lambda c: c.value + _gain(c, chosen, rate))
        candidates.remove(best)
        more = chosen | {best.source: chosen.get(best.source, frozenset()) | best.numbers}
        if not chosen or (_fits(more) and _adds(best, chosen, rate)):
            chosen = more
    return _stretches(chosen)


def _stretches(chosen: dict[_Source, frozenset[int]]) -> list[Stretch]:
    return [stretch for source, numbers in chosen.items() for stretch in source.stretches(numbers)]


def _fits(chosen: dict[_Source, frozenset[int]]) -> bool:
    stretches = _stretches(chosen)
    return len(stretches) <= MAX_QUOTES and sum(len(s.text) for s in stretches) <= MAX_CHARACTERS


def _gain(candidate: _Candidate, chosen: dict[_Source, frozenset[int]], rate: Relevance) -> float:
    """What it says beyond what is already quoted of its source."""
    source, before = candidate.source, chosen.get(candidate.source)
    if before is None:
        return 0.0
    texts = source.texts
    return rate(texts[n] for n in before | candidate.numbers) - rate(texts[n] for n in before)


def _adds(candidate: _Candidate, chosen: dict[_Source, frozenset[int]], rate: Relevance) -> bool:
    """To a source that is quoted already: more of the answer. From another one: not the same words again."""
    source, before = candidate.source, chosen.get(candidate.source)
    if before is None:
        new = _words(source, candidate.numbers)
        return not any(_alike(new, _words(other, numbers)) for other, numbers in chosen.items())
    if candidate.numbers <= before:
        return False
    if _gain(candidate, chosen, rate) >= _GAIN:
        return True
    good = candidate.rate >= _WORTH * rate(source.texts[n] for n in before)
    return good and source.length(before | candidate.numbers) <= _COMFORTABLE


def _words(source: _Source, numbers: Iterable[int]) -> frozenset[str]:
    return frozenset().union(*(content_words(source.texts[n]) for n in numbers))


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Local rules repeat national ones nearly word for word."""
    return len(one & two) > 0.8 * min(len(one), len(two))


def _candidates(source: _Source, rate: Relevance) -> list[_Candidate]:
    every = range(len(source.units))
    groups = {_with_context(source, n, rate.wants_list) for n in every}
    if every and source.length(every) <= _WHOLE and len(source.stretches(every)) == 1:
        groups = {frozenset(every)}
    return [_Candidate(source, g, rate(source.texts[n] for n in g)) for g in sorted(groups, key=sorted)]


def _with_context(source: _Source, n: int, whole_list: bool) -> frozenset[int]:
    """The unit with what it cannot be understood without, as far as there is room."""
    units, texts = source.units, source.texts
    lead = _lead_of(units, n)
    if lead is not None and not whole_list:
        return frozenset({lead, n})
    first, last = n if lead is None else lead, n

    def room(a: int, b: int) -> bool:
        run = range(a, b + 1)
        inside = a >= 0 and b < len(units)
        return inside and source.length(run) <= _CONTEXT and len(source.stretches(run)) == 1

    while units[first].role is Role.LEAD and room(first, last + 1) and units[last + 1].role is Role.ITEM:
        last += 1
    while _LEANS_BACK.match(texts[first]) and first > 0:
        before = _lead_of(units, first - 1)
        if not room(before := first - 1 if before is None else before, last):
            break
        first = before
    while room(first, last + 1) and _EXCEPTION.match(texts[last + 1]):
        last += 1
    return frozenset(range(first, last + 1))


def _lead_of(units: Sequence[Unit], n: int) -> int | None:
    if units[n].role is not Role.ITEM:
        return None
    before = next((m for m in range(n, -1, -1) if units[m].role is not Role.ITEM), None)
    return before if before is not None and units[before].role is Role.LEAD else None
