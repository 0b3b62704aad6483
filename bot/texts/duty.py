"""Sentences, headings and columns of the 履职档案."""

from collections.abc import Sequence
from datetime import date

READY = "{}好了，Word和Excel各一份。只有您自己的记录和文稿，请核对后使用。"
HINT = "要别的年份就说“去年的履职档案”；要台账就说“导出台账”。"
SHEETS = ("概况", "协商", "跟踪的承诺", "社情民意", "文稿")
HEADINGS = ("一、概况", "二、记录的协商", "三、跟踪的承诺", "四、反映的社情民意", "五、起草的文稿")
CONSULTATIONS = ("日期", "乡镇街道", "议题", "结果")
ITEMS = ("承办单位", "承诺事项", "期限", "状态")
REPORTS = ("日期", "乡镇街道", "题目", "状态")
PAPERS = ("日期", "文种", "标题", "状态")
FULL_REPORTS = ("日期", "乡镇街道", "题目", "问题", "建议", "状态")
FULL_PAPERS = ("日期", "文种", "标题", "正文", "状态")
SUMS = ("项目", "数量")
NONE = {
    HEADINGS[1]: "这一年没有记录协商。",
    HEADINGS[2]: "这一年没有跟踪的承诺。",
    HEADINGS[3]: "这一年没有反映社情民意。",
    HEADINGS[4]: "这一年没有起草文稿。",
}
HANDED_OUT, KEPT = "已导出", "草稿"


def name(years: Sequence[int]) -> str:
    span = f"{years[0]}年" if len(years) == 1 else f"{years[0]}年至{years[-1]}年"
    return f"{span}履职档案"


def nothing(years: Sequence[int]) -> str:
    return f"{name(years).removesuffix('履职档案')}您名下没有协商、承诺、社情民意和文稿。{HINT}"


def nothing_of(person: str, years: Sequence[int]) -> str:
    return f"{name(years).removesuffix('履职档案')}{person}名下没有协商、承诺、社情民意和文稿。"


def day(on: date | None) -> str:
    return on.isoformat() if on else "没写"
