"""All national laws and the sample papers, indexed once in a folder, and labelled questions over them."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ingest.pipeline import ingest, ingest_laws
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.model import Kind, Validity
from knowledge.settings import Settings
from knowledge.store.tables import ChunkRow, DocumentRow

LABELS = Path(__file__).parent / "labels"


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    kind: Kind
    relevant: frozenset[str]  # chunk ids; empty: nothing answers it


def open_corpus(home: Path) -> Knowledge:
    """The library under `home`; filling it takes a quarter of an hour the first time."""
    knowledge = open_knowledge(Settings(home=home, _env_file=None))
    samples = Path(str(resources.files("ingest") / "samples"))
    for _ in ingest([samples], knowledge.library, knowledge.district, now=datetime.now(UTC)):
        pass
    if not any(
        document.source.startswith("中华人民共和国民法典") for document, _ in knowledge.library.documents()
    ):
        for _ in ingest_laws((), knowledge.library):
            pass
    done = 0
    for count in knowledge.index():
        done += count
        print(f"\r{done} chunks indexed", end="", file=sys.stderr)
    return knowledge


class Labels:
    """Questions of the labelled files with the chunks that their labels mean."""

    def __init__(self, knowledge: Knowledge) -> None:
        query = (
            select(ChunkRow.id, ChunkRow.locator, DocumentRow.title, DocumentRow.source, DocumentRow.validity)
            .join(ChunkRow.document)
            .where(~DocumentRow.removed)
        )
        self._articles: dict[tuple[str, str], set[str]] = {}
        self._files: dict[str, dict[str, set[str]]] = {}
        with knowledge.database.read() as session:
            for id_, locator, title, source, validity in session.execute(query):
                self._files.setdefault(Path(source).name, {}).setdefault(locator, set()).add(id_)
                if validity == Validity.IN_FORCE:
                    self._articles.setdefault((title, locator), set()).add(id_)

    def about_laws(self, path: Path) -> list[Question]:
        """Lines of {"query", "relevant": [{"law", "article"}]}."""
        return [
            Question(
                line["query"],
                Kind.POLICY,
                frozenset().union(*(self._articles[r["law"], r["article"]] for r in line["relevant"])),
            )
            for line in _lines(path)
        ]

    def about_district(self) -> list[Question]:
        return [
            Question(line["query"], Kind(line["kind"]), frozenset(self._chunks(line)))
            for line in _lines(LABELS / "questions_district.jsonl")
        ]

    def _chunks(self, line: dict[str, Any]) -> Iterator[str]:
        for file in line["files"]:
            by_locator = self._files[file]
            wanted = by_locator.get(line["locator"] or "") or set().union(*by_locator.values())
            yield from wanted


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def abstention() -> list[tuple[str, bool, Kind | None]]:
    """(question, answerable, the kind of document that answers)."""
    return [
        (
            line["question"],
            line["answerable"],
            (Kind.RECORD if line["note"].startswith("记录") else Kind.POLICY) if line["answerable"] else None,
        )
        for line in _lines(LABELS / "abstention.jsonl")
    ]
