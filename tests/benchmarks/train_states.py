"""Trains knowledge/data/states.npz: `python -m tests.benchmarks.train_states [--check]`.

Learns from the labelled reports, from written phrases, and, for 无, from messages and corrections
that report nothing.
`--check` only tells how well each writer's phrases are read by a model of all the others.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from knowledge.reading.characters import normalised
from knowledge.reading.state_model import LONGEST, NOTHING, StateModel, state_model, state_pattern
from tests.benchmarks.training import fit_ngrams

LABELS = Path(__file__).parent / "labels"
MODEL = Path("knowledge/data/states.npz")
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
GRAMS = 8000


class Example(NamedTuple):
    writer: str
    state: str
    text: str
    now: datetime = NOW


def examples() -> Iterator[Example]:
    for line in (LABELS / "state_phrases.tsv").open(encoding="utf-8"):
        writer, state, text = line.rstrip("\n").split("\t")
        yield Example(writer, state, text)
    for topic in (LABELS / "intent_topics.txt").read_text(encoding="utf-8").split():
        yield Example("messages", NOTHING, topic)
    for row in _rows("messages.jsonl"):
        writer = "reports" if "status" in row else "messages"
        yield Example(writer, row.get("status", NOTHING), row["text"], datetime.fromisoformat(row["now"]))
    for row in _rows("dialogues.jsonl"):  # corrections of a card
        for turn in row["turns"]:
            yield Example("messages", NOTHING, turn["text"], datetime.fromisoformat(row["now"]))
    for row in _rows("ledger_dialogues.jsonl"):
        for turn in row["turns"]:
            if "status" in turn:
                yield Example("reports", turn["status"], turn["text"], datetime.fromisoformat(row["now"]))


def _rows(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (LABELS / name).open(encoding="utf-8"))


def fit(known: list[Example]) -> dict[str, Any]:
    patterns = [state_pattern(normalised(one.text), one.now)[0] for one in known]
    return fit_ngrams(patterns, [one.state for one in known], LONGEST, GRAMS, strength=20)


def check(all_examples: list[Example]) -> None:
    for writer in sorted({one.writer for one in all_examples} - {"messages"}):
        model = StateModel(fit([one for one in all_examples if one.writer != writer]))
        asked = [one for one in all_examples if one.writer == writer and one.state != NOTHING]
        right = [model.read(normalised(one.text), one.now).state == one.state for one in asked]
        print(f"{writer}: {np.mean(right):.3f} of {len(asked)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    known = list(examples())
    if parser.parse_args().check:
        check(known)
        return
    np.savez_compressed(MODEL, **fit(known))
    state_model.cache_clear()
    print(f"{MODEL}: {MODEL.stat().st_size // 1024} KB from {len(known)} texts")


if __name__ == "__main__":
    main()
