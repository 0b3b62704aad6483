"""Days of a meeting that a paper counts from another day: 会后第二十天, 摸底后的第二天, 原定6月12日，顺延一周."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from knowledge.reading.date_arithmetic import add_months, add_working_days, integer
from knowledge.reading.dates import NEAR, DateMention, Lean, mentions
from knowledge.reading.day_roles import DayOf
from knowledge.reading.day_words import MEETS, NAMED, PAPER, WRITES, DayRole

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3}|半)"
_SPAN = (
    rf"(?:整整|整|正好|恰好|刚好|足足|满)*(?:(?P<nth>第)?(?<![零\d])(?P<n>{_N})(?P<unit>个?工作日|天|日|个?星期|周|个?礼拜|个月)"
    r"|(?P<next>次日|翌日|隔天|转天))(?![之以]?内|[前底零多来])"
)
# The paper tells of a day so long after the meeting
_AFTER_IT = re.compile(
    rf"(?:(?<![社委员协机])会议?(?:(?:以后|之后|过后|开过了?|开完|散场|结束|[后过])+的?|(?=[次翌]日))|[离距][^，。\n]{{0,8}}会(?:议|上)?[^，。\d]{{0,6}}?){_SPAN}"
)
_SAME = re.compile(r"(?:[，,（(：:] ?|也就是|正是|即|是)+[一-龥]{0,6}")
# The meeting was so long after a day that the paper names
_PUT_OFF = re.compile(rf"(?:顺延|推迟|延期|延后|推后|晚了)了?{_SPAN}")
_PLANNED = re.compile(r"原定|原来|本来|先定|预定|原先|通知")
_LATER = re.compile(rf"(?:(?<!刚)过了?|隔了?|(?<!最)后的?|于){_SPAN}")
_THEN = re.compile(rf"{_SPAN}(?:以后|之后|过后|后)")
_WAITED = re.compile(r"[过隔]|(?:本次|这次)会议?于")
_ANOTHER = re.compile(r"再次|第[二三]次|下次|又一次")
_BACK_AT_WORK = re.compile(
    r"(?:[节假]|收假|放假|长假)后的?(?:上班的?|开工的?)?第(?P<n>[一二三四五]|\d)(?:个工作日|天)"
)
_THAT_WEEK = re.compile(r"那[一个]?周的?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])")
_CALLED = re.compile(
    r"(?:后天|明[天晚]|大后天|[下本这]个?(?:周|星期|礼拜)[一二三四五六日天])(?!前|[^，。\n]{0,6}前)(?=[^。\n]{0,40}?(?:召?开(?![设展通工放])|举行|参加))"
)
_CALL = re.compile(r"通知|告示|预告|定于")
_OF_THE_MEETING = (DayRole.LABELLED, DayRole.NAMED, DayRole.TOLD)
_NEAR_BY = 60  # characters


def counted(days: list[DayOf], plain: str) -> Iterator[DayOf]:
    """The days of meetings that are told by another of `days`, in order of certainty."""
    for found in (
        _before_another(days, plain),
        _put_off(days, plain),
        _called(days, plain),
        _after_another(days, plain),
    ):
        for words, on in found:
            mention = DateMention(words.start(), words.end(), on, exact=True)
            yield DayOf(mention, on, DayRole.COUNTED, dated=False)


def _shifted(day: date, words: re.Match[str], sign: int) -> date:
    unit, said = words["unit"] or "日", words["n"] or "一"
    if said == "半":
        return day + timedelta(days=15 * sign)
    count = integer(said) - bool(words["nth"] and said in "二2" and unit in "天日")  # 第二天 is the next one
    if "工作日" in unit:
        back = day
        while sign < 0 and count:
            back -= timedelta(days=1)
            count -= back.weekday() < 5
        return add_working_days(back, count)
    if "月" in unit:
        return add_months(day, sign * count)
    return day + sign * timedelta(days=count * (1 if unit in "天日" else 7))


def _before_another(days: list[DayOf], plain: str) -> Iterator[tuple[re.Match[str], date]]:
    for words in _AFTER_IT.finditer(plain):
        written = re.match(rf"[^，。\n]{{0,3}}(?:{WRITES}|印|写)", plain[words.end() :])
        day = _beside(days, plain, words) or (written and _of_paper(days))
        if day:
            yield words, _shifted(day.on, words, -1)


def _beside(days: list[DayOf], plain: str, words: re.Match[str]) -> DayOf | None:
    for day in days:
        after = day.mention.start >= words.end()
        between = plain[words.end() : day.mention.start] if after else plain[day.mention.end : words.start()]
        told = day.role in _OF_THE_MEETING
        label = plain[max(0, day.mention.start - 4) : day.mention.start]
        if _SAME.fullmatch(between) and "会议" not in label:
            return day
        if after and not told and re.fullmatch(r"[^。；\n]{0,24}", between):
            return day
    return None


def _of_paper(days: list[DayOf]) -> DayOf | None:
    return next((day for day in days if day.role in PAPER and day.dated), None)


def _last_before(days: list[DayOf], words: re.Match[str]) -> DayOf | None:
    dated = (day for day in days if not NEAR.match(words.string, day.mention.start))
    above = [day for day in dated if 0 <= words.start() - day.mention.end <= _NEAR_BY]
    return above[-1] if above else None


def _put_off(days: list[DayOf], plain: str) -> Iterator[tuple[re.Match[str], date]]:
    for words in _PUT_OFF.finditer(plain):
        day = _last_before(days, words)
        if day and _PLANNED.search(plain, max(0, day.mention.start - 20), words.start()):
            yield words, _shifted(day.on, words, 1)


def _after_another(days: list[DayOf], plain: str) -> Iterator[tuple[re.Match[str], date]]:
    for words in (
        m for pattern in (_LATER, _THEN, _BACK_AT_WORK, _THAT_WEEK) for m in pattern.finditer(plain)
    ):
        day = _last_before(days, words)
        rest = re.split(r"[。；\n]", plain[words.end() :])[0]
        meets = NAMED.search(rest) or MEETS.search(plain[words.start() - 3 : words.end()] + rest[:24])
        if day is None or not meets or _ANOTHER.search(rest):
            continue
        if words.re is _BACK_AT_WORK:
            yield words, add_working_days(day.on, integer(words["n"]))
        elif words.re is _THAT_WEEK:
            yield words, day.on + timedelta(days="一二三四五六日".find(words["weekday"]) - day.on.weekday())
        elif day.role not in _OF_THE_MEETING or _WAITED.search(
            plain, max(0, words.start() - 6), words.start() + 2
        ):
            yield words, _shifted(day.on, words, 1)


def _called(days: list[DayOf], plain: str) -> Iterator[tuple[re.Match[str], date]]:
    for words in _CALLED.finditer(plain):
        day = _last_before(days, words) or next((day for day in days if day.dated), None)
        if day and _CALL.search(plain, max(0, words.start() - _NEAR_BY), words.start()):
            now = datetime.combine(day.on, time())
            ahead = next(iter(mentions(words[0], now, Lean.AHEAD)), None)
            if ahead and ahead.on:
                yield words, ahead.on
