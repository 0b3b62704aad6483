"""Dates of a policy: when it was issued, since when and until when it applies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ingest.numerals import to_int

_CN = "〇○零一二三四五六七八九十"
DATE = re.compile(
    rf"(?<!\d)((?:19|20)\d\d|[一二][{_CN}]{{3}})\s*[年.\-/／．]\s*(\d{{1,2}}|[{_CN}]{{1,3}})\s*[月.\-/／．]\s*(\d{{1,2}}|[{_CN}]{{1,3}})(?!\d)\s*日?"
)


class Event(StrEnum):
    ADOPTED = "通过|批准|修正|修订"
    PUBLISHED = "公布|发布|印发|颁布"
    SIGNED = "$"  # a date that closes its line


@dataclass(frozen=True, slots=True)
class Dated:
    on: date
    event: Event


_LONGEST_NOTE = 1_500
_TEXT = re.compile(r"第[一1][编章节条]|目\s*录")
_CUT_DATE = re.compile(r"(?:19|20)\d\d(?:年(?:\d{1,2}(?:月(?:\d{1,2})?)?)?)?$")
_EVENT = re.compile(rf"^[^。；]{{0,80}}?({Event.ADOPTED}|{Event.PUBLISHED}|起?施行|生效)")
_NUMBER_AFTER = re.compile(r"[\u4e00-\u9fa5]{1,14}〔\d{4}〕\d+号")
_OF_PAPER = re.compile(r"(?:成文|印发|公布|发文|签发|颁布|制定)(?:日期|时间)[\s:：|]*")
_OF_PAGE = re.compile(r"发布(?:日期|时间)[\s:：|]*")  # on a website, where it may be years later
_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-.年_]?(\d{1,2})[-.月_]?(\d{1,2})日?(?!\d)")
_APPLIES = r"(?:正式)?(?:试行|施行|实施|生效|执行|实行)"
_THIS = (
    r"(?:本|该)?(?:条例|规定|办法|细则|意见|通知|方案|规则|决定|规程|规范|制度|章程|指引|通告|公告|措施|政策)"
)
_FROM_DATE = re.compile(rf"({_THIS}[^。；\n]{{0,12}}?)?自\s*({DATE.pattern})\s*起\s*(?:开始)?{_APPLIES}")
_FROM_ISSUE = re.compile(
    rf"自(?:公布|印发|发布|颁布|发文|通过|签发|下发)之日起(?:([\d{_CN}]{{1,4}})(?:日|天)(?:后|之后))?\s*(?:开始)?{_APPLIES}"
)
_UNTIL = re.compile(
    rf"(?:起(?:开始)?{_APPLIES}|{_THIS})[，,（(]?(?:有效期?限?(?:截止|截至|到|至|为)+|{_APPLIES}期?至)\s*({DATE.pattern})"
)
_LASTS = re.compile(
    rf"(?:起(?:开始)?{_APPLIES}|{_THIS})[，,（(]?(?:有效期|试行期?|暂行期)限?(?:为|是)?\s*([\d一二两三四五六七八九十]{{1,2}})\s*年"
)


def parse(match: re.Match[str], offset: int = 0) -> date | None:
    """The date that DATE matched; its three groups start after `offset` others."""
    try:
        return date(*(to_int(match[offset + i]) for i in (1, 2, 3)))
    except ValueError:
        return None


def in_name(name: str) -> date | None:
    """A full date in a file's name: 条例(2019-04-08), 20190408 通知."""
    found = [parsed for match in _NAME_DATE.finditer(name) if (parsed := parse(match))]
    return found[-1] if found else None


def labelled(lines: Sequence[str]) -> date | None:
    """The day that a label such as 成文日期 names as the paper's own."""
    return _after(_OF_PAPER, lines)


def posted(lines: Sequence[str]) -> date | None:
    """The day on which a website put the paper up."""
    return _after(_OF_PAGE, lines)


def _after(pattern: re.Pattern[str], lines: Sequence[str]) -> date | None:
    for line in lines:
        label = pattern.search(line)
        match = DATE.match(line, label.end()) if label else None
        if match and (parsed := parse(match)):
            return parsed
    return None


def with_whole_notes(lines: Sequence[str]) -> list[str]:
    """Lines in which no note such as （2019年…通过 2020年…批准） runs over the end of its line."""
    whole: list[str] = []
    for line in lines:
        if whole and len(whole[-1]) < _LONGEST_NOTE and not _TEXT.match(line) and _runs_on(whole[-1], line):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _runs_on(note: str, line: str) -> bool:
    dates = list(DATE.finditer(note))
    if note[0] in "（(" and (dates or _CUT_DATE.search(note)):
        return note.count("（") + note.count("(") > note.count("）") + note.count(")")
    if _CUT_DATE.search(note):
        return re.match(r"[\d年月日]", line) is not None
    rest = note[dates[-1].end() :] if dates else ""
    return "届" in rest and not re.search(rf"{Event.ADOPTED}|{Event.PUBLISHED}|[。；：:]", rest)


def dated(lines: Sequence[str]) -> Iterator[Dated]:
    """Dates that stand for an event of the paper itself, by the words after them or by closing their line."""
    for line in lines:
        matches = list(DATE.finditer(line))
        for index, match in enumerate(matches):
            on = parse(match)
            if on is None:
                continue
            rest = line[match.end() : matches[index + 1].start() if index + 1 < len(matches) else None]
            event = _EVENT.match(rest)
            if event and event[1] in Event.ADOPTED:
                yield Dated(on, Event.ADOPTED)
            elif event and event[1] in Event.PUBLISHED:
                yield Dated(on, Event.PUBLISHED)
            elif not _NUMBER_AFTER.sub("", rest).strip("）) 　") and not re.search(
                r"[，。；：、]|[自从于至截]$", line[: match.start()]
            ):
                yield Dated(on, Event.SIGNED)


def effective_on(text: str, issued_on: date | None) -> date | None:
    """The paper's last statement about itself wins: it may name the dates of other rules before."""
    statements = list(_FROM_DATE.finditer(text))
    own = [match for match in statements if match[1]] or statements
    if own:
        return parse(own[-1], offset=2)
    from_issue = _FROM_ISSUE.search(text)
    if from_issue and issued_on:
        return issued_on + timedelta(days=to_int(from_issue[1]) if from_issue[1] else 0)
    return None


def expires_on(text: str, starts_on: date | None) -> date | None:
    """The last day on which the paper applies, where it says so."""
    until = list(_UNTIL.finditer(text))
    if until:
        return parse(until[-1], offset=1)
    lasts = _LASTS.search(text)
    if lasts is None or starts_on is None:
        return None
    years = to_int(lasts[1])
    return starts_on.replace(year=starts_on.year + years, day=min(starts_on.day, 28)) - timedelta(days=1)
