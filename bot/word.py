"""Word files in the layout of GB/T 9704-2012, with the label and the mark that a machine helped."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LABEL = "本稿由板凳（人工智能）协助起草，请核对后使用"
_TITLE, _BODY, _BLACK, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
FALLBACKS = {  # what a program without the font takes, first to last
    _TITLE: "小标宋,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    _BODY: "仿宋,FangSong,华文仿宋,STFangsong,宋体,Noto Serif CJK SC",
    _BLACK: "SimHei,华文黑体,STHeiti,微软雅黑,Noto Sans CJK SC",
    _KAI: "楷体,KaiTi,华文楷体,STKaiti,宋体,Noto Serif CJK SC",
}
_SIZE_2, _SIZE_3, _SIZE_4, _SIZE_SMALL = 22.0, 16.0, 14.0, 12.0  # 二号, 三号, 四号, 小四 in points
_LINE = 28.95  # points: 22 lines in 225 mm
# Twentieths of a point between characters: 28 of 三号 in 156 mm. A grid of characters would do the same in
# Word, but LibreOffice gives a character that is wider than its cell two of them.
_SPACING = -5
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


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
    _page(document)
    _normal(document)
    _paragraph(document, LABEL, _KAI, _SIZE_SMALL)
    _paragraph(document, text.title, _TITLE, _SIZE_2, centred=True)
    _paragraph(document, "", _BODY, _SIZE_3)
    for line in text.head:
        _paragraph(document, line, _KAI, _SIZE_3, centred=True)
    for section in text.sections:
        _section(document, section)
    for line in text.foot:
        _paragraph(document, line, _BODY, _SIZE_3, right=True)
    if text.annex:
        _annex(document, text.annex)
    _mark(document, text.title)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    document.save(str(part))
    part.replace(path)
    return path


def _page(document: "Document") -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)  # leaves 156 × 225 mm of text
    section.footer_distance = Mm(25)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "lines"), ("linePitch", 579)):
        grid.set(qn(f"w:{name}"), str(value))
    properties.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], right=right)


def _page_number(paragraph: "Paragraph", *, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    layout = paragraph.paragraph_format
    layout.right_indent, layout.left_indent = (Pt(_SIZE_4), Pt(0)) if right else (Pt(0), Pt(_SIZE_4))
    _font(paragraph.add_run("— "), "宋体", _SIZE_4)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = paragraph.add_run("1")
    _font(number, "宋体", _SIZE_4)
    field.append(number._r)
    paragraph._p.append(field)
    _font(paragraph.add_run(" —"), "宋体", _SIZE_4)


def _normal(document: "Document") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(_SIZE_3)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    for level, font in ((1, _BLACK), (2, _KAI)):
        heading: Any = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = "Times New Roman", Pt(_SIZE_3), False
        heading.font.color.rgb = None
        fonts = heading.element.rPr.rFonts
        for theme in ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)


def _section(document: "Document", section: WordSection) -> None:
    if section.heading:
        _paragraph(document, section.heading, _BLACK, _SIZE_3, style="Heading 1", indented=True)
    for text in section.paragraphs:
        level_2 = text.startswith("（") and len(text) <= 30 and text[-1] not in "。；！？"
        style = "Heading 2" if level_2 else None
        _paragraph(document, text, _KAI if level_2 else _BODY, _SIZE_3, style=style, indented=True)
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
            _font(cell.paragraphs[0].add_run(_printable(text)), _BLACK if number == 0 else _BODY, _SIZE_4)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Millimetres of 156, by the longest words of each column; none is narrower than a date."""
    longest = [min(30, max(6, *(len(row[n]) for row in rows))) for n in range(len(rows[0]))]
    return [156 * length / sum(longest) for length in longest]


def _annex(document: "Document", lines: Sequence[str]) -> None:
    _paragraph(document, "附件", _BLACK, _SIZE_3, page_before=True)
    _paragraph(document, "依据清单", _TITLE, _SIZE_2, centred=True)
    for number, line in enumerate(lines, 1):
        _paragraph(document, f"{number}. {line}", _BODY, _SIZE_3, indented=True)


def _paragraph(  # noqa: PLR0913
    document: "Document",
    text: str,
    font: str,
    size: float,
    *,
    style: str | None = None,
    centred: bool = False,
    right: bool = False,
    indented: bool = False,
    page_before: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    paragraph = document.add_paragraph(style=style)
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(_LINE, size * 1.5))
    layout.page_break_before = page_before
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indented:
        layout.first_line_indent = Pt(2 * size)
    _font(paragraph.add_run(_printable(text)), font, size)


def _printable(text: str) -> str:
    """XML knows no control characters, and no half of a surrogate pair."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")


def _font(run: Any, east_asian: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt, RGBColor

    run.font.name, run.font.size, run.font.bold = "Times New Roman", Pt(size), False
    run.font.color.rgb = RGBColor(0, 0, 0)
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)
    if size == _SIZE_3:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(_SPACING))
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def _mark(document: "Document", title: str) -> None:
    """In the metadata too, where programs look for it; fallbacks for fonts stand in the font table."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    core = document.core_properties
    core.title, core.author, core.keywords = title, "板凳（人工智能）协助", "人工智能协助起草"
    core.comments = LABEL
    package = document.part.package
    aigc = json.dumps({"Label": "1", "ContentProducer": "bandeng", "Note": LABEL}, ensure_ascii=True)
    custom = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="AIGC">'
        f"<vt:lpwstr>{aigc.replace('&', '&amp;')}</vt:lpwstr></property></Properties>"
    )
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, custom.encode(), package)
    package.relate_to(part, _CUSTOM_RELATION)
    for table in package.iter_parts():
        if table.partname == "/word/fontTable.xml":
            table._blob = _with_fallbacks(table.blob)


def _with_fallbacks(blob: bytes) -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    return blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
