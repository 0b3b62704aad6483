"""A paper assembled from facts and the member's own points, in the form that its kind demands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.evidence.citations import UNVERIFIED
from knowledge.model import Consultation
from knowledge.papers.anatomy import Role, role_of
from knowledge.papers.model import Fact, FactPack, Line, Origin, Paper, PaperKind, Part, Source
from knowledge.papers.structure import MOST
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of

CHARACTERS_A_MINUTE = 200
_JOINT = 3  # 会办 at most
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_TROUBLE = re.compile(r"(?:难|乱|差|慢|贵|少|多|吵|脏|臭|坏|不足|不够|拥堵|扰民|隐患|污染|积水|老化|亏损)$")
_PLAIN_TITLE = re.compile(r"^关于|的(?:建议|提案|问题|情况|事情?|意见)$|问题$")
NOTHING_KNOWN = "没有找到现行规定和协商记录"
_STATES = {True: "已经办结", False: "没有兑现", None: "办到哪一步没有记录"}
_ORDER = (Role.SITUATION, Role.ANALYSIS, Role.SUGGESTION)


def draft(
    kind: PaperKind,
    pack: FactPack,
    points: Sequence[str],
    district: District,
    *,
    minutes: int = 4,
    meeting: Consultation | None = None,
) -> Paper:
    """Without any language model: every line is evidence or what the member said."""
    own = tuple(Fact(p, Source(Origin.MEMBER, "委员口述"), p) for p in points if p.strip())
    facts = (*pack.facts, *own)
    lines = _sorted_lines(pack.topic, facts)
    units = _units(pack, points, district)
    if kind is PaperKind.MINUTES:
        sections = _minutes(pack, lines, meeting, points)
    else:
        sections = _argued(kind, pack, lines, units)
    paper = Paper(
        kind, pack.topic, title_of(kind, pack.topic), sections, facts, units, minutes=minutes, town=pack.town
    )
    return fitted(paper)


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


def fitted(paper: Paper) -> Paper:
    """Evidence beyond the paper's length is left out, the last first; the member's own words stay."""
    most = limit_of(paper)
    while most is not None and paper.length > most:
        spare = [
            (s, n)
            for s, section in enumerate(paper.sections)
            for n, line in enumerate(section.lines)
            if line.facts and not _own_words(paper, line)
        ]
        if not spare:
            break
        s, n = max(spare, key=lambda at: len(paper.sections[at[0]].lines[at[1]].text))
        kept = (*paper.sections[s].lines[:n], *paper.sections[s].lines[n + 1 :])
        section = replace(paper.sections[s], lines=kept)
        paper = replace(paper, sections=(*paper.sections[:s], section, *paper.sections[s + 1 :]))
    return paper


def limit_of(paper: Paper) -> int | None:
    if paper.kind is PaperKind.SPEECH:
        return paper.minutes * CHARACTERS_A_MINUTE
    return MOST.get(paper.kind)


def _own_words(paper: Paper, line: Line) -> bool:
    return any(paper.facts[n - 1].source.origin is Origin.MEMBER for n in line.facts)


def _sorted_lines(topic: str, facts: Sequence[Fact]) -> dict[Role, list[Line]]:
    """The member's points first: they are what the paper is about, the rest bears them out."""
    lines: dict[Role, list[Line]] = {role: [] for role in Role}
    numbered = list(enumerate(facts, 1))
    for number, fact in numbered:
        if fact.source.origin is Origin.MEMBER:
            before = Role.SITUATION
            for sentence in sentences(fact.text):
                if topic in sentence and len(sentence) <= len(topic) + 4:
                    continue  # the title says it
                before = role_of(sentence, before)
                lines[before].append(Line(sentence, (number,)))
    for number, fact in numbered:
        role, text = _wording(fact)
        if text:
            lines[role].append(Line(text, (number,)))
    lines[Role.SUGGESTION] += [line for n, fact in numbered if (line := _suggested(n, fact)) is not None]
    return lines


def sentences(text: str) -> Iterable[str]:
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip(" \t，,；;")
        if len(sentence) > 1:
            yield sentence if sentence[-1] in "。！？!?" else f"{sentence}。"


def _wording(fact: Fact) -> tuple[Role, str]:
    """How evidence reads in a paper."""
    quoted = fact.text.rstrip("。；;")
    match fact.source.origin:
        case Origin.RULE:
            return Role.ANALYSIS, f"{fact.source.label}规定：“{quoted}。”"
        case Origin.RECORD if fact.unit is None and fact.action is None:
            return Role.SITUATION, fact.text
        case Origin.RECORD:
            return (
                Role.SITUATION if fact.kept else Role.ANALYSIS
            ), f"{fact.on and f'{fact.on}的'}会上提出“{quoted}”，{_STATES[fact.kept]}。"
        case Origin.LEDGER:
            return Role.ANALYSIS, fact.text
        case Origin.MEMBER:
            return Role.SITUATION, ""


def _suggested(number: int, fact: Fact) -> Line | None:
    """What was promised elsewhere becomes what is asked for here, in the same words."""
    if not fact.action or fact.source.origin is Origin.MEMBER:
        return None
    who, said = fact.unit or "承办单位", fact.text.rstrip("。；;")
    if fact.source.origin is Origin.LEDGER:
        return Line(f"请{who}兑现承诺：{fact.action}，写明经办人和完成时间，办结后反馈。", (number,))
    if fact.kept:
        return Line(f"参照已经办成的做法（“{said}”），由{who}承办，写明经办人和完成时间。", (number,))
    asks = "兑现" if fact.kept is False else "说明办到哪一步："
    return Line(f"请{who}{asks}“{said}”，写明经办人和完成时间，办结后反馈。", (number,))


