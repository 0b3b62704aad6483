"""The history of a promise: every change of its row goes through here and leaves an event."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from knowledge.promises.items import Happening
from knowledge.store.tables import CommitmentEventRow, CommitmentRow


def happened(
    row: CommitmentRow,
    happening: Happening,
    member: str | None,
    words: str,
    before: dict[str, Any],
    at: datetime,
) -> CommitmentEventRow:
    """Adds an event to a row that already stands in its new state. `member` None: a corrected document."""
    row.version += 1
    row.updated_at = at
    event = CommitmentEventRow(
        number=row.version,
        happening=happening,
        member=member,
        words=words,
        before=before,
        after=state_of(row),
        checked=True,
        happened_at=at,
    )
    row.events.append(event)
    return event


def state_of(row: CommitmentRow) -> dict[str, Any]:
    return {
        "status": row.status,
        "due": row.due.isoformat() if row.due else None,
        "result": row.result,
        "reply_kind": row.reply_kind,
    }


def restore(row: CommitmentRow, state: dict[str, Any]) -> None:
    row.status, row.result, row.reply_kind = state["status"], state["result"], state["reply_kind"]
    row.due = date.fromisoformat(state["due"]) if state["due"] else None


def standing_changes(row: CommitmentRow) -> list[CommitmentEventRow]:
    """The changes that have not been undone, oldest first."""
    undone = {event.undoes for event in row.events}
    return [e for e in row.events if e.happening == Happening.CHANGED and e.id not in undone]


def last_change(session: Session, member: str, item_id: int | None) -> CommitmentEventRow | None:
    """The latest change by a member that has not been undone, of one promise or of any."""
    undoing = aliased(CommitmentEventRow)
    query = (
        select(CommitmentEventRow)
        .outerjoin(undoing, undoing.undoes == CommitmentEventRow.id)
        .where(
            CommitmentEventRow.member == member,
            CommitmentEventRow.happening == Happening.CHANGED,
            undoing.id.is_(None),
        )
        .order_by(CommitmentEventRow.id.desc())
        .limit(1)
    )
    if item_id is not None:
        query = query.where(CommitmentEventRow.commitment_id == item_id)
    return session.scalar(query)
