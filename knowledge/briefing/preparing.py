"""The card before a meeting, put together from evidence: two searches, the ledger, and nothing invented."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.assemble import Knowledge
from knowledge.briefing.card import Card, Line, Part, Sort
from knowledge.briefing.debt_lines import debt_lines
from knowledge.briefing.record_lines import (
    Earlier,
    absences,
    duties_by_promise,
    earlier,
    empty_replies,
    precedent_line,
    without_result,
)
from knowledge.briefing.rule_lines import duty_lines, in_force, limit_line, rule_lines
from knowledge.model import Filters, Kind, Level
from knowledge.promises.access import Access
from knowledge.reading.meetings import Meeting
from knowledge.search.aboutness import Aboutness
from knowledge.search.precedents import precedents

_RULES, _RECORDS = 60, 80  # passages looked at
_DUTIES, _QUESTIONS, _UNKNOWN = 5, 6, 5
_OF_KIND = 2  # questions of one kind, so that the others are asked too


def prepare_card(meeting: Meeting, knowledge: Knowledge, access: Access, today: date) -> Card:
    """`access`: whose promises may be shown besides those of papers. What has no evidence stays empty."""
    about = Aboutness(meeting.topic)
    rules = in_force(knowledge.retrieval.search(meeting.topic, Filters(Kind.POLICY), _RULES).passages, today)
    found = precedents(knowledge.retrieval.search(meeting.topic, Filters(Kind.RECORD), _RECORDS).passages)
    told = earlier(found, meeting, about, knowledge.library)
    debts = debt_lines(meeting, about, knowledge.ledger_view, knowledge.library, access, today)
    said = rule_lines(meeting.topic, rules, about)
    duties = (*duty_lines(rules, about)[:2], *duties_by_promise(told, knowledge.district))[:_DUTIES]
    parts = {
        Part.RULES: said,
        Part.PRECEDENTS: tuple(precedent_line(one, about) for one in told),
        Part.DEBTS: debts,
        Part.DUTIES: duties,
        Part.QUESTIONS: _questions(debts, empty_replies(told, knowledge.district), limit_line(said)),
    }
    unknown = _unknown(meeting, parts, told, absences(told, knowledge.district))
    return Card(meeting, today, parts | {Part.UNKNOWN: unknown})


def _questions(debts: Sequence[Line], replies: Iterable[Line], limit: Line | None) -> tuple[Line, ...]:
    """Of each kind the first ones: what was promised, what was only talked about, what a rule demands."""
    owed = [replace(line, sort=Sort.ASK_DEBT) for line in debts if line.sort is Sort.DEBT]
    answered = list(replies)
    talked = [line for line in answered if line.sort is Sort.ASK_ATTITUDE]
    explained = [line for line in answered if line.sort is Sort.ASK_REASON]
    limits = [limit] if limit else []
    first = [*owed[:_OF_KIND], *talked[:_OF_KIND], *limits, *explained[:_OF_KIND]]
    rest = [line for line in (*owed[_OF_KIND:], *talked[_OF_KIND:]) if line not in first]
    return tuple([*first, *rest][:_QUESTIONS])


def _unknown(
    meeting: Meeting,
    parts: dict[Part, tuple[Line, ...]],
    told: Sequence[Earlier],
    absent: Iterable[Line],
) -> tuple[Line, ...]:
    """What the card could not find out, each with whom to ask before the meeting."""
    whom = next((line.unit for line in parts[Part.DUTIES] if line.unit), meeting.unit)
    committee = f"{meeting.town}联络委" if meeting.town else None
    found: list[Line] = []
    if meeting.town and all(line.town != meeting.town for line in parts[Part.PRECEDENTS]):
        found.append(Line(Sort.NO_RECORD_HERE, town=meeting.town, whom=committee))
    if all(line.level is not Level.DISTRICT for line in parts[Part.RULES]):
        found.append(Line(Sort.NO_LOCAL_RULE, whom=whom))
    if not parts[Part.DUTIES]:
        found.append(Line(Sort.NO_DUTY, whom=committee))
    found += list(absent)[:1]
    found += [
        replace(line, sort=Sort.NO_DAY, whom=line.unit)
        for line in parts[Part.DEBTS]
        if line.due is None and line.sort is Sort.DEBT
    ][:1]
    found += list(without_result(told))[:2]
    return tuple(found[:_UNKNOWN])
