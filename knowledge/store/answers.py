"""Answers that were shown: their buttons open the same passages later, and members rate them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.store.database import Database
from knowledge.store.tables import AnswerRow, FeedbackRow


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """`chunk_ids`: first those cited, in the order of their numbers, then what else was found."""

    id: int
    question: str
    filters: dict[str, Any]
    chunk_ids: tuple[str, ...]


class Answers:
    """`audience`: the member in a private chat, the chat in a group; nobody else opens what is behind it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, audience: str, question: str, filters: dict[str, Any], chunk_ids: Sequence[str], at: datetime
    ) -> int:
        """Stores an answer; its id goes into its buttons."""
        row = AnswerRow(
            audience=audience, question=question, filters=filters, chunk_ids=list(chunk_ids), answered_at=at
        )
        with self._database.write() as session:
            session.add(row)
            session.flush()
            return row.id

    def get(self, answer_id: int, audience: str) -> ShownAnswer | None:
        with self._database.read() as session:
            row = session.get(AnswerRow, answer_id)
            if row is None or row.audience != audience:
                return None
            return ShownAnswer(row.id, row.question, row.filters, tuple(row.chunk_ids))

    def rate(self, answer_id: int, audience: str, member: str, useful: bool, at: datetime) -> bool:
        """The latest press of a member counts. False where the answer is unknown."""
        with self._database.write() as session:
            row = session.get(AnswerRow, answer_id)
            if row is None or row.audience != audience:
                return False
            session.merge(FeedbackRow(answer_id=answer_id, member=member, useful=useful, pressed_at=at))
            return True
