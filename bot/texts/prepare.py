"""The sentences of the card before a meeting."""

import re
from collections.abc import Iterable
from datetime import date

from knowledge.briefing.card import Card, Line, Part, Sort
from knowledge.model import Outcome

_ORDINAL = r"[一二三四五六七八九十]{1,3}、|\d{1,2}[.、)）]|[-*•]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
_MARK = re.compile(rf"^\s*(?:{_ORDINAL})\s*")

WHICH_MEETING = "请告诉我议题，例如“明天去城东开加装电梯的协商会，帮我准备一下”，或者直接写“加装电梯”。"
NO_CARD = "还没有准备过会议。请写上议题，例如“帮我准备加装电梯的协商会”。"
CONTINUED = "接着刚才的准备。"
NOTHING_AT_ALL = "手头的资料里没有这个议题的内容，下面逐项说明。可以换个说法再试，例如用文件里的叫法。"
BACK_BUTTON = "回到卡片"
WORD_BUTTON = "生成Word"
SPEECH_BUTTON = "写发言提纲"
IN_WORD = "卡片的 Word 文件好了，依据清单附在后面。请核对后使用。"
AFTER_MEETING = (
    "辛苦了。要记下这次协商吗？议题和单位先填好了，不对的直接说，补上谁答应了什么、哪天前，再点存。"
)
ASK_FOUR = "每一问都追到四点：谁、何时、怎么算完成、没完成怎么办。"

EMPTY = {
    Part.RULES: "没有查到现行有效的有关规定。",
    Part.PRECEDENTS: "没有找到同类协商的记录。",
    Part.DEBTS: "台账里没有这个议题还没办完的承诺。",
    Part.DUTIES: "规定和记录里都没有写明哪个单位负责。",
    Part.QUESTIONS: "没有以往的答复可追问。" + ASK_FOUR,
    Part.UNKNOWN: "没有发现明显的缺口。",
}


def card_title(card: Card) -> str:
    place = when_and_where(card)
    return f"会前一页卡：{card.meeting.topic}" + (f"（{place}）" if place else "")


def when_and_where(card: Card) -> str:
    return "，".join(p for p in (card.meeting.town, card.meeting.on and card.meeting.on.isoformat()) if p)


def annex_line(line: Line) -> str:
    """Where the words of a line stand, and the words."""
    if line.doc_number or line.level or line.locator:
        where = _paper(line)
    else:
        where = " ".join(part for part in (_when(line), line.title) if part)
    return f"{where}：“{cut(line.quote, len(line.quote))}”" if line.quote else where


def headline(card: Card) -> str:
    """Counts of what stands below, nothing else."""
    if not card.evidence:
        return NOTHING_AT_ALL
    outcomes = [line.outcome for line in card.parts[Part.PRECEDENTS]]
    ended = "、".join(f"{outcome}{outcomes.count(outcome)}" for outcome in Outcome if outcome in outcomes)
    owed = sum(line.sort is Sort.DEBT for line in card.parts[Part.DEBTS])
    rules = sum(not line.near for line in card.parts[Part.RULES])
    said = [
        f"规定{rules}条" if rules else "没有查到直接的规定",
        f"同类协商{len(outcomes)}次（{ended}）" if outcomes else "",
        f"没有办结记录的承诺{owed}件" if owed else "",
    ]
    minutes = card.meeting.minutes
    time = f"发言{minutes}分钟，大约{minutes * 200}字。" if minutes else ""
    return "一眼看：" + "，".join(part for part in said if part) + "。" + time


