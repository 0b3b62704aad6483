"""Which day is meant by 冬至那天, 端午前两天 and 农历八月初十."""

import re
from datetime import date, timedelta

from knowledge.reading.date_arithmetic import Lean, Moment, NonexistentDateError, integer, said_year
from knowledge.reading.festivals import festival, lunar

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
DAYS_FROM = (  # the day itself, or so many before or after it
    r"(?:[那这当][天日晚场]|(?=[上下中]午|早上|晚上?|夜里|傍晚|一早|清早)"
    rf"|(?:头|的?前)(?P<before>{_N})[天日](?![之以]?[内前])"
    rf"|的?(?:假?期?过?[之以]?后的?)?(?P<next>次日|第二天|隔天|翌日)"
    rf"|(?:假?期?过?[之以]?后的?|刚过|过了?)第?(?P<after>{_N})[天日](?![之以]?内)"
    r"|(?P<eve>的?(?:头一晚|前夜|前[1一]晚)))"
)
# 冬至，家家包饺子。 2025年的重阳节 is a day, 2025年重阳节前 a time before it
OF_A_YEAR = r"(?P<year>20\d\d|二[〇○零0][一二三四五六七八九]{2}|今|去)年的?(?:全国)?"
HEADS_A_SENTENCE = r"(?:^|(?<=[\n。])|(?<=# ))"
NOT_AROUND = r"(?!节?(?:假|期|长|黄金|之|以|[前后过底内路街村]))"
AWAY_FROM = r"[离距](?:离|着)?"
SO_MANY_DAYS = rf"节?(?:还有|还差|只有|只剩|整整|正好|恰好|刚好)*(?P<before>{_N})[天日]"
_CYCLE = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]|[鼠牛虎兔龙蛇马羊猴鸡狗猪](?=年)"
_YEAR = rf"(?:20\d\d|[〇○零0一二三四五六七八九]{{4}}|{_CYCLE})"
_D = r"(?:\d{1,2}|[廿卅][一二三四五六七八九]?|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
LUNAR_DATE = (
    rf"(?:(?P<year>{_YEAR}) ?年?的? ?)?"
    rf"(?:[农阴旧]历(?:(?P<lunar_year>{_YEAR}) ?年?)?的?(?P<month>{_N}|[正冬腊])|(?P<named>[正冬腊])"
    r"|(?<![\d一二三四五六七八九十])(?P<plain>十?[一二三四五六七八九十])(?=月初[一二三四五六七八九十](?![个家位户人条项件批次])))"
    rf"月(?P<day>初?{_D})[日号]?"
)


def named_festival(m: re.Match[str], at: Moment) -> date | None:
    if m["after"]:
        return None
    eve = bool(m["before"]) or m["name"] == "年前"
    name = "春节" if m["name"] == "年前" else m["name"]
    return _named_day(name, m["year"], at, -eve)


def day_from_festival(m: re.Match[str], at: Moment) -> date | None:
    """冬至那天, 端午前两天, 立秋后第三天, 国庆节次日, 离春节还有十天."""
    said = m.groupdict()
    after, before = (integer(said.get(name) or "0") for name in ("after", "before"))
    days = after + bool(said.get("next")) - before - bool(said.get("eve"))
    return _named_day(m["name"], said.get("year"), at, days)


def _named_day(name: str, said: str | None, at: Moment, days: int) -> date:
    def make(year: int) -> date:
        found = festival(name, year)
        if found is None:
            raise NonexistentDateError
        return found + timedelta(days=days)

    year = said_year(said, at.today)
    if year is not None:
        return make(year)
    here = make(at.today.year)
    if at.lean is Lean.BACK:
        return here if here <= at.today else make(at.today.year - 1)
    return here if here >= at.today else make(at.today.year + 1)


def lunar_date(m: re.Match[str], at: Moment) -> date | None:
    said = m["month"] or m["named"] or m["plain"]
    month = {"正": 1, "冬": 11, "腊": 12}.get(said) or integer(said)
    year = m["lunar_year"] or m["year"]
    if year:
        found = lunar(_lunar_year(year), month, integer(m["day"].removeprefix("初")))
        if found is None:
            raise NonexistentDateError
        return found
    years = (at.today.year - 1, at.today.year, at.today.year + 1)
    days = [day for year in years if (day := lunar(year, month, integer(m["day"].removeprefix("初"))))]
    back = at.lean is Lean.BACK
    near = [day for day in days if (day <= at.today if back else day >= at.today)]
    if not near:
        raise NonexistentDateError
    return near[-1] if back else near[0]


def _lunar_year(said: str) -> int:
    """乙巳 and 蛇 are 2025."""
    branch = max("鼠牛虎兔龙蛇马羊猴鸡狗猪".find(said[-1]), "子丑寅卯辰巳午未申酉戌亥".find(said[-1]))
    return 2020 + branch if branch >= 0 else integer(said)
