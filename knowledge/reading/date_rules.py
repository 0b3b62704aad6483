"""Which day a form of words means, read against today; `date_forms` says how the forms are written."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.reading.characters import number
from knowledge.reading.festivals import festival, lunar

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


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NonexistentDateError from error


def _month_end(year: int, month: int) -> date:
    return _day(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 0)


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _add_working_days(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _integer(text: str) -> int:
    value = 1 if text in ("元", "个把") else number(text)
    if value is None:
        raise NonexistentDateError
    return value


def _steps(which: str) -> int:
    """上 → -1, 上上 → -2, 下 → 1, 本 → 0."""
    which = which.rstrip("个一")
    return {"上": -1, "下": 1}.get(which[:1], 0) * len(which)


def _year(said: str | None, today: date) -> int | None:
    if not said:
        return None
    relative = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "去": -1, "前": -2}
    if said in relative:
        return today.year + relative[said]
    return _integer(said) + (2000 if len(said) == 2 else 0)


def _in_year(said: str | None, at: Moment, make: Callable[[int], date]) -> date:
    """The day in the year that is said, or in the one that the lean points to."""
    year = _year(said, at.today)
    if year is not None:
        return make(year)
    here = make(at.today.year)
    if at.lean is Lean.AHEAD:
        return here if here >= at.today - _PATIENCE else make(at.today.year + 1)
    if at.lean is Lean.BACK:
        return here if here <= at.today else make(at.today.year - 1)
    around = (make(at.today.year - 1), here, make(at.today.year + 1))
    return min(around, key=lambda day: abs(day - at.today))


def _part_of_month(year: int, month: int, part: str | None) -> date:
    day = {"初": 10, "上旬": 10, "中": 15, "中旬": 20}.get(part or "")
    return _day(year, month, day) if day else _month_end(year, month)


def full_date(m: re.Match[str], at: Moment) -> date | None:
    month, day = _integer(m["month"]), _integer(m["day"])
    if not 1 <= month <= 12 or day > monthrange(2024, month)[1]:
        raise NonexistentDateError
    if at.lean is Lean.BACK or not m["day2"]:
        return _in_year(m["year"], at, lambda year: _day(year, month, day))
    last_month, last_day = _integer(m["month2"] or m["month"]), _integer(m["day2"])
    return _in_year(m["year"], at, lambda year: _day(year + (last_month < month), last_month, last_day))


def numeric_date(m: re.Match[str], at: Moment) -> date | None:
    return _in_year(m["year"], at, lambda year: _day(year, int(m["month"]), int(m["day"])))


def short_numeric_date(m: re.Match[str], at: Moment) -> date | None:
    return _in_year(None, at, lambda year: _day(year, int(m["month"]), int(m["day"])))


def day_of_month(m: re.Match[str], at: Moment) -> date | None:
    day, today = _integer(m["day"]), at.today
    if at.lean is not Lean.BACK and m["day2"]:
        day = _integer(m["day2"])
    step = 0
    if at.lean is Lean.BACK and day > today.day:
        step = -1
    elif at.lean is Lean.AHEAD and day < today.day:
        step = 1
    month = _add_months(today.replace(day=1), step)
    return _day(month.year, month.month, day)


def relative_month(m: re.Match[str], at: Moment) -> date | None:
    month = _add_months(at.today.replace(day=1), _steps(m["which"]))
    return _part_of_month(month.year, month.month, m["part"])


def day_of_relative_month(m: re.Match[str], at: Moment) -> date | None:
    month = _add_months(at.today.replace(day=1), _steps(m["which"]))
    return _day(month.year, month.month, _integer(m["day"].rstrip("日号")))


def bare_part_of_month(m: re.Match[str], at: Moment) -> date | None:
    found = _part_of_month(at.today.year, at.today.month, m["part"])
    if at.lean is Lean.AHEAD and found < at.today:
        following = _add_months(at.today.replace(day=1), 1)
        return _part_of_month(following.year, following.month, m["part"])
    return found


def month(m: re.Match[str], at: Moment) -> date | None:
    month, part = _integer(m["month2"] or m["month"]), m["part"]
    return _in_year(m["year"], at, lambda year: _part_of_month(year, month, part))


def quarter(m: re.Match[str], at: Moment) -> date | None:
    return _in_year(m["year"], at, lambda year: _month_end(year, 3 * _integer(m["quarter"])))


def relative_quarter(m: re.Match[str], at: Moment) -> date | None:
    last_month = at.today.replace(day=1, month=(at.today.month - 1) // 3 * 3 + 3)
    month = _add_months(last_month, 3 * _steps(m["which"]))
    return _month_end(month.year, month.month)


def half_year(m: re.Match[str], at: Moment) -> date | None:
    month = 6 if m["half"] == "上" else 12
    return _in_year(m["year"], at, lambda year: _month_end(year, month))


def end_of_year(m: re.Match[str], at: Moment) -> date | None:
    year = _year(m["year"], at.today) or at.today.year
    return date(year, 1, 31) if m["part"] == "初" else date(year, 12, 31)


def _weekday(said: str) -> int:
    return {"日": 6, "天": 6, "末": 6}.get(said, "一二三四五六日".find(said))


def week(m: re.Match[str], at: Moment) -> date | None:
    monday = at.today - timedelta(days=at.today.weekday())
    day = _weekday(m["weekday"]) if m["weekday"] else 6
    return monday + timedelta(days=day, weeks=_steps(m["which"]))


def bare_weekday(m: re.Match[str], at: Moment) -> date | None:
    ahead = (_weekday(m["weekday"]) - at.today.weekday()) % 7
    if at.lean is Lean.BACK:
        return at.today - timedelta(days=(7 - ahead) % 7)
    return at.today + timedelta(days=ahead or (0 if m["weekday"] == "末" else 7))


def near_day(m: re.Match[str], at: Moment) -> date | None:
    days = {"大后": 3, "后": 2, "明": 1, "今": 0, "昨": -1, "前": -2, "大前": -3}
    return at.today + timedelta(days=days[m["which"]])


def same_day_of_year(m: re.Match[str], at: Moment) -> date | None:
    return _add_months(at.today, 12 * ((_year(m["year"], at.today) or at.today.year) - at.today.year))


_FROM_SOME_EVENT = re.compile(
    r"(?:[后起齐]|齐了|以后|之后|审批|报装|报修|接报|申请|受理|备案|提交|报名|立案)的?$"
)
_ON_CONDITION = re.compile(r"(?:只要|等到?|待|如果|一旦|要是|若)[^，。；]{1,10}$")
_TWO_GUESSES = re.compile(r"[一二两三四五六七八九]{2}")  # 两三天
_FROM_NOW = re.compile(r"(?:今天|今日|即日|现在|会议?|结束|召开|协商)(?:之?[后起]|以后|之日起)的?$")


def span(m: re.Match[str], at: Moment) -> date | None:
    """N天内, 半个月内, 两三周后: counted from today, unless from an event whose day nobody knows."""
    before = at.before[-14:].rstrip(" ，,在的于")
    if _ON_CONDITION.search(before) or (_FROM_SOME_EVENT.search(before) and not _FROM_NOW.search(before)):
        return None
    unit, said = m["unit"], m["more"] or m["count"]
    if said == "半":
        half = {"月": 15, "天": 0, "日": 0, "小时": 0}
        return _add_months(at.today, 6) if unit == "年" else at.today + timedelta(days=half.get(unit, 3))
    count = _integer(said[-1] if _TWO_GUESSES.fullmatch(said) else said)
    if unit == "工作日":
        return _add_working_days(at.today, count)
    months = {"月": 1, "季度": 3, "年": 12}.get(unit)
    if months:
        return _add_months(at.today, count * months) + timedelta(days=15 if m["half"] else 0)
    if unit == "小时":
        return at.today + timedelta(days=-(-count // 24))
    return at.today + timedelta(days=count * (1 if unit in "天日" else 7))


_TOLD = re.compile(r"(?:说|讲|答应|承诺|保证|表示|明确|答复|[：:])[^，,。；;]*$")


def span_told(m: re.Match[str], at: Moment) -> date | None:
    """审查7天出结果 in somebody's words counts from today; elsewhere it only tells how long things take."""
    return span(m, at) if m["unit"] == "工作日" or _TOLD.search(at.before) else None


def ago(m: re.Match[str], at: Moment) -> date | None:
    return at.today - timedelta(days=_integer(m["count"]) * (1 if m["unit"] == "天" else 7))


def named_festival(m: re.Match[str], at: Moment) -> date | None:
    if m["after"]:
        return None
    eve = bool(m["before"]) or m["name"] == "年前"
    name = "春节" if m["name"] == "年前" else m["name"]

    def make(year: int) -> date:
        found = festival(name, year)
        if found is None:
            raise NonexistentDateError
        return found - timedelta(days=eve)

    year = _year(m["year"], at.today)
    if year is None:
        step = at.lean is not Lean.BACK and make(at.today.year) < at.today
        year = at.today.year + step
    return make(year)


def lunar_date(m: re.Match[str], at: Moment) -> date | None:
    said = m["month"] or m["named"]
    month = {"正": 1, "冬": 11, "腊": 12}.get(said) or _integer(said)
    for year in (at.today.year - 1, at.today.year, at.today.year + 1):
        found = lunar(year, month, _integer(m["day"].removeprefix("初")))
        if found and (found >= at.today or at.lean is Lean.BACK):
            return found
    raise NonexistentDateError


def no_day(_m: re.Match[str], _at: Moment) -> date | None:
    return None