def cut(quote: str, most: int) -> str:
    """The beginning of a quote, up to a pause; what was left out shows as ……"""
    if quote.lstrip().startswith("|"):  # a row of a table
        quote = "，".join(cell for c in quote.split("|") if (cell := c.strip()) and not cell.isdigit())
    quote = _MARK.sub("", quote)
    if len(quote) <= most:
        return quote
    head = quote[:most]
    pause = max(head.rfind(mark) for mark in "，；。：、\n")
    return (head[:pause] if pause > most // 2 else head).rstrip() + "……"


def line_text(card: Card, line: Line, most: int) -> str:
    """One line with its number; the quote shortened to `most` characters."""
    number = card.number(line)
    mark = f"〔{number}〕" if number else "• "
    return mark + _sentence(card, line, f"“{cut(line.quote, most)}”" if line.quote else "", most)


def _sentence(card: Card, line: Line, quote: str, most: int) -> str:
    where = _where(line, most)
    meeting = _when(line) or where  # enough where the number opens the rest
    match line.sort:
        case Sort.RULE | Sort.DUTY_BY_RULE:
            return f"{_near(line)}{quote}——{_paper(line)}"
        case Sort.PRECEDENT:
            count = f"，{line.open}项承诺没兑现" if line.open else ""
            ended = "结果没有记录" if line.outcome is Outcome.UNKNOWN else line.outcome
            return f"{_near(line)}{where}：{ended}{count}。{quote}"
        case Sort.DEBT | Sort.UNSETTLED:
            half = f"（该会{line.outcome}，这一项没有单独的结果）" if line.sort is Sort.UNSETTLED else ""
            return f"{line.unit or '（未写单位）'}{_due(line, card.made_on)}：{quote}{half}——{meeting}"
        case Sort.DUTY_BY_PROMISE:
            return f"{line.unit}上回答应：{quote}——{meeting}"
        case _:
            return _question(line, quote, meeting) or _gap(line, quote, meeting)


def _question(line: Line, quote: str, where: str) -> str:
    unit = line.unit or "承办单位"
    match line.sort:
        case Sort.ASK_DEBT:
            return f"问{unit}：答应过{quote}（{where}），谁在办、哪天办完、怎么算完成、再没完成怎么办？"
        case Sort.ASK_ATTITUDE:
            said = f"问{unit}：上回只说{quote}（{where}）"
            return f"{said}，这回谁牵头、哪天前办、做到什么算完成、没做到怎么办？"
        case Sort.ASK_REASON:
            said = f"问{unit}：上回解释{quote}（{where}）"
            return f"{said}，要怎样才能办？谁在哪天前给准话，怎么算完成，没完成怎么办？"
        case Sort.ASK_LIMIT:
            return f"问承办单位：规定写着{quote}，这件从哪天起算、谁盯、怎么算完成、超过了怎么办？"
    return ""


def _gap(line: Line, quote: str, where: str) -> str:
    whom = f"会前问{line.whom}。" if line.whom else "会前问牵头单位。"
    match line.sort:
        case Sort.NO_RECORD_HERE:
            return f"没有{line.town}同类协商的记录，{whom}"
        case Sort.NO_LOCAL_RULE:
            return f"没有查到本区的专门规定，{whom}"
        case Sort.NO_DUTY:
            return f"没有写明哪个单位负责，{whom}"
        case Sort.NO_RESULT:
            return f"{where}的结果没有记录，{whom}"
        case Sort.NO_DAY:
            return f"{line.unit or '承办单位'}答应的事没写日期：{quote}，{whom}"
    return f"以前有单位没到会：{quote}（{where}）会前问清这回来不来。"


def _paper(line: Line) -> str:
    place = re.sub(r"^([一二三四五六七八九十]+)[、．.]?$", r"第\1部分", line.locator)
    parts = [f"《{line.title}》", line.doc_number or "", place]
    level = f"{line.level}，" if line.level else ""
    return "".join(part for part in parts if part) + f"（{level}现行有效）"


def _near(line: Line) -> str:
    return "（相近）" if line.near else ""


def _where(line: Line, most: int) -> str:
    return " ".join(part for part in (_when(line), cut(line.title, max(12, most // 2))) if part)


def _when(line: Line) -> str:
    """Enough to know which meeting; its number opens the rest."""
    day = line.held_on.isoformat() if line.held_on else ""
    return " ".join(part for part in (line.town or "", day) if part)


def _due(line: Line, today: date) -> str:
    if line.due is None:
        return "（没写日期）"
    return f"（{line.due.isoformat()}前{'，已过期' if line.due < today else ''}）"


def part_lines(card: Card, part: Part, lines: Iterable[Line], most: int) -> str:
    said = [line_text(card, line, most) for line in lines]
    if part is Part.QUESTIONS and said:
        said.append(ASK_FOUR)
    return "\n".join(said) or EMPTY[part]
