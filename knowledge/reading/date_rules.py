"""Which day a form of words means, read against today; `date_forms` says how the forms are written."""

import re
from calendar import monthrange
from datetime import date, timedelta

from knowledge.reading.date_arithmetic import (
    Lean,
    Moment,
    NonexistentDateError,
    add_months,
    checked_day,
    in_year,
    integer,
    month_end,
    said_year,
    steps,
)


def _part_of_month(year: int, month: int, part: str | None) -> date:
    day = {"初": 10, "上旬": 10, "中": 15, "中旬": 20}.get(part or "")
    return checked_day(year, month, day) if day else month_end(year, month)


def full_date(m: re.Match[str], at: Moment) -> date | None:
    month, day = integer(m["month"]), integer(m["day"])
    if not 1 <= month <= 12 or day > monthrange(2024, month)[1]:
        raise NonexistentDateError
    if at.lean is Lean.BACK or not m["day2"]:
        return in_year(m["year"], at, lambda year: checked_day(year, month, day))
    last_month, last_day = integer(m["month2"] or m["month"]), integer(m["day2"])
    return in_year(m["year"], at, lambda year: checked_day(year + (last_month < month), last_month, last_day))


def numeric_date(m: re.Match[str], at: Moment) -> date | None:
    return in_year(m["year"], at, lambda year: checked_day(year, int(m["month"]), int(m["day"])))


def dotted_date(m: re.Match[str], _at: Moment) -> date | None:
    year, month, day = (int(m[name] or m[f"{name}2"]) for name in ("year", "month", "day"))
    return checked_day(year, month, day)


def short_numeric_date(m: re.Match[str], at: Moment) -> date | None:
    month, day = (int(number) for number in m.groups() if number)
    return in_year(None, at, lambda year: checked_day(year, month, day))


def day_of_month(m: re.Match[str], at: Moment) -> date | None:
    day, today = integer(m["day"]), at.today
    if at.lean is not Lean.BACK and m["day2"]:
        day = integer(m["day2"])
    step = 0
    if at.lean is Lean.BACK and day > today.day:
        step = -1
    elif at.lean is Lean.AHEAD and day < today.day:
        step = 1
    month = add_months(today.replace(day=1), step)
    return checked_day(month.year, month.month, day)


def relative_month(m: re.Match[str], at: Moment) -> date | None:
    month = add_months(at.today.replace(day=1), steps(m["which"]))
    return _part_of_month(month.year, month.month, m["part"])


def day_of_relative_month(m: re.Match[str], at: Moment) -> date | None:
    month = add_months(at.today.replace(day=1), steps(m["which"]))
    return checked_day(month.year, month.month, integer(m["day"].rstrip("日号")))


def bare_part_of_month(m: re.Match[str], at: Moment) -> date | None:
    found = _part_of_month(at.today.year, at.today.month, m["part"])
    if at.lean is Lean.AHEAD and found < at.today:
        following = add_months(at.today.replace(day=1), 1)
        return _part_of_month(following.year, following.month, m["part"])
    return found


def month(m: re.Match[str], at: Moment) -> date | None:
    month, part = integer(m["month2"] or m["month"]), m["part"]
    return in_year(m["year"], at, lambda year: _part_of_month(year, month, part))


def counted_in_month(m: re.Match[str], at: Moment) -> date | None:
    """九月的头一个周五, 上月的最后一天, 三月最后一个工作日."""
    if m["relative"]:
        return _counted(m, add_months(at.today.replace(day=1), steps(m["relative"])))
    month = integer(m["month"])
    return in_year(m["year"], at, lambda year: _counted(m, checked_day(year, month, 1)))


def _counted(m: re.Match[str], first: date) -> date:
    meant = {_weekday(m["weekday"])} if m["weekday"] else range(5 if m["at_work"] else 7)
    month = (first.replace(day=n) for n in range(1, month_end(first.year, first.month).day + 1))
    days = [day for day in month if day.weekday() in meant]
    return days[-1 if m["which"] == "最后" else integer(m["which"].strip("第头首") or "一") - 1]


def quarter(m: re.Match[str], at: Moment) -> date | None:
    return in_year(m["year"], at, lambda year: month_end(year, 3 * integer(m["quarter"])))


def relative_quarter(m: re.Match[str], at: Moment) -> date | None:
    last_month = at.today.replace(day=1, month=(at.today.month - 1) // 3 * 3 + 3)
    month = add_months(last_month, 3 * steps(m["which"]))
    return month_end(month.year, month.month)


def half_year(m: re.Match[str], at: Moment) -> date | None:
    month = 6 if m["half"] == "上" else 12
    return in_year(m["year"], at, lambda year: month_end(year, month))


def end_of_year(m: re.Match[str], at: Moment) -> date | None:
    year = said_year(m["year"], at.today) or at.today.year
    return date(year, 1, 31) if m["part"] == "初" else date(year, 12, 31)


def _weekday(said: str) -> int:
    return {"日": 6, "天": 6, "末": 6}.get(said, "一二三四五六日".find(said))


def week(m: re.Match[str], at: Moment) -> date | None:
    monday = at.today - timedelta(days=at.today.weekday())
    day = _weekday(m["weekday"]) if m["weekday"] else 6
    return monday + timedelta(days=day, weeks=steps(m["which"]))


def bare_weekday(m: re.Match[str], at: Moment) -> date | None:
    ahead = (_weekday(m["weekday"]) - at.today.weekday()) % 7
    if at.lean is Lean.BACK:
        return at.today - timedelta(days=(7 - ahead) % 7)
    return at.today + timedelta(days=ahead or (0 if m["weekday"] == "末" else 7))


def near_day(m: re.Match[str], at: Moment) -> date | None:
    days = {"大后": 3, "后": 2, "明": 1, "今": 0, "昨": -1, "前": -2, "大前": -3}
    return at.today + timedelta(days=days[m["which"]])


def same_day_of_year(m: re.Match[str], at: Moment) -> date | None:
    return add_months(at.today, 12 * ((said_year(m["year"], at.today) or at.today.year) - at.today.year))


def no_day(_m: re.Match[str], _at: Moment) -> date | None:
    return None
