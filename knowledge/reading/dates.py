"""Dates in a message: deadlines, the day of a meeting, and why a date cannot be taken as it was said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.reading.characters import normalised
from knowledge.reading.date_arithmetic import Lean, Moment, NonexistentDateError
from knowledge.reading.date_forms import FORMS
from knowledge.reading.festivals import MORE_NAMES, NAMES

__all__ = [
    "DateMention",
    "DateProblem",
    "DueReading",
    "Lean",
    "due_reading",
    "held_mentions",
    "mentions",
    "on_day",
    "read_due",
    "read_held_on",
]

_LONGEST = 20_000  # characters; nobody dates a meeting further down

# 12月5日前往 is a journey, 前期 and 前后 are no deadlines
_BEFORE = re.compile(
    r"(?:份|那天|当天|当日)?(?:上午|下午|中午|晚上|早上|傍晚|晚|早)?(?:\d{1,2}点半?)?(?:下班|上班)?(?:左右)?"
    r"(?P<word>之前|以前|前(?![后期往来面任景述])|之内|以内|内(?![部容外])|止)"
)
_LATEST = re.compile(r"(?:最迟|最晚|至迟|不晚于|截至|截止到?|限期?)(?:到|在|于)?$")


NEAR = re.compile(r"[今昨前](?!年)|[上本这]|[周星礼]")  # counted from another day
_FESTIVAL = re.compile("|".join((*NAMES, *MORE_NAMES)))  # 端午刚过两天 beside 6月12日
_SAID_AGAIN = re.compile(r"\s?[（(]|是|[^。\n]{0,14}(?:也就是|即)\s?")


class DateProblem(StrEnum):
    NONEXISTENT = "不存在"
    PAST = "已过去"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A span that speaks of time. `on` is None where no day can be named: 每周, 验收后一周内, 2月30日."""

    start: int
    end: int
    on: date | None
    exact: bool = False  # names one day, not a month or a span
    deadline: bool = False  # its own words say 前, 内, 底
    problem: DateProblem | None = None


@dataclass(frozen=True, slots=True)
class DueReading:
    """A deadline as it was said. Both None: no date. PAST keeps the date, NONEXISTENT has none."""

    on: date | None
    problem: DateProblem | None = None


def mentions(text: str, now: datetime, lean: Lean) -> tuple[DateMention, ...]:
    """Every mention in order of place; `now` in the district's zone."""
    plain = normalised(text[:_LONGEST])
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for pattern, resolver, exact in FORMS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < e and s < end for s, e in taken):
                continue
            taken.append((start, end))
            before = plain[max(0, start - 20) : start]
            on, problem = None, None
            try:
                on = resolver(match, Moment(now.date(), lean, before))
            except NonexistentDateError:
                problem = DateProblem.NONEXISTENT
            found.append(_mention(plain, (start, end), on, exact, problem))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(
    plain: str, span: tuple[int, int], on: date | None, exact: bool, problem: DateProblem | None
) -> DateMention:
    start, end = span
    limit = _BEFORE.match(plain, end)
    own_words = (not exact and plain.endswith("工作日", start, end)) or plain[end - 1] in (
        "底末内旬" if exact else "底末内旬前"
    )  # 三天前 is exact and no deadline
    latest = _LATEST.search(plain[max(0, start - 8) : start])
    deadline = bool(limit or own_words or latest)
    return DateMention(start, limit.end() if limit else end, on, exact, deadline, problem)


def due_reading(text: str, now: datetime) -> DueReading:
    """The deadline that a sentence names: the first that says 前/内/底, else the last day ahead."""
    found = [m for m in mentions(text, now, Lean.AHEAD) if m.on or m.problem]
    ahead = [m for m in found if m.problem or (m.on and m.on >= now.date())]
    chosen = next((m for m in found if m.deadline), (ahead or found)[-1] if found else None)
    if chosen is None:
        return DueReading(None)
    if chosen.on and chosen.on < now.date():
        return DueReading(chosen.on, DateProblem.PAST)
    return DueReading(chosen.on, chosen.problem)


def read_due(text: str, now: datetime) -> date | None:
    """The due date in `text`, by the conventions for deadlines; None where none is said."""
    return due_reading(text, now).on


def held_mentions(text: str, now: datetime) -> Iterator[DateMention]:
    """The days that `text` names as gone by or today, in order of place."""
    found = mentions(text, now, Lean.BACK)
    for previous, mention, following in zip((None, *found), found, (*found[1:], None), strict=False):
        if following and following.exact and following.on and _is_said_again(text, mention, following):
            continue  # 昨天（9月16日）, 今天是6月11日: the paper was written on another day than it is read
        if previous and previous.exact and _is_named_again(text, previous, mention):
            continue
        if mention.exact and not mention.deadline and mention.on and mention.on <= now.date():
            yield mention


def _is_named_again(text: str, day: DateMention, festival: DateMention) -> bool:
    between = text[day.end : festival.start]
    return bool(re.fullmatch(r"[，,（( ]", between) and _FESTIVAL.search(text, festival.start, festival.end))


def _is_said_again(text: str, near: DateMention, day: DateMention) -> bool:
    between = text[near.end : day.start]
    vague = NEAR.match(text, near.start) or _FESTIVAL.search(text, near.start, near.end)
    is_near = vague and not NEAR.match(text, day.start)
    return bool(
        _SAID_AGAIN.fullmatch(between)
        or (is_near and re.fullmatch(r"[，,：: （(]{1,2}(?:公历|阳历)?", between))
    )


def read_held_on(text: str, now: datetime) -> date | None:
    """The day of the meeting that `text` tells of: the first day named that is not ahead."""
    return next((mention.on for mention in held_mentions(text, now)), None)


def on_day(moment: datetime, day: date) -> datetime:
    return moment.replace(year=day.year, month=day.month, day=day.day)
