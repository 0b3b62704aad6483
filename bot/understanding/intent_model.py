"""A small trained model beside the rules: n-grams of a message, and its embedding where one is given."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np

from knowledge.model import Intent
from knowledge.ports import EmbeddingModel
from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.names import NameSort, names_of
from knowledge.reading.ngrams import NgramModel, as_pattern, log_softmax

OpenEmbeddings = Callable[[], EmbeddingModel]

READ = 400  # characters that the n-grams see
EMBEDDED = 200  # characters that are embedded
LONGEST = 3  # of the n-grams
_PLACEHOLDERS = {NameSort.TOWN: "W", NameSort.UNIT: "U", NameSort.FORM: "F"}
_FLOOR = 6.0  # log probabilities below -6 say no more than "hardly"
_WEIGHT_ALONE, _WEIGHT_BOTH = 1.5, 1.2


def pattern_of(plain: str, now: datetime, district: District) -> str:
    """The message with names and dates replaced by their sort, so that every district reads alike."""
    plain = plain[:READ]
    spans = [(m.start, m.end, _PLACEHOLDERS[m.sort]) for m in names_of(district).find(plain)]
    spans += [(m.start, m.end, "D") for m in mentions(plain, now, Lean.AHEAD)]
    return as_pattern(plain, spans)[0]


class IntentModel:
    """Weights as `tests/benchmarks/train_intents.py` wrote them."""

    def __init__(self, weights: Any) -> None:
        self.intents = tuple(Intent(name) for name in weights["labels"].tolist())
        self._words = NgramModel(self.intents, weights, LONGEST)
        self._vector, self._vector_bias = weights["vector_weights"], weights["vector_bias"]
        self._embedding = str(weights["embedding"])

    def by_ngrams(self, pattern: str) -> dict[Intent, float]:
        """What the words say, 0 (hardly) and up."""
        return self._scores(self._words.log_odds(pattern), _WEIGHT_ALONE)

    def by_meaning(self, pattern: str, plain: str, embeddings: EmbeddingModel) -> dict[Intent, float] | None:
        """Words and embedding together; None if the model was trained on another embedding."""
        if embeddings.name != self._embedding:
            return None
        vector = np.asarray(_embedded(embeddings, plain[:EMBEDDED]), dtype=np.float32)
        meaning = log_softmax(vector @ self._vector + self._vector_bias)
        return self._scores(
            np.maximum(self._words.log_odds(pattern), -_FLOOR) + meaning, _WEIGHT_BOTH, parts=2
        )

    def _scores(self, log_odds: Any, weight: float, parts: int = 1) -> dict[Intent, float]:
        floor = _FLOOR * parts
        return dict(
            zip(self.intents, (weight * (np.maximum(log_odds, -floor) + floor)).tolist(), strict=True)
        )


@lru_cache(maxsize=64)
def _embedded(embeddings: EmbeddingModel, plain: str) -> tuple[float, ...]:
    """One turn asks for the same message more than once."""
    return tuple(embeddings.embed_query(normalised(plain)))


@cache
def intent_model() -> IntentModel:
    with resources.as_file(resources.files("bot") / "data" / "intents.npz") as path, np.load(path) as weights:
        return IntentModel(dict(weights))
