"""What a day named in a paper is the day of: the meeting, the paper itself, a later check, something else."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from knowledge.reading.dates import DateMention, held_mentions
from knowledge.reading.deadlines import AT_ONCE


class DayRole(Enum):
    LABELLED = auto()  # 会议时间：
    TOLD = auto()  # in the words that tell of the meeting
    HEAD = auto()  # above a note that does not say what happened on it
    OTHER = auto()
    FOOT = auto()  # under a paper
    ISSUED = auto()  # the paper is said to be of that day
    CHECKED = auto()  # somebody went to see what came of it
    ELSEWHERE = auto()  # before the meeting, planned, promised or in a table


PAPER = (DayRole.HEAD, DayRole.FOOT, DayRole.ISSUED)


@dataclass(frozen=True, slots=True)
class DayOf:
    """`dated`: its year is said."""

    mention: DateMention
    on: date
    role: DayRole
    dated: bool


MEETS = re.compile(
    r"协商|议事|座谈|恳谈|[板搬长条]凳|搬来?[^，。]{0,4}凳|召开|举行|围坐|围[成在拢]|坐[下到在进满拢]|面对面|碰头|碰了|商[量议讨]|讨论|会议|开了|谈(?!到|起|及)|聊|议(?=[了一的题定])|圆桌"
    r"|(?<![委员社机学业居村理工办协])会(?![前后办计员诊展所审同长])"
)
FULL_YEAR = re.compile(r"20\d\d|二[〇零○]|\d\d(?:年|[./-]\d{1,2}[./-])")
_LABEL = re.compile(
    r"(?P<what>[一-龥]{0,8}?)(?:的?(?:时\s*间|日\s*期|时点)|日(?=\s*[：:|]))\s*\**\s*(?:[：:|\s]*|是在?|为|定在)\**\s*$"
)
WRITES = r"印[发制]|发布|登记|填[表报写]|编[报印发]|制[表作]|整理|供稿|发文|成文|签发|报[送出]|上报|推送|更新|撰[写稿]|刊[发载登]|归档|录入|打印|公布|发[出稿]|记录|来源"
_WRITTEN_BEFORE = re.compile(
    rf"(?:{WRITES})(?:时间|日期|于|在)?\s*[：:|\s]*$|(?:讯|通知|通告|公告|方案|计划|简报)\s*[（(]$"
)
_WRITTEN_AFTER = re.compile(
    rf"[）)】\]\s]*(?:(?:{WRITES})(?![一-龥])|[手小]?记(?![得者录要])|写[）)\s]|报(?![名告道到])|讯|群公告|第\s?\d+\s?期|版)"
)
_ON_THE_DAY = re.compile(r"[，,（(\s]*(?:召开|会议|协商|开会)当[天日]")  # 记录时间：…，召开当天
_COLUMN_OF_MEETINGS = re.compile(r"(?:协商|会议|召开|议事|开会)(?:的?(?:日期|时间|日子)|日)")
_CHECKS = r"回访|复[核查看]|核[查验实对]|跟踪|跟进|检查|督[办查]|评[估议]|回头看|验收"
_CHECK = re.compile(_CHECKS)
_CHECK_LABEL = re.compile(rf"(?:{_CHECKS})[^，。：:\n]{{0,4}}[：:]\s*$")
_LOOKS = re.compile(
    r"查看|实地|走访|现场|抽[查测了]|暗访|[去来]看|看了|再[次到去来看进]|又[到去来进]|检查|路过|探访|蹲[守点]|调研|摸底|[踏勘]勘|勘[察查]"
)
_AGAIN = re.compile(r"^[^，。]{0,6}[又再]次?[去到来看站]")  # 11.12 又去站了半小时
# 日期： over a report of what came of a meeting is the day of the report, if the meeting has one of its own
_LATER_TITLE = re.compile(
    r"\A(?:[^\n]*\n){0,2}?[^\n]*(?:回头看|回访|复查|核查|督[办查]|跟踪|落实情况|反馈|通报)[^\n]*\n"
)
_BARE_LABEL = re.compile(r"(?<![一-龥])(?:日期|时间)[^一-龥]*$")
_OF_ANOTHER = re.compile(r"[一-龥]{4}[，,](?:日期|时间)[为是]\s*$")  # 批复原件已出示，日期为3月17日
_FRAME = re.compile(r"(?:会议?|协商|活动|召开|议事|座谈|举[行办]|碰头)的?$|^[原本]?$")
_EARLIER = re.compile(
    r"(?:根据|按照|依据|原定于?|原计划|本来定|此前|之前|前期|早在|会前|先后|自|从|截至|截止|比|以前)[^，。；\d]{0,6}$"
)
_EARLIER_AFTER = re.compile(r"[）)]?\s?(?:起(?!草)|以来|至今|开始|之后|以后|前)")
# What is done with papers on a day; the meeting comes later
_PAPERWORK = re.compile(
    r"[）)]?(?:[上下]午)?(?:正式)?(?:提交|递交|立案|交办|转办|受理|签收|收到|下发|发[出函文]|通知|报[送来]|公示|征集|申报)"
)
_AHEAD = re.compile(
    r"(?:下一?次|再次|定于|将于|拟于|计划|准备|打算|改(?:在|到|为)|推迟到|延[期至到]+|预[计定])[^，。\n]{0,8}$"
)
_MAIL_HEAD = re.compile(r"^(?:发件|收件|寄件)人?\s*[：:]", re.MULTILINE)
# 原定3月3日，改在3月10日召开
_MOVED = re.compile(r"原[定计本].*(?:改[在到为至于]|改期[到至于为]?|延期?[至到]|推迟[到至]|顺延[到至])了?$")
_MASTHEAD = re.compile(
    r"简报|专报|动态|通讯|快报|信息|公众号|[侧札]记|报道|记者|微信|播报|第\s?[\d一二三四五六七八九十]+\s?期|跟踪|回头看|回访|报告|通报|反馈|落实"
)
_NUMBER_OF_ISSUE = re.compile(r"第\s?[\d一二三四五六七八九十]+\s?期")
HEAD_LINES = 6


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
    return bool(FULL_YEAR.match(words) or re.search(r"20\d\d年?[）)]$", words))


def _role(plain: str, mention: DateMention, starts: list[int]) -> DayRole:
    line_start = plain.rfind("\n", 0, mention.start) + 1
    line = plain[line_start:].split("\n", maxsplit=1)[0]
    before, after = plain[line_start : mention.start], line[mention.end - line_start :]
    by_label = _labelled(before, after)
    if by_label is DayRole.LABELLED and _BARE_LABEL.search(before):
        by_label = _under_its_title(plain[:line_start], before)
    if by_label:
        return by_label
    if before.count("|") > 1 and _COLUMN_OF_MEETINGS.search(_heading_above(plain[:line_start], before)):
        return DayRole.LABELLED
    if before.count("|") > 1 or before.count("\t") > 1 or _promised(before, plain, mention):
        return DayRole.ELSEWHERE
    clause = re.split(r"[。！？!?]", before)[-1]
    if by_neighbours := _by_neighbours(clause, after):
        return by_neighbours
    # Up to the next day, unless it only says the same one more closely: 11月14日周六
    until = next((start for start in starts if start > mention.end + 1), len(plain))
    following = re.split(r"[。！？!?；;·](?!(?:同[日天]|当[日天晚]))", after[: until - mention.end])[0]
    return _by_place(plain, mention, line) or _by_words(clause[-14:], following[:60])


def _by_neighbours(clause: str, after: str) -> DayRole | None:
    if after.startswith("说起") or _MOVED.search(clause):
        return DayRole.TOLD
    earlier = _EARLIER.search(clause) or _EARLIER_AFTER.match(after) or _PAPERWORK.match(after)
    return DayRole.ELSEWHERE if earlier or _AHEAD.search(clause) else None


def _heading_above(above: str, before: str) -> str:
    """The heading of the column in which a day stands: the same cell of the first row of its table."""
    rows = [""]
    for line in reversed(above.rstrip("\n").split("\n")):
        if "|" not in line:
            break
        rows.append(line)
    cells, column = rows[-1].split("|"), before.count("|")
    return cells[column] if column < len(cells) else ""


def _labelled(before: str, after: str) -> DayRole | None:
    if _ON_THE_DAY.match(after):
        return DayRole.LABELLED
    if _WRITTEN_BEFORE.search(before) or _WRITTEN_AFTER.match(after):
        return DayRole.ISSUED
    label = _LABEL.search(before)
    if _OF_ANOTHER.search(before):
        return DayRole.ELSEWHERE
    if label is None:
        return DayRole.CHECKED if _CHECK_LABEL.search(before) else None
    if _CHECK.search(label["what"]) or _LOOKS.search(label["what"]):
        return DayRole.CHECKED
    return DayRole.LABELLED if _FRAME.search(label["what"]) else DayRole.ELSEWHERE


def _under_its_title(above: str, before: str) -> DayRole:
    """What 日期： alone is the date of: by its neighbours in the line and the title above."""
    if re.search(rf"(?:{WRITES})[人者]?\s*[：:]", before) or _MAIL_HEAD.search(above):
        return DayRole.ISSUED
    return DayRole.HEAD if _LATER_TITLE.search(above) else DayRole.LABELLED


def _by_place(plain: str, mention: DateMention, line: str) -> DayRole | None:
    """A day that stands alone over or under a paper; a year must be said."""
    meets = MEETS.search(line) and not _MASTHEAD.search(line)
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
    issued = any(map(_MASTHEAD.search, head)) or re.search(
        WRITES, line.split(plain[mention.start : mention.end], maxsplit=1)[0]
    )
    return DayRole.ISSUED if issued else DayRole.HEAD


def _by_words(before: str, following: str) -> DayRole:
    meets, checks = MEETS.search(following), _CHECK.search(following) or _AGAIN.search(following)
    if checks and (meets is None or checks.start() < meets.start()):
        return DayRole.CHECKED
    if meets or MEETS.search(before):
        return DayRole.TOLD
    return DayRole.CHECKED if _LOOKS.search(following) else DayRole.OTHER


def _promised(before: str, plain: str, mention: DateMention) -> bool:
    """供电所周三来看线路, 乡政府今天就立牌: a near day in somebody's words is not the day of the meeting."""
    clause = re.split(r"[，,。；;：:\s]", before)[-1]
    after = re.split(r"[，,。；;\n]", plain[mention.end :])[0]
    near = re.search(r"[周期拜今明昨前]", plain[mention.start : mention.end])
    speaks = re.search(
        r"(?:[局所队办府委]|公司|物业|中心|集团|[镇乡村]里|政府|说|讲|答应|承诺|保证)$", clause
    )
    quoted = before.count("“") > before.count("”")
    ahead = AT_ONCE.match(plain, mention.end)
    return bool(near and (speaks or ahead or quoted) and not MEETS.search(after))