def _units(pack: FactPack, points: Sequence[str], district: District) -> tuple[str, ...]:
    said = "\n".join(points)
    named = [m for m in names_of(district).find(said) if m.sort is NameSort.UNIT]
    leading = [
        m.name for m in named if re.match(r"(?:局|委)?[^，。；]{0,4}(?:牵头|主办|负责)", said[m.end :])
    ]
    ordered = dict.fromkeys([*leading, *(m.name for m in named), *pack.units])
    return tuple(name for name in ordered if name not in ("区政协", "业委会"))[: _JOINT + 1]


def _argued(
    kind: PaperKind, pack: FactPack, lines: dict[Role, list[Line]], units: tuple[str, ...]
) -> tuple[Part, ...]:
    names = {
        PaperKind.PROPOSAL: ("情况", "分析", "建议"),
        PaperKind.REPORT: ("问题", "原因", "建议"),
        PaperKind.SPEECH: ("看到的情况", "为什么要办", "我的建议"),
    }[kind]
    unknown = "" if pack.facts else f"{NOTHING_KNOWN}，"
    notes = {
        Role.SITUATION: f"{unknown}请写您看到的情况：什么地方、多少人、多久了。",
        Role.ANALYSIS: f"{unknown}请写您对原因的看法。",
        Role.SUGGESTION: f"{unknown}请写您的建议：谁来做、做什么、什么时候做到。",
    }
    parts = [
        Part(f"{'一二三'[n]}、{names[n]}", tuple(lines[role]), "" if lines[role] else notes[role])
        for n, role in enumerate(_ORDER)
    ]
    if kind is PaperKind.SPEECH:
        return (*parts, Part("四、想问清楚的", _questions(units)))
    if kind is PaperKind.PROPOSAL:
        parts.append(_handled_by(units))
    return tuple(parts)


def _questions(units: tuple[str, ...]) -> tuple[Line, ...]:
    """Past 表态: who, until when, what counts as done, and what if not."""
    whom = f"请{units[0]}答复：" if units else "请承办单位答复："
    return (Line(f"{whom}这件事谁经办，什么时候完成，做到什么程度算完成，没完成怎么办？"),)


def _handled_by(units: tuple[str, ...]) -> Part:
    if not units:
        return Part("建议承办单位", (), "依据里没有写到承办单位，请说一个，例如“由民政牵头”。")
    lines = [Line(f"主办：{units[0]}")]
    if units[1:]:
        lines.append(Line(f"会办：{'、'.join(units[1 : _JOINT + 1])}"))
    return Part("建议承办单位", tuple(lines))


def _minutes(
    pack: FactPack, lines: dict[Role, list[Line]], meeting: Consultation | None, points: Sequence[str]
) -> tuple[Part, ...]:
    said = "\n".join(points)
    last = (len(pack.facts) + 1,) if points else ()

    def entry(name: str, value: str | None) -> Line:
        return Line(f"{name}：{value or UNVERIFIED}", last if value else ())

    held = meeting.held_on if meeting else None
    header = [
        entry("名称", f"{pack.topic}{(meeting and meeting.form) or '协商会'}"),
        entry("时间", f"{held.year}年{held.month}月{held.day}日" if held else None),
        entry("地点", _labelled(said, "地点") or (meeting.town if meeting else None)),
        entry("主持", _labelled(said, "主持人?") or (meeting.host if meeting else None)),
        entry(
            "出席",
            _labelled(said, "(?:出席|参加|到会)(?:人员|单位)?")
            or "、".join(meeting.units if meeting else ()),
        ),
        entry("列席", _labelled(said, "列席(?:人员|单位)?") or "无"),
        entry("请假", _labelled(said, "(?:请假|缺席)(?:人员|单位)?") or "无"),
        entry("议题", pack.topic),
    ]
    opinions = [line for line in (*lines[Role.SITUATION], *lines[Role.ANALYSIS]) if line.facts in ((), last)]
    agreed = [line for line in lines[Role.SUGGESTION] if line.facts == last]
    duties = [
        Line(
            f"{c.action}｜{c.unit or UNVERIFIED}｜"
            + (f"{c.due.year}年{c.due.month}月{c.due.day}日前" if c.due else UNVERIFIED),
            last,
        )
        for c in (meeting.commitments if meeting else ())
    ]
    return (
        Part("基本情况", tuple(header)),
        Part("各方意见", tuple(opinions), "" if opinions else "还没有各方意见，请按“谁说了什么”发给我。"),
        Part("共识", tuple(agreed), "" if agreed else "没有听到达成的共识，有的话请补上。"),
        Part("未决事项", (), "没有听到未决的事，有的话请补上。"),
        Part(
            "事项—责任单位—时限",
            tuple(duties),
            "" if duties else "没有听到承诺，请写清谁、做什么、什么时候。",
        ),
    )


def _labelled(said: str, name: str) -> str | None:
    match = re.search(rf"{name}\s*(?:[：:]|是|为|在)\s*([^，。；\n]{{1,60}})", said)
    return match[1].strip() if match else None
