"""Changes around the lines: the title, who handles it, fields of minutes, what the member vouches for."""

from dataclasses import replace

from knowledge.evidence.citations import UNVERIFIED
from knowledge.evidence.figures import unsupported
from knowledge.papers.edited import Edited, told, with_part
from knowledge.papers.model import HEADER_FIELDS, Line, Paper, PaperKind
from knowledge.papers.wording import sentences
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of


def retitle(paper: Paper, groups: list[str], _district: District) -> Edited:
    title = next((g for g in groups if g.strip()), "").strip().strip('“”"《》')
    if not title:
        return Edited(paper, "请写上新标题，例如“标题改成关于……的建议”。")
    if len(title) > 60:
        return Edited(paper, "标题太长了，请不超过60个字。")
    if paper.kind is PaperKind.PROPOSAL and not title.startswith("关于"):
        title = f"关于{title.removesuffix('的建议')}的建议"
    changed, _ = told(paper, title, "委员定的标题")
    return Edited(replace(changed, title=title), "标题换好了。")


def confirm(paper: Paper, _groups: list[str], _district: District) -> Edited:
    doubtful = tuple(words for words in paper.unsupported if words != UNVERIFIED)
    if not doubtful:
        return Edited(paper, "没有要核对的数字。")
    return Edited(
        replace(paper, confirmed=(*paper.confirmed, *doubtful)), f"记下了，由您核实：{'、'.join(doubtful)}。"
    )


def confirm_one(paper: Paper, groups: list[str], district: District) -> Edited:
    named = [w for w in paper.unsupported if w in groups[0] or groups[0] in w]
    if not named:
        return (
            confirm(paper, groups, district)
            if not unsupported(groups[0], [])
            else Edited(paper, "稿子里没有这个要核对的数字。")
        )
    return Edited(
        replace(paper, confirmed=(*paper.confirmed, *named)), f"记下了，由您核实：{'、'.join(named)}。"
    )


def lead(paper: Paper, groups: list[str], district: District) -> Edited:
    named = next((m.name for m in names_of(district).find(groups[0]) if m.sort is NameSort.UNIT), None)
    if named is None:
        return Edited(paper, f"不认识“{groups[0]}”这个单位，请写全称。")
    return Edited(handled(paper, named), f"主办改成{named}。")


def handled(paper: Paper, unit: str) -> Paper:
    """主办 is this one, 会办 those that were named before it."""
    units = tuple(dict.fromkeys([unit, *paper.units]))[:4]
    paper = replace(paper, units=units)
    for at, part in enumerate(paper.sections):
        if part.heading == "建议承办单位":
            lines = [Line(f"主办：{units[0]}")]
            if units[1:]:
                lines.append(Line(f"会办：{'、'.join(units[1:])}"))
            return with_part(paper, at, replace(part, lines=tuple(lines), note=""))
    return paper


def field(paper: Paper, groups: list[str], _district: District) -> Edited | None:
    """时间是…, 列席是…: of minutes; a field that was not there takes its place."""
    if paper.kind is not PaperKind.MINUTES:
        return None
    name, value = groups[0], groups[1].strip()
    changed, number = told(paper, value)
    part = paper.sections[0]
    others = [line for line in part.lines if not line.text.startswith(f"{name}：")]
    lines = [*others, Line(f"{name}：{value}", (number,))]
    lines.sort(key=lambda line: HEADER_FIELDS.index(line.text.partition("：")[0]))
    return Edited(with_part(changed, 0, replace(part, lines=tuple(lines))), f"{name}填好了。")


def undecided(paper: Paper, groups: list[str], _district: District) -> Edited | None:
    if paper.kind is not PaperKind.MINUTES:
        return None
    changed, number = told(paper, groups[0])
    at = next(n for n, part in enumerate(paper.sections) if part.heading == "未决事项")
    part = paper.sections[at]
    lines = (*part.lines, *(Line(s, (number,)) for s in sentences(groups[0])))
    return Edited(with_part(changed, at, replace(part, lines=lines, note="")), "未决事项加上了。")
