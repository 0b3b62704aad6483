"""Which state of a promise the words of a report tell, by a trained model."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from knowledge.model import CommitmentStatus
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.ngrams import NgramModel, as_pattern

READ = 400  # characters
LONGEST = 2  # of the n-grams; longer ones add nothing on writers that the model did not see
NOTHING = "无"


@dataclass(frozen=True, slots=True)
class StateReading:
    """The likeliest state, where its words begin, and whether the text reports anything at all."""

    state: CommitmentStatus
    place: int
    reports: bool


class StateModel:
    """Weights as `tests/benchmarks/train_states.py` wrote them."""

    def __init__(self, weights: Any) -> None:
        self._ngrams = NgramModel(weights["labels"].tolist(), weights, LONGEST)

    def read(self, plain: str, now: datetime) -> StateReading:
        text, places = state_pattern(plain, now)
        told = dict(zip(self._ngrams.labels, self._ngrams.log_odds(text).tolist(), strict=True))
        nothing = told.pop(NOTHING)
        state = max(told, key=lambda label: told[label])
        place = places[self._ngrams.strongest(text, self._ngrams.labels.index(state))]
        return StateReading(CommitmentStatus(state), place, reports=told[state] > nothing)


def state_pattern(plain: str, now: datetime) -> tuple[str, list[int]]:
    """`plain` is simplified; any day is as good as another."""
    plain = plain[:READ]
    return as_pattern(plain, ((m.start, m.end, "D") for m in mentions(plain, now, Lean.AHEAD)))


@cache
def state_model() -> StateModel:
    with (
        resources.as_file(resources.files("knowledge") / "data" / "states.npz") as path,
        np.load(path) as weights,
    ):
        return StateModel(dict(weights))
