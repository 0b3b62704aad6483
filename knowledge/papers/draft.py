"""A paper assembled from facts and the member's own points, in the form that its kind demands."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Consultation
from knowledge.papers.anatomy import Role
from knowledge.papers.minutes import minutes_sections
from knowledge.papers.model import Fact, FactPack, Line, Origin, Paper, PaperKind, Part, Source
from knowledge.papers.structure import MOST
from knowledge.papers.wording import sorted_lines, title_of
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of

CHARACTERS_A_MINUTE = 200
_JOINT = 3  # 会办 at most
NOTHING_KNOWN = "没有找到现行规定和协商记录"
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
    lines = sorted_lines(pack.topic, facts)
    units = _units(pack, points, district)
    if kind is PaperKind.MINUTES:
        sections = minutes_sections(pack, meeting, points)
    else:
        sections = _argued(kind, pack, lines, units)
    paper = Paper(
        kind, pack.topic, title_of(kind, pack.topic), sections, facts, units, minutes=minutes, town=pack.town
    )
    return fitted(paper)


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
