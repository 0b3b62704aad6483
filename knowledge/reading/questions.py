"""What a question is narrowed to: town, years, outcome, department — and what it is about."""

import re
from dataclasses import dataclass
from datetime import datetime

from knowledge.model import Outcome
from knowledge.profile import District
from knowledge.reading.characters import normalised, number
from knowledge.reading.names import NameSort, names_of


@dataclass(frozen=True, slots=True)
class QuestionFilters:
    """Narrowing words of a question; years are inclusive, None means not said."""

    town: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    outcome: Outcome | None = None
    department: str | None = None


_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})"
_Y = r"(?P<y>20\d\d|(?<!\d)[12]\d|二[〇零][一二三四五六七八九〇零]{2})年?"
_Y2 = r"(?P<y2>20\d\d|[12]\d|二[〇零][一二三四五六七八九〇零]{2})"
_OUTCOMES = (
    (Outcome.ATTITUDE_ONLY, r"[仅只光]是?表了?个?态|没有?实质|空头支票"),
    (Outcome.PARTLY_DONE, r"部分办结|部分落实|办了一半|落实了一半"),
    (
        Outcome.NOT_DONE,
        r"[没未]有?(?:能|能够)?(?:谈拢|办成|谈成|落实|解决|兑现|成功|做成|办好|谈妥|办下来|搞成)|未落实|失败|落空"
        r"|不了了之|黄(?:了|掉)|没(?:弄|搞|谈|办|修|建)(?:成|好|拢)|泡汤|谈崩|说了不算|打了?水漂|没成的?|烂尾",
    ),
    (Outcome.UNDER_WAY, r"推进中|正在推进|还在推进|正在办"),
    (
        Outcome.DONE,
        r"办成|谈成|谈妥|办结|办好了|成功的?(?!率)|落实了的?|落实到位|[建修弄搞改收拾](?:成|好)了?的(?:$|[，。?？]|有|那|协商|案例|例子|小区|村|镇|地方)|解决(?:了|好|掉)的?|兑现了?的?|[做搞弄整改建修](?:成|好)(?:了|过)|做成|搞成|谈拢|落地了?的?",
    ),
)


def read_filters(text: str, now: datetime, district: District) -> QuestionFilters:
    names = names_of(district).find(text[:2000])
    years = _years(normalised(text[:2000]), now.year)
    return QuestionFilters(
        town=next((m.name for m in names if m.sort is NameSort.TOWN), None),
        year_from=years[0],
        year_to=years[1],
        outcome=read_asked_outcome(text),
        department=next((m.name for m in names if m.sort is NameSort.UNIT), None),
    )


def read_asked_outcome(text: str) -> Outcome | None:
    """The outcome that a question asks for: 办成 → 已办结, 没谈拢 → 未落实."""
    plain = re.sub(
        r"(?:怎么|如何|咋|怎样|为什么|能不能|能否)[^，。？?]{0,4}(?:解决|落实|办好|(?:办成|谈成)(?!的))",
        "",
        normalised(text[:2000]),
    )
    plain = re.sub(r"(?:有没有|是否|是不是)(?=[办谈落解成兑做搞弄建修])", "", plain)
    return next((outcome for outcome, pattern in _OUTCOMES if re.search(pattern, plain)), None)


def _whole_year(said: str) -> int:
    value = number(said) or 0
    return value + 2000 if value < 100 else value


def _years(plain: str, this: int) -> tuple[int | None, int | None]:
    if re.search(r"[前近这]几年|前些年|早些年", plain):
        return None, None
    if m := re.search(rf"{_Y}(?:到|至|-|~){_Y2}年", plain):
        return _whole_year(m["y"]), _whole_year(m["y2"])
    if m := re.search(
        rf"(?:[最近这过去]{{1,2}}){_N}年|(?<!\d){_N.replace('n>', 'm>')}年(?:以来|来|之内|内|以内)", plain
    ):
        count = number(m["n"] or m["m"]) or 1
        return this - count + 1, this
    for word, step in (
        ("大前年", -3),
        ("去年", -1),
        ("前年", -2),
        ("今年", 0),
        ("上一?年度", -1),
        ("本年度?", 0),
    ):
        if m := re.search(rf"{word}(?P<since>(?:以来|以后|之后|开始|起))?", plain):
            return this + step, None if m["since"] and step else this + step
    if m := re.search(
        rf"{_Y}(?:度|的|里)?(?P<rel>以后|之后|后|以来|起|开始|至今|到现在|以前|之前|前)?", plain
    ):
        return _bounded(_whole_year(m["y"]), m["rel"], said_year="年" in m.group())
    return None, None


def _bounded(year: int, relation: str | None, *, said_year: bool) -> tuple[int | None, int | None]:
    if not said_year and relation is None:
        return None, None
    if relation in ("以前", "之前", "前"):
        return None, year - 1
    return year, None if relation else year


_POLITE = re.compile(
    r"^(?:[，。、\s]|@\S+|/\w+|请问一?下?|请教一?下?|问一?下|问个事|想问一?下?|我?想(?:了解|知道|问问|咨询)一?下?|咨询一?下?|麻烦(?:你|您)?|帮我?(?:查|找|看|问)一?下?|"
    r"查一?下|查查|找一?下|找找|看看|你?[好您]|小助手|板凳|老师|同志|那个|嗯|啊|哎|就是说?|我们?这?(?:边|里|儿)?)+"
)
_TAIL = re.compile(r"(?:[，。？！?!、\s~]|谢谢|[吗呢吧啊呀]|(?<!什)么|麻烦了?|急|在线等|帮忙)+$")


def read_question_topic(text: str, district: District) -> str:
    """The question without politeness, towns and years; what is left is what it is about."""
    plain = text[:400].strip()
    kept = plain
    for mention in reversed(names_of(district).find(plain)):
        if mention.sort is NameSort.TOWN:
            kept = kept[: mention.start] + kept[mention.end :]
    kept = _TAIL.sub("", _POLITE.sub("", kept))
    kept = re.sub(
        r"(?:去年|今年|前年|近[一二两三四五六七八九十\d]+年来?|20\d\d年(?:以[来后前]|之[后前])?)的?", "", kept
    )
    return kept.strip(" ，。、的") or plain
