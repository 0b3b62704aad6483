"""The roster, and reminders that were sent."""

from datetime import date, datetime

from sqlalchemy import (
    ForeignKey,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.store.tables.base import Base


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
    muted: Mapped[list[int]] = mapped_column(default=list, server_default="[]")  # ids of commitments
