"""How people write a date: one pattern for each form, in order of priority."""
# ruff: noqa: E501 — a pattern is read best on one line

import re

from knowledge.reading import date_rules as rules
from knowledge.reading import festival_rules, span_rules
from knowledge.reading.date_arithmetic import Resolver
from knowledge.reading.festivals import MORE_NAMES, NAMES
from knowledge.reading.states import DEED

_N = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_D = r"(?:\d{1,2}|[廿卅][一二三四五六七八九]?|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_M = r"(?<![\d一二三四五六七八九十第.])(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九元]) ?月"
_YEAR = (
    r"(?:(?P<year>\d{4}|(?<!\d)\d{2}|[〇○零0一二三四五六七八九]{4}|二[一二三四五六七八九](?=年)"
    r"|今|本|当|明|后|去|前) ?年度?的? ?)"
)
_TO = r"(?:至|到|-|~|—{1,2})"
_WEEK = r"(?:周|星期|礼拜)"
_DAY_OF_WEEK = r"[一二三四五六日天]"
_NAMED_DAY = rf"(?: ?[（(]{_WEEK}{_DAY_OF_WEEK}[）)])?"
_PART = r"(?P<part>底|末|初|中旬|上旬|下旬|中(?![心山央国学间标秋]))?"
_WHICH = r"(?P<which>上上个?|上个?|本|这个?|当|下下个?|下个?)"
_SPAN = (
    rf"(?<![\d年])(?<!压缩到)(?<!压缩至)(?<!缩短到)(?<!缩短至)(?<!控制在)(?<!压到)(?:(?P<count>半|个把|{_N})(?:(?:{_TO}|、)(?P<more>{_N}))?[来多]?\s?个?(?P<half>半)?"
    r"(?P<unit>工作日|天|日|周|星期|礼拜|月|小时|(?<=个)季度|年))"
)
_NOT_A_HOUSE = (
    r"(?![楼院线文令路门桩井栋幢单机公地厂小房店通车商铺窗点变泵塔坝闸桥渠库厅柜箱线炉机码梯]|会议)"
)
_NOT_A_PLACE = r"(?![路街巷村社小广大公])"
_NOT_A_PLAN = r"(?!的?(?:财政)?预算|的?计划|工作|重点)"
_FESTIVALS = "|".join(name for name in NAMES if name != "十一")
_NO_COUNT = r"(?<![\d一二三四五六七八九十两几今明去前后半全多])"


def _form(pattern: str, resolver: Resolver, *, exact: bool = False) -> tuple[re.Pattern[str], Resolver, bool]:
    return re.compile(pattern), resolver, exact


