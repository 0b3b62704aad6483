"""Counting days and years against the moment of a message; the rules of single forms build on it."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.reading.characters import number

_PATIENCE = timedelta(days=60)  # a day of this year that lies further back is meant for next year


class Lean(StrEnum):
    """Which way a date without a year (or month, or week) is completed."""

    AHEAD = "ahead"  # a deadline
    BACK = "back"  # something that has happened
    NEAREST = "nearest"


class NonexistentDateError(ValueError):
    """30 February, 31 November, the 45th."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a form is read against; `before` is the text in front of it."""

    today: date
    lean: Lean
    before: str


Resolver = Callable[[re.Match[str], Moment], date | None]


def checked_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NonexistentDateError from error


def month_end(year: int, month: int) -> date:
    return checked_day(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 0)


def add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def integer(text: str) -> int:
    value = 1 if text in ("元", "个把") else number(text)
    if value is None:
        raise NonexistentDateError
    return value


def steps(which: str) -> int:
    """上 → -1, 上上 → -2, 下 → 1, 本 → 0."""
    which = which.rstrip("个一")
    return {"上": -1, "下": 1}.get(which[:1], 0) * len(which)


def said_year(said: str | None, today: date) -> int | None:
    if not said:
        return None
    relative = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "去": -1, "前": -2}
    if said in relative:
        return today.year + relative[said]
    return integer(said) + (2000 if len(said) == 2 else 0)


def in_year(said: str | None, at: Moment, make: Callable[[int], date]) -> date:
    """The day in the year that is said, or in the one that the lean points to."""
    year = said_year(said, at.today)
    if year is not None:
        return make(year)
    here = make(at.today.year)
    if at.lean is Lean.AHEAD:
        return here if here >= at.today - _PATIENCE else make(at.today.year + 1)
    if at.lean is Lean.BACK:
        return here if here <= at.today else make(at.today.year - 1)
    around = (make(at.today.year - 1), here, make(at.today.year + 1))
    return min(around, key=lambda day: abs(day - at.today))
