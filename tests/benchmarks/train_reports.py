"""Trains knowledge/data/report_{clauses,sums,sentences}.npz: `python -m tests.benchmarks.train_reports`.

Learns from clauses of follow-up reports, from sentences that sum them up, and from sentences of meetings and
of later checks; a label and a phrase a line. `train_outcomes` comes next, and tells how good they are.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from ingest.parsers import parse
from knowledge.model import CommitmentStatus
from knowledge.reading.characters import normalised
from knowledge.reading.findings import State, clause_grams, sentence_grams
from knowledge.reading.state_model import NOTHING
from knowledge.reading.turning_point import turning_grams
from tests.benchmarks import train_states
from tests.benchmarks.ingest_records import written
from tests.benchmarks.reading import rows

LABELS = Path(__file__).parent / "labels"
MODELS = Path("knowledge/data")
GRAMS = {"report_clauses": clause_grams, "report_sums": sentence_grams, "report_sentences": turning_grams}


_STATES = {
    CommitmentStatus.DONE: State.KEPT,
    CommitmentStatus.UNDER_WAY: State.MOVING,
    CommitmentStatus.NOT_DONE: State.NOT_KEPT,
    NOTHING: "nothing",
}
_HELD_OUT = "unseen"  # sets of records that nothing learns from
_SHORT_MESSAGE = 25  # characters


def labelled(name: str, *, outside: str = "") -> tuple[list[str], list[str]]:
    """Labels and the phrases that do not stand in `outside`; for clauses, messages of one clause too."""
    lines = (LABELS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    if name == "report_clauses":
        pairs += map(list, _messages())
    labels, phrases = zip(*(pair for pair in pairs if pair[1] not in outside), strict=True)
    return list(labels), list(phrases)


def _messages() -> Iterator[tuple[str, str]]:
    for example in train_states.examples():
        words = normalised(example.text).strip(" 。！!")
        if example.state in _STATES and re.fullmatch(rf"[^，,。；：:？?\s]{{1,{_SHORT_MESSAGE}}}", words):
            yield str(_STATES[example.state]), words


T = TypeVar("T")


def fit(
    labels: Sequence[str],
    phrases: Sequence[T],
    grams_of: Callable[[T], Iterable[str]],
    min_df: int = 2,
) -> dict[str, Any]:
    words = TfidfVectorizer(
        analyzer=lambda phrase: list(grams_of(phrase)), min_df=min_df, sublinear_tf=True, lowercase=False
    )
    counted = words.fit_transform(phrases)
    model = LogisticRegression(C=10, max_iter=200, class_weight="balanced").fit(counted, labels)
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:  # of two labels scikit-learn keeps the second one's
        weights, bias = np.vstack([np.zeros_like(weights), weights]), np.append(0.0, bias)
    return {
        "labels": np.array(model.classes_, dtype=str),
        "grams": np.array(words.get_feature_names_out(), dtype=str),
        "idf": words.idf_.astype(np.float16),
        "gram_weights": weights.T.astype(np.float16),
        "gram_bias": bias.astype(np.float32),
    }


def records() -> dict[str, list[tuple[str, str]]]:
    """Text and outcome of each, by set."""
    by_split: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        for row in rows("natural_records.jsonl"):
            if row["split"].startswith(_HELD_OUT):
                continue
            file = Path(folder) / f"{row['name']}.{row['format']}"
            file.write_bytes(written(row))
            by_split[row["split"]].append((parse(file).text, row["outcome"]))
    for row in rows("records.jsonl"):
        by_split[row["split"]].append((row["text"], row["outcome"]))
    return by_split


def main() -> None:
    for name, grams_of in GRAMS.items():
        labels, phrases = labelled(name)
        file = MODELS / f"{name}.npz"
        np.savez_compressed(file, **fit(labels, phrases, grams_of))
        print(f"{file}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
