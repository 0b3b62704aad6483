"""Changes to a paper that a member asks for in plain words: 加一条…, 删掉第三条, 换个标题…, 第二段太长."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import cn2an

from knowledge.evidence.citations import UNVERIFIED
from knowledge.evidence.figures import unsupported
from knowledge.papers.anatomy import Role, role_of
from knowledge.papers.draft import sentences
from knowledge.papers.model import Fact, Line, Origin, Paper, PaperKind, Part, Source
from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.names import NameSort, names_of


@dataclass(frozen=True, slots=True)
class Edited:
    """`said` tells what was done, or what is missing; the paper is the same where nothing was."""

    paper: Paper
    said: str


_N = r"([一二三四五六七八九十两\d]{1,3}|最后)(?:一(?=[条点句行项段]))?"
_ADD = re.compile(
    r"^(?:请|再|另外|还要|帮我)*(?:加|添|补充?|增加|写)(?:上|进去|入)?(?:一?(?:条|点|句|段|个)|进去)?(?:建议|情况|原因|问题|分析)?(?:[，,：:]|说|是)+\s*(.+)$",
    re.DOTALL,
)
_DROP = re.compile(
    rf"^(?:请|把|将)*(?:删掉|删除|删去|去掉|拿掉|不要|划掉)(?:了)?第?{_N}(?:条|点|句|行|项)(?:吧|了)?$|^(?:请|把|将)+第{_N}(?:条|点|句|行|项)(?:删掉|删除|删去|去掉|拿掉|删了)(?:吧|了)?$|^第{_N}(?:条|点|句|行|项)(?:删掉|删除|删去|去掉|拿掉|不要|删了)(?:了|吧)?$"
)
_REPLACE = re.compile(
    rf"^(?:请|把|将)*第{_N}(?:条|点|句|行|项)(?:改成|改为|换成|写成)[：:，,]?\s*(.+)$", re.DOTALL
)
_TITLE = re.compile(
    r"^(?:请|把|将)*(?:标题|题目|案由)(?:改成|改为|换成|换为|叫|写成)[：:，,]?\s*(.+)$|^(?:请)?(?:换|改)个?(?:标题|题目|案由)[，,：:]?\s*(?:叫|用|改成|换成|就叫)?\s*(.*)$"
)
_SHORTEN = re.compile(
    rf"^(?:请|把)*第{_N}(?:段|部分|节)(?:太长|写?短一?点|缩短|压缩|精简|短些|有点长|删短)(?:了|一下|一点|点|些)*$|^(?:全文|整篇|稿子|太长|全篇)(?:太长|写?短一?点|缩短|压缩|精简)?(?:了|一下|一点|点|些)*$"
)
_CONFIRM = re.compile(
    r"^(?:这|那)(?:个|些|几个)?(?:数字?|数据|日期|时间|情况|条|人数|户数)?(?:都)?(?:是)?(?:我|我们|本人)(?:自己|亲自|亲口|亲手|现场)?(?:数|核|查|问|量|统计|看|确认|算)(?:过|实|对|到|来|出来)?的?(?:了)?$|^(?:(?:数字?|数据|都|已经?|全部)*(?:核对|核实|确认)(?:过)?(?:了|无误)?)$|^(?:这个)?(?:数字?|数据)(?:没错|是对的|对的|属实|准确)(?:的)?$"
)
_CONFIRM_ONE = re.compile(
    r"^(.{1,20}?)(?:这个数|这个数字)?(?:是我(?:自己)?(?:数|核|查|问|量|统计)(?:过|实)?的|(?:是)?(?:准确|对|属实)的|已核实?|核实过了?|没错)$"
)
_LEADS = re.compile(
    r"^(?:改成?|换成?|还是|应该|应|建议)?由(.{2,12}?)(?:来)?(?:牵头|主办|负责)(?:吧|比较好|更好)?$|^主办(?:单位)?(?:改成|改为|换成|是|：|:)(.{2,14})$"
)
_FIELD = re.compile(
    r"^(名称|时间|地点|主持|出席|列席|请假|议题)(?:人|人员|单位)?(?:是|为|：|:|改成|改为)\s*(.{1,80})$",
    re.DOTALL,
)
_UNDECIDED = re.compile(r"^(?:未决(?:的|事项)?(?:是|有|：|:)|没谈拢的是|还没定的是)\s*(.+)$", re.DOTALL)


def edit(paper: Paper, text: str, district: District) -> Edited | None:
    """None where the words ask for no change of a paper."""
    plain = normalised(text).strip().rstrip("。！!，, ")
    for pattern, change in _CHANGES:
        if match := pattern.match(plain):
            groups = [g for g in match.groups() if g is not None]
            return change(paper, groups, district)
    return None


def numbered(paper: Paper) -> list[tuple[int, int]]:
    """(section, line) of line 1, 2, 3 … as the member sees them."""
    return [(s, n) for s, part in enumerate(paper.sections) for n in range(len(part.lines))]


def _add(paper: Paper, groups: list[str], district: District) -> Edited:
    words = groups[0].strip()
    facts = (*paper.facts, Fact(words, Source(Origin.MEMBER, "委员口述"), words))
    changed = replace(paper, facts=facts)
    for sentence in sentences(words):
        at = _place(changed, role_of(sentence))
        part = changed.sections[at]
        lines = (*part.lines, Line(sentence, (len(facts),)))
        changed = _with(changed, at, replace(part, lines=lines, note=""))
    return Edited(_led_by_the_named(changed, words, district), "加上了。")


def _place(paper: Paper, role: Role) -> int:
    if paper.kind is PaperKind.MINUTES:
        return {Role.SITUATION: 1, Role.ANALYSIS: 1, Role.SUGGESTION: 2}[role]
    return list(Role).index(role)


def _led_by_the_named(paper: Paper, words: str, district: District) -> Paper:
    """由民政牵头 in a new point also names who handles the paper."""
    named = [m for m in names_of(district).find(words) if m.sort is NameSort.UNIT]
    leading = next(
        (m.name for m in named if re.match(r"(?:局|委)?(?:来)?(?:牵头|主办)", words[m.end :])), None
    )
    return _handled(paper, leading) if leading else paper


def _handled(paper: Paper, unit: str) -> Paper:
    units = tuple(dict.fromkeys([unit, *paper.units]))[:4]
    paper = replace(paper, units=units)
    for at, part in enumerate(paper.sections):
        if part.heading == "建议承办单位":
            lines = [Line(f"主办：{units[0]}")]
            if units[1:]:
                lines.append(Line(f"会办：{'、'.join(units[1:])}"))
            return _with(paper, at, replace(part, lines=tuple(lines), note=""))
    return paper


def _drop(paper: Paper, groups: list[str], _district: District) -> Edited:
    place = _line_at(paper, groups[0])
    if place is None:
        return Edited(paper, f"没有第{groups[0]}条，现在一共{len(numbered(paper))}条。")
    s, n = place
    part = paper.sections[s]
    lines = (*part.lines[:n], *part.lines[n + 1 :])
    note = part.note or ("" if lines else "这一部分现在空着，请补上，或说明不写。")
    return Edited(_with(paper, s, replace(part, lines=lines, note=note)), "删掉了。")


def _replace_line(paper: Paper, groups: list[str], _district: District) -> Edited:
    place = _line_at(paper, groups[0])
    if place is None:
        return Edited(paper, f"没有第{groups[0]}条，现在一共{len(numbered(paper))}条。")
    s, n = place
    words = next(iter(sentences(groups[1])), groups[1]) if "\n" not in groups[1] else groups[1]
    facts = (*paper.facts, Fact(words, Source(Origin.MEMBER, "委员口述"), words))
    part = paper.sections[s]
    line = Line(words, (*part.lines[n].facts, len(facts)))
    return Edited(
        _with(
            replace(paper, facts=facts), s, replace(part, lines=(*part.lines[:n], line, *part.lines[n + 1 :]))
        ),
        "改好了。",
    )


def _retitle(paper: Paper, groups: list[str], _district: District) -> Edited:
    title = next((g for g in groups if g.strip()), "").strip().strip('“”"《》')
    if not title:
        return Edited(paper, "请写上新标题，例如“标题改成关于……的建议”。")
    if len(title) > 60:
        return Edited(paper, "标题太长了，请不超过60个字。")
    if paper.kind is PaperKind.PROPOSAL and not title.startswith("关于"):
        title = f"关于{title.removesuffix('的建议')}的建议"
    facts = (*paper.facts, Fact(title, Source(Origin.MEMBER, "委员定的标题"), title))
    return Edited(replace(paper, title=title, facts=facts), "标题换好了。")


def _shorten(paper: Paper, groups: list[str], _district: District) -> Edited:
    """Whole lines go, evidence before the member's own words: nothing is rephrased."""
    chosen = _section_at(paper, groups[0]) if groups else None
    if groups and chosen is None:
        return Edited(paper, f"没有第{groups[0]}段，现在一共{len(paper.sections)}段。")
    spots = [
        at for at in range(len(paper.sections)) if chosen in (None, at) and len(paper.sections[at].lines) > 1
    ]
    if not spots:
        return Edited(paper, "这一段只有一条，没法再删。可以说“第几条改成……”。")
    longest = max(spots, key=lambda at: sum(len(line.text) for line in paper.sections[at].lines))
    part = paper.sections[longest]

    def own(line: Line) -> bool:
        return any(paper.facts[n - 1].source.origin is Origin.MEMBER for n in line.facts)

    victim = max(part.lines, key=lambda line: (not own(line), len(line.text)))
    kept = tuple(line for line in part.lines if line is not victim)
    return Edited(
        _with(paper, longest, replace(part, lines=kept)), f"删去了最长的一条：“{victim.text[:30]}……”"
    )


