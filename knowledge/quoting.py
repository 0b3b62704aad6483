"""Which stretches of which passages answer a question: chosen, never rephrased."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.keywords import words
from knowledge.model import Passage
from knowledge.sentences import Role, Unit, units_of

MAX_QUOTES = 4
MAX_CHARACTERS = 350  # of all quotes together: an answer is read on a phone
_WHOLE = 130  # a chunk up to this length is quoted whole, so that no exception is cut off
_BEST = 220  # what one stretch may take with its context
_PASSAGES, _QUESTION = 10, 500  # what is looked at: the rest is too far away to be quoted
_WORTH = 0.5  # of the best one's value: below it a further quote is noise
_LEANS_BACK = re.compile(r"但|前[款项]|上述|其中|逾期")  # cannot be read without the sentence before
_EXCEPTION = re.compile(r"但|.{0,40}除外")

_FIGURE = r"(?:\d|[一二两三四五六七八九十百千万半])\s*(?:个?工作日|个?月|日|天|年|周|小时|分钟|{})"
_ASKS = (  # what is asked for, and what a sentence that says it looks like
    (
        r"多久|多长时间|什么时候|何时|期限|几天|几日|几个月|几年|时限|多少[天日年]|到期|时效",
        _FIGURE.format("前|后|内"),
    ),
    (
        r"多少|几[个人名次倍层岁成条项]|多大|比例|金额|标准|多高|多重|上限|罚",
        _FIGURE.format("元|倍|岁|人|名|次|户|层|米|平方米|分贝|公斤|%") + r"|百分之|分之",
    ),
    (
        r"谁|哪个(?:部门|单位|机关)|哪些(?:部门|单位)|归.{0,4}管|主管|找(?:谁|哪)|负责",
        r"部门|机关|政府|委员会|主管|办事处|局|承担|负责",
    ),
    (r"什么是|是什么|何谓|指什么|定义|含义", r"是指|，指|所称"),
    (
        r"哪些|什么(?:情况|情形|条件|材料)|何种情[况形]|怎么(?:办理|申请)",
        r"下列|以下|[（(]一[）)]|(?:[：:]$)",
    ),
    (r"怎么办|如何处理|处罚|罚|后果|责任|赔", r"责令|罚款|赔偿|承担|处[^理]|没收"),
    (
        r"能否|能不能|可以|可不可以|是否|合法吗|有效吗|允许|行不行|必须|要不要",
        r"可以|不得|有权|应当|无效|有效|禁止",
    ),
)
_FUNCTION_WORDS = """
    什么 怎么 怎样 如何 多少 哪些 哪个 哪里 是否 能否 可以 可否 应当 应该 规定 情况
    问题 需要 进行 以及 或者 还是 如果 因为 由于 这个 那个 一个 这种 关于 对于 为什么
    的话 时候 没有 不能 不是 就是 以后 之后 我们 他们 自己 有关 相关 根据 请问 多久
    几天 何时 怎么办 吗 呢 吧 的 了 是 在 和 与 或 及 有 为 被 把 对 从 到 由
    向 将 于 等 我 你 他 她 它 这 那 不 没 能 会 要 可 都 也 还 就 很 最 谁
    几 让 给 个 者 其 所 该 并 而 但 之 以 上 下 中 里 吗 啊 嘛 去 来 做 后
    前 时 多 大 小 说 看 想
    """
_STOP = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Stretch:
    """`passage.chunk.text[start:end]`: what one citation quotes."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.chunk.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Stretches that are only worth quoting together, such as a lead and an item far below it."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    rate: float

    @property
    def value(self) -> float:
        """Comparable within one question: a good passage is worth quoting though it shares no word with it."""
        return self.passage.score * (0.5 + self.rate)