# (pattern, resolver, names one day). A span that an earlier form took is not read again.
FORMS = (
    _form(
        rf"每(?:个|逢)?(?:{_N}个?)?(?:天|日|晚|年|季度|半?月|工作日|{_WEEK})"
        rf"(?:{_DAY_OF_WEEK}(?:[、和,，]{_WEEK}?{_DAY_OF_WEEK})*|\d{{1,2}}[日号])?",
        rules.no_day,
    ),
    _form(rf"{_WEEK}{_DAY_OF_WEEK}{_TO}{_WEEK}?{_DAY_OF_WEEK}", rules.no_day),
    _form(rf"{_YEAR}今[天日]", rules.same_day_of_year, exact=True),
    _form(
        r"(?<!\d)(?P<year>20\d\d|2\d)(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)日?"
        rf"(?: {_WEEK}{_DAY_OF_WEEK}(?=\s)|{_NAMED_DAY})",
        rules.numeric_date,
        exact=True,
    ),
    _form(  # 2026年3.19; 4.21，2025，
        r"(?:(?<!\d)(?P<year>20\d\d)年(?P<month>\d{1,2})[./](?P<day>\d{1,2})(?!\d)日?"
        r"|(?<![\d.])(?P<month2>1[0-2]|0?[1-9])[./](?P<day2>[0-3]?\d)[，,（(] ?(?P<year2>20\d\d)年?(?=[，,）) ]|$))",
        rules.dotted_date,
        exact=True,
    ),
    _form(  # 14/8/2024
        r"(?<![\d/])(?P<day>[0-3]?\d)(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<year>20\d\d)(?!\d)",
        rules.numeric_date,
        exact=True,
    ),
    _form(  # 7/25/2024
        r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>20\d\d)(?!\d)",
        rules.numeric_date,
        exact=True,
    ),
    _form(  # 0612 城南板凳会
        r"(?:(?<=^)|(?<=\n))(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?= ?[^\n\d]{0,10}(?:板凳|协商|议事|恳谈))",
        rules.short_numeric_date,
        exact=True,
    ),
    _form(  # 0422（2026）
        r"(?<![\d.])(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d) ?[（(](?P<year>20\d\d)年?[）)]",
        rules.numeric_date,
        exact=True,
    ),
    _form(
        r"(?<![\d.])(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?= ?(?:早上|晚|[上下]午))",
        rules.short_numeric_date,
        exact=True,
    ),
    _form(
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        rules.numeric_date,
        exact=True,
    ),
    _form(
        festival_rules.LUNAR_DATE,
        festival_rules.lunar_date,
        exact=True,
    ),
    _form(  # 5月12日（2026年）, 5月12日，2026年, 四月十八日（二〇二四年，周四）
        rf"{_M}(?P<day>{_D})(?P<month2>)(?P<day2>)[日号]?\** ?[（(，,] ?"
        rf"(?:{_WEEK}{_DAY_OF_WEEK}[，,、\s]{{1,2}})?(?P<year>20\d\d|\d\d(?=年)|二[〇○零一二三四五六七八九]{{3}})年?"
        rf"(?:[，,、\s]{{0,2}}{_WEEK}{_DAY_OF_WEEK})?(?:[）)]|(?=[，,、。；;\s]|$))",
        rules.full_date,
        exact=True,
    ),
    _form(  # 5-6 晚7点, or alone at the beginning of a line
        r"(?:(?<![\d.-])(?P<month>1[0-2]|0?[1-9])-(?P<day>[0-3]?\d)(?=\s?(?:早|晚|上午|下午|中午))"
        r"|(?:(?<=^)|(?<=[\n】]))(?P<month2>1[0-2]|0?[1-9])-(?P<day2>[0-3]?\d)(?=\s|$))",
        rules.short_numeric_date,
        exact=True,
    ),
    _form(
        rf"{_YEAR}?{_M}份? ?(?P<day>\d{{1,2}}|{_D})(?: ?[日号]|(?![\d个件天年万米户人名项点元条%.]))"
        rf"(?:{_TO}(?:(?P<month2>{_D})月)?(?P<day2>{_D})[日号])?{_NAMED_DAY}",
        rules.full_date,
        exact=True,
    ),
    _form(
        rf"(?:{_YEAR}?{_M}份?|(?P<relative>上上个?|上个?|本|这个?)月)的?(?P<which>第[一二三四]|[头首]|最后)一?个?(?:{_WEEK}(?P<weekday>{_DAY_OF_WEEK})|天|(?P<at_work>工作日))",
        rules.counted_in_month,
        exact=True,
    ),
    _form(
        rf"{_WHICH}月份?(?P<day>{_D}[日号]|(?:\d\d|[二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?)(?![\d日号个天家户元名人年月多几次条件万亿米公台处]))",
        rules.day_of_relative_month,
        exact=True,
    ),
    _form(
        rf"{_YEAR}?(?:春耕|春播|秋收|夏收|主?汛期|雨季|入冬|入夏|开学|供暖|采暖|换届|寒假|暑假)季?(?:之前|以前|前|期间|里|内|结束|后)",
        rules.no_day,
    ),
    _form(
        rf"{_YEAR}?(?<![\d一二三四五六七八九十第.])(?P<month>1[0-2]|[1-9])月(?P<month2>)(?P<part>)(?=之内|以内|内)",
        rules.month,
    ),
    _form(rf"{_WHICH}月份?{_PART}", rules.relative_month),
    _form(rf"{_SPAN}(?:之内|以内|内(?![部容])|里头?(?![程弄面外数])|的?时间内?|之?后|以后)", span_rules.span),
    _form(
        rf"(?P<count>{_N})(?P<unit>天|周|个?星期|个?礼拜)(?:之前|以前|前)(?:的今[天日])?",
        span_rules.ago,
        exact=True,
    ),
    _form(rf"(?<!期)(?:不超过|最多|限期?|给(?:我们?|他们|咱们)?|(?<!使)用){_SPAN}(?!以上)", span_rules.span),
    _form(
        rf"(?<![了过干等拖花经第每]){_SPAN}(?=(?:就|能|给|可以?|便)?(?:出|交|拿出|给|办好|修好|装好|弄好|建好|搞好|换好|办结)(?!了))",
        span_rules.span_told,
    ),
    _form(
        rf"(?<=[说讲应诺证：:]){_SPAN}(?=(?:就|给|能|可以?|肯定|准|便|左右)?(?:{DEED}|出|来|交|答|回))",
        span_rules.span,
    ),
    _form(rf"(?<=[，,\s]){_SPAN}(?=(?:{DEED})(?:好|完|掉|到位)?(?![了过])|[。！]?$)", span_rules.span),
    _form(
        r"(?<!压缩到)(?<!压缩至)(?<!缩短到)(?<!缩短至)(?<!控制在)(?<!压到)(?<!\d)(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<more>)个?(?P<half>)(?P<unit>工作日)",
        span_rules.span,
    ),
    _form(rf"{_YEAR}?{_M}份?(?:{_TO}(?P<month2>{_D})月份?)?{_PART}", rules.month),
    _form(rf"(?<![\d个半数几])月(?=底|末|初|中|[上下]旬|内(?!部)){_PART}", rules.bare_part_of_month),
    _form(
        rf"{_YEAR}?(?:第|头)?(?P<quarter>[一二三四1-4])季度{_NOT_A_PLAN}(?![^，。前内底末]{{0,4}}(?:补[贴助]|奖|工资|账|报表|数据|费|租金|指标|记录))",
        rules.quarter,
    ),
    _form(
        rf"{_WHICH}季度(?![^，。前内底末]{{0,4}}(?:补[贴助]|奖|工资|账|报表|数据|费|租金|指标|记录))",
        rules.relative_quarter,
    ),
    _form(rf"{_YEAR}?(?P<half>[上下])半年{_NOT_A_PLAN}", rules.half_year),
    _form(
        rf"{festival_rules.AWAY_FROM}(?P<name>{_FESTIVALS}){festival_rules.SO_MANY_DAYS}",
        festival_rules.day_from_festival,
        exact=True,
    ),
    _form(
        rf"{_YEAR}?(?P<name>{_FESTIVALS}|十一|{'|'.join(MORE_NAMES)})节?{festival_rules.DAYS_FROM}",
        festival_rules.day_from_festival,
        exact=True,
    ),
    _form(
        rf"(?:{festival_rules.OF_A_YEAR}|{festival_rules.HEADS_A_SENTENCE}(?=(?:{_FESTIVALS})节?[，,。 ]))"
        rf"(?P<name>{_FESTIVALS}){festival_rules.NOT_AROUND}节?",
        festival_rules.day_from_festival,
        exact=True,
    ),
    _form(
        rf"{_YEAR}?(?P<name>{_FESTIVALS}|十一(?=节|前|之前|以前|假|长假|黄金周)|{_NO_COUNT}年前){_NOT_A_PLACE}"
        r"(?:节|假期|长假|黄金周)?(?:(?P<before>之前|以前|前(?![后夕]))|(?P<after>之?后|以后|过后))?",
        festival_rules.named_festival,
    ),
    _form(rf"{_YEAR}年?{_NOT_A_PLAN}(?P<part>底|末|内|终|初)?", rules.end_of_year),
    _form(rf"{_NO_COUNT}(?P<year>)年(?P<part>底|末|内|终(?!总结|奖))", rules.end_of_year),
    _form(
        rf"(?P<which>上上个?|上个?|本|这个?|下下个?|下个?)一?{_WEEK}(?P<weekday>[一二三四五六日天末])",
        rules.week,
        exact=True,
    ),
    _form(r"(?P<which>上上个?|上个?|本|这个?|下下个?|下个?)一?(?P<weekday>)(?:周|星期|礼拜)", rules.week),
    _form(
        rf"(?<![一二两三四五六七八九十几个\d])(?<!\d[（(]){_WEEK}(?P<weekday>[一二三四五六日天末])(?![期年边围])",
        rules.bare_weekday,
        exact=True,
    ),
    _form(
        r"(?P<which>大后|(?<![好完成毕])后|明|今|昨|大前|前)(?:天|日|晚|早|晨|朝|夜|儿)(?!子)",
        rules.near_day,
        exact=True,
    ),
    _form(
        rf"(?<![\d月第后.路街巷弄里道村园苑区楼栋幢院号〕\]])(?P<day>{_D})(?:[日号]?{_TO}(?P<day2>{_D}))?[日号]"
        + _NOT_A_HOUSE,
        rules.day_of_month,
        exact=True,
    ),
    _form(
        rf"(?<!\d)(?P<day>{_D})(?P<day2>)[日号](?=[上下]午|晚上|开[的了]|召开)",
        rules.day_of_month,
        exact=True,
    ),  # 鹿角村21号开的
    _form(
        r"(?<![\d.年])(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-3]?\d)(?=之前|以前|前(?![后期])|日|号)",
        rules.short_numeric_date,
        exact=True,
    ),
    _form(
        r"(?:(?<=^)|(?<=[\s，。；：,;:（(会]))(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-3]?\d)"
        rf"(?=日|号|前|之前|上午|下午|晚|开|在|板|协|召|碰头|$|\s|，|,|：|:|[（(](?:{_WEEK}|20\d\d)){_NAMED_DAY}",
        rules.short_numeric_date,
        exact=True,
    ),
    _form(
        r"(?:(?<=^)|(?<=[\n。（(—，,】天：]))(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-3]?\d)"
        r"(?=[\u4e00-\u9fff、）)])(?![元米公里万亿倍个%吨千平亩户人条项分折小天级升次层寸尺克兆瓦度厘毫立斤百年岁版])",
        rules.short_numeric_date,
        exact=True,
    ),
)