def _confirm(paper: Paper, _groups: list[str], _district: District) -> Edited:
    doubtful = tuple(words for words in paper.unsupported if words != UNVERIFIED)
    if not doubtful:
        return Edited(paper, "没有要核对的数字。")
    return Edited(
        replace(paper, confirmed=(*paper.confirmed, *doubtful)), f"记下了，由您核实：{'、'.join(doubtful)}。"
    )


def _confirm_one(paper: Paper, groups: list[str], district: District) -> Edited:
    named = [w for w in paper.unsupported if w in groups[0] or groups[0] in w]
    if not named:
        return (
            _confirm(paper, groups, district)
            if not unsupported(groups[0], [])
            else Edited(paper, "稿子里没有这个要核对的数字。")
        )
    return Edited(
        replace(paper, confirmed=(*paper.confirmed, *named)), f"记下了，由您核实：{'、'.join(named)}。"
    )


def _lead(paper: Paper, groups: list[str], district: District) -> Edited:
    named = next((m.name for m in names_of(district).find(groups[0]) if m.sort is NameSort.UNIT), None)
    if named is None:
        return Edited(paper, f"不认识“{groups[0]}”这个单位，请写全称。")
    return Edited(_handled(paper, named), f"主办改成{named}。")


def _field(paper: Paper, groups: list[str], _district: District) -> Edited | None:
    if paper.kind is not PaperKind.MINUTES:
        return None
    name, value = groups[0], groups[1].strip()
    facts = (*paper.facts, Fact(value, Source(Origin.MEMBER, "委员口述"), value))
    part = paper.sections[0]
    line = Line(f"{name}：{value}", (len(facts),))
    lines = tuple(line if old.text.startswith(f"{name}：") else old for old in part.lines)
    return Edited(_with(replace(paper, facts=facts), 0, replace(part, lines=lines)), f"{name}填好了。")


