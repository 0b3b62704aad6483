"""Days that people name instead of a date: 春节, 国庆, 端午. The lunar ones come from lunardate's tables."""

from datetime import date, timedelta

from lunardate import LunarDate

_SOLAR = {
    "元旦": (1, 1), "清明": (4, 5), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1),
    "七一": (7, 1), "八一": (8, 1), "教师节": (9, 10), "妇女节": (3, 8), "三八": (3, 8),
    "植树节": (3, 12), "青年节": (5, 4), "建军节": (8, 1), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "过年": (1, 1), "新春": (1, 1), "元宵": (1, 15), "端午": (5, 5), "中秋": (8, 15),
    "重阳": (9, 9),
}  # fmt: skip
_EVES = ("除夕", "年三十", "大年夜")  # the day before 初一
NAMES = tuple(sorted((*_SOLAR, *_LUNAR, *_EVES), key=len, reverse=True))


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
    if name in _LUNAR:
        return lunar(year, *_LUNAR[name])
    new_year = lunar(year, 1, 1)
    return new_year - timedelta(days=1) if new_year else None
