"""Word files in the layout of GB/T 9704-2012, with the label and the mark that a machine helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.word_layout import (
    BLACK,
    BODY,
    KAI,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_SMALL,
    TITLE,
    add_paragraph,
    lay_out_page,
    printable,
    set_font,
    set_styles,
)
from bot.word_mark import LABEL, mark_as_assisted

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class WordSection:
    """`heading` is of the first level (一、…); rows make a table whose first row is its head."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class WordText:
    """`annex`: the list of evidence; `foot`: lines at the right below the text."""

    title: str
    sections: tuple[WordSection, ...]
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    annex: tuple[str, ...] = ()


def write_word(text: WordText, path: Path) -> Path:
    """Whole or not at all: a file of that name appears only when it is complete."""
    import docx

    document = docx.Document()
    lay_out_page(document)
    set_styles(document)
    add_paragraph(document, LABEL, KAI, SIZE_SMALL)
    add_paragraph(document, text.title, TITLE, SIZE_2, centred=True)
    add_paragraph(document, "", BODY, SIZE_3)
    for line in text.head:
        add_paragraph(document, line, KAI, SIZE_3, centred=True)
    for section in text.sections:
        _section(document, section)
    for line in text.foot:
        add_paragraph(document, line, BODY, SIZE_3, right=True)
    if text.annex:
        _annex(document, text.annex)
    mark_as_assisted(document, text.title)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    document.save(str(part))
    part.replace(path)
    return path


def _section(document: "Document", section: WordSection) -> None:
    if section.heading:
        add_paragraph(document, section.heading, BLACK, SIZE_3, style="Heading 1", indented=True)
    for text in section.paragraphs:
        level_2 = text.startswith("（") and len(text) <= 30 and text[-1] not in "。；！？"
        style = "Heading 2" if level_2 else None
        add_paragraph(document, text, KAI if level_2 else BODY, SIZE_3, style=style, indented=True)
    if section.rows:
        _table(document, section.rows)


def _table(document: "Document", rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    widths = _widths(rows)
    for number, row in enumerate(rows):
        added = table.add_row()
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(added.cells, row, widths, strict=True):
            cell.width = Mm(width)
            set_font(cell.paragraphs[0].add_run(printable(text)), BLACK if number == 0 else BODY, SIZE_4)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Millimetres of 156, by the longest words of each column; none is narrower than a date."""
    longest = [min(30, max(6, *(len(row[n]) for row in rows))) for n in range(len(rows[0]))]
    return [156 * length / sum(longest) for length in longest]


def _annex(document: "Document", lines: Sequence[str]) -> None:
    add_paragraph(document, "附件", BLACK, SIZE_3, page_before=True)
    add_paragraph(document, "依据清单", TITLE, SIZE_2, centred=True)
    for number, line in enumerate(lines, 1):
        add_paragraph(document, f"{number}. {line}", BODY, SIZE_3, indented=True)
