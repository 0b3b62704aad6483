"""Makes pending chunks searchable and takes removed documents out of both indexes.

Which lock excludes whom: one process at a time holds `index.lock`; only it writes the indexes, and only it
opens embedded Chroma, since a second process there reads stale results. Anyone may read SQL and Tantivy.
Every step can be repeated: upserts overwrite, and a chunk is marked only after both indexes hold it.
"""

from collections.abc import Iterator

from sqlalchemy import delete, select, update

from knowledge.model import Kind
from knowledge.ports import EmbeddingModel, KeywordIndex, VectorIndex
from knowledge.search.embeddings import embedded_text
from knowledge.store.database import Database
from knowledge.store.tables import ChunkRow, DocumentRow

_BATCH = 128  # chunks between two marks: what a kill costs at most


class Indexer:
    """One run brings both indexes level with SQL; call it from one thread at a time."""

    def __init__(
        self, database: Database, embeddings: EmbeddingModel, vectors: VectorIndex, keywords: KeywordIndex
    ) -> None:
        self._database, self._embeddings = database, embeddings
        self._vectors, self._keywords = vectors, keywords

    def run(self) -> Iterator[int]:
        """Indexes everything that is pending, yielding the number of chunks done after each batch."""
        self._remove()
        while done := self._index_batch():
            yield done

    def rebuild(self) -> Iterator[int]:
        """Both indexes anew from SQL; a kill in between leaves chunks pending for the next run."""
        with self._database.write() as session:
            session.execute(update(ChunkRow).values(indexed=False))
        self._vectors.clear()
        self._keywords.clear()
        yield from self.run()

    def _index_batch(self) -> int:
        query = (
            select(ChunkRow.id, ChunkRow.text, ChunkRow.heading, DocumentRow.title, DocumentRow.kind)
            .join(ChunkRow.document)
            .where(~ChunkRow.indexed, ~DocumentRow.removed)
            .limit(_BATCH)
        )
        with self._database.read() as session:
            rows = session.execute(query).all()
        for kind in Kind:
            batch = [row for row in rows if row.kind == kind]
            if not batch:
                continue
            ids = [row.id for row in batch]
            texts = [embedded_text(row.title, row.heading, row.text) for row in batch]
            self._vectors.upsert(kind, ids, self._embeddings.embed_documents(texts))
            self._keywords.upsert(kind, ids, texts)
        with self._database.write() as session:
            session.execute(
                update(ChunkRow).where(ChunkRow.id.in_([r.id for r in rows])).values(indexed=True)
            )
        return len(rows)

    def _remove(self) -> None:
        with self._database.read() as session:
            removed = session.scalars(select(DocumentRow.id).where(DocumentRow.removed)).all()
            chunk_ids = session.scalars(select(ChunkRow.id).where(ChunkRow.document_id.in_(removed))).all()
        if not removed:
            return
        self._vectors.delete(chunk_ids)
        self._keywords.delete(chunk_ids)
        with self._database.write() as session:
            session.execute(delete(DocumentRow).where(DocumentRow.id.in_(removed), DocumentRow.removed))
