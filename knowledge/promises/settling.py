"""协商结果: what the checked follow-ups of a consultation's promises say about how it ended."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from knowledge.model import CommitmentStatus, Outcome
from knowledge.promises.ledger_events import standing_changes
from knowledge.store.tables import CommitmentRow, ConsultationRow

_MOVING = (CommitmentStatus.UNDER_WAY, CommitmentStatus.POSTPONED)


def outcome_of(statuses: Sequence[CommitmentStatus]) -> Outcome:
    """All done: 已办结; some: 部分办结; else 推进中 while any moves, 未落实 where none does."""
    if not statuses:
        return Outcome.UNKNOWN
    done = sum(status is CommitmentStatus.DONE for status in statuses)
    if done:
        return Outcome.DONE if done == len(statuses) else Outcome.PARTLY_DONE
    if any(status in _MOVING for status in statuses):
        return Outcome.UNDER_WAY
    if CommitmentStatus.NOT_DONE in statuses:
        return Outcome.NOT_DONE
    return Outcome.UNKNOWN


def settle_outcome(session: Session, consultation_id: int | None) -> None:
    """Writes the outcome that the checked changes give; without any, what the record itself says."""
    row = session.get(ConsultationRow, consultation_id) if consultation_id is not None else None
    if row is None:
        return
    if row.said_outcome is None:
        row.said_outcome, row.said_evidence = row.outcome, row.outcome_evidence
    changes = [event for commitment in row.commitments for event in standing_changes(commitment)]
    deciding = [event for event in changes if event.checked]
    if not deciding:
        row.outcome, row.outcome_evidence = row.said_outcome, row.said_evidence
        return
    last = max(deciding, key=lambda event: event.happened_at)
    row.outcome = outcome_of([_checked_status(commitment) for commitment in row.commitments])
    row.outcome_evidence = last.after["result"] or last.words or None


def _checked_status(row: CommitmentRow) -> CommitmentStatus:
    """The status without what a unit merely reported about itself."""
    status = row.events[0].before.get("status", CommitmentStatus.OPEN) if row.events else row.status
    for event in row.events:
        if event.checked:
            status = event.after["status"]
    return CommitmentStatus(status)
