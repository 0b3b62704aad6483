"""Small trained models that sort phrases by their n-grams."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

NGRAMS = (1, 2, 3)


class PhraseModel:
    """Logistic regression over n-grams, as `tests/benchmarks/train_reports.py` wrote it."""

    def __init__(self, weights: Any) -> None:
        self.labels: tuple[str, ...] = tuple(weights["labels"].tolist())
        self._places = {gram: i for i, gram in enumerate(weights["grams"].tolist())}
        self._idf = weights["idf"].astype(np.float32)
        self._weights, self._bias = weights["weights"].astype(np.float32), weights["bias"]

    def shares(self, grams: Iterable[str]) -> dict[str, float]:
        """How likely each label is, adding up to 1."""
        counts = Counter(self._places[g] for g in grams if g in self._places)
        scores = self._bias
        if counts:
            places = np.fromiter(counts, dtype=np.int64)
            weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self._idf[places]
            scores = weights / np.linalg.norm(weights) @ self._weights[places] + self._bias
        shifted = np.exp(scores - scores.max())
        return dict(zip(self.labels, (shifted / shifted.sum()).tolist(), strict=True))


def ngrams(phrase: str) -> Iterator[str]:
    framed = f"^{phrase}$"
    for n in NGRAMS:
        for start in range(len(framed) - n + 1):
            yield framed[start : start + n]


@cache
def phrase_model(name: str) -> PhraseModel:
    """The one in `knowledge/data/<name>.npz`."""
    file = resources.files("knowledge") / "data" / f"{name}.npz"
    with resources.as_file(file) as path, np.load(path) as weights:
        return PhraseModel(dict(weights))
