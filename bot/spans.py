"""Days as they are said when something is moved: 十五天, 月底, 往后推一周, 提前三天."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from datetime import date, datetime, time, timedelta

from knowledge.reading.characters import normalised, number
from knowledge.reading.dates import DateProblem, Lean, mentions

_SPAN = r"(?P<n>半|[一二两三四五六七八九十]{1,3}|\d{1,3})\s?(?:个)?(?P<unit>天|日(?!期)|周|星期|礼拜|月(?!底|初|中|末|前|\d)|工作日)"
_BARE_SPAN = re.compile(rf"(?<![第\d月一-十]){_SPAN}")
_LATER = re.compile(
    rf"(?:往后|向后|后|再|推|推迟|延|延后|延长|延期|顺延|晚|宽限|缓|拖|放宽|多给|多)(?:他们|它|我们)?(?:往后)?(?:推|拖|延|挪|给|缓|宽限|等|放|移|晚|迟)?了?(?:他们|它|我们)?{_SPAN}(?!后|之后|以后)"
)
_EARLIER = re.compile(rf"(?:提前|往前(?:提|挪|推)?|早)了?{_SPAN}")
_MONTH_END = re.compile(r"(?<![\d一二三四五六七八九十个下]月)(?<!下个)(?<!下)月(?:底|末)")


def spoken_day(words: str, now: datetime, lean: Lean) -> date | None:
    """The last day that is named; a bare span counts from now."""
    days = [m.on for m in mentions(words, now, lean) if m.on]
    if days:
        return days[-1]
    span = _BARE_SPAN.search(normalised(words))
    return _counted(span, now) if span else None


def without_days(plain: str, now: datetime) -> str:
    """What a few words say beside the days that they name."""
    for mention in reversed(mentions(plain, now, Lean.AHEAD)):
        plain = plain[: mention.start] + plain[mention.end :]
    return _BARE_SPAN.sub("", plain)


def names_no_day(words: str, now: datetime) -> bool:
    """Whether a day is named that no calendar has: 2月30日."""
    return any(m.problem is DateProblem.NONEXISTENT for m in mentions(words, now, Lean.AHEAD))


def moved_day(words: str, day: date, now: datetime) -> date | None:
    """`day` moved by a span: 往后推一周, 提前三天. None where no move is said; what is late moves from today."""
    plain = normalised(words)
    if any(
        m.exact and m.on and not _BARE_SPAN.search(plain[m.start : m.end])
        for m in mentions(words, now, Lean.AHEAD)
    ):
        return None
    if earlier := _EARLIER.search(plain):
        days = (_counted(earlier, now) or now.date()) - now.date()
        return day - days
    later = _LATER.search(plain)
    base = max(day, now.date())
    return _counted(later, datetime.combine(base, time(12), now.tzinfo)) if later else None


def postponed_to(words: str, due: date, read: date | None, now: datetime) -> date | None:
    """The new day of what was due on `due`: 往后推一周 and 推到月底 count from there, not from today."""
    if read is not None and read <= due and _MONTH_END.search(normalised(words)):
        return (due.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return moved_day(words, due, now) or read


def _counted(span: re.Match[str], start: datetime) -> date | None:
    """The day a span after `start`; months as the calendar counts them."""
    if span["n"] == "半":
        return start.date() + timedelta(days=15) if span["unit"] == "月" else None
    count = number(span["n"])
    if not count:
        return None
    if span["unit"] in ("天", "日"):
        return start.date() + timedelta(days=count)
    if span["unit"] in ("周", "星期", "礼拜"):
        return start.date() + timedelta(weeks=count)
    counted = mentions(f"{count}个{span['unit']}内", start, Lean.AHEAD)
    return counted[0].on if counted else None
