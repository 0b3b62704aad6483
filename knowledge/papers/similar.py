"""Whether a matter was brought up before: 重复, 可续提（说明新变化）or 新题."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.ports import EmbeddingModel
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of
from knowledge.search.likeness import matter_vectors

_ALIKE = 0.365  # measured on labelled pairs, see tests/benchmarks/papers.py
_ELSEWHERE = 0.15  # of likeness that another town costs
_READ = 120  # characters of each: what a paper is about stands at its beginning
_FRAME = re.compile(
    r"关于|的?(?:建议|提案|问题|情况)[。：:]?|应予?(?:关注|重视)|加强|推进|解决|规范|整治|治理|我区|全区|示例区"
)


class Verdict(StrEnum):
    REPEATED = "重复"
    CONTINUED = "可续提（说明新变化）"
    NEW = "新题"


@dataclass(frozen=True, slots=True)
class Earlier:
    """`settled`: it was answered or ended, so that a change since then may be brought up."""

    title: str
    text: str
    town: str | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Similar:
    """Those that are about the same matter, the most alike first."""

    verdict: Verdict
    papers: tuple[Earlier, ...]


def similar(
    text: str,
    earlier: Sequence[Earlier],
    embeddings: EmbeddingModel,
    district: District,
    *,
    changed: bool = False,
) -> Similar:
    """`changed`: the draft says what is new since then."""
    if not earlier:
        return Similar(Verdict.NEW, ())
    scores = likeness(text, [f"{e.title}\n{e.text}" for e in earlier], embeddings, district)
    found = sorted(
        ((score, n) for n, score in enumerate(scores) if score >= _ALIKE), key=lambda pair: -pair[0]
    )
    papers = tuple(earlier[n] for _, n in found[:3])
    if not papers:
        return Similar(Verdict.NEW, ())
    again = changed or all(paper.settled for paper in papers)
    return Similar(Verdict.CONTINUED if again else Verdict.REPEATED, papers)


def likeness(text: str, others: Sequence[str], embeddings: EmbeddingModel, district: District) -> list[float]:
    """-1..1 for each: nearness of meaning; another town counts against."""
    mine, *theirs = matter_vectors([_FRAME.sub("", words)[:_READ] for words in (text, *others)], embeddings)
    return [
        float(mine @ its) - (_ELSEWHERE if _apart(text, other, district) else 0.0)
        for its, other in zip(theirs, others, strict=True)
    ]


def _apart(one: str, two: str, district: District) -> bool:
    towns = [_towns(one[: 2 * _READ], district), _towns(two[: 2 * _READ], district)]
    return all(towns) and not towns[0] & towns[1]


def _towns(text: str, district: District) -> set[str]:
    return {m.name for m in names_of(district).find(text) if m.sort is NameSort.TOWN}
