"""A paper after a change, and where in it a line or a section stands."""

from dataclasses import dataclass, replace

import cn2an

from knowledge.papers.model import Fact, Line, Origin, Paper, Part, Source


@dataclass(frozen=True, slots=True)
class Edited:
    """`said` tells what was done, or what is missing; the paper is the same where nothing was."""

    paper: Paper
    said: str


def told(paper: Paper, words: str, label: str = "委员口述") -> tuple[Paper, int]:
    """The paper with the member's words as a fact more, and its number."""
    facts = (*paper.facts, Fact(words, Source(Origin.MEMBER, label), words))
    return replace(paper, facts=facts), len(facts)


def numbered(paper: Paper) -> list[tuple[int, int]]:
    """(section, line) of line 1, 2, 3 … as the member sees them."""
    return [(s, n) for s, part in enumerate(paper.sections) for n in range(len(part.lines))]


def with_part(paper: Paper, at: int, part: Part) -> Paper:
    return replace(paper, sections=(*paper.sections[:at], part, *paper.sections[at + 1 :]))


def with_line(paper: Paper, place: tuple[int, int], *lines: Line) -> Paper:
    """These lines in the place of one; without any, that one is gone."""
    section, at = place
    part = paper.sections[section]
    changed = (*part.lines[:at], *lines, *part.lines[at + 1 :])
    note = part.note or ("" if changed else "这一部分现在空着，请补上，或说明不写。")
    return with_part(paper, section, replace(part, lines=changed, note=note))


def line_at(paper: Paper, said: str) -> tuple[int, int] | None:
    places = numbered(paper)
    n = _number(said, len(places))
    return places[n - 1] if 0 < n <= len(places) else None


def section_at(paper: Paper, said: str) -> int | None:
    n = _number(said, len(paper.sections))
    return n - 1 if 0 < n <= len(paper.sections) else None


def no_such_line(paper: Paper, said: str) -> Edited:
    return Edited(paper, f"没有第{said}条，现在一共{len(numbered(paper))}条。")


def is_own(paper: Paper, line: Line) -> bool:
    """In the member's words."""
    return any(paper.facts[n - 1].source.origin is Origin.MEMBER for n in line.facts)


def _number(said: str, last: int) -> int:
    return last if said == "最后" else int(cn2an.cn2an(said.replace("两", "二"), "smart"))
