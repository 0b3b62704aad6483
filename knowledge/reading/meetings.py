"""A meeting ahead, as a member announces it: about what, where, when, how long to speak, with whom."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.evidence.relevance import content_words
from knowledge.profile import District
from knowledge.reading.characters import normalised, number
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.names import NameSort, names_of

_READ = 400  # characters: what is announced stands at the beginning
_LONGEST = 40  # characters of a topic
_MINUTES = re.compile(r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:来)?分钟(?:的|左右|以内)?")
_ASKED = re.compile(  # what is wanted of the assistant
    r"(?:请|麻烦)?(?:你|您)?(?:帮忙?|替|给|为)(?:我们?|咱们?)|(?:好好)?准备(?:一?[下点份个些])?|备(?:一下|课|会)|(?:理|捋)一(?:理|捋|下)|做?做个?功课"
    r"|(?:写|拟|起草|弄|出|整理|搞|来|要)一?[份篇个点些](?=.{0,12}(?:材料|资料|发言|提纲|提案|会前|卡))|弄个?|起草|会前(?:一页)?(?:准备)?卡?片?|一页卡"
    r"|(?:发言|讲话)(?:稿|提纲|材料)?|材料|资料|提纲|有?(?:什么|啥|哪些)(?:要|需要|该)?注意的?|我?(?:该|要|应该|能|可以)(?:问|说|讲)(?:些|点)?(?:什么|哪些|啥)"
    r"|(?:该|要)?(?:怎么|如何|咋)(?:发言|说|讲|问|准备|谈)?(?:比较|才)?好|这块|的?规定和案例|谢谢"
)
_MEETING = re.compile(
    r"的?(?:专题|板凳|界别|对口|提案办理|民主|院坝|圆桌|现场)*(?:协商议事|协商|议事|座谈|恳谈|讨论|调研|论证|板凳|听证|推进|联席)(?:会议|会上|会)|的?(?:会议|会上)|的会(?=$|[，。\s])|开会"
)
_GOING = re.compile(
    r"(?:我们?|咱们?)?(?:要|得|准备|打算|想|将)?(?:去|到(?!不|处|期|底)|(?<!自)来|参加|出席|召开|组织|主持)|(?:要|有|开)一?[个场次]|过(?:两|几|些)天|待会儿?|马上|即将|(?:上午|下午|晚上|早上|中午|今晚)"
)
_STATED = re.compile(r"(?:关于|围绕|针对|讨论|议题是?|主题是?|讲|谈|聊)[：:]?\s*(?=[^，。；;！？\s]{2})")
_EDGES = re.compile(
    r"^(?:[，。、：:\s“”\"（）()\d]|关于|围绕|针对|讨论|议题是?|主题是?|的|要|了|开|在|到|就|跟|和|与|对|我|里)+"
    r"|(?:[，。、：:？?！!\s“”\"（）()]|的|了|呢|吧|吗|啊|这个|一下|议题|事情?|事儿|方面)+$"
)
_FILLING = frozenset("协商 会议 准备 发言 明天 参加 议题 事情 事项 一下 提案 起草".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Meeting:
    """`topic` is "" where none was said; `minutes`: how long the member may speak."""

    topic: str
    town: str | None = None
    unit: str | None = None
    on: date | None = None
    minutes: int | None = None


def read_meeting(text: str, now: datetime, district: District) -> Meeting:
    """What a message says of the meeting to prepare; `now` in the district's zone."""
    head = text.strip()[:_READ]
    plain = normalised(head)
    names = names_of(district).find(head)
    days = [m for m in mentions(head, now, Lean.AHEAD) if m.exact and not m.deadline and m.on]
    minutes = _MINUTES.search(plain)
    frame = [(m.start, m.end) for m in days] + ([minutes.span()] if minutes else [])
    frame += [(m.start, m.end) for m in names if m.sort is not NameSort.UNIT]
    towns = [m.name for m in names if m.sort is NameSort.TOWN]
    units = [m.name for m in names if m.sort is NameSort.UNIT]
    return Meeting(
        topic=_topic(plain, _blanked(plain, frame)),
        town=towns[0] if towns else None,
        unit=units[0] if units else None,
        on=next((m.on for m in days if m.on and m.on >= now.date()), None),
        minutes=number(minutes["n"]) if minutes else None,
    )


def _blanked(plain: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        plain = plain[:start] + "，" * (end - start) + plain[end:]
    return plain


def _topic(head: str, plain: str) -> str:
    """The words that are neither frame nor request: those behind 关于 or 谈, else the longest."""
    for pattern in (_ASKED, _MEETING, _GOING):
        plain = pattern.sub(lambda m: "，" * len(m.group()), plain)
    stated = _STATED.search(plain)
    pieces = [m.span() for m in re.finditer(r"[^，。；;！!？?\n]+", plain)]
    if stated:
        behind = [(max(start, stated.end()), end) for start, end in pieces if end > stated.end()]
        pieces = behind[:1] + pieces
    kept = [trimmed for start, end in pieces if (trimmed := _trimmed(head[start:end]))]
    if stated and kept:
        return kept[0]
    return max(kept, key=lambda piece: len(content_words(piece)), default="")


def _trimmed(piece: str) -> str:
    while (shorter := _EDGES.sub("", piece)) != piece:
        piece = shorter
    return piece[:_LONGEST] if content_words(piece) - _FILLING else ""
