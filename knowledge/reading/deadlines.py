"""Which days named in a text are days by which something is promised."""

import re
from datetime import date

from knowledge.reading.dates import DateMention
from knowledge.reading.states import DEED

AT_ONCE = re.compile(rf"(?:就|先)|{DEED}[^，。]{{0,4}}(?:好|完|掉|到位|出来|起来)(?!了)")  # 今晚就围
_YEAR_ONLY = re.compile(r"^(?:(?:今|本|当|去|前|20\d\d|\d\d)年度?的?\s?|今[天日晚早儿]|当[天日])$")
_AGAIN = re.compile(r"[，,]?(?:再|又)[去来到看访]")
_WRITTEN = re.compile(r"20\d\d年\d{1,2}月\d{1,2}[日号][\s）)】*]*(?:\n|$)")  # the day under or over a paper
_AT_WEEKENDS = re.compile(r"[不也都没值门班两时期集市活高]")
_STILL = re.compile(r"[，,]?(?:还|仍|依然|依旧|只)")  # 三个月后还有六十人没着落
_OF_A_DAY = re.compile(r"[日号\d][，,\s（(]*$")  # 5月9日（周五）, 5月9日 周五
_RANGE = re.compile(r"[年月日号周季](?:到|至|[-—–~]+)(?:$|[\d一二三四五六七八九十])")  # 一月到二月
_SPAN = re.compile(r"(?:天|日|周|星期|月|小时|年)(?:之?内|以内|后)?$")


def is_deadline(plain: str, due: DateMention, today: date) -> bool:
    words = plain[due.start : due.end]
    if due.problem:
        return due.deadline
    if due.on is None:
        return (due.deadline or bool(_SPAN.search(words))) and "每" not in words
    at_once = bool(AT_ONCE.match(plain, due.end))
    if _is_occasion(plain, due) or (_YEAR_ONLY.match(words) and not at_once):
        return False
    if due.deadline:
        return True
    if due.on < today or plain[: due.start].endswith("赶在") or _WRITTEN.match(plain, due.start):
        return False
    return at_once or not (due.exact and due.on == today)


def _is_occasion(plain: str, due: DateMention) -> bool:
    """明年的场租补贴, 在年底招聘会上, 四月中旬再去, 〔2026〕4号: no day until which."""
    words, before = plain[due.start : due.end], plain[: due.start]
    if words[-1] in "前内" and not before.endswith(("趁着", "趁")):
        return False
    if before.endswith(("等到", "直到", "趁着", "趁", "〕")) or _RANGE.search(before[-4:] + words):
        return True
    if words.startswith(("周", "星期", "礼拜")) and _OF_A_DAY.search(before):
        return True
    at_weekends = words.endswith("周末") and _AT_WEEKENDS.match(plain, due.end)
    if at_weekends or plain.startswith("的", due.end) or words.endswith("的"):
        return True
    if words.endswith("后") and _STILL.match(plain, due.end):
        return True
    again = not due.exact and _AGAIN.match(plain, due.end)
    return bool(again) or (words.endswith("底") and before.endswith("在"))


def is_vague(plain: str, due: DateMention) -> bool:
    """验收后一个月内, 6月起: a time, but no day."""
    from_then_on = plain[due.end : due.end + 1] == "起"
    period = re.search(r"[月年周旬季]", plain[due.start : due.end])
    return due.on is None or bool(from_then_on and period and not due.exact)
