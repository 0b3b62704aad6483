"""What the ledger of promises holds, as types."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.model import CommitmentStatus, Outcome, ReplyKind


class Happening(StrEnum):
    """What one event in the history of a promise was."""

    ADDED = "记下"
    CHANGED = "更新"
    UNDONE = "撤销"
    ATTACHED = "附上材料"
    CORRECTED = "纪要更正"


@dataclass(frozen=True, slots=True)
class Item:
    """One promise as it stands. `version` counts its events, so a change made on an older view is noticed."""

    id: int
    consultation_id: int | None
    member: str | None
    topic: str
    town: str | None
    unit: str | None
    action: str
    due: date | None
    first_due: date | None
    status: CommitmentStatus
    quote: str
    result: str | None
    reply_kind: ReplyKind | None
    version: int
    updated_at: datetime
    held_on: date | None = None  # of its consultation

    @property
    def is_open(self) -> bool:
        return self.status is not CommitmentStatus.DONE

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Change:
    """A new state of a promise. `new_due` only with 延期."""

    status: CommitmentStatus
    new_due: date | None = None
    result: str | None = None
    words: str = ""
    reply_kind: ReplyKind | None = None
    checked: bool = True  # False: a unit's report about itself, which decides no outcome


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a promise's history."""

    item_id: int
    happening: Happening
    member: str | None
    words: str
    status: CommitmentStatus
    due: date | None
    result: str | None
    was: CommitmentStatus | None  # None where it begins
    was_due: date | None
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """Which promises: None means no narrowing."""

    unit: str | None = None
    town: str | None = None
    topic: str | None = None
    year: int | None = None
    consultation_id: int | None = None
    only_open: bool = False
    overdue_on: date | None = None  # late on this day
    due_from: date | None = None
    due_to: date | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the promises of a town, a unit, a topic or a year."""

    consultations: int
    promised: int
    kept: int
    kept_late: int  # of the kept ones: closed after the day first promised
    overdue: int
    postponed: int
    not_done: int
    attitude_only: int  # the unit's last reply was mere attitude, and it is not done


@dataclass(frozen=True, slots=True)
class Logged:
    """A consultation in the ledger, with where it came from."""

    id: int
    source: str
    title: str
    member: str | None
    topic: str
    town: str | None
    form: str | None
    held_on: date | None
    host: str | None
    units: tuple[str, ...]
    outcome: Outcome
    outcome_evidence: str | None


class ReportState(StrEnum):
    DRAFT = "草稿"


@dataclass(frozen=True, slots=True)
class Report:
    """社情民意 as a member reported it; `words` is the message itself."""

    topic: str
    town: str | None
    problem: str
    suggestion: str | None
    words: str


@dataclass(frozen=True, slots=True)
class KeptReport:
    id: int
    member: str
    report: Report
    state: ReportState
    added_at: datetime
