"""Days that people name instead of a date: 春节, 端午, 立冬. The lunar ones come from lunardate's tables."""

from datetime import date, timedelta
from math import radians, sin

from lunardate import LunarDate

_SOLAR = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1),
    "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1), "教师节": (9, 10), "妇女节": (3, 8), "三八": (3, 8),
    "植树节": (3, 12), "消费者权益日": (3, 15),
    "青年节": (5, 4), "建军节": (8, 1), "国庆": (10, 1), "十一": (10, 1),
    "护士节": (5, 12), "记者节": (11, 8), "消防日": (11, 9), "消防宣传日": (11, 9), "宪法日": (12, 4),
    "读书日": (4, 23), "环境日": (6, 5), "世界水日": (3, 22), "公祭日": (12, 13), "圣诞": (12, 25),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "过年": (1, 1), "新春": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2), "端午": (5, 5),
    "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8),
}  # fmt: skip
_EVES = ("除夕", "年三十", "大年夜")  # the day before 初一
_TERMS = (  # 15 degrees of the sun's way apart
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
# weather and people too: days only where the words around say so
MORE_NAMES = ("雨水", "小满", "小雪", "大雪", "白露")
NAMES = tuple(
    sorted((*_SOLAR, *_LUNAR, *_EVES, *(t for t in _TERMS if t not in MORE_NAMES)), key=len, reverse=True)
)


def lunar(year: int, month: int, day: int) -> date | None:
    """The solar date of a day of the lunar year; None if that lunar year has no such day."""
    try:
        solar: date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        return None
    return solar


def festival(name: str, year: int) -> date | None:
    """The date of a named day in a calendar year."""
    if name in _SOLAR:
        return date(year, *_SOLAR[name])
    if name in _TERMS:
        return _solar_term(_TERMS.index(name), year)
    if name in _LUNAR:
        month, day = _LUNAR[name]
        return lunar(year - (month == 12), month, day)
    new_year = lunar(year, 1, 1)
    return new_year - timedelta(days=1) if new_year else None


def _solar_term(number: int, year: int) -> date:
    """The day in China on which the sun comes to the term's place; `number` counts from 小寒."""
    day = date(year, 1, 1) + timedelta(days=int(15.2 * number) + 1)
    while (_sun(day) - 285 - 15 * number + 180) % 360 < 180:
        day += timedelta(days=1)
    return day


def _sun(day: date) -> float:
    """The sun's longitude in degrees at the end of a day in China, right to about an hundredth."""
    days = (day - date(2000, 1, 1)).days + 1 - 0.5 - 8 / 24
    anomaly = radians(357.528 + 0.9856003 * days)
    return 280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)
