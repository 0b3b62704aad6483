"""Updates that Telegram delivered and that are not handled yet. What is in here survives a kill."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from sqlalchemy import delete, select

from bot.messages import Reply
from knowledge.store.database import Database
from knowledge.store.tables import InboxRow

if TYPE_CHECKING:
    from knowledge.ports import Clock  # whose module imports the language model interfaces

_REMEMBERED = timedelta(days=7)  # Telegram sends an update again for one day at most
_REPLIES = TypeAdapter(tuple[Reply, ...])


@dataclass(frozen=True, slots=True)
class Attempt:
    """`number` counts from 1. `replies`: the turn is done, only sending is left."""

    number: int
    received_at: datetime
    replies: tuple[Reply, ...] | None


class Inbox:
    """Safe to use from several threads."""

    def __init__(self, database: Database, clock: "Clock") -> None:
        self._database, self._clock = database, clock

    def keep(self, update_id: int, payload: str) -> bool:
        """Stores it; False where it was there already, handled or not."""
        with self._database.write() as session:
            if session.get(InboxRow, update_id) is not None:
                return False
            session.add(InboxRow(update_id=update_id, payload=payload, received_at=self._clock()))
        return True

    def unhandled(self) -> list[str]:
        """Payloads in the order in which they came. Forgets what was handled long ago."""
        with self._database.write() as session:
            session.execute(delete(InboxRow).where(InboxRow.handled_at < self._clock() - _REMEMBERED))
            waiting = select(InboxRow.payload).where(InboxRow.handled_at.is_(None))
            return list(session.scalars(waiting.order_by(InboxRow.received_at, InboxRow.update_id)))

    def begin(self, update_id: int) -> Attempt:
        with self._database.write() as session:
            row = session.get_one(InboxRow, update_id)
            row.attempts += 1
            replies = None if row.replies is None else _REPLIES.validate_json(row.replies)
            return Attempt(row.attempts, row.received_at, replies)

    def answered(self, update_id: int, replies: Sequence[Reply]) -> None:
        """The turn is done and must not run again; its replies are still to be sent."""
        with self._database.write() as session:
            row = session.get_one(InboxRow, update_id)
            row.replies = _REPLIES.dump_json(tuple(replies)).decode()

    def handled(self, update_id: int) -> None:
        """Only the number stays, so that the same update is not taken for a new one."""
        with self._database.write() as session:
            row = session.get_one(InboxRow, update_id)
            row.payload, row.replies, row.handled_at = "", None, self._clock()
