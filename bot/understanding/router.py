"""What a message wants, by rules: an intent and its fields, before anything is done."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.understanding.intent_model import OpenEmbeddings
from bot.understanding.intents import read_intent
from knowledge.model import Commitment, Intent
from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.extraction import read_consultation
from knowledge.reading.followups import read_followups
from knowledge.reading.names import NameSort, names_of
from knowledge.reading.opinions import read_opinion
from knowledge.reading.questions import read_filters, read_question_topic
from knowledge.reading.updates import read_update

_JOINT = re.compile(
    r"[。！!？?；;\n，,\s]+(?:另外|还有|对了|顺便|再有|再就是|同时|还想|最后|然后)?[，,\s]*(?:也|再)?"
    r"(?=(?:请|麻烦)?(?:你|您)?(?:帮我|帮忙|提醒我|查一?下|请问|想问|问一?下|我想问|给我(?:查|找|看)|更新一?下|记一?下|盯一?下)"
    r"|(?<=另外)|(?<=对了)|(?<=顺便)|(?<=另外，)|(?<=对了，))"
)
_JOINABLE = frozenset(Intent) - {Intent.HELP, Intent.SMALLTALK, Intent.OUT_OF_SCOPE}
_SHORTEST = 5  # characters; a shorter part is a by-word of the other
_OVERDUE = re.compile(r"逾期|过期|超期|超时|没按期|到期没")
_OPEN_PERIODS = re.compile(r"到期|要办|该办|该催|要催|要跟|该跟")


@dataclass(frozen=True, slots=True)
class Understanding:
    """`fields` as the interface of `bandeng understand` names them: JSON-ready, dates ISO, absent None."""

    intent: Intent
    fields: dict[str, Any] = field(default_factory=dict)
    text: str = ""  # the part of the message that says so


def understand(
    text: str, now: datetime, district: District, embeddings: OpenEmbeddings | None = None
) -> Understanding:
    """The first thing that a message wants; `embeddings` is opened only for a message that needs it."""
    return understand_all(text, now, district, embeddings)[0]


def understand_as(intent: Intent, text: str, now: datetime, district: District) -> Understanding:
    """The fields of a message whose intent is known."""
    local = now.astimezone(district.timezone) if now.tzinfo else now
    return Understanding(intent, _FIELDS.get(intent, _no_fields)(text, local, district), text)


def understand_all(
    text: str, now: datetime, district: District, embeddings: OpenEmbeddings | None = None
) -> tuple[Understanding, ...]:
    """Everything that a message wants, in order; nearly always one thing."""
    local = now.astimezone(district.timezone) if now.tzinfo else now
    return tuple(
        understand_as(intent, part.strip(), now, district)
        for intent, part in _parts(text, local, district, embeddings)
    )


def _parts(
    text: str, now: datetime, district: District, embeddings: OpenEmbeddings | None
) -> list[tuple[Intent, str]]:
    """The message cut where a second wish begins, if both halves are wishes of different kinds."""
    for cut in _JOINT.finditer(normalised(text[:2000])):
        first, second = text[: cut.start()], text[cut.end() :]
        if min(len(first.strip()), len(second.strip())) < _SHORTEST:
            continue
        kinds = [read_intent(part, now, district, embeddings) for part in (first, second)]
        if (
            kinds[0] is kinds[1]
            or not set(kinds) <= _JOINABLE
            or not _stands_alone(second, kinds[1], now, district)
        ):
            continue
        return [(kinds[0], first), (kinds[1], second)]
    return [(read_intent(text, now, district, embeddings), text)]


def _stands_alone(part: str, intent: Intent, now: datetime, district: District) -> bool:
    """帮我盯着 behind a told promise adds nothing; with a body or a day of its own it does."""
    if intent is not Intent.ADD_FOLLOWUP:
        return True
    named = any(m.sort is NameSort.UNIT for m in names_of(district).find(part))
    return named or any(c.due for c in read_followups(part, now, district))


def _no_fields(_text: str, _now: datetime, _district: District) -> dict[str, Any]:
    return {}


def _question(text: str, now: datetime, district: District) -> dict[str, Any]:
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


def _consultation(text: str, now: datetime, district: District) -> dict[str, Any]:
    read = read_consultation(text, now, district)
    return {
        "topic": read.topic,
        "town": read.town,
        "form": read.form,
        "held_on": _iso(read.held_on),
        "commitments": _commitments(read.commitments),
        "participants_units": list(read.units),
    }


def _followup(text: str, now: datetime, district: District) -> dict[str, Any]:
    read = read_consultation(text, now, district)
    commitments = read_followups(text, now, district)
    return {
        "topic": commitments[0].action if commitments else read.topic,
        "town": read.town,
        "form": read.form,
        "held_on": _iso(read.held_on) if read.form else None,
        "commitments": _commitments(commitments),
        "participants_units": [],
    }


def _update(text: str, now: datetime, _district: District) -> dict[str, Any]:
    read = read_update(text, now, reports=True)
    if read is None:
        return {"refers_to": None, "status": None, "new_due": None, "result": None}
    return {
        "refers_to": read.refers_to,
        "status": read.status.value,
        "new_due": _iso(read.new_due),
        "result": read.result,
    }


def _list(text: str, now: datetime, district: District) -> dict[str, Any]:
    filters = read_filters(text, now, district)
    plain = normalised(text)
    ahead = [m.on for m in mentions(text, now, Lean.AHEAD) if m.on]
    return {
        "town": filters.town,
        "unit": filters.department,
        "overdue": bool(_OVERDUE.search(plain)),
        "due_by": _iso(ahead[-1]) if ahead and _OPEN_PERIODS.search(plain) else None,
    }


def _opinion(text: str, _now: datetime, district: District) -> dict[str, Any]:
    read = read_opinion(text, district)
    return {"topic": read.topic, "town": read.town, "problem": read.problem, "suggestion": read.suggestion}


def _commitments(commitments: tuple[Commitment, ...]) -> list[dict[str, str | None]]:
    return [{"unit": c.unit, "action": c.action, "due": _iso(c.due)} for c in commitments]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_FIELDS: dict[Intent, Callable[[str, datetime, District], dict[str, Any]]] = {
    Intent.ASK_POLICY: _question,
    Intent.FIND_PRECEDENT: _question,
    Intent.PREPARE: _question,
    Intent.RECORD_CONSULTATION: _consultation,
    Intent.ADD_FOLLOWUP: _followup,
    Intent.UPDATE_FOLLOWUP: _update,
    Intent.LIST_FOLLOWUPS: _list,
    Intent.REPORT_OPINION: _opinion,
}
