"""SQL is the truth: every table of the project. The vector and keyword indexes are derived from `chunks`."""

from knowledge.store.tables.base import Base, UtcDateTime
from knowledge.store.tables.chats import AnswerRow, ConversationRow, FeedbackRow, InboxRow
from knowledge.store.tables.documents import ChunkRow, ConsultationRow, DocumentRow, IndexInfoRow
from knowledge.store.tables.ledger import (
    CommitmentEventRow,
    CommitmentRow,
    EvidenceRow,
    LedgerWriteRow,
    ReportRow,
)
from knowledge.store.tables.people import BindingRow, MemberRow, ReminderRow, ReminderSettingRow

__all__ = [
    "AnswerRow",
    "Base",
    "BindingRow",
    "ChunkRow",
    "CommitmentEventRow",
    "CommitmentRow",
    "ConsultationRow",
    "ConversationRow",
    "DocumentRow",
    "EvidenceRow",
    "FeedbackRow",
    "InboxRow",
    "IndexInfoRow",
    "LedgerWriteRow",
    "MemberRow",
    "ReminderRow",
    "ReminderSettingRow",
    "ReportRow",
    "UtcDateTime",
]
