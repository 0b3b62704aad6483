"""Whether a matter was brought up before: 重复, 可续提（说明新变化）or 新题."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.evidence.relevance import content_words
from knowledge.ports import EmbeddingModel
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of

_ALIKE = 0.55  # measured on labelled pairs, see tests/benchmarks/papers.py
_READ = 300  # characters of each: what a paper is about stands at its beginning
_TALK = frozenset(
    """建议 关于 问题 情况 分析 原因 区 提案 应予 关注 解决 加强 完善 进一步 居民 群众 反映 部分 目前 希望
    我区 牵头 完成 负责 每月 每季度 街道 社区 小区 有的 不少 没有 缺少 主要 增设 增加 设置""".split()  # noqa: SIM905
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
    """0..1 for each: nearness of meaning and shared telling words; another town counts against."""
    mine = text[:_READ]
    vector = embeddings.embed_query(mine)
    vectors = [embeddings.embed_query(other[:_READ]) for other in others]  # the same side for both
    return [
        _mixed(sum(a * b for a, b in zip(vector, its, strict=True)), mine, other[:_READ], district)
        for other, its in zip(others, vectors, strict=True)
    ]


def _mixed(cosine: float, one: str, two: str, district: District) -> float:
    near = min(1.0, max(0.0, (cosine - 0.85) / 0.1))  # e5 keeps unrelated papers around 0.88
    words = _shared(one, two)
    towns = [_towns(one, district), _towns(two, district)]
    elsewhere = 0.2 if all(towns) and not towns[0] & towns[1] else 0.0
    return max(0.0, 0.8 * near + 0.2 * min(1.0, words * 2) - elsewhere)


def _shared(one: str, two: str) -> float:
    first, second = _telling(one), _telling(two)
    return len(first & second) / (min(len(first), len(second)) or 1)


def _telling(text: str) -> frozenset[str]:
    return frozenset(w for w in content_words(text) if len(w) > 1 and not w.isdigit()) - _TALK


def _towns(text: str, district: District) -> set[str]:
    return {m.name for m in names_of(district).find(text) if m.sort is NameSort.TOWN}
