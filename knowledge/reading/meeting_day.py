"""The day of the meeting that a message or a paper tells of, and the day of the paper itself."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from knowledge.reading.counted_days import counted
from knowledge.reading.date_arithmetic import add_months
from knowledge.reading.dates import DateMention, Lean, held_mentions, mentions, on_day
from knowledge.reading.day_roles import HEAD_LINES, DayOf, days_of
from knowledge.reading.day_words import FULL_YEAR, MEETS, PAPER, WHERE, WRITES, DayRole
from knowledge.reading.unfinished_days import completed, last_of_span

_OF_MEETINGS = (DayRole.LABELLED, DayRole.NAMED, DayRole.TOLD, DayRole.CONVENED)
_SOON_TOLD = timedelta(days=45)  # a note is written soon after the meeting
_REGISTERED = re.compile(r"(?:登记|记录)(?:日期|时间)[：:|\s]*$")
_VAGUE = re.compile(
    rf"(?:近日|(?<![\d一二三四五六七八九十])日前|前不久|不久前|最近|近期)[^。\n]{{0,60}}(?:{MEETS.pattern})"
)
_FORGOTTEN = re.compile(
    r"(?:哪一?天|几[号时]|日[期子]|时间)[^，。；\n|]{0,10}?(?:没有?[记写注填]|未[记写注填]|不详|忘[了记]|记不[得清准住起]|不记得|失载|[认看]不[出清])"
    r"|忘[了记][记写]?(?:日[期子]|时间|哪一?天|是?几[号时])"
)


def meeting_mention(plain: str, now: datetime) -> DateMention | None:
    """The day of the meeting that a message tells of; near days (昨天, 上周四) count from `now`."""
    return _chosen(days_of(plain, now), plain)


def recorded_mention(plain: str, read_at: datetime, written: date | None) -> DateMention | None:
    """The day of the meeting that a paper tells of; near days count from the day named before them."""
    now = on_day(read_at, written or read_at.date())
    days = list(completed(days_of(plain, now), plain, now, known=written is not None))
    return _chosen([*counted(days, plain), *days], plain)


def _chosen(days: list[DayOf], plain: str) -> DateMention | None:
    """The day behind 时间：, else the first that is told of the meeting, else the one a note is headed with."""
    told = (DayRole.LABELLED, DayRole.COUNTED, DayRole.NAMED, DayRole.TOLD)
    chosen = next((day for role in told if (day := _first(days, role))), None)
    chosen = chosen or _first(days, DayRole.CONVENED)
    if chosen is None and _FORGOTTEN.search(plain):
        return None
    vague = _VAGUE.search(plain[:300])
    if chosen is None and vague:
        chosen = next((day for day in days if day.role is DayRole.OTHER and day.dated), None)
    elif chosen is None:
        head, other = _first(days, DayRole.HEAD), _first(days, DayRole.OTHER)
        near = head is None or (other is not None and _goes_before(other, head))
        chosen = (other if near else head) or head or _first(days, DayRole.FOOT)
        issued = [day for day in days if day.role is DayRole.ISSUED]
        chosen = chosen or next((day for day in issued if _of_the_day(plain, day)), None)
    return chosen.mention if chosen else None


def _goes_before(other: DayOf, head: DayOf) -> bool:
    """Told of soon after, or dated above what looks like a heading."""
    above = other.dated and other.mention.start < head.mention.start
    return above or timedelta(0) <= head.on - other.on <= _SOON_TOLD


def _of_the_day(plain: str, day: DayOf) -> bool:
    """登记日期 in a register; 2025-11-27（周四）白塘镇 赵家渡村委门口: nobody issues a paper there."""
    if _REGISTERED.search(plain, max(0, day.mention.start - 12), day.mention.start):
        return True
    return bool(WHERE.search(plain[day.mention.end :].split("\n", maxsplit=1)[0]))


def _first(days: list[DayOf], role: DayRole) -> DayOf | None:
    return next((day for day in days if day.role is role), None)


_YEAR_ALONE = re.compile(
    r"(?<![\d-])(20\d\d)(?:年(?!\s?[\d一二三四五六七八九十度])|(?=[\s，,〕\]］】）)]|$))", re.MULTILINE
)
_ANY_YEAR = re.compile(r"(?<![\d-])(20\d\d)(?:年|[）)〕])")
_NAMED_WEEKDAY = re.compile(r"\s?[（(](?:周|星期|礼拜)([一二三四五六日天])[）)]$")


def paper_day(plain: str, read_at: datetime) -> date | None:
    """The day of the paper, or the last one by which it must have been written; None where nothing tells."""
    days = [day for day in days_of(plain, read_at) if day.dated]
    edge = _year_at_edge(plain)
    if edge and any(day.on.year > edge for day in days):
        edge = None  # 2008年老小区 in a title is no year of the paper
    until = min(date(edge, 12, 31), read_at.date()) if edge else read_at.date()
    if edge:
        days = days_of(plain, on_day(read_at, until))
    written = [last_of_span(d, plain, read_at) for d in days if d.role in PAPER] + [
        *_months_at_edge(plain, read_at)
    ]
    meetings = [d.on for d in days if d.dated and d.role in _OF_MEETINGS]
    told = [d.on for d in days if d.dated and d.role is not DayRole.ELSEWHERE]
    if written or told:
        return _no_earlier(max(written + meetings if written else told), days_of(plain, read_at))
    if edge:
        return until
    around = [day.on + _SOON_TOLD for day in days]
    if around:
        return min(*around, read_at.date())
    promised = [m.on for m in mentions(plain, read_at, Lean.BACK) if m.on and FULL_YEAR.match(plain, m.start)]
    if promised:
        return min(*promised, read_at.date())
    year = _only_year(plain)
    return min(date(year, 12, 31), read_at.date()) if year else next(_by_weekday(plain, read_at), None)


def _no_earlier(paper: date, days: list[DayOf]) -> date:
    """2025年5月26日发通知，5月30日签发: the paper is of the last day."""
    issued = (day.on for day in days if day.role is DayRole.ISSUED)
    signed = [add_months(on, 12 * (paper.year - on.year)) for on in issued]
    return max([paper, *(day for day in signed if day - paper <= _SOON_TOLD)])


def _edges(plain: str) -> str:
    lines = [line for line in plain.split("\n") if line.strip()]
    return "\n".join(
        line for line in [*lines[:HEAD_LINES], *lines[HEAD_LINES:][-2:]] if not re.search("[。；]", line)
    )


def _year_at_edge(plain: str) -> int | None:
    found = _YEAR_ALONE.search(_edges(plain))
    return int(found[1]) if found else None


def _only_year(plain: str) -> int | None:
    """The year of a paper that names no other and no day of it: 这年是2025年."""
    years = {int(year) for year in _ANY_YEAR.findall(plain)}
    return years.pop() if len(years) == 1 else None


def _months_at_edge(plain: str, read_at: datetime) -> Iterator[date]:
    """2025年12月 under a paper: any day until its last."""
    edges = _edges(plain)
    for mention in mentions(edges, read_at, Lean.BACK):
        alone = re.match(rf"(?:{WRITES})?[）)】\s*]*(?:\n|$)", edges[mention.end :])
        before = edges[: mention.start].rsplit("\n", 1)[-1]
        labelled = re.search("[：:]", before) and not re.search(WRITES, before)
        month = FULL_YEAR.match(edges, mention.start) and "月" in edges[mention.start : mention.end]
        if mention.on and month and alone and not (labelled or mention.exact or mention.deadline):
            yield min(mention.on, read_at.date())


def _by_weekday(plain: str, read_at: datetime) -> Iterator[date]:
    """9月8日（周二）: the last year in which that day fell on a Tuesday."""
    for mention in held_mentions(plain, read_at):
        named = _NAMED_WEEKDAY.search(plain[mention.start : mention.end])
        if mention.on and named and (mention.on.month, mention.on.day) != (2, 29):
            weekday = "一二三四五六日".find(named[1].replace("天", "日"))
            years = range(mention.on.year, mention.on.year - 7, -1)
            possible = (mention.on.replace(year=year) for year in years)
            yield from (day for day in possible if day.weekday() == weekday)
