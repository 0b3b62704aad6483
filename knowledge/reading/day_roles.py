"""What a day named in a paper is the day of: the meeting, the paper itself, a later check, something else."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.reading.dates import DateMention, held_mentions
from knowledge.reading.day_labels import by_label, in_table
from knowledge.reading.day_words import CHECK, CHECKS, FULL_YEAR, LOOKS, MEETS, NAMED, WHERE, WRITES, DayRole
from knowledge.reading.deadlines import AT_ONCE


@dataclass(frozen=True, slots=True)
class DayOf:
    """`dated`: its year is said."""

    mention: DateMention
    on: date
    role: DayRole
    dated: bool


_AGAIN = re.compile(r"^[^，。]{0,6}[又再]次?[去到来看站坐走跑回]")  # 11.12 又去站了半小时
_EARLIER = re.compile(
    r"(?:根据|按照|依据|(?<![草高平中还复])原(?:[定计说写先拟约本]|[排安])|[初先预]定|[本原]来?[定是]|通知[上里书]{0,2}[写说的是定]|此前|之前|前期|早在|会前|先后|(?<!出)自|从|截至|截止|比|以前)[^，。；\d]{0,6}$"
)
_EARLIER_AFTER = re.compile(
    r"[）)]?\s?(?:起(?!草)|以来|至今|开始|之后|以后|前|[^。；\n]{0,16}(?:取消|没开成|作罢|流会))"
)
_A_FESTIVAL_IS = re.compile(r"(?:春节|元旦|清明|端午|中秋|国庆|[节假])(?:当天)?是在?$")
_BEGAN = re.compile(r"(?:起头|开头|源头|缘起|起因)[是在于]?$")
# What is done with papers on a day; the meeting comes later
_PAPERWORK = re.compile(
    r"[）)]?(?:[上下]午)?(?:正式)?(?:提交|递交|立案|交办|转办|受理|签收|收到|下发|发[出函文]|通知|报[送来]|公示|征集|申报)"
)
_AHEAD = re.compile(
    r"(?:下一?次|再次|定于|将于|拟于|计划|准备|打算|改(?:在|到|为)|推迟到|延[期至到]+|预[计定])[^，。\n]{0,8}$"
)
# 原定3月3日，改在3月10日召开
_MOVED = re.compile(
    r"(?:原|本来|通知|说好).*(?:改[在到为至于]|改期[到至于为]?|延期?[至到]|推迟[到至]|顺延[到至]|挪[到至]|实际[是在]?)了?\s*$"
)
_MASTHEAD = re.compile(
    r"简报|专报|动态|通讯|快报|信息|公众号|[侧札]记|报道|记者|微信|播报|第\s?[\d一二三四五六七八九十]+\s?期|跟踪|回头看|回访|报告|通报|反馈|落实"
)
# 协商议事会（2024年4月25日）落实情况, 2026.2.5 协商议事会 承诺跟踪; the day of 协商会回访 is the later one
_BEHIND_ITS_NAME = re.compile(
    rf"(?:{NAMED.pattern}|协商)\s?[（(]$|[（(][^（）()\n]{{0,8}}(?:{NAMED.pattern}|协商)[，,]\s?$"
)
# 依据3月2日的安排 is before the meeting, 依据3月2日板凳协商会记录 a report of it
_SOURCE = re.compile(r"(?:依据|根据|按照|出自|源[于自]|来自|[原本]是)[：:]?\s*$")
_AFTER_IT = re.compile(r"[）)]?\s?(?:之后|以后|以来)")  # 板凳协商会2025年3月5日之后
_SAID_OF_IT = re.compile(rf"[^，,。；;\n]{{0,16}}(?:{NAMED.pattern}|协商[会上时中])")
_IN_A_NAME = re.compile(r"[^“”，,。\n]{1,8}”")  # “周三早市”
_NAME_AFTER = re.compile(
    rf"[）)]?\s?(?:[上下]午|晚上?)?\s?(?:(?:{NAMED.pattern})(?!(?:情况|结果)?(?:{CHECKS}|跟踪|落实|通报))|协商(?=[，,。；;\s]|$))"
)
_CONVENED = re.compile(r"(?<!次会议)(?<!下次)(?<!下一次)(?:[兹现]?定于|[拟将]于|订于|决定于)\s?$")
# 就评估太慢开展协商
_MATTER = re.compile(r"(?:就|围绕|针对)[^。，\n]{2,40}?(?=[，,]|开展|召开|进行|举行|协商)")
_NUMBER_OF_ISSUE = re.compile(r"第\s?[\d一二三四五六七八九十]+\s?期")
HEAD_LINES = 6
_NEXT = 60  # characters that may tell what happened on a day


def days_of(plain: str, now: datetime) -> list[DayOf]:
    """Every day that is not ahead of `now`, with its role, in order of place."""
    found = list(held_mentions(plain, now))
    starts = [mention.start for mention in found]
    return [
        DayOf(mention, mention.on, _role(plain, mention, starts), _is_dated(plain, mention))
        for mention in found
        if mention.on
    ]


def _is_dated(plain: str, mention: DateMention) -> bool:
    words = plain[mention.start : mention.end]
    return bool(FULL_YEAR.match(words) or re.search(rf"[（(，,] ?(?:{FULL_YEAR.pattern})[^（(]*$", words))


def _role(plain: str, mention: DateMention, starts: list[int]) -> DayRole:
    if _BEHIND_ITS_NAME.search(plain, max(0, mention.start - 12), mention.start):
        return DayRole.NAMED
    line_start = plain.rfind("\n", 0, mention.start) + 1
    line = plain[line_start:].split("\n", maxsplit=1)[0]
    before, after = plain[line_start : mention.start], line[mention.end - line_start :]
    if labelled := by_label(plain[:line_start], before, after):
        return labelled
    clause = re.split(r"[。！？!?]", before)[-1]
    by_neighbours = _by_neighbours(clause, after)
    if before.count("|") > 1 or before.count("\t") > 1:
        return by_neighbours or in_table(plain[:line_start], before, after, dated=_is_dated(plain, mention))
    if _promised(before, plain, mention):
        return DayRole.ELSEWHERE
    if by_neighbours:
        return by_neighbours
    # Up to the next day, unless it only says the same one more closely: 11月14日周六
    until = next((start for start in starts if start > mention.end + (plain[start] in "周星礼")), len(plain))
    following = after[: until - mention.end]
    if len(following) < _NEXT and until < len(plain):
        following = re.sub(r"[^，,。；;\n]*(?:是|在|于|[：:])\s*$", "", following)  # is said of the next day
    following = re.split(r"[。！？!?；;·](?!(?:同[日天]|当[日天晚]))", following)[0]
    told = _by_place(plain, mention, line) or _by_words(clause[-14:], _MATTER.sub("", following)[:_NEXT])
    opens = told is DayRole.OTHER and not before.strip("# ") and NAMED.search(after[: until - mention.end])
    return DayRole.TOLD if opens else told


def _by_neighbours(clause: str, after: str) -> DayRole | None:
    if _SOURCE.search(clause) and (_SAID_OF_IT.match(after) or _NAME_AFTER.match(after)):
        return DayRole.NAMED
    if _AFTER_IT.match(after) and re.search(rf"(?:{NAMED.pattern})\s?$", clause):
        return DayRole.NAMED
    if re.match("[^，。]{0,16}说起", after) or _BEGAN.search(clause) or _MOVED.search(clause):
        return DayRole.TOLD
    if _CONVENED.search(clause) and MEETS.search(re.split("[。；;\n]", after)[0]):
        return DayRole.CONVENED
    earlier = (
        _EARLIER.search(clause)
        or _A_FESTIVAL_IS.search(clause)
        or _EARLIER_AFTER.match(after)
        or _PAPERWORK.match(after)
    )
    return DayRole.ELSEWHERE if earlier or _AHEAD.search(clause) else None


def _by_place(plain: str, mention: DateMention, line: str) -> DayRole | None:
    """A day that stands alone over or under a paper; a year must be said."""
    meets = MEETS.search(line) and not _MASTHEAD.search(line)
    before, after = line.split(plain[mention.start : mention.end], maxsplit=1)
    if _NAME_AFTER.match(after):
        return DayRole.NAMED
    alone = not re.search(r"[。！？!?；;]", line) and not meets and len(line) <= 60
    if not alone or not (FULL_YEAR.match(plain, mention.start) or _NUMBER_OF_ISSUE.search(line)):
        return None
    head = [part for part in plain.split("\n") if part.strip()][:HEAD_LINES]
    if line in head:
        head = head[: head.index(line) + 1]
    if len(re.sub(r"[\W_]", "", plain[mention.end :])) <= 14 and line not in head[:3]:
        return DayRole.FOOT
    if line not in head:
        return None
    if WHERE.search(after) and re.search("纪要|记录", head[0]):
        return DayRole.TOLD
    issued = any(map(_MASTHEAD.search, head)) or re.search(WRITES, before)
    return DayRole.ISSUED if issued else DayRole.HEAD


def _by_words(before: str, following: str) -> DayRole:
    meets, checks = MEETS.search(following), CHECK.search(following) or _AGAIN.search(following)
    if checks and (meets is None or checks.start() < meets.start()):
        return DayRole.CHECKED
    if NAMED.search(following[:40]) or NAMED.search(before):
        return DayRole.NAMED
    if meets or MEETS.search(before):
        return DayRole.TOLD
    return DayRole.CHECKED if LOOKS.search(following) else DayRole.OTHER


def _promised(before: str, plain: str, mention: DateMention) -> bool:
    """供电所周三来看线路, 乡政府今天就立牌: a near day in somebody's words is not the day of the meeting."""
    clause = re.split(r"[，,。；;：:\s]", before)[-1]
    after = re.split(r"[，,。；;\n]", plain[mention.end :])[0]
    near = re.search(r"[周期拜今明昨前]", plain[mention.start : mention.end])
    if near and before.endswith("“") and _IN_A_NAME.match(plain, mention.end):
        return True
    speaks = re.search(
        r"(?:[局所队办府委]|公司|物业|中心|集团|[镇乡村]里|政府|说|讲|答应|承诺|保证)$", clause
    )
    quoted = before.count("“") > before.count("”")
    ahead = AT_ONCE.match(plain, mention.end)
    return bool(near and (speaks or ahead or quoted) and not MEETS.search(after))
