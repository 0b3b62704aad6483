"""A paper as a Word file in the member's own folder."""

import hashlib
import re
from datetime import datetime
from itertools import groupby
from pathlib import Path

from bot.texts import papers as texts_papers
from bot.word import WordSection, WordText, write_word
from knowledge.papers.model import Origin, Paper, PaperKind, Part

_DUTIES = "事项—责任单位—时限"
_UNNAMED = re.compile(r"[^\w\u4e00-\u9fff]+")


def write_paper_file(paper: Paper, number: int, home: Path, member: str, at: datetime) -> Path:
    """The file's name is made from the title; where it lies tells nothing about whose it is."""
    folder = home / "papers" / hashlib.sha256(member.encode()).hexdigest()[:16]
    name = _UNNAMED.sub("", paper.title)[:40] or str(paper.kind)
    return write_word(word_text(paper, at), folder / f"{name}-{number}.docx")


def word_text(paper: Paper, at: datetime) -> WordText:
    day = f"{at.year}年{at.month}月{at.day}日"
    who = {
        PaperKind.PROPOSAL: "提案者",
        PaperKind.REPORT: "反映人",
        PaperKind.SPEECH: "发言人",
        PaperKind.MINUTES: "整理",
    }
    used = sorted({n for line in paper.lines for n in line.facts})
    evidence = [paper.facts[n - 1] for n in used]
    evidence.sort(key=lambda fact: fact.source.origin is Origin.MEMBER)
    annex = [texts_papers.annex_line(fact) for fact in evidence]
    annex += [f"委员核实：“{words}”" for words in paper.confirmed]
    head = (f"案由：{paper.title}",) if paper.kind is PaperKind.PROPOSAL else ()
    return WordText(
        paper.title,
        tuple(_section(paper, part) for part in paper.sections),
        head,
        (f"{who[paper.kind]}：＿＿＿＿＿＿", day),
        tuple(annex),
    )


def _paragraphs(part: Part) -> tuple[str, ...]:
    """What comes from one source stands together."""
    told = groupby(part.lines, key=lambda line: line.facts)
    return tuple("".join(line.text for line in lines) for _, lines in told)


def _section(paper: Paper, part: Part) -> WordSection:
    length = sum(len(line.text) for line in part.lines)
    heading = texts_papers.part_heading(paper, part.heading, length)
    if not part.lines:
        return WordSection(heading, (texts_papers.UNWRITTEN,))
    if part.heading == _DUTIES:
        rows = [tuple([*line.text.split("｜"), "", ""][:3]) for line in part.lines]
        return WordSection(heading, (), (("事项", "责任单位", "时限"), *rows))
    if paper.kind is PaperKind.MINUTES or part.heading == "建议承办单位":
        return WordSection(heading, tuple(line.text for line in part.lines))
    if part is paper.sections[-1] or len(part.lines) == 1 or "建议" not in part.heading:
        return WordSection(heading, _paragraphs(part))
    return WordSection(heading, tuple(f"{n}. {line.text}" for n, line in enumerate(part.lines, 1)))
