"""Documents in and out, and what is still to be indexed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from knowledge.model import Chunk, Document, Filters, Kind, Passage, Section, Validity
from knowledge.store.carrying import carry_over, detach
from knowledge.store.database import Database
from knowledge.store.rows import document_row, to_chunk, to_document, with_consultation
from knowledge.store.tables import ChunkRow, ConsultationRow, DocumentRow
from knowledge.store.versions import AddResult, fate, mark, settle_versions


class Place(NamedTuple):
    """Where a chunk stands."""

    id: str
    document_id: str
    position: int
    heading: str
    validity: str
    level: str | None


class Library:
    """Every write is one transaction; `Indexer` makes pending chunks searchable afterwards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: Document, sections: Sequence[Section], member: str | None = None) -> AddResult:
        """Stores a document with its chunks. `member` follows the promises in it; None: nobody in person."""
        at = datetime.now(UTC)
        with self._database.write() as session:
            present = session.get(DocumentRow, document.id)
            if present is not None and not present.removed:
                return AddResult.UNCHANGED
            if present is not None:
                session.delete(present)
                session.flush()
            result, replaced = settle_versions(session, document)
            validity = Validity.AMENDED if result is AddResult.SUPERSEDED else document.validity
            validity = fate(session, document, validity)
            mark(session, document.amends, Validity.AMENDED, document.issued_on)
            mark(session, document.repeals, Validity.REPEALED, document.issued_on)
            row = document_row(replace(document, validity=validity), sections, member, at)
            session.add(row)
            for old in replaced:
                carry_over(session, old, row, at)
            return result

    def repeal(self, names: Iterable[str]) -> int:
        """Marks the policies with these titles or document numbers as repealed; how many were marked."""
        with self._database.write() as session:
            return mark(session, names, Validity.REPEALED)

    def remove(self, document_id: str) -> bool:
        """Hides a document at once; the indexer then takes it out of both indexes and of the tables."""
        with self._database.write() as session:
            row = session.get(DocumentRow, document_id)
            if row is None or row.removed:
                return False
            row.removed = True
            detach(row)
            return True

    def document(self, document_id: str) -> Document | None:
        with self._database.read() as session:
            row = session.get(DocumentRow, document_id, options=with_consultation())
            return None if row is None or row.removed else to_document(row)

    def read_from(self, file_digest: str) -> tuple[Document, int] | None:
        """The document that was read from a file with this SHA-256, and its number of chunks."""
        query = select(DocumentRow).where(DocumentRow.file_digest == file_digest, ~DocumentRow.removed)
        with self._database.read() as session:
            row = session.scalars(query.options(*with_consultation())).first()
            return None if row is None else (to_document(row), len(row.chunks))

    def documents(self, kind: Kind | None = None) -> list[tuple[Document, int]]:
        """All documents with their number of chunks, newest first."""
        count = select(func.count()).where(ChunkRow.document_id == DocumentRow.id).scalar_subquery()
        query = select(DocumentRow, count).where(~DocumentRow.removed).order_by(DocumentRow.added_at.desc())
        if kind is not None:
            query = query.where(DocumentRow.kind == kind)
        with self._database.read() as session:
            rows = session.execute(query.options(*with_consultation())).all()
            return [(to_document(row), chunks) for row, chunks in rows]

    def places(self, ids: Iterable[str]) -> list[Place]:
        """Where chunks stand, without their texts: hundreds of candidates cost little."""
        chunk, document = ChunkRow, DocumentRow
        query = (
            select(
                chunk.id, chunk.document_id, chunk.position, chunk.heading, document.validity, document.level
            )
            .join(ChunkRow.document)
            .where(ChunkRow.id.in_(list(ids)), ~DocumentRow.removed)
        )
        with self._database.read() as session:
            return sorted((Place(*row) for row in session.execute(query)), key=lambda place: place.id)

    def chunks(self, ids: Iterable[str]) -> dict[str, tuple[Chunk, Document]]:
        """Chunks by id with their documents; what has been removed meanwhile is left out."""
        query = (
            select(ChunkRow)
            .join(ChunkRow.document)
            .where(ChunkRow.id.in_(list(ids)), ~DocumentRow.removed)
            .options(joinedload(ChunkRow.document).options(*with_consultation()))
        )
        with self._database.read() as session:
            rows = session.scalars(query).unique().all()
            documents = {row.document_id: to_document(row.document) for row in rows}
            return {row.id: (to_chunk(row), documents[row.document_id]) for row in rows}

    def chunks_of(self, document_id: str) -> list[Chunk]:
        """All chunks of a document, in its order."""
        query = select(ChunkRow).where(ChunkRow.document_id == document_id).order_by(ChunkRow.position)
        with self._database.read() as session:
            return [to_chunk(row) for row in session.scalars(query)]

    def newest_records(self, filters: Filters, limit: int) -> list[Passage]:
        """The opening chunks of the records that pass the filters, newest consultation first."""
        ids = self.matching(replace(filters, kind=Kind.RECORD)) or set()
        query = (
            select(ChunkRow.id)
            .join(ConsultationRow, ConsultationRow.document_id == ChunkRow.document_id)
            .where(ChunkRow.document_id.in_(ids), ChunkRow.position == 0)
            .order_by(ConsultationRow.held_on.desc().nulls_last(), ConsultationRow.id.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            openings = list(session.scalars(query))
        found = self.chunks(openings)
        return [Passage(*found[id_], score=1.0) for id_ in openings if id_ in found]

    def neighbours(self, chunk_id: str, reach: int = 1) -> list[Chunk]:
        """The chunk with up to `reach` chunks before and after it, in the order of the document."""
        with self._database.read() as session:
            row = session.get(ChunkRow, chunk_id)
            if row is None:
                return []
            rows = session.scalars(
                select(ChunkRow)
                .where(
                    ChunkRow.document_id == row.document_id,
                    ChunkRow.position.between(row.position - reach, row.position + reach),
                )
                .order_by(ChunkRow.position)
            )
            return [to_chunk(neighbour) for neighbour in rows]

    def article(self, chunk_id: str, locator: str) -> str | None:
        """Id of the chunk with this locator (第十二条) in the same document."""
        with self._database.read() as session:
            row = session.get(ChunkRow, chunk_id)
            if row is None:
                return None
            same = (ChunkRow.document_id == row.document_id, ChunkRow.locator == locator)
            return session.scalar(select(ChunkRow.id).where(*same).order_by(ChunkRow.position).limit(1))

    def chunks_with(self, quotes: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
        """For (consultation id, quote): the id of the chunk of its record in which the quote stands."""
        wanted = set(quotes)
        query = (
            select(ConsultationRow.id, ChunkRow.id, ChunkRow.text)
            .join(ChunkRow, ChunkRow.document_id == ConsultationRow.document_id)
            .where(ConsultationRow.id.in_({id_ for id_, _ in wanted}))
        )
        with self._database.read() as session:
            rows = session.execute(query).all()
        return {
            (id_, quote): chunk
            for id_, chunk, text in rows
            for i, quote in wanted
            if i == id_ and quote in text
        }

    def count_chunks(self, *, pending: bool = False) -> int:
        """Chunks of all documents, or only those that are not searchable yet."""
        query = select(func.count()).select_from(ChunkRow).join(ChunkRow.document).where(~DocumentRow.removed)
        with self._database.read() as session:
            return session.scalar(query.where(~ChunkRow.indexed) if pending else query) or 0

    def matching(self, filters: Filters) -> set[str] | None:
        """Ids of the documents that pass the filters, or None when nothing narrows the search."""
        conditions = _conditions(filters)
        if not conditions:
            return None
        query = (
            select(DocumentRow).outerjoin(DocumentRow.consultation).where(~DocumentRow.removed, *conditions)
        )
        with self._database.read() as session:
            rows = session.scalars(query.options(*with_consultation())).all()
            return {row.id for row in rows if filters.unit is None or filters.unit in _units(row)}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    year = func.coalesce(ConsultationRow.held_on, DocumentRow.issued_on)
    conditions: list[ColumnElement[bool]] = []
    if filters.town is not None:
        conditions.append(ConsultationRow.town == filters.town)
    if filters.outcome is not None:
        conditions.append(ConsultationRow.outcome == filters.outcome)
    if filters.year_from is not None:
        conditions.append(year >= date(filters.year_from, 1, 1))
    if filters.year_to is not None:
        conditions.append(year <= date(filters.year_to, 12, 31))
    if filters.unit is not None:
        conditions.append(ConsultationRow.id.is_not(None))
    return conditions


def _units(row: DocumentRow) -> set[str | None]:
    assert row.consultation is not None  # `_conditions` asked for one
    return {*row.consultation.units, *(c.unit for c in row.consultation.commitments)}
