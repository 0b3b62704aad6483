"""What a label, or its place in a table, says that a day is the day of."""

import re

from knowledge.reading.day_words import CHECK, CHECKS, LOOKS, NAMED, WRITES, DayRole

_LABEL = re.compile(
    r"(?P<what>[一-龥]{0,8}?)(?:的?(?:时\s*间(?:[、和与及]?地\s*点)?|日\s*[期子]|时[点刻])|(?<![\d一二三四五六七八九十])[日天](?=\s*[：:|])|(?<=[会商开访查])日|会期|(?<![一-龥])开会(?=\s*\**\s*[：:|])|哪一?[天日](?:开的?)?|何时|几时)\s*\**\s*(?:[：:|\s]*|是在?|为|定在)\**\s*$"
)
_WRITTEN_BEFORE = re.compile(
    rf"(?:{WRITES}|登记(?=\s*[：:|])|(?:记录|登记)(?=时间|日期|于|在)|来源|写[这下稿][^。，\n]{{0,6}}是)(?:时间|日期|于|在)?\s*[：:|\s]*$|(?:讯|通知|通告|公告|方案|计划|简报)\s*[（(]$"
)
_WRITTEN_AFTER = re.compile(
    rf"[）)】\]\s]*(?:(?:{WRITES}|登记|记录|来源)(?![一-龥]|\s*[：:])|[手小]?记(?![得者录要])|写[）)\s]|报(?![名告道到])|讯|群公告|第\s?\d+\s?期|版)"
)
_REGISTER = re.compile(rf"(?:{NAMED.pattern})[^|：:]{{0,4}}(?:登记|记录)\s*[|：:]\s*$")  # in the title row
_NOTED = re.compile(r"\s?记[）)\s]*")  # 板凳协商会 12月16日 记
_ON_THE_DAY = re.compile(r"[，,（(\s]*(?:召开|会议|协商|开会)当[天日]")  # 记录时间：…，召开当天
_ENDS_A_CELL = re.compile(r"\s*(?:[（(，,、]|(?:[^|一-龥]|[上下]午|[早晚]上?|[时点分半整])*(?:[|（(，,]|$))")
_COLUMN_OF_MEETINGS = re.compile(
    r"(?:协商|面商|面谈|会议|召开|议事|开会|[议商]定)(?:的?(?:日期|时间|日子)|日)"
)
# 日期 over a column, where each row is one meeting
_COLUMN_OF_DAYS = re.compile(r"\s*\**(?:日\s*期|时\s*间|日子|哪天)\**\s*")
_LIST_OF_MEETINGS = re.compile(
    r"(?:协商|会议)?(?:形式|类[型别]|议题)|协商事项|乡镇|街道|谈[的了]?(?:什么|啥)|话题"
)
_HELD = re.compile(r"(?:会议?|协商)[于在是]?\s*$")
_HELD_THEN = re.compile(r"[^|。]*(?:召开|举行|开的|开了)")
_CHECK_LABEL = re.compile(rf"(?:{CHECKS})[^，。：:\n]{{0,4}}[：:]\s*$")
# 日期： over a report of what came of a meeting is the day of the report, if the meeting has one of its own
_LATER_TITLE = re.compile(
    r"\A(?:[^\n]*\n){0,2}?[^\n]*(?:回头看|回访|复查|核查|督[办查]|跟踪|落实情况|反馈|通报)[^\n]*\n"
)
_BARE_LABEL = re.compile(r"(?<![一-龥])(?:日期|时间)[^一-龥]*$")
_OF_ANOTHER = re.compile(r"[一-龥]{4}[，,](?:日期|时间)[为是]\s*$")  # 批复原件已出示，日期为3月17日
_OF_PAPERS = re.compile(
    r"[提上递]交|[交立]案|交办|受理|签收|送达|[收来]文|通知|截止?|到期|完成|办[结理]|答复|反映|投诉|下次"
)
_FRAME = re.compile(r"(?:会议?|协商|活动|召开|议事|座谈|举[行办]|碰头|开(?:的那)?|开会的?那)的?$|^[原本]?$")
_MAIL_HEAD = re.compile(r"^(?:发件|收件|寄件)人?\s*[：:]", re.MULTILINE)


def by_label(above: str, before: str, after: str) -> DayRole | None:
    """`before` and `after` of its line; `above`: the text over it."""
    if _ON_THE_DAY.match(after):
        return DayRole.LABELLED
    if "|" in before and not _ENDS_A_CELL.match(after):
        return None
    if _WRITTEN_BEFORE.search(before) or _WRITTEN_AFTER.match(after):
        noted = NAMED.search(before) and (_NOTED.fullmatch(after) or _REGISTER.search(before))
        return DayRole.NAMED if noted else DayRole.ISSUED
    if _OF_ANOTHER.search(before):
        return DayRole.ELSEWHERE
    label = _LABEL.search(before)
    if label is None:
        return DayRole.CHECKED if _CHECK_LABEL.search(before) else None
    return _labelled(label["what"], above, before)


def _labelled(what: str, above: str, before: str) -> DayRole | None:
    if CHECK.search(what) or LOOKS.search(what):
        return DayRole.CHECKED
    if _FRAME.search(what):
        return _under_its_title(above, before) if _BARE_LABEL.search(before) else DayRole.LABELLED
    return DayRole.ELSEWHERE if _OF_PAPERS.search(what) else None


def _under_its_title(above: str, before: str) -> DayRole:
    """What 日期： alone is the date of: by its neighbours in the line and the title above."""
    if re.search(rf"(?:{WRITES}|记录|来源)[人者]?\s*[：:]", before) or _MAIL_HEAD.search(above):
        return DayRole.ISSUED
    return DayRole.HEAD if _LATER_TITLE.search(above) else DayRole.LABELLED


def in_table(above: str, before: str, after: str, *, dated: bool) -> DayRole:
    """In a column of meetings, beside the name of one, or in the first row."""
    rows = [before + after]
    for line in reversed(above.removesuffix("\n").split("\n")):
        if "|" not in line:
            break
        rows.append(line)
    heading, column = rows[-1].split("|"), before.count("|")
    over = "".join(heading[column : column + 1])
    of_meeting = _COLUMN_OF_DAYS.fullmatch(over) and _LIST_OF_MEETINGS.search(rows[-1])
    if len(rows) > 1 and (of_meeting or _COLUMN_OF_MEETINGS.search(over)):
        return DayRole.LABELLED
    cell = before.rsplit("|", maxsplit=1)[-1], after.split("|", maxsplit=1)[0]
    if CHECK.search("".join(cell)) or LOOKS.search(cell[1]):
        return DayRole.ELSEWHERE
    if _HELD.search(cell[0]) and _HELD_THEN.match(cell[1]):
        return DayRole.TOLD
    if NAMED.search("".join(cell)) or (not cell[0].strip() and NAMED.search(before)):
        return DayRole.NAMED
    return DayRole.HEAD if len(rows) == 1 and dated and not cell[0].strip() else DayRole.ELSEWHERE
