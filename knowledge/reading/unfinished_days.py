"""Days that a paper leaves unfinished, 昨天, 18号, 4月16日 without a year: completed from those before."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from knowledge.reading.date_arithmetic import add_months
from knowledge.reading.dates import NEAR, DateMention, Lean, held_mentions, mentions, on_day
from knowledge.reading.day_roles import DayOf
from knowledge.reading.day_words import PAPER, DayRole

_LONGEST_WEATHER = 8
_GOES_ON = timedelta(days=60)  # what stands under a dated heading goes on into the next year
_LONG_AGO = timedelta(days=240)
_DAY_ALONE = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]")


def completed(days: list[DayOf], plain: str, now: datetime, *, known: bool) -> Iterator[DayOf]:
    """`known`: `now` is the day of the paper, so that near days count from it until another is named."""
    days = _of_the_meeting(days)
    ends = any(day.role in (DayRole.ISSUED, DayRole.FOOT) for day in days)  # nothing told of is later
    before: DayOf | None = None
    for day in days:
        words = plain[day.mention.start : day.mention.end]
        on: date | None = day.on
        if NEAR.match(words):
            again = next(held_mentions(words, now), None) if known else None
            on = again.on if again else None
        elif before and _DAY_ALONE.fullmatch(words):
            here = _in_month_of(before.on, day.on)
            on = day.on if ends and here > now.date() else here
        elif before and not day.dated and not ends:
            ahead = add_months(day.on, 12)
            on = ahead if ahead - before.on <= _GOES_ON and day.on < before.on else day.on
        if on:
            before = replace(day, on=on, mention=replace(day.mention, on=on))
            yield before
        if day.role in PAPER or _is_today(plain, day.mention):
            now, known = on_day(now, last_of_span(day, plain, now)), True


def _of_the_meeting(days: list[DayOf]) -> list[DayOf]:
    """A day over a report is the meeting's where the days without a year that follow run on from it."""
    first = next(iter(days), None)
    if first is None or first.role is not DayRole.ISSUED or not first.dated:
        return days
    runs_on = any(
        first.on - day.on > _LONG_AGO and not day.dated and day.role in (DayRole.OTHER, DayRole.CHECKED)
        for day in days
    )
    return [replace(first, role=DayRole.HEAD), *days[1:]] if runs_on else days


def _in_month_of(before: date, day: date) -> date:
    try:
        return before.replace(day=day.day)
    except ValueError:
        return day


def _is_today(plain: str, mention: DateMention) -> bool:
    """12月3日　晴, the hour of a message: 2025-07-17 20:41 小沈, or 今天是6月26日."""
    if plain.endswith(("今天是", "今日是"), 0, mention.start):
        return True
    after = plain[mention.end :].split("\n", maxsplit=1)[0]
    heads = len(after) < _LONGEST_WEATHER or re.match(r" \d{1,2}:\d\d", after)
    return bool(heads) and (mention.start == 0 or plain[mention.start - 1] == "\n")


def last_of_span(day: DayOf, plain: str, read_at: datetime) -> date:
    """3月16日—22日 over a weekly: what it tells of may have been on its last day."""
    ahead = mentions(plain[day.mention.start : day.mention.end], read_at, Lean.AHEAD)
    ends = [m.on for m in ahead if day.dated and m.on and day.on <= m.on <= read_at.date()]
    return max([day.on, *ends])
