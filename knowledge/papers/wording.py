"""How evidence and the member's words read in a paper: one line each, sorted by what it does there."""

import re
from collections.abc import Iterable, Sequence

from knowledge.papers.anatomy import Role, role_of
from knowledge.papers.model import Fact, Line, Origin, PaperKind

_ASKED = 3  # suggestions out of what was promised before
_STATES = {True: "已经办结", False: "没有兑现", None: "办到哪一步没有记录"}
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_TROUBLE = re.compile(r"(?:难|乱|差|慢|贵|少|多|吵|脏|臭|坏|不足|不够|拥堵|扰民|隐患|污染|积水|老化|亏损)$")
_PLAIN_TITLE = re.compile(r"^关于|的(?:建议|提案|问题|情况|事情?|意见)$|问题$")
_ASKS_NEXT = re.compile(r"，(?=建议|希望|呼吁|恳请|请(?:区|镇|乡|街道|有关|相关))")
_INNER_QUOTES = str.maketrans("“”", "‘’")


def title_of(kind: PaperKind, topic: str) -> str:
    about = _PLAIN_TITLE.sub("", _PLAIN_TITLE.sub("", topic)).strip("“”《》 ，。") or topic
    about = about[:40]
    match kind:
        case PaperKind.PROPOSAL:
            trouble = _TROUBLE.search(about) and not about.startswith(("解决", "治理", "整治"))
            return f"关于解决{about}问题的建议" if trouble else f"关于{about}的建议"
        case PaperKind.REPORT:
            return f"{about}问题应予关注" if not about.startswith("建议") else about
        case PaperKind.SPEECH:
            return f"关于{about}的发言提纲"
        case PaperKind.MINUTES:
            return f"{about}协商纪要"


def sorted_lines(topic: str, facts: Sequence[Fact]) -> dict[Role, list[Line]]:
    """The member's points first: they are what the paper is about, the rest bears them out."""
    lines: dict[Role, list[Line]] = {role: [] for role in Role}
    numbered = list(enumerate(facts, 1))
    for number, fact in numbered:
        if fact.source.origin is Origin.MEMBER:
            before = Role.SITUATION
            for sentence in sentences(_ASKS_NEXT.sub("。", fact.text)):
                if topic in sentence and len(sentence) <= len(topic) + 4:
                    continue  # the title says it
                if sentence.startswith(f"{topic}，"):
                    sentence = sentence.removeprefix(f"{topic}，")  # noqa: PLW2901
                before = role_of(sentence, before)
                lines[before].append(Line(sentence, (number,)))
    for number, fact in numbered:
        role, text = _wording(fact)
        if text:
            lines[role].append(Line(text, (number,)))
    lines[Role.SUGGESTION] += _suggestions(numbered)
    return lines


def _suggestions(numbered: Sequence[tuple[int, Fact]]) -> list[Line]:
    """What was promised becomes what is asked for: what proved itself first, then what is owed."""
    promised = [(n, f) for n, f in numbered if f.action and f.source.origin is not Origin.MEMBER]
    promised.sort(key=lambda pair: (pair[1].kept is None, not pair[1].kept))
    return [_suggested(number, fact) for number, fact in promised[:_ASKED]]


def sentences(text: str) -> Iterable[str]:
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip(" \t，,；;")
        if len(sentence) > 1:
            yield sentence if sentence[-1] in "。！？!?" else f"{sentence}。"


def _wording(fact: Fact) -> tuple[Role, str]:
    """How evidence reads in a paper."""
    quoted = fact.text.rstrip("。；;").translate(_INNER_QUOTES)
    match fact.source.origin:
        case Origin.RULE:
            return Role.ANALYSIS, f"{fact.source.label}规定：“{quoted}。”"
        case Origin.RECORD if fact.unit is None and fact.action is None:
            return Role.SITUATION, fact.text
        case Origin.RECORD:
            when = f"{fact.on}的" if fact.on else ""
            role = Role.SITUATION if fact.kept else Role.ANALYSIS
            return role, f"{when}会上提出“{quoted}”，{_STATES[fact.kept]}。"
        case Origin.LEDGER:
            return Role.ANALYSIS, fact.text
        case Origin.MEMBER:
            return Role.SITUATION, ""


def _suggested(number: int, fact: Fact) -> Line:
    who = fact.unit or "承办单位"
    said = re.sub(rf"^{re.escape(who)}[：:]", "", fact.text).rstrip("。；;").translate(_INNER_QUOTES)
    if fact.source.origin is Origin.LEDGER:
        return Line(f"请{who}兑现承诺：{fact.action}，写明经办人和完成时间，办结后反馈。", (number,))
    if fact.kept:
        return Line(f"参照已经办成的做法（“{said}”），由{who}承办，写明经办人和完成时间。", (number,))
    asks = "兑现" if fact.kept is False else "说明办到哪一步："
    return Line(f"请{who}{asks}“{said}”，写明经办人和完成时间，办结后反馈。", (number,))
