"""A small trained model: how likely each label is by the runs of characters in a text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

Span = tuple[int, int, str]  # start, end, the symbol that stands for it


def as_pattern(plain: str, spans: Iterable[Span]) -> tuple[str, list[int]]:
    """The text between ^ and $, without blanks, with symbols for spans; and where each character stood."""
    written, position = [("^", 0)], 0
    for start, end, symbol in sorted([*spans, (len(plain), len(plain), "$")]):
        if start >= position:
            written += [(c, i) for i, c in enumerate(plain[position:start], position) if not c.isspace()]
            written.append((symbol, start))
            position = end
    return "".join(c for c, _ in written), [place for _, place in written]


def ngrams(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """Where each begins, and its characters."""
    for n in range(1, longest + 1):
        for start in range(len(text) - n + 1):
            yield start, text[start : start + n]


class NgramModel:
    """Multinomial logistic regression; `grams`, `idf`, `gram_weights` (grams, labels), `gram_bias`."""

    def __init__(self, labels: Sequence[str], weights: Any, longest: int) -> None:
        self.labels = tuple(labels)
        self._longest = longest
        self._places = {gram: i for i, gram in enumerate(weights["grams"].tolist())}
        self._idf = weights["idf"].astype(np.float32)
        self._weights, self._bias = weights["gram_weights"].astype(np.float32), weights["gram_bias"]

    def log_odds(self, text: str) -> Any:
        """Log probability of each label."""
        return self.log_odds_of(gram for _, gram in ngrams(text, self._longest))

    def log_odds_of(self, grams: Iterable[str]) -> Any:
        """The same from n-grams, and whatever else a text was given to be told by."""
        places, values = self._values(grams)
        return log_softmax(values @ self._weights[places] + self._bias)

    def strongest(self, text: str, label: int) -> int:
        """Where the run begins that speaks most for a label and against the others."""
        places, values = self._values(gram for _, gram in ngrams(text, self._longest))
        weights = self._weights[places]
        said = dict(zip(places, values * (weights[:, label] - weights.mean(axis=1)), strict=True))
        runs = ((said.get(self._places.get(g, -1), 0.0), -i) for i, g in ngrams(text, self._longest))
        return -max(runs)[1]

    def _values(self, grams: Iterable[str]) -> tuple[Any, Any]:
        counts = Counter(self._places[gram] for gram in grams if gram in self._places)
        places = np.fromiter(counts, dtype=np.int64)
        values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self._idf[places]
        return places, values / (np.linalg.norm(values) or 1.0)


def log_softmax(scores: Any) -> Any:
    shifted = scores - scores.max()
    return shifted - np.log(np.exp(shifted).sum())
