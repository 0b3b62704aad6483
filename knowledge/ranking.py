"""Candidates from both indexes → one order, and whether the best of them answer the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_KEYWORD_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk with its scores; None where that index did not return it."""

    id: str
    title: str
    heading: str
    text: str
    cosine: float | None
    keyword: float | None


class Ranking:
    def rank(self, query: str, candidates: Sequence[Candidate]) -> tuple[list[tuple[str, float]], bool]:
        """((chunk id, score) best first, found)."""
        if not candidates:
            return [], False
        dense = _standardised([c.cosine for c in candidates])
        scores = dense + _KEYWORD_WEIGHT * _standardised([c.keyword for c in candidates])
        order = np.argsort(-scores)
        return [(candidates[i].id, float(1 / (1 + np.exp(-scores[i])))) for i in order], True


def _standardised(scores: Sequence[float | None]) -> NDArray[np.float64]:
    """Zero mean, unit deviation; what an index did not return counts as its lowest score."""
    known = [score for score in scores if score is not None]
    if not known:
        return np.zeros(len(scores))
    filled = np.array([min(known) if score is None else score for score in scores])
    return np.asarray((filled - filled.mean()) / (filled.std() or 1.0))
