"""What a message wants, by rules: an intent and its fields, before anything is done."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cues import CUES
from knowledge.characters import normalised
from knowledge.dates import Lean, held_mentions, mentions
from knowledge.model import Intent
from knowledge.names import NameSort, names_of
from knowledge.profile import District
from knowledge.questions import read_filters, read_question_topic

_READ = 3_000  # characters that decide the intent; a longer message is a forwarded paper
_WORDS = re.compile(r"[\w\u3400-\u9fff]")
_QUESTION = re.compile(
    r"[?？]|[吗呢么]\s*[，。]?$|有没有|是不是|能不能|怎么|如何|什么|哪些|哪个|多少|几[户个件条]|咋"
)
_MEETING = re.compile(
    r"(?:协商|议事|板凳|座谈|恳谈|现场|调度|碰头|推进|联席|坝坝|院坝|圆桌)会|会上|会议纪要|纪要|简报"
)
_TOLD = re.compile(
    r"开了|开完|开过|召开|举行|组织了|参加了|议了|谈了|商量了|讨论了|说了|答应|承诺|表示|同意|达成|会上|定了|明确"
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """`fields` as the interface of `bandeng understand` names them: JSON-ready, dates ISO, absent None."""

    intent: Intent
    fields: dict[str, Any] = field(default_factory=dict)


def understand(text: str, now: datetime, district: District) -> Understanding:
    intent = read_intent(text, now, district)
    return Understanding(intent, _fields(intent, text, now, district))


def read_intent(text: str, now: datetime, district: District) -> Intent:
    plain = normalised(text[:_READ]).strip()
    if not plain:
        return Intent.HELP
    if not _WORDS.search(plain):
        return Intent.HELP if set(plain) <= set("?？") else Intent.SMALLTALK
    scores = score(plain, now, district)
    best = max(scores, key=lambda intent: scores[intent])
    if scores[best] > 0:
        return best
    if not re.search(r"[\u3400-\u9fff]", plain):
        return Intent.OUT_OF_SCOPE
    return Intent.SMALLTALK if len(plain) < 3 else Intent.ASK_POLICY


def score(plain: str, now: datetime, district: District) -> dict[Intent, float]:
    """How much of a message speaks for each intent; `plain` is normalised."""
    scores = {
        intent: sum(weight for pattern, weight in cues if pattern.search(plain))
        for intent, cues in CUES.items()
    }
    scores[Intent.RECORD_CONSULTATION] = _record_score(plain, now, district)
    return scores


def _record_score(plain: str, now: datetime, district: District) -> float:
    sorts = {mention.sort for mention in names_of(district).find(plain)}
    meeting = NameSort.FORM in sorts or bool(_MEETING.search(plain))
    told = bool(_TOLD.search(plain))
    held = next(held_mentions(plain, now), None) is not None
    ahead = any(
        m.exact and not m.deadline and m.on and m.on > now.date()
        for m in mentions(plain, now, Lean.AHEAD)[:1]
    )
    question = bool(_QUESTION.search(plain)) and len(plain) < 80
    return 3.0 * meeting + 1.5 * told + 2.0 * held + 1.0 * (len(plain) > 150) - 4.0 * question - 3.0 * ahead


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
