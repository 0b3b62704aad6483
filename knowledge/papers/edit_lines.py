"""Changes of lines: added, dropped, replaced, shortened, their words and days."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from dataclasses import replace

from knowledge.papers.anatomy import Role, role_of
from knowledge.papers.edit_fields import handled
from knowledge.papers.edited import (
    Edited,
    is_own,
    line_at,
    no_such_line,
    numbered,
    section_at,
    told,
    with_line,
    with_part,
)
from knowledge.papers.model import Line, Paper, PaperKind
from knowledge.papers.wording import sentences
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of

_WHICH_TIME = "要改哪一条建议的时间，请说“第几条的时间改成……”。"
WHEN = r"(?:(?:今年|明年|20\d\d年)?(?:年底|年内|春节|国庆|\d{1,2}月(?:\d{1,2}日|底|初|中旬)?|上半年|下半年|[一二三四]季度|汛期)(?:以?前|之前|内)|[一二三四五六七八九十半两\d]+个?(?:工作日|天|周|月|年)(?:以|之)?内)"


def add(paper: Paper, groups: list[str], district: District) -> Edited:
    words = groups[0].strip()
    changed, number = told(paper, words)
    for sentence in sentences(words):
        at = _place(changed, role_of(sentence))
        part = changed.sections[at]
        lines = (*part.lines, Line(sentence, (number,)))
        changed = with_part(changed, at, replace(part, lines=lines, note=""))
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
    return handled(paper, leading) if leading else paper


def drop(paper: Paper, groups: list[str], _district: District) -> Edited:
    place = line_at(paper, groups[0])
    return Edited(with_line(paper, place), "删掉了。") if place else no_such_line(paper, groups[0])


def replace_line(paper: Paper, groups: list[str], _district: District) -> Edited:
    """What stands there from now on is the member's word alone."""
    place = line_at(paper, groups[0])
    if place is None:
        return no_such_line(paper, groups[0])
    words = next(iter(sentences(groups[1])), groups[1]) if "\n" not in groups[1] else groups[1]
    changed, number = told(paper, words)
    return Edited(with_line(changed, place, Line(words, (number,))), "改好了。")


def drop_words(paper: Paper, groups: list[str], _district: District) -> Edited | None:
    """The clause that holds the words goes, with its line where nothing else is in it."""
    words = groups[0].strip("“”\"' ")
    places = numbered(paper)
    found = next((at for at in places if words in paper.sections[at[0]].lines[at[1]].text), None)
    if found is None or len(words) < 2:
        return None
    line = paper.sections[found[0]].lines[found[1]]
    clauses = re.split(r"(?<=[，；、。])", line.text)
    kept = "".join(clause for clause in clauses if words not in clause).rstrip("，；、。")
    number = f"第{places.index(found) + 1}条"
    if len(kept) < 4:
        return Edited(with_line(paper, found), f"{number}去掉了。")
    return Edited(
        with_line(paper, found, replace(line, text=f"{kept}。")), f"{number}里去掉了“{words}”这一句。"
    )


def set_day(paper: Paper, groups: list[str], _district: District) -> Edited | None:
    """The time of a suggestion: of the line that is named, else of the member's last one."""
    *named, day = groups
    if paper.kind is PaperKind.MINUTES:
        return None
    places = numbered(paper)
    asked = [at for at in places if "建议" in paper.sections[at[0]].heading and at[0] < 3]
    own = [at for at in asked if is_own(paper, paper.sections[at[0]].lines[at[1]])]
    place = line_at(paper, named[0]) if named else (own[-1] if own else None)
    if place is None:
        return no_such_line(paper, named[0]) if named else Edited(paper, _WHICH_TIME)
    if place not in asked:
        return Edited(paper, f"第{named[0]}条不是建议，它的时间不能改。{_WHICH_TIME}")
    line = paper.sections[place[0]].lines[place[1]]
    if re.search(WHEN, line.text):
        text = re.sub(WHEN, day, line.text, count=1)
    else:
        text = f"{line.text.rstrip('。；')}，{day}完成。"
    changed, number = told(paper, text)
    return Edited(
        with_line(changed, place, Line(text, (*line.facts, number))),
        f"第{places.index(place) + 1}条的时间写成“{day}”了。",
    )


def too_long(paper: Paper, groups: list[str], _district: District) -> Edited:
    """A line is somebody's words: only the member can say it shorter."""
    said = groups[0]
    if line_at(paper, said) is None:
        return no_such_line(paper, said)
    return Edited(paper, f"第{said}条有出处，我不改写。可以说“第{said}条改成……”，或者“删掉第{said}条”。")


def move(paper: Paper, groups: list[str], _district: District) -> Edited:
    """To the beginning or the end of its own section."""
    place = line_at(paper, groups[0])
    if place is None:
        return no_such_line(paper, groups[0])
    section, at = place
    part = paper.sections[section]
    others = (*part.lines[:at], *part.lines[at + 1 :])
    line = part.lines[at]
    ahead = re.search(r"前|第一|开头", groups[1])
    lines = (line, *others) if ahead else (*others, line)
    where = "最前面" if ahead else "最后"
    return Edited(with_part(paper, section, replace(part, lines=lines)), f"放到这一部分的{where}了。")


def shorten(paper: Paper, groups: list[str], _district: District) -> Edited:
    """Whole lines go, evidence before the member's own words: nothing is rephrased."""
    chosen = section_at(paper, groups[0]) if groups else None
    if groups and chosen is None:
        return Edited(paper, f"没有第{groups[0]}段，现在一共{len(paper.sections)}段。")
    spots = [
        at for at in range(len(paper.sections)) if chosen in (None, at) and len(paper.sections[at].lines) > 1
    ]
    if not spots:
        return Edited(paper, "这一段只有一条，没法再删。可以说“第几条改成……”。")
    at = max(spots, key=lambda at: sum(len(line.text) for line in paper.sections[at].lines))
    lines = paper.sections[at].lines
    victim = max(range(len(lines)), key=lambda n: (not is_own(paper, lines[n]), len(lines[n].text)))
    return Edited(with_line(paper, (at, victim)), f"删去了最长的一条：“{lines[victim].text[:30]}……”")
