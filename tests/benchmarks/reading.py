"""How well messages, dialogues and records are read.

`python tests/benchmarks/reading.py [--split dev] [--wrong] [--no-embedding]`; splits of the messages are
dev and held (written together, two thirds and one third), fresh, unseen and last (each written after the rules
stood as they were, and measured before it was learned from), r1 to r5 (the same, in other styles and partly
for a third district; records too).
"""
# ruff: noqa: E501 — a pattern is read best on one line

import argparse
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.corrections import read_correction
from bot.understanding.intent_model import OpenEmbeddings
from bot.understanding.router import understand
from knowledge.model import Commitment, Consultation
from knowledge.profile import District, read_district
from knowledge.reading.characters import normalised
from knowledge.reading.extraction import read_consultation, read_record
from knowledge.reading.followups import read_followups
from knowledge.search.embeddings import open_embeddings

LABELS = Path(__file__).parent / "labels"
RECORDS = Path("ingest/samples/records")
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")


class Tally:
    """Right and asked for each measure, and commitments as true, false and missed ones."""

    def __init__(self, *, show_wrong: bool) -> None:
        self._show_wrong = show_wrong
        self.right: dict[str, list[bool]] = defaultdict(list)
        self.true = self.false = self.missed = 0

    def add(self, measure: str, expected: Any, read: Any, text: str) -> None:
        self.right[measure].append(expected == read)
        if expected != read:
            self._show(measure, expected, read, text)

    def add_commitments(
        self, expected: set[tuple[str, str | None]], read: set[tuple[str, str | None]], text: str
    ) -> None:
        self.true += len(expected & read)
        self.false += len(read - expected)
        self.missed += len(expected - read)
        if expected != read:
            self._show("commitments", expected - read, read - expected, text)

    def _show(self, measure: str, expected: Any, read: Any, text: str) -> None:
        if self._show_wrong:
            print(f"  {measure}: {expected} → {read} | {text[:90]!r}")

    def report(self, title: str) -> None:
        shares = [
            f"{name} {sum(right) / len(right):.3f} ({len(right)})" for name, right in self.right.items()
        ]
        if self.true + self.missed:
            f1 = 2 * self.true / (2 * self.true + self.false + self.missed)
            shares.append(f"commitments F1 {f1:.3f} ({self.true + self.missed})")
        print(f"{title}: " + ", ".join(shares))


def rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (LABELS / name).open(encoding="utf-8"):
        yield json.loads(line)


@cache
def district(name: str | None) -> District:
    return read_district(LABELS / name if name else None)


def pairs(commitments: Iterable[Commitment | dict[str, Any]]) -> set[tuple[Any, str | None]]:
    return {
        (c["unit"], c["due"]) if isinstance(c, dict) else (c.unit, c.due.isoformat() if c.due else None)
        for c in commitments
    }


def measure_message(row: dict[str, Any], tally: Tally, embeddings: OpenEmbeddings | None) -> float:
    """Milliseconds that the reading took."""
    text, now, home = row["text"], datetime.fromisoformat(row["now"]), district(row["district"])
    start = time.perf_counter()
    read = understand(text, now, home, embeddings)
    spent = (time.perf_counter() - start) * 1000
    tally.add("intent", row["intent"], read.intent.value, text)
    if read.intent.value != row["intent"]:
        return spent
    if "commitments" in row:
        for name in ("town", "form", "held_on"):
            tally.add("town/form/held_on", row[name], read.fields[name], text)
        tally.add_commitments({tuple(c) for c in row["commitments"]}, pairs(read.fields["commitments"]), text)
    if "status" in row:
        state = (read.fields["status"], read.fields["new_due"])
        tally.add("update state", (row["status"], row["new_due"]), state, text)
        named = normalised(read.fields["refers_to"] or "")
        tally.add(
            "update target",
            [],
            [w for w in row["refers_to"] if normalised(w) not in named],
            f"{named} | {text}",
        )
    for name, expected in row.get("filters", {}).items():
        tally.add("filters", expected, read.fields["filters"][name], text)
    return spent


def measure_messages(split: str | None, embeddings: OpenEmbeddings | None, *, show_wrong: bool) -> None:
    by_split: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("messages.jsonl"):
        by_split[row["split"]].append(row)
    for name, members in by_split.items():
        if split in (None, name):
            tally = Tally(show_wrong=show_wrong)
            spent = [measure_message(row, tally, embeddings) for row in members]
            tally.report(f"messages, {name}")
            print(
                f"  p50 {statistics.median(spent):.1f} ms, p95 {sorted(spent)[len(spent) * 95 // 100]:.1f} ms"
            )


def first_draft(row: dict[str, Any], now: datetime) -> Consultation:
    home = district("messages_district.toml")
    if row["kind"] == "record":
        return read_consultation(row["first"], now, home)
    return Consultation(topic=row["first"], commitments=read_followups(row["first"], now, home))


def measure_dialogues(*, show_wrong: bool) -> None:
    tally = Tally(show_wrong=show_wrong)
    for row in rows("dialogues.jsonl"):
        now = datetime.fromisoformat(row["now"])
        draft = first_draft(row, now)
        for turn in row["turns"]:
            read = read_correction(turn["text"], now, district("messages_district.toml"), draft)
            draft = read.draft if read and read.draft else draft
            wrong = [name for name, value in turn.get("after", {}).items() if not holds(draft, name, value)]
            seen = (read.verdict.value if read else "none", wrong)
            tally.add("effect of a turn", (turn["effect"], []), seen, turn["text"])
    tally.report("dialogues")


def holds(draft: Consultation, name: str, value: Any) -> bool:
    if name == "commitments":
        return pairs(draft.commitments) == {tuple(c) for c in value}
    if name in ("units_has", "units_not"):
        return all((unit in draft.units) is (name == "units_has") for unit in value)
    found = getattr(draft, name)
    return (str(found) if found is not None else None) == value


def measure_records(split: str | None, *, show_wrong: bool) -> None:
    """The sample records, and those written in other styles by split."""
    by_split: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("sample_records.jsonl"):
        text = (RECORDS / row["file"]).read_text(encoding="utf-8")
        by_split["samples"].append(row | {"text": text, "commitments": pairs(row["commitments"])})
    for row in rows("records.jsonl"):
        commitments = {tuple(commitment) for commitment in row["commitments"]}
        by_split[row["split"]].append(row | {"commitments": commitments})
    for name, members in by_split.items():
        if split in (None, name):
            tally = Tally(show_wrong=show_wrong)
            for row in members:
                measure_record(row, tally)
            tally.report(f"records, {name}")


def measure_record(row: dict[str, Any], tally: Tally) -> None:
    read = read_record(row["text"], NOW, district(None))
    for name in ("held_on", "town", "form", "outcome"):
        found = getattr(read, name)
        tally.add(name, row[name], str(found) if found is not None else None, row["text"])
    tally.add_commitments(row["commitments"], pairs(read.commitments), row["text"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split")
    parser.add_argument("--wrong", action="store_true", help="show what was read wrongly")
    parser.add_argument("--no-embedding", action="store_true")
    options = parser.parse_args()
    embeddings: OpenEmbeddings | None = None
    if not options.no_embedding:
        embeddings = cache(lambda: open_embeddings(None, Path.home() / ".bandeng"))
        embeddings()
    measure_messages(options.split, embeddings, show_wrong=options.wrong)
    measure_dialogues(show_wrong=options.wrong)
    measure_records(options.split, show_wrong=options.wrong)


if __name__ == "__main__":
    main()
