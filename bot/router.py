"""What a message wants, by rules: an intent and its fields, before anything is done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.intents import read_intent
from knowledge.model import Intent
from knowledge.profile import District
from knowledge.questions import read_filters, read_question_topic


@dataclass(frozen=True, slots=True)
class Understanding:
    """`fields` as the interface of `bandeng understand` names them: JSON-ready, dates ISO, absent None."""

    intent: Intent
    fields: dict[str, Any] = field(default_factory=dict)


def understand(text: str, now: datetime, district: District) -> Understanding:
    intent = read_intent(text, now, district)
    return Understanding(intent, _fields(intent, text, now, district))


def _fields(intent: Intent, text: str, now: datetime, district: District) -> dict[str, Any]:
    if intent in (Intent.ASK_POLICY, Intent.FIND_PRECEDENT, Intent.PREPARE):
        filters = read_filters(text, now, district)
        return {
            "topic": read_question_topic(text, district),
            "filters": {
                "town": filters.town,
                "year_from": filters.year_from,
                "year_to": filters.year_to,
                "outcome": filters.outcome.value if filters.outcome else None,
                "department": filters.department,
            },
        }
    return {}
