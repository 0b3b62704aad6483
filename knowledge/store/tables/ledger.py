"""The ledger of promises; its history is only ever added to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.store.tables.base import Base
from knowledge.store.tables.documents import ConsultationRow


class CommitmentRow(Base):
    """One promise. Without a consultation it is a follow-up that a member asked for by itself."""

    __tablename__ = "commitments"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int | None] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), index=True
    )
    member: Mapped[str | None] = mapped_column(index=True)  # who follows it; None: read from a document
    topic: Mapped[str] = mapped_column(Text)
    town: Mapped[str | None]
    unit: Mapped[str | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None] = mapped_column(index=True)
    first_due: Mapped[date | None]  # what was promised first; 延期 moves only `due`
    status: Mapped[str] = mapped_column(index=True)
    quote: Mapped[str] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    reply_kind: Mapped[str | None]  # what the unit's last reply really was; None: none heard
    version: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # counts the events below
    updated_at: Mapped[datetime]

    consultation: Mapped[ConsultationRow | None] = relationship(back_populates="commitments")
    events: Mapped[list["CommitmentEventRow"]] = relationship(
        cascade="all, delete-orphan", order_by="CommitmentEventRow.number"
    )
    evidence: Mapped[list["EvidenceRow"]] = relationship(
        cascade="all, delete-orphan", order_by="EvidenceRow.id"
    )


class CommitmentEventRow(Base):
    """What happened to a promise; rows are only ever added. An undo is an event of its own."""

    __tablename__ = "commitment_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id", ondelete="CASCADE"))
    number: Mapped[int]  # the commitment's version that it led to
    happening: Mapped[str]
    member: Mapped[str | None] = mapped_column(index=True)  # None: a corrected document
    words: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    checked: Mapped[bool]  # False: a unit's report about itself
    undoes: Mapped[int | None] = mapped_column(ForeignKey("commitment_events.id", ondelete="CASCADE"))
    happened_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("commitment_id", "number"),)


class EvidenceRow(Base):
    """A photo or a paper that shows what was done; the file lies in the data folder under a name of ours."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id", ondelete="CASCADE"))
    member: Mapped[str]
    file: Mapped[str]  # a hash of its content and its ending
    name: Mapped[str] = mapped_column(Text)  # what the sender called it; only ever shown
    added_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("commitment_id", "file"),)


class ReportRow(Base):
    """社情民意信息: so far what a member reported in a message."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(Text)
    town: Mapped[str | None]
    problem: Mapped[str] = mapped_column(Text)
    suggestion: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(index=True)
    added_at: Mapped[datetime]


class LedgerWriteRow(Base):
    """A confirmed write under its card's key: pressed twice or run again after a kill, it counts once."""

    __tablename__ = "ledger_writes"

    key: Mapped[str] = mapped_column(primary_key=True)
    ids: Mapped[list[int]]  # what the write made or changed
    written_at: Mapped[datetime]
