"""Sentences cut into statements: who, in which words, by which days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.reading.actors import Actor, ActorKind
from knowledge.reading.dates import DateMention

_SENTENCE = re.compile(r"[^。！？!?；;|\n]+[。！？!?；;]?[”\"』」]?")  # a cell is one too
DUTY_LABEL = re.compile(r"责任(?:单位|部门|人|主体)|牵头(?:单位|部门)|承办单位|落实单位")


@dataclass(frozen=True, slots=True)
class Statement:
    actors: tuple[Actor, ...]
    start: int  # of the words after the actors
    end: int
    dues: tuple[DateMention, ...]


def sentences(line: str) -> Iterator[tuple[int, int]]:
    """Places in the line; a line that labels who is responsible is one."""
    if DUTY_LABEL.search(line):
        yield 0, len(line)
        return
    for match in _SENTENCE.finditer(line):
        yield match.span()


@dataclass(frozen=True, slots=True)
class Statements:
    """Cuts one text. `dues`: the days that may be deadlines, in order."""

    plain: str
    actors: tuple[Actor, ...]
    dates: tuple[DateMention, ...]
    dues: tuple[DateMention, ...]

    def between(self, start: int, end: int, inherited: tuple[Actor, ...]) -> list[Statement]:
        """`inherited`: who acts where the sentence names nobody."""
        groups = _grouped([a for a in self.actors if start <= a.start < end], self.plain)
        found: list[Statement] = []
        bounds = [g[0].start for g in groups] + [end]
        owners: dict[int, list[DateMention]] = {i: [] for i in range(-1, len(groups))}
        for due in (d for d in self.dues if start <= d.start < end):
            owner = self._owner(due, groups, start)
            if owner >= 0 or due.deadline:  # a bare day under nobody's name only tells
                owners[owner].append(due)
        if not groups or owners[-1]:
            first = bounds[0] if groups else end
            found.append(Statement(inherited, start, first, tuple(owners[-1])))
        for i, group in enumerate(groups):
            found.append(Statement(group, group[-1].end, bounds[i + 1], tuple(owners[i])))
        return found

    def _owner(self, due: DateMention, groups: list[tuple[Actor, ...]], start: int) -> int:
        before = max((i for i, g in enumerate(groups) if g[-1].end <= due.start), default=-1)
        following = before + 1
        if following >= len(groups):
            return before
        gap = self.plain[due.end : groups[following][0].start]
        if before >= 0 and self.plain[due.start - 1].isspace() and gap[:1] in ("，", ",", "；", ";"):
            return before  # 发信 9月4日前，执法局 …
        opens = due.start == start or self.plain[due.start - 1] in " ，,、。；;：:）)\n"
        if groups[following][0].kind is not ActorKind.PEOPLE and (
            (before < 0 and due.deadline)
            or (opens and re.fullmatch(r"[，,、\s]*(?:由|让|请)?", gap) and not self._closes(due, gap))
        ):
            return following
        return before

    def _closes(self, due: DateMention, gap: str) -> bool:
        """In a row without punctuation (交通局 修路 国庆前 乡里 …) a day stands behind its own deed."""
        line_end = self.plain.find("\n", due.end)
        rest = self.plain[due.end : line_end if line_end >= 0 else len(self.plain)]
        last = max((d for d in self.dates if d.end <= due.end + len(rest)), key=lambda d: d.end)
        return gap.isspace() and last is not due and not self.plain[last.end : due.end + len(rest)].strip()


def _grouped(actors: list[Actor], plain: str) -> list[tuple[Actor, ...]]:
    """A、B和C act together; everybody else alone."""
    groups: list[tuple[Actor, ...]] = []
    for actor in actors:
        if groups and re.fullmatch(r"\s?(?:、|和|与|及|以及)\s?", plain[groups[-1][-1].end : actor.start]):
            groups[-1] = (*groups[-1], actor)
        else:
            groups.append((actor,))
    return groups
