"""Sentences about 共性问题: what several towns raise."""

from collections.abc import Sequence

from knowledge.briefing.common_matters import Matter, Voice

BACK = "回到总表"
AS_REPORT = "写成社情民意"
OPEN = "看第{}类"
HINT = "点“看第1类”看每一件的原文，也可以说“把第1类写成社情民意”。"
LINE_MOST = 40  # characters of a title or of a report in a list


def title(raised: int, groups: int, where: str) -> str:
    return f"{where}{raised}件协商和反映，反复提到的有{groups}类："


def where(town: str | None, year_from: int | None, year_to: int | None) -> str:
    """What the question was narrowed to: 2024年至2026年城南街道."""
    if year_from and year_to:
        years = f"{year_from}年" if year_from == year_to else f"{year_from}年至{year_to}年"
    elif year_from or year_to:
        years = f"{year_from}年以来" if year_from else f"{year_to}年以前"
    else:
        years = ""
    return years + (town or "")


def none_raised(where: str, years: Sequence[int]) -> str:
    known = f"有记录的年份：{'、'.join(map(str, years))}。" if years else "现在还没有协商和反映的记录。"
    return f"{where}没有协商和反映的记录。{known}"


def only_one(where: str, words: str) -> str:
    return f"{where}只有1件：{words}。要有两件以上才看得出共性。"


def nothing_shared(where: str, raised: int, town: str | None) -> str:
    what = "没有重复提到的事" if town else "没有两个地方反映同一类事"
    return f"{where}一共{raised}件，{what}。"


def wider(where: str, raised: int, town: str | None) -> str:
    return f"{nothing_shared(where, raised, town)}各年合起来看："


def matter_line(number: int, matter: Matter) -> str:
    """One group: what, how often, where, how it ended."""
    ended = "、".join(f"{outcome}{count}" for outcome, count in matter.outcomes.items())
    told = f"。结果：{ended}" if ended else ""
    return f"{number}. {matter.label}：{len(matter.voices)}件，{'、'.join(matter.towns)}{told}"


def held_line(number: int, voice: Voice) -> str:
    return f"〔{number}〕{_told(voice, voice.words)}（{voice.outcome}）"


def report_line(voice: Voice) -> str:
    return f"• {_told(voice, voice.said)}（社情民意）"


def _told(voice: Voice, words: str) -> str:
    short = words if len(words) <= LINE_MOST else f"{words[:LINE_MOST]}……"
    day = voice.on.isoformat() if voice.on else ""
    return " ".join(part for part in (day, voice.town or "", short) if part)
