"""Documents, their chunks, and the facts of a record."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    ForeignKey,
    Index,
    Text,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.store.tables.base import Base

if TYPE_CHECKING:
    from knowledge.store.tables.ledger import CommitmentRow


class DocumentRow(Base):
    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(Text, index=True)
    title: Mapped[str] = mapped_column(Text, index=True)
    doc_number: Mapped[str | None] = mapped_column(index=True)
    issuer: Mapped[str | None]
    issued_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    level: Mapped[str | None]
    region: Mapped[str | None]
    validity: Mapped[str]
    repeals: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    amends: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    keywords: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    uncertain: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    file_digest: Mapped[str | None] = mapped_column(index=True)
    added_at: Mapped[datetime]
    # A removed document stays, hidden, until the indexer has taken its chunks out of both indexes.
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())

    chunks: Mapped[list["ChunkRow"]] = relationship(
        back_populates="document", cascade="all, delete-orphan", order_by="ChunkRow.position"
    )
    consultation: Mapped["ConsultationRow | None"] = relationship(
        back_populates="document", cascade="all, delete-orphan"
    )


class ChunkRow(Base):
    __tablename__ = "chunks"

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    locator: Mapped[str]
    heading: Mapped[str] = mapped_column(Text)
    indexed: Mapped[bool] = mapped_column(default=False, server_default=false())

    document: Mapped[DocumentRow] = relationship(back_populates="chunks")
    __table_args__ = (Index("ix_chunks_pending", "id", sqlite_where=~indexed, postgresql_where=~indexed),)


class ConsultationRow(Base):
    """The facts of a record; its document is what search finds."""

    __tablename__ = "consultations"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), unique=True)
    topic: Mapped[str] = mapped_column(Text)
    town: Mapped[str | None] = mapped_column(index=True)
    form: Mapped[str | None]
    held_on: Mapped[date | None] = mapped_column(index=True)
    host: Mapped[str | None]
    units: Mapped[list[str]]
    member: Mapped[str | None] = mapped_column(index=True)  # who logged it; None: read from a document
    outcome: Mapped[str] = mapped_column(index=True)
    outcome_evidence: Mapped[str | None] = mapped_column(Text)
    # What the record itself says, kept from when checked follow-ups first decide the outcome instead.
    said_outcome: Mapped[str | None]
    said_evidence: Mapped[str | None] = mapped_column(Text)

    document: Mapped[DocumentRow] = relationship(back_populates="consultation")
    commitments: Mapped[list["CommitmentRow"]] = relationship(  # one that is taken out stands alone
        back_populates="consultation", cascade="all", order_by="CommitmentRow.id"
    )


class IndexInfoRow(Base):
    """What the derived indexes were made with (one row)."""

    __tablename__ = "index_info"

    id: Mapped[int] = mapped_column(primary_key=True)
    embedding_model: Mapped[str]
    dimension: Mapped[int]
