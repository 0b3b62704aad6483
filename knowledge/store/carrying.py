"""What members did with the promises of a record survives when a corrected copy takes the record's place."""

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from knowledge.promises.items import Happening
from knowledge.promises.ledger_events import happened, state_of
from knowledge.promises.settling import settle_outcome
from knowledge.store.tables import CommitmentRow, DocumentRow

_SAME_PROMISE = 0.6  # of 1: unit and wording together; a corrected typo or date stays well above it


def carry_over(session: Session, old: DocumentRow, new: DocumentRow, at: datetime) -> None:
    """Followed promises move to the corrected record, keeping id, state and history; the rest stand alone."""
    touched = _touched(old)
    renewed = list(new.consultation.commitments) if new.consultation else []
    for kept, fresh in _pairs(touched, renewed):
        assert new.consultation is not None  # where `fresh` came from
        new.consultation.commitments.remove(fresh)
        session.expunge(fresh)
        before = state_of(kept)
        _correct(kept, fresh)
        kept.consultation = new.consultation
        happened(kept, Happening.CORRECTED, None, "", before, at)
        touched.remove(kept)
    _stand_alone(touched)
    session.flush()
    settle_outcome(session, new.consultation.id if new.consultation else None)


def detach(row: DocumentRow) -> None:
    """Followed promises of a record that is taken out stay in the ledger by themselves."""
    _stand_alone(_touched(row))


def _touched(row: DocumentRow) -> list[CommitmentRow]:
    """Promises that a member follows or has changed."""
    commitments = row.consultation.commitments if row.consultation else []
    return [c for c in commitments if c.member is not None or c.version > 0]


def _stand_alone(rows: list[CommitmentRow]) -> None:
    for row in rows:
        row.consultation = None


def _pairs(
    old: list[CommitmentRow], new: list[CommitmentRow]
) -> Iterator[tuple[CommitmentRow, CommitmentRow]]:
    """The likeliest pairs first; each promise is in one pair at most."""
    likely = sorted(((_likeness(o, n), o, n) for o in old for n in new), key=lambda pair: -pair[0])
    taken: set[int] = set()
    for likeness, o, n in likely:
        if likeness >= _SAME_PROMISE and not taken & {id(o), id(n)}:
            taken |= {id(o), id(n)}
            yield o, n


def _likeness(old: CommitmentRow, new: CommitmentRow) -> float:
    wording = max(
        SequenceMatcher(None, old.action, new.action, autojunk=False).ratio(),
        SequenceMatcher(None, old.quote, new.quote, autojunk=False).ratio(),
    )
    return 0.7 * wording + 0.2 * (old.unit == new.unit) + 0.1 * (old.first_due == new.due)


def _correct(kept: CommitmentRow, fresh: CommitmentRow) -> None:
    """The corrected wording and date; a state or a date that a member has changed stands."""
    kept.topic, kept.town, kept.unit = fresh.topic, fresh.town, fresh.unit
    kept.action, kept.quote = fresh.action, fresh.quote
    if kept.due == kept.first_due:
        kept.due = fresh.due
    kept.first_due = fresh.due
    if all(event.happening != Happening.CHANGED for event in kept.events):
        kept.status = fresh.status
