"""What the rules in force say of a topic, national first, and whom they make responsible."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.briefing.card import Line, Sort
from knowledge.evidence.quoting import best_stretches
from knowledge.evidence.sentences import Role, units_of
from knowledge.model import Kind, Level, Passage, Validity
from knowledge.search.aboutness import Aboutness

_MOST = 6
_OF_LEVEL, _OF_DOCUMENT = 3, 2
_DUTIES = 3
_LIKELY, _CERTAIN, _FIRST = 0.3, 0.9, 4  # probabilities that a passage answers, and how many are looked at
_SHORTEST = 12  # characters: less is a heading
_LONGEST = 150  # characters of a quote
_LEVELS = {Level.NATIONAL: 0, Level.PROVINCE: 1, Level.CITY: 2, Level.DISTRICT: 3}
_FRAME = re.compile(r"制定本|适用本|起施行|同时废止|本(?:办法|条例|细则|规定)所称|负责解释")
_ABOLISHES = re.compile(r"(?:废止|宣布失效|清理).{0,12}(?:文件|决定|规定|法规)")
_OPENING = re.compile(
    r"(?:通知|意见|事项)如下|提出(?:以下|如下)|以下意见|各(?:镇|乡|街道)[^。]{0,12}[：:]|内容虚构"
)
_FIGURES = re.compile(r"[\d一二三四五六七八九十百]+(?:个?工作日|日|个?月|年|万?元|米|倍|%)|分之")
_BODY = r"(?:局|部门|街道办事处|人民政府|委员会|大队|公司|机关|机构|企业|业主大会|管理人)"
_DUTY = re.compile(rf"{_BODY}[^。；]{{0,30}}(?:负责|牵头|主管|承担|组织协调|监督管理|组织调解)")
_LIMIT = re.compile(r"[\d一二三四五六七八九十]+个?(?:工作日|日|个月|年)(?:之?内|前)")


def in_force(passages: Iterable[Passage], today: date) -> list[Passage]:
    """Policies that apply on this day."""
    return [
        p
        for p in passages
        if p.document.kind is Kind.POLICY
        and p.document.validity is Validity.IN_FORCE
        and (p.document.effective_on is None or p.document.effective_on <= today)
    ]


def rule_lines(topic: str, passages: Sequence[Passage], about: Aboutness) -> tuple[Line, ...]:
    """`passages` in the order of the search; the best of each level, national → local."""
    fitting = [p for p in _on_topic(passages, about) if not _ABOLISHES.search(p.document.title)]
    order = sorted(range(len(fitting)), key=lambda n: -_worth(fitting[n], n, about))
    chosen: list[Passage] = []
    for passage in (fitting[n] for n in order):
        same_level = [c for c in chosen if c.document.level is passage.document.level]
        same_paper = [c for c in chosen if c.document.title == passage.document.title]
        if len(same_level) < _OF_LEVEL and len(same_paper) < _OF_DOCUMENT and len(chosen) < _MOST:
            chosen.append(passage)
    chosen.sort(key=lambda p: _LEVELS.get(p.document.level or Level.DISTRICT, 3))
    lines = ((p, _rule(topic, p, about)) for p in chosen)
    return tuple(replace(line, near=not about.holds_surely(_words(p))) for p, line in lines if line)


def _on_topic(passages: Sequence[Passage], about: Aboutness) -> list[Passage]:
    """By their words and the search's own doubt; without any such words, what the search is sure of."""
    likely = [p for p in passages if p.score >= _LIKELY]
    return about.fitting(likely, _words, enough=2) or [p for p in likely[:_FIRST] if p.score >= _CERTAIN]


def duty_lines(passages: Sequence[Passage], about: Aboutness) -> tuple[Line, ...]:
    """Sentences of the rules that say who is responsible."""
    found: list[Line] = []
    for passage in _on_topic(passages, about):
        taken = any(line.title == passage.document.title for line in found)
        sentence = next((s for s in _sentences(passage) if _DUTY.search(s)), None)
        if sentence and not taken and len(found) < _DUTIES:
            found.append(_line(Sort.DUTY_BY_RULE, passage, sentence))
    return tuple(found)


def limit_line(lines: Sequence[Line]) -> Line | None:
    """The sentence of the most local rule that sets a time limit."""
    for line in reversed(lines):
        for sentence in re.split(r"(?<=[。；])|\n", line.quote):
            if _LIMIT.search(sentence) and not line.near:
                return replace(line, sort=Sort.ASK_LIMIT, quote=sentence.strip())
    return None


def _words(passage: Passage) -> str:
    return f"{passage.document.title} {passage.chunk.heading} {passage.chunk.text}"


def _worth(passage: Passage, place: int, about: Aboutness) -> float:
    text = passage.chunk.text
    frame = bool(_FRAME.search(text)) and len(text) < 2 * _LONGEST
    return 1 / (1 + place / 10) + 0.3 * bool(_FIGURES.search(text)) + 0.4 * about(text) - 0.8 * frame


def _sentences(passage: Passage) -> list[str]:
    text = passage.chunk.text
    units = [u for u in units_of(text) if u.role in (Role.PLAIN, Role.ITEM)]
    return [text[u.start : u.end] for u in units if u.end - u.start <= _LONGEST]


def _rule(topic: str, passage: Passage, about: Aboutness) -> Line | None:
    """None where the passage only opens the paper, or names the matter among many others."""
    stretches = [s.text for s in best_stretches(topic, [passage]) if len(s.text) <= 2 * _LONGEST]
    stretches = [text for text in stretches if _tells(text, passage, about)]
    if not stretches:
        return None
    first = stretches[0].split("\n")[0]  # what follows a full sentence may be a signature
    whole = first[-1] in "。；" and len(first) >= _SHORTEST
    return _line(Sort.RULE, passage, first if whole else stretches[0])


def _tells(text: str, passage: Passage, about: Aboutness) -> bool:
    leads_in = text.rstrip().endswith(("：", ":")) or len(text) < _SHORTEST
    if leads_in or _OPENING.search(text) or passage.document.title in text:
        return False
    return not about.only_listed(text) or about.holds(f"{passage.document.title} {passage.chunk.heading}")


def _line(sort: Sort, passage: Passage, quote: str) -> Line:
    document = passage.document
    return Line(
        sort,
        quote,
        passage.chunk.id,
        title=document.title,
        doc_number=document.doc_number,
        locator=passage.chunk.locator,
        level=document.level,
    )
