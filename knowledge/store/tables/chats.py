"""Conversations, answers that were shown, and updates that wait."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.tables.base import Base


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


class InboxRow(Base):
    """An update from the chat service, kept from before it is acknowledged until it is handled."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    payload: Mapped[str] = mapped_column(Text)  # JSON; emptied once handled
    replies: Mapped[str | None] = mapped_column(Text)  # JSON; what the turn said, until it is sent
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # to handle it
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None] = mapped_column(index=True)
