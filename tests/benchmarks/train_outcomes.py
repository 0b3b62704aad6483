"""Trains knowledge/data/outcomes.npz: `python -m tests.benchmarks.train_outcomes [--check]`.

Each record is read by models of clauses, sums and sentences that have seen none of its set's phrases, as they
will meet a new record. `--check` also tells how many outcomes of each set are read right by weights that have
not seen the set; minutes on two cores. Run `train_reports` first.
"""

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from knowledge.model import Commitment
from knowledge.reading import extraction, findings, outcome_model, turning_point
from knowledge.reading.characters import normalised
from knowledge.reading.extraction import read_record
from knowledge.reading.outcome_model import (
    OUTCOMES,
    Found,
    clause_traits,
    found_in,
    whole_grams,
    whole_traits,
)
from knowledge.reading.outcomes import OutcomeReading
from knowledge.reading.phrase_model import PhraseModel
from tests.benchmarks.reading import NOW, district
from tests.benchmarks.train_reports import GRAMS, MODELS, fit, labelled, records

_FOLDS = 8
WHOLE = "report_whole"


@dataclass(frozen=True, slots=True)
class Example:
    split: str
    fold: int
    found: Found
    clause_traits: Any
    outcome: str


def examples() -> list[Example]:
    sets = list(records().items())
    read = []
    for fold in range(_FOLDS):
        held_out = sets[fold::_FOLDS]
        outside = "\n".join(text for _, members in held_out for text, _ in members)
        models = {name: PhraseModel(fit(*labelled(name, outside=outside), of)) for name, of in GRAMS.items()}
        with ExitStack() as stack:
            for module in (findings, turning_point):
                stack.enter_context(patch.object(module, "phrase_model", models.get))
            read += [
                Example(split, fold, *_found(text), outcome)
                for split, members in held_out
                for text, outcome in members
            ]
    return read


def _found(text: str) -> tuple[Found, Any]:
    seen: list[tuple[Found, Any]] = []

    def spy(
        reading: OutcomeReading, text: str, later: int, commitments: Sequence[Commitment]
    ) -> OutcomeReading:
        found = found_in(normalised(text), later, reading)
        seen.append((found, clause_traits(found, commitments)))
        return reading

    with patch.object(extraction, "weighed", spy):
        read_record(text, NOW, district(None))
    return seen[0]


def whole(known: Sequence[Example]) -> dict[str, Any]:
    """A model of whole records by their n-grams; those that stand in few of them are left out."""
    return fit([e.outcome for e in known], [e.found for e in known], whole_grams, min_df=6)


def vectors(read: Sequence[Example]) -> Any:
    """The traits of each, by a model of whole records that has not seen its fold."""
    told: dict[int, Any] = {}
    for fold in range(_FOLDS):
        model = PhraseModel(whole([e for e in read if e.fold != fold]))
        with patch.object(outcome_model, "phrase_model", {WHOLE: model}.get):
            for place, example in enumerate(read):
                if example.fold == fold:
                    told[place] = np.concatenate([example.clause_traits, whole_traits(example.found)])
    return np.array([told[place] for place in range(len(read))])


def train(told: Any, outcomes: Sequence[str]) -> dict[str, Any]:
    """Weights (traits, outcomes) and bias (outcomes,) for traits as they are."""
    scaler = StandardScaler().fit(told)
    model = LogisticRegression(C=0.5, max_iter=1000).fit(
        scaler.transform(told), [OUTCOMES.index(outcome) for outcome in outcomes]
    )
    weights = model.coef_ / scaler.scale_
    return {"weights": weights.T, "bias": model.intercept_ - weights @ scaler.mean_}


def check(read: Sequence[Example], told: Any) -> None:
    splits, outcomes = np.array([e.split for e in read]), np.array([e.outcome for e in read])
    for split in dict.fromkeys(splits):
        held_out = splits == split
        model = train(told[~held_out], outcomes[~held_out])
        scores = told[held_out] @ model["weights"] + model["bias"]
        right = np.array(OUTCOMES)[scores.argmax(axis=1)] == outcomes[held_out]
        print(f"{split}: {right.mean():.3f} of {len(right)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    read = examples()
    told = vectors(read)
    if options.check:
        check(read, told)
    np.savez_compressed(MODELS / f"{WHOLE}.npz", **whole(read))
    np.savez_compressed(MODELS / "outcomes.npz", **train(told, [e.outcome for e in read]))


if __name__ == "__main__":
    main()