def _undecided(paper: Paper, groups: list[str], _district: District) -> Edited | None:
    if paper.kind is not PaperKind.MINUTES:
        return None
    facts = (*paper.facts, Fact(groups[0], Source(Origin.MEMBER, "委员口述"), groups[0]))
    at = next(n for n, part in enumerate(paper.sections) if part.heading == "未决事项")
    part = paper.sections[at]
    lines = (*part.lines, *(Line(s, (len(facts),)) for s in sentences(groups[0])))
    return Edited(
        _with(replace(paper, facts=facts), at, replace(part, lines=lines, note="")), "未决事项加上了。"
    )


_CHANGES: tuple[tuple[re.Pattern[str], Callable[[Paper, list[str], District], Edited | None]], ...] = (
    (_UNDECIDED, _undecided),
    (_FIELD, _field),
    (_TITLE, _retitle),
    (_DROP, _drop),
    (_REPLACE, _replace_line),
    (_SHORTEN, _shorten),
    (_LEADS, _lead),
    (_ADD, _add),
    (_CONFIRM, _confirm),
    (_CONFIRM_ONE, _confirm_one),
)


def _with(paper: Paper, at: int, part: Part) -> Paper:
    return replace(paper, sections=(*paper.sections[:at], part, *paper.sections[at + 1 :]))


def _line_at(paper: Paper, said: str) -> tuple[int, int] | None:
    places = numbered(paper)
    n = len(places) if said == "最后" else int(cn2an.cn2an(said.replace("两", "二"), "smart"))
    return places[n - 1] if 0 < n <= len(places) else None


def _section_at(paper: Paper, said: str) -> int | None:
    n = len(paper.sections) if said == "最后" else int(cn2an.cn2an(said.replace("两", "二"), "smart"))
    return n - 1 if 0 < n <= len(paper.sections) else None
