"""What the checks of papers are worth: `python tests/benchmarks/papers.py [drafts.jsonl] [pairs.jsonl]`.

A draft counts as right where exactly its labelled grounds of refusal are found; shape (length, parts, units)
is counted apart, on the drafts without a ground.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from knowledge.papers.checks import check
from knowledge.papers.model import Ground, PaperKind
from knowledge.papers.similar import Earlier, Verdict, similar
from knowledge.profile import read_district
from knowledge.search.embeddings import open_embeddings

LABELS = Path(__file__).parent / "labels"
SHAPE = {
    Ground.SEVERAL_MATTERS,
    Ground.TOO_LONG,
    Ground.PART_MISSING,
    Ground.UNBALANCED,
    Ground.NO_UNIT,
    Ground.NOT_IN_FORCE,
    Ground.PERSONAL_DATA,
}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def drafts(path: Path) -> None:
    district = read_district(None)
    right, found_of, alarms, shape, clean, labelled, rows = 0, 0, 0, 0, 0, 0, lines(path)
    for row in rows:
        findings = check(PaperKind(row["kind"]), row["text"], district)
        found = {f.ground for f in findings} - SHAPE
        wanted = {Ground(g) for g in row["grounds"]}
        right += found == wanted
        found_of += len(found & wanted)
        labelled += len(wanted)
        alarms += bool(found - wanted)
        if not wanted:
            clean += 1
            shape += any(f.ground in SHAPE for f in findings)
        if found != wanted:
            print(f"{row['id']}: {sorted(wanted)} read as {sorted(found)}")
            print("   ", [f.quote[:50] for f in findings if f.ground in found - wanted])
        elif not wanted and any(f.ground in SHAPE for f in findings):
            print(f"{row['id']}: shape", [(str(f.ground), f.quote[:40]) for f in findings])
    print(f"{len(rows)} drafts: {right / len(rows):.1%} exactly right, {found_of}/{labelled} grounds found,")
    print(f"{alarms} drafts with a ground too many; {shape}/{clean} good drafts with a remark on their shape")


def pairs(path: Path) -> None:
    """Recall on pairs about the same matter, false alarms on the others; with the embedded model."""
    district, rows = read_district(None), lines(path)
    with tempfile.TemporaryDirectory() as folder:
        model = open_embeddings(None, Path(folder))
        verdicts = [
            similar(row["draft"], [Earlier(row["earlier"], "")], model, district).verdict for row in rows
        ]
    found = [verdict is not Verdict.NEW for verdict in verdicts]
    same = [row["same"] for row in rows]
    recall = sum(f and s for f, s in zip(found, same, strict=True)) / sum(same)
    alarms = sum(f and not s for f, s in zip(found, same, strict=True)) / (len(same) - sum(same))
    print(f"{sum(same)} pairs of one matter: recall {recall:.1%}")
    print(f"{len(same) - sum(same)} pairs of two matters: false alarms {alarms:.1%}")


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("drafts", nargs="?", type=Path, default=LABELS / "drafts.jsonl")
    options.add_argument("pairs", nargs="?", type=Path, default=LABELS / "pairs.jsonl")
    chosen = options.parse_args()
    drafts(chosen.drafts)
    pairs(chosen.pairs)
