"""Small trained models that sort phrases by their n-grams and by what else is told of them."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from knowledge.reading.ngrams import NgramModel
from knowledge.reading.ngrams import ngrams as runs

LONGEST = 3  # characters of an n-gram


class PhraseModel:
    """Weights as `tests/benchmarks/train_reports.py` wrote them."""

    def __init__(self, weights: Any) -> None:
        self._ngrams = NgramModel(weights["labels"].tolist(), weights, LONGEST)

    def shares(self, grams: Iterable[str]) -> dict[str, float]:
        """How likely each label is, adding up to 1."""
        shares = np.exp(self._ngrams.log_odds_of(grams))
        return dict(zip(self._ngrams.labels, shares.tolist(), strict=True))


def ngrams(phrase: str) -> Iterator[str]:
    return (gram for _, gram in runs(f"^{phrase}$", LONGEST))


@cache
def phrase_model(name: str) -> PhraseModel:
    """The one in `knowledge/data/<name>.npz`."""
    file = resources.files("knowledge") / "data" / f"{name}.npz"
    with resources.as_file(file) as path, np.load(path) as weights:
        return PhraseModel(dict(weights))
