"""What both indexes say of a chunk that may answer, and of its kin, as numbers for the ranking."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

_KEYWORD_SHARE = 0.15  # of the words in what a chunk's kin are judged by
_RANK_OFFSET = 3  # keeps the step from the first rank to the second from outweighing everything


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk with its scores; None where that index did not return it."""

    id: str
    document_id: str
    position: int
    heading: str
    local: bool  # of this province, city or district, not national
    cosine: float | None
    keyword: float | None


FEATURES = (
    "cosine", "keyword", "worded", "cosine_rank", "keyword_rank", "neighbour", "second_neighbour", "section",
    "document", "local",
)  # fmt: skip


def features(candidates: Sequence[Candidate]) -> Scores:
    """(candidates, FEATURES): scores standardised within the query, and the best among each one's kin."""
    cosines, keywords = [c.cosine for c in candidates], [c.keyword for c in candidates]
    cosine, keyword = _standardised(cosines), _standardised(keywords)
    merit = cosine + _KEYWORD_SHARE * keyword
    places = {(c.document_id, c.position): score for c, score in zip(candidates, merit, strict=True)}
    lowest = float(merit.min())

    def beside(distance: int) -> list[float]:
        return [
            max(places.get((c.document_id, c.position + step), lowest) for step in (-distance, distance))
            for c in candidates
        ]

    columns = (
        cosine,
        keyword,
        [float(score is not None) for score in keywords],
        _reciprocal_ranks(cosines),
        _reciprocal_ranks(keywords),
        beside(1),
        beside(2),
        _best_of_group(merit, [(c.document_id, c.heading) for c in candidates]),
        _best_of_group(merit, [c.document_id for c in candidates]),
        [float(c.local) for c in candidates],
    )
    return np.column_stack(columns)


def _standardised(scores: Sequence[float | None]) -> Scores:
    """Zero mean, unit deviation; what an index did not return counts as its lowest score."""
    known = [score for score in scores if score is not None]
    if not known:
        return np.zeros(len(scores))
    filled = np.array([min(known) if score is None else score for score in scores])
    return np.asarray((filled - filled.mean()) / (filled.std() or 1.0))


def _reciprocal_ranks(scores: Sequence[float | None]) -> Scores:
    """1 / (rank + offset), ranks from 0; 0 for what the index did not return."""
    result = np.zeros(len(scores))
    known = [i for i, score in enumerate(scores) if score is not None]
    for rank, i in enumerate(sorted(known, key=lambda i: -(scores[i] or 0.0))):
        result[i] = 1.0 / (rank + _RANK_OFFSET)
    return result


def _best_of_group(scores: Iterable[float], groups: Sequence[Hashable]) -> list[float]:
    best: dict[Hashable, float] = defaultdict(lambda: -np.inf)
    for score, group in zip(scores, groups, strict=True):
        best[group] = max(best[group], score)
    return [best[group] for group in groups]
