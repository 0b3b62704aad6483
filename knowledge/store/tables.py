"""SQL is the truth: every table of the project. The vector and keyword indexes are derived from `chunks`."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out, whatever the database makes of time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[int]: JSON,
    }


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


class MemberRow(Base):
    """A person of the roster. Who was removed keeps a row without number: others still see the name."""

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    sector: Mapped[str | None]
    liaison_committee: Mapped[str | None] = mapped_column(index=True)  # the name of its town
    unit: Mapped[str | None]  # that a unit_contact answers for
    phone_hash: Mapped[str | None] = mapped_column(unique=True)  # keyed; the key is not in the database
    phone_tail: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    bindings: Mapped[list["BindingRow"]] = relationship(back_populates="member", cascade="all, delete-orphan")


class BindingRow(Base):
    """A chat account of a member. One that ended stays, because what was followed under it does."""

    __tablename__ = "bindings"

    chat: Mapped[str] = mapped_column(primary_key=True)  # as `Incoming.member` names it: "tg:123"
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    bound_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    member: Mapped[MemberRow] = relationship(back_populates="bindings")


class ReminderRow(Base):
    """A reminder that was sent. Those of one account and day came in one message."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(index=True)
    day: Mapped[date]  # in the district's zone
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id", ondelete="CASCADE"), index=True)
    due: Mapped[date]  # as it was then
    stage: Mapped[str]
    sent_at: Mapped[datetime]


class ReminderSettingRow(Base):
    """What an account chose, and whether it can be reached."""

    __tablename__ = "reminder_settings"

    account: Mapped[str] = mapped_column(primary_key=True)
    enabled: Mapped[bool]
    days_before: Mapped[int | None]  # None: as the district does
    blocked_at: Mapped[datetime | None]


class ConversationRow(Base):
    """Where a conversation stands, so that "那第二条呢" works after a restart."""

    __tablename__ = "conversations"

    chat: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class AnswerRow(Base):
    """An answer that was shown, so that its buttons open the same passages for as long as they stand."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(index=True)  # who saw it: a member, or a group
    question: Mapped[str] = mapped_column(Text)
    filters: Mapped[dict[str, Any]]
    chunk_ids: Mapped[list[str]]
    answered_at: Mapped[datetime]


class FeedbackRow(Base):
    """有用 / 没用 under an answer; one a member, the latest press counts."""

    __tablename__ = "feedback"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    useful: Mapped[bool]
    pressed_at: Mapped[datetime]


class IndexInfoRow(Base):
    """What the derived indexes were made with (one row)."""

    __tablename__ = "index_info"

    id: Mapped[int] = mapped_column(primary_key=True)
    embedding_model: Mapped[str]
    dimension: Mapped[int]


class InboxRow(Base):
    """An update from the chat service, kept from before it is acknowledged until it is handled."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    payload: Mapped[str] = mapped_column(Text)  # JSON; emptied once handled
    replies: Mapped[str | None] = mapped_column(Text)  # JSON; what the turn said, until it is sent
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # to handle it
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None] = mapped_column(index=True)