@lru_cache(maxsize=4096)  # popular passages come back with many questions
def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, long ones with their parts."""
    return frozenset(words(text)) - _STOP


def best_stretches(question: str, passages: Sequence[Passage]) -> list[Stretch]:
    """At most MAX_QUOTES stretches; passages best first, then in the order of the text."""
    question, passages = question[:_QUESTION], passages[:_PASSAGES]
    rate = _Rater(question, passages)
    candidates = sorted((c for p in passages for c in _candidates(p, rate)), key=lambda c: -c.value)
    chosen: list[Stretch] = []
    for candidate in candidates:
        if chosen and candidate.value < _WORTH * candidates[0].value:
            break
        more = _merged([*chosen, *(Stretch(candidate.passage, *span) for span in candidate.spans)])
        fits = len(more) <= MAX_QUOTES and sum(len(s.text) for s in more) <= MAX_CHARACTERS
        if not chosen or (fits and not any(_repeats(candidate, s) for s in chosen)):
            chosen = more
    return chosen


def _merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Grouped by passage, best first; stretches that touch or overlap become one."""
    rank = {id(s.passage): n for n, s in reversed(list(enumerate(stretches)))}
    merged: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (rank[id(s.passage)], s.start)):
        last = merged[-1] if merged else None
        if last and last.passage is stretch.passage and _touch(last, stretch):
            merged[-1] = Stretch(last.passage, last.start, max(last.end, stretch.end))
        else:
            merged.append(stretch)
    return merged


def _touch(one: Stretch, two: Stretch) -> bool:
    return not one.passage.chunk.text[one.end : two.start].strip()


def _repeats(candidate: _Candidate, stretch: Stretch) -> bool:
    """Another passage that says the same again: local rules repeat national ones."""
    if candidate.passage is stretch.passage:
        return False
    new = {
        w for start, end in candidate.spans for w in content_words(candidate.passage.chunk.text[start:end])
    }
    old = content_words(stretch.text)
    return len(new & old) > 0.8 * min(len(new), len(old))


class _Rater:
    """Scores a text by the question's words in it, rare ones more, and by its look."""

    def __init__(self, question: str, passages: Sequence[Passage]) -> None:
        texts = [p.chunk.text[u.start : u.end] for p in passages for u in units_of(p.chunk.text)]
        seen = Counter(w for t in texts for w in content_words(t))
        self._weights = {w: math.log(1 + len(texts) / seen[w]) for w in content_words(question) if seen[w]}
        self._total = sum(self._weights.values()) or 1.0
        self._shapes = [re.compile(shape) for ask, shape in _ASKS if re.search(ask, question)]

    def __call__(self, text: str) -> float:
        """0..1.5"""
        covered = sum(self._weights.get(w, 0.0) for w in content_words(text)) / self._total
        if not self._shapes:
            return covered
        return covered + 0.5 * sum(bool(s.search(text)) for s in self._shapes) / len(self._shapes)


def _candidates(passage: Passage, rate: _Rater) -> list[_Candidate]:
    text = passage.chunk.text
    units = [u for u in units_of(text) if u.role is not Role.HEADING]
    if not units:
        return []
    groups = {_with_context(units, n, text) for n in range(len(units))}
    whole = units[0].start, units[-1].end
    if whole[1] - whole[0] <= _WHOLE and all(_adjacent(text, a, b) for a, b in pairwise(units)):
        groups = {(whole,)}
    rated = [_Candidate(passage, s, rate("\n".join(text[a:b] for a, b in s))) for s in sorted(groups)]
    best = max(c.rate for c in rated)
    return [c for c in rated if c.rate >= _WORTH * best]


def _with_context(units: Sequence[Unit], n: int, text: str) -> tuple[tuple[int, int], ...]:
    """The unit with what it cannot be understood without, as far as there is room."""
    lead = _lead_of(units, n)
    if lead is not None and units[n].end - units[lead].start > _BEST:
        return (units[lead].start, units[lead].end), (units[n].start, units[n].end)
    first, last = n if lead is None else lead, n

    def room(a: int, b: int) -> bool:
        inside = a >= 0 and b < len(units) and units[b].end - units[a].start <= _BEST
        return inside and all(_adjacent(text, *pair) for pair in pairwise(units[a : b + 1]))

    while units[first].role is Role.LEAD and room(first, last + 1) and units[last + 1].role is Role.ITEM:
        last += 1
    while _LEANS_BACK.match(text, units[first].start) and first > 0:
        before = _lead_of(units, first - 1)
        if not room(before := first - 1 if before is None else before, last):
            break
        first = before
    while room(first, last + 1) and _EXCEPTION.match(text, units[last + 1].start, units[last + 1].end):
        last += 1
    return ((units[first].start, units[last].end),)


def _lead_of(units: Sequence[Unit], n: int) -> int | None:
    if units[n].role is not Role.ITEM:
        return None
    before = next((m for m in range(n, -1, -1) if units[m].role is not Role.ITEM), None)
    return before if before is not None and units[before].role is Role.LEAD else None


def _adjacent(text: str, one: Unit, two: Unit) -> bool:
    return not text[one.end : two.start].strip()
