"""共性问题 on labelled matters: are things of one kind together, and only they?

    python -m tests.benchmarks.matters [matters.jsonl]

B-cubed: precision is the share of one's group that belongs with one, recall the share of those that belong
with one that stand in one's group; means over all. The threshold was chosen on the set `learned`.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from knowledge.briefing.common_matters import bare_topic, clusters
from knowledge.profile import read_district
from knowledge.reading.names import names_of
from knowledge.search.embeddings import open_embeddings

LABELS = Path(__file__).parent / "labels" / "matters.jsonl"


def b_cubed(groups: list[list[int]], rows: list[dict[str, Any]]) -> tuple[float, float]:
    precision = recall = 0.0
    for n, row in enumerate(rows):
        group = next(set(group) for group in groups if n in group)
        own = {m for m, other in enumerate(rows) if row["matter"] and other["matter"] == row["matter"]} | {n}
        precision += len(group & own) / len(group)
        recall += len(group & own) / len(own)
    return precision / len(rows), recall / len(rows)


def main() -> None:
    file = Path(sys.argv[1]) if sys.argv[1:] else LABELS
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    names = names_of(read_district(None))
    with tempfile.TemporaryDirectory() as folder:
        model = open_embeddings(None, Path(folder))
        for name in (*dict.fromkeys(row["set"] for row in rows), None):
            chosen = [row for row in rows if name in (None, row["set"])]
            found = clusters([bare_topic(row["words"], names) for row in chosen], model)
            precision, recall = b_cubed(found, chosen)
            print(f"{name or 'all'}: {len(chosen)} things, precision {precision:.1%}, recall {recall:.1%}")


if __name__ == "__main__":
    main()
