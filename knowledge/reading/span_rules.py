"""Which day a span of time ends on: within N days, half a month later, N days ago."""

import re
from datetime import date, timedelta

from knowledge.reading.date_arithmetic import Moment, add_months, add_working_days, integer

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
        return add_months(at.today, 6) if unit == "年" else at.today + timedelta(days=half.get(unit, 3))
    count = integer(said[-1] if _TWO_GUESSES.fullmatch(said) else said)
    if unit == "工作日":
        return add_working_days(at.today, count)
    months = {"月": 1, "季度": 3, "年": 12}.get(unit)
    if months:
        return add_months(at.today, count * months) + timedelta(days=15 if m["half"] else 0)
    if unit == "小时":
        return at.today + timedelta(days=-(-count // 24))
    return at.today + timedelta(days=count * (1 if unit in "天日" else 7))


_TOLD = re.compile(r"(?:说|讲|答应|承诺|保证|表示|明确|答复|[：:])[^，,。；;]*$")


def span_told(m: re.Match[str], at: Moment) -> date | None:
    """审查7天出结果 in somebody's words counts from today; elsewhere it only tells how long things take."""
    return span(m, at) if m["unit"] == "工作日" or _TOLD.search(at.before) else None


def ago(m: re.Match[str], at: Moment) -> date | None:
    return at.today - timedelta(days=integer(m["count"]) * (1 if m["unit"] == "天" else 7))
