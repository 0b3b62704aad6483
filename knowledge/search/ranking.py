"""Candidates from both indexes → one order, and whether the best of them answer the question.

Both are linear models, trained by `tests/benchmarks/train_ranking.py` for one embedding model. For any
other, and without vectors, a plain sum of the two scores ranks, and one of the best passages must share most
of the question's characters.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from knowledge.model import Kind
from knowledge.search.candidates import FEATURES, Candidate, Scores, features
from knowledge.search.confidence import EVIDENCE, evidence


@dataclass(frozen=True, slots=True)
class Ranking:
    """`weights`: of FEATURES. `confidence`: of EVIDENCE; with `constant`, the log-odds of an answer."""

    weights: Scores
    confidence: Scores
    constant: float

    def order(self, candidates: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
        """Best first, each with its log-odds against the best, which has 0."""
        if not candidates:
            return []
        scores = features(candidates) @ _fit(self, candidates).weights
        order = np.argsort(-scores, kind="stable")
        return [(candidates[i], float(scores[i] - scores[order[0]])) for i in order]

    def log_odds(
        self,
        question: str,
        kind: Kind,
        local: re.Pattern[str],
        ranked: Sequence[Candidate],
        texts: Sequence[str],
    ) -> float:
        """That the best answer the question; the arguments are those of `evidence`."""
        fit = _fit(self, ranked)
        return float(evidence(question, kind, local, ranked, texts) @ fit.confidence + fit.constant)


def _fit(ranking: Ranking, candidates: Sequence[Candidate]) -> Ranking:
    return ranking if any(c.cosine is not None for c in candidates) else PLAIN


def _in_order(names: Sequence[str], values: Mapping[str, float]) -> Scores:
    return np.array([values.get(name, 0.0) for name in names])


PLAIN = Ranking(
    weights=_in_order(FEATURES, {"cosine": 1.0, "keyword": 0.2}),
    confidence=_in_order(EVIDENCE, {"characters": 10.0}),
    constant=-6.0,
)


def load_ranking(embedding_model: str) -> Ranking:
    stored = json.loads((resources.files("knowledge") / "data" / "ranking.json").read_text(encoding="utf-8"))
    if stored["embedding_model"] != embedding_model:
        return PLAIN
    return Ranking(
        _in_order(FEATURES, stored["weights"]),
        _in_order(EVIDENCE, stored["confidence"]),
        stored["constant"],
    )
