"""What a question about the ledger asks for: whose, overdue or due when, of which body, on which matter."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.profile import District
from knowledge.promises.items import Item, Scope
from knowledge.promises.matching import matches, telling_words
from knowledge.reading.characters import normalised
from knowledge.reading.names import NameSort, names_of, without_names
from knowledge.reading.questions import read_filters

_OVERDUE = re.compile(r"逾期|过期|超期|到期(?:了)?(?:还)?[没未]|拖着|没按(?:时|期)|超时")
_DUE_SOON = re.compile(r"快到期|要到期|将到期|临期|到期|近期|最近要|该(?:办|催|跟|问)|要(?:办|催|问)")
_DONE = re.compile(
    r"(?<![没未有])(?:办结|办完|办好|办成|完成|销号|兑现|落实)了?的|已(?:经)?(?:办结|办完|完成|销号)"
)
_OWN = re.compile(r"我(?!们)|名下|手[上头里]")
_SUMMARY = re.compile(
    r"汇总|统计|总结|小结|兑现率|办结率|落实率|完成率|兑现了?(?:多少|几)|(?:办成|办结|落实|完成)了?(?:多少|几)[项件条个]?"
    r"|落实(?:得)?(?:情况|怎么样|如何)|总体|整体"
)
_SUMMARY_OUTRIGHT = re.compile(
    r"(?:兑现|办结|落实|完成)率|兑现了?(?:多少|几)|(?:承诺|台账).{0,4}(?:汇总|统计|总结|小结)"
    r"|(?:承诺|答应)了?(?:多少|几).{0,12}(?:办|兑现|落实|完成)"
)
_HISTORY = re.compile(
    r"来龙去脉|经过|时间线|历史|进展|进度|怎么样了|咋样了|什么情况|到哪(?:一)?步|有(?:没有)?(?:下文|消息|动静)"
)
# Words of the question itself, not of the matter that it asks about
_ASKING = frozenset(
    """逾期 过期 超期 到期 快到 欠着 名下 手上 要跟 跟进 跟踪 哪些 什么 多少 几件 几个 列表 清单 台账 看看
    全部 所有 本周 这周 下周 本月 这个 下个 今天 明天 近期 最近 情况 怎么 怎么样 咋样 汇总 统计 总结 今年 去年
    兑现 办成 办结 来龙 去脉 来龙去脉 经过 时间 时间线 消息 下文 项目 事项 承诺 目前 现在 还有 拖着 没办
    哪一步 一步""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`own`: only what the asker follows, not all that they may see."""

    scope: Scope
    own: bool
    done: bool
    summary: bool
    history: bool
    words: frozenset[str]  # of the matter


def asks_for_summary(plain: str) -> bool:
    """Whether a message can only mean the sums of the ledger."""
    return bool(_SUMMARY_OUTRIGHT.search(plain))


def asks_for_history(plain: str) -> bool:
    return bool(_HISTORY.search(plain))


def read_asked(text: str, now: datetime, district: District) -> Asked:
    today = now.date()
    plain = normalised(text)
    names = names_of(district).find(text)
    unit = next((m.name for m in names if m.sort is NameSort.UNIT), None)
    town = next((m.name for m in names if m.sort is NameSort.TOWN), None)
    summary, done = bool(_SUMMARY.search(plain)), bool(_DONE.search(plain))
    overdue = bool(_OVERDUE.search(plain))
    window = None if overdue or summary or done else _window(plain, today)
    rest = without_names(plain, names)
    return Asked(
        Scope(
            unit=unit,
            town=town,
            year=_year(text, now, district) if summary else None,
            only_open=not (summary or done),
            overdue_on=today if overdue else None,
            due_from=window and window[0],
            due_to=window and window[1],
        ),
        own=bool(_OWN.search(plain)),
        done=done,
        summary=summary,
        history=bool(_HISTORY.search(plain)),
        words=frozenset(telling_words(rest) - _ASKING),
    )


def on_the_matter(asked: Asked, items: list[Item]) -> list[Item]:
    """Those that the words of the question fit; all where none of the words fits any."""
    found = matches(" ".join(asked.words), items) if asked.words else []
    fitting = {match.item.id for match in found if match.score >= found[0].score / 2}
    return [item for item in items if item.id in fitting] if fitting else items


def _year(text: str, now: datetime, district: District) -> int | None:
    """The year of a summary, where one alone is named."""
    filters = read_filters(text, now, district)
    return filters.year_from if filters.year_from == filters.year_to else None


def _window(plain: str, today: date) -> tuple[date, date] | None:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    next_first = (first + timedelta(days=32)).replace(day=1)
    spans = (
        (r"今天|今日", today, today),
        (r"明天", today + timedelta(days=1), today + timedelta(days=1)),
        (r"后天", today + timedelta(days=2), today + timedelta(days=2)),
        (r"下(?:周|星期|礼拜)", monday + timedelta(days=7), monday + timedelta(days=13)),
        (r"(?:这|本)一?个?(?:周|星期|礼拜)", monday, monday + timedelta(days=6)),
        (r"下个?月", next_first, (next_first + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        (r"(?:这个?|本|当)月|月底前", first, next_first - timedelta(days=1)),
        (r"年底前|今年", today, today.replace(month=12, day=31)),
    )
    if not (_DUE_SOON.search(plain) or re.search(r"(?:有|要).{0,4}(?:哪些|什么|啥|几)", plain)):
        return None
    for pattern, start, end in spans:
        if re.search(pattern, plain):
            return start, end
    return (
        (today, today + timedelta(days=7))
        if re.search(r"快到期|要到期|将到期|临期|近期|最近", plain)
        else None
    )
