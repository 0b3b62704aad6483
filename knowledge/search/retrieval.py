"""Search: by meaning and by words, fused, filtered, with a calibrated "not found"."""

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.model import Chunk, Document, Filters, Kind, Level, Passage, SearchResult, Validity
from knowledge.ports import EmbeddingModel, KeywordIndex, VectorIndex
from knowledge.search.adapter import QueryAdapter
from knowledge.search.candidates import Candidate
from knowledge.search.confidence import BEST
from knowledge.search.embeddings import embedded_text
from knowledge.search.gaps import asks_for_more
from knowledge.search.ranking import Ranking
from knowledge.search.references import read_references, resolve
from knowledge.store.database import Database
from knowledge.store.library import Library, Place

_CANDIDATES = 200  # from each index
_FILTERED_CANDIDATES = 1_000  # more, where a filter will drop most of them
_ASKS_FOR_OLD = re.compile(r"废止|失效|修订前|修改前|旧版|旧的|老版|原来的|以前的|历史版本|当年")
_MOST_CHARACTERS = 2_000  # of a query: past that a question is a pasted document


class Retrieval:
    """`vectors` gives None in a process that does not hold the index lock: then words alone are searched."""

    def __init__(  # noqa: PLR0913, PLR0917 — one parameter a part
        self,
        database: Database,
        library: Library,
        embeddings: Callable[[], EmbeddingModel],
        vectors: Callable[[], VectorIndex | None],
        keywords: KeywordIndex,
        adapter: QueryAdapter | None,
        ranking: Ranking,
        local: re.Pattern[str],
    ) -> None:
        self._database, self._library = database, library
        self._embeddings, self._vectors = embeddings, vectors
        self._keywords, self._adapter = keywords, adapter
        self._ranking, self._local = ranking, local

    def search(self, query: str, filters: Filters | None = None, limit: int = 10) -> SearchResult:
        """The best passages. Policies no longer in force come only to a question by year or for old rules."""
        started = time.perf_counter()
        filters = filters or Filters()
        asked = self._ask(query.strip()[:_MOST_CHARACTERS], filters)
        named, missing = self._named(asked, filters)
        ranked = [self._of_kind(kind, asked, limit) for kind in ([filters.kind] if filters.kind else Kind)]
        passages = sorted((p for passages, _ in ranked for p in passages), key=lambda p: -p.score)
        seen = {passage.chunk.id for passage in named}
        passages = named + [p for p in passages if p.chunk.id not in seen]
        found = bool(named) or (not missing and any(found for _, found in ranked))
        elapsed = (time.perf_counter() - started) * 1000
        return SearchResult(asked.text, found, tuple(passages[:limit]), elapsed)

    def _ask(self, text: str, filters: Filters) -> "_Asked":
        vectors = self._vectors() if text else None
        vector = self._embeddings().embed_query(text) if vectors else []
        return _Asked(
            text=text,
            vectors=vectors,
            vector=self._adapter(vector) if vector and self._adapter else vector,
            allowed=self._library.matching(filters),
            old_too=bool(filters.year_from or filters.year_to or _ASKS_FOR_OLD.search(text)),
        )

    def _named(self, asked: "_Asked", filters: Filters) -> tuple[list[Passage], bool]:
        """What the query refers to by name or number, whatever its status; whether something is not here."""
        references = [] if filters.kind is Kind.RECORD else read_references(asked.text)
        if not references:
            return [], False
        with self._database.read() as session:
            resolved = [(reference, resolve(session, reference)) for reference in references]
        missing = any(not ids and reference.exact for reference, ids in resolved)
        wanted = [id_ for reference, ids in resolved if reference.locator or reference.alone for id_ in ids]
        rows = self._library.chunks(wanted)
        named = [
            Passage(*rows[id_], score=1.0)
            for id_ in dict.fromkeys(wanted)
            if id_ in rows and (asked.allowed is None or rows[id_][1].id in asked.allowed)
        ]
        return named, missing

    def _of_kind(self, kind: Kind, asked: "_Asked", limit: int) -> tuple[list[Passage], bool]:
        """Candidates are ordered by what is known without their texts: only the best are read in full."""
        wanted = _CANDIDATES if asked.allowed is None else _FILTERED_CANDIDATES
        near = dict(asked.vectors.query(kind, asked.vector, wanted)) if asked.vectors else {}
        worded = dict(self._keywords.query(kind, asked.text, wanted))
        places = self._library.places(near.keys() | worded.keys())
        ordered = self._ranking.order(
            [_candidate(p, near.get(p.id), worded.get(p.id)) for p in places if asked.admits(p)]
        )
        if not ordered:
            return [], False
        rows = self._library.chunks(c.id for c, _ in ordered[: max(limit, BEST)])
        best = [rows[c.id] for c, _ in ordered[:BEST] if c.id in rows]
        texts = [embedded_text(document.title, chunk.heading, chunk.text) for chunk, document in best]
        log_odds = self._ranking.log_odds(asked.text, kind, self._local, [c for c, _ in ordered], texts)
        passages = [
            Passage(*rows[c.id], score=1.0 / (1.0 + math.exp(-log_odds - lag)))
            for c, lag in ordered[:limit]
            if c.id in rows
        ]
        answered = log_odds > 0 and not asks_for_more(asked.text, texts, [_dates(row) for row in best])
        return passages, answered


def _dates(row: tuple[Chunk, Document]) -> str:
    facts = row[1].consultation
    return f"{row[1].issued_on} {row[1].effective_on} {facts.held_on if facts else ''}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One query on its way through both indexes. `allowed`: documents that pass the filters; None: all."""

    text: str
    vectors: VectorIndex | None
    vector: list[float]
    allowed: set[str] | None
    old_too: bool

    def admits(self, place: Place) -> bool:
        in_force = place.validity == Validity.IN_FORCE
        return (self.allowed is None or place.document_id in self.allowed) and (in_force or self.old_too)


def _candidate(place: Place, cosine: float | None, keyword: float | None) -> Candidate:
    return Candidate(
        id=place.id,
        document_id=place.document_id,
        position=place.position,
        heading=place.heading,
        local=place.level not in (None, Level.NATIONAL),
        cosine=cosine,
        keyword=keyword,
    )
