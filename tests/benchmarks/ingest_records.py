"""Bulletins, notes, tables and minutes as Word files, sheets and text, read as files are taken in.

    python -m tests.benchmarks.ingest_records [--wrong]

The labels were written before the files were first read, each split before the rules learned from it; kind,
date, town, form, outcome, commitments (unit and due day both right).
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.intake import read_all
from ingest.pipeline import found
from ingest.reading import Brief, Reading
from ingest.workers import Workers
from knowledge.model import Document
from tests import papers
from tests.benchmarks.reading import NOW, Tally, district, pairs, rows


def written(row: dict[str, Any]) -> bytes:
    table = row.get("table", [])
    if row["format"] == "docx":
        return papers.word(*row["text"].splitlines(), table=table or None)
    return papers.sheet(*table) if row["format"] == "xlsx" else row["text"].encode()


def measure(folder: Path, *, show_wrong: bool) -> None:
    labels = {f"{row['name']}.{row['format']}": row for row in rows("natural_records.jsonl")}
    tallies: dict[str, Tally] = {}
    for name, row in labels.items():
        (folder / name).write_bytes(written(row))
    brief = Brief("", district(None), NOW)
    with Workers() as workers:
        for name, outcome in read_all(found([folder]), brief, workers, known=lambda _: None):
            assert isinstance(outcome, Reading), (name, outcome)
            tally = tallies.setdefault(labels[name].get("split", "unseen"), Tally(show_wrong=show_wrong))
            _compare(labels[name], outcome.document, tally)
    for split, tally in tallies.items():
        tally.report(f"records in natural formats, {split}")


def _compare(row: dict[str, Any], document: Document, tally: Tally) -> None:
    read = document.consultation
    tally.add("kind", "record", document.kind.value, row["name"])
    for name in ("held_on", "town", "form", "outcome"):
        found_value = getattr(read, name, None)
        tally.add(name, row[name], str(found_value) if found_value is not None else None, row["name"])
    promised = read.commitments if read else ()
    tally.add_commitments(pairs(row["commitments"]), pairs(promised), row["name"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="show what was read wrongly")
    with TemporaryDirectory() as folder:
        measure(Path(folder), show_wrong=parser.parse_args().wrong)


if __name__ == "__main__":
    main()
