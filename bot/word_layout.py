"""The page, the fonts and the paragraphs of GB/T 9704-2012."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TITLE, BODY, BLACK, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
FALLBACKS = {  # what a program without the font takes, first to last
    TITLE: "小标宋,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    BODY: "仿宋,FangSong,华文仿宋,STFangsong,宋体,Noto Serif CJK SC",
    BLACK: "SimHei,华文黑体,STHeiti,微软雅黑,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,华文楷体,STKaiti,宋体,Noto Serif CJK SC",
}
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL = 22.0, 16.0, 14.0, 12.0  # 二号, 三号, 四号, 小四 in points
_LINE = 28.95  # points: 22 lines in 225 mm
# Twentieths of a point between characters: 28 of 三号 in 156 mm. A grid of characters would do the same in
# Word, but LibreOffice gives a character that is wider than its cell two of them.
_SPACING = -5


def lay_out_page(document: "Document") -> None:
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
        _add_page_number(footer.paragraphs[0], right=right)


def _add_page_number(paragraph: "Paragraph", *, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    layout = paragraph.paragraph_format
    layout.right_indent, layout.left_indent = (Pt(SIZE_4), Pt(0)) if right else (Pt(0), Pt(SIZE_4))
    set_font(paragraph.add_run("— "), "宋体", SIZE_4)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = paragraph.add_run("1")
    set_font(number, "宋体", SIZE_4)
    field.append(number._r)
    paragraph._p.append(field)
    set_font(paragraph.add_run(" —"), "宋体", SIZE_4)


def set_styles(document: "Document") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(SIZE_3)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    for level, font in ((1, BLACK), (2, KAI)):
        heading: Any = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = "Times New Roman", Pt(SIZE_3), False
        heading.font.color.rgb = None
        fonts = heading.element.rPr.rFonts
        for theme in ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)


def add_paragraph(  # noqa: PLR0913
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
    set_font(paragraph.add_run(printable(text)), font, size)


def printable(text: str) -> str:
    """XML knows no control characters, and no half of a surrogate pair."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")


def set_font(run: Any, east_asian: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt, RGBColor

    run.font.name, run.font.size, run.font.bold = "Times New Roman", Pt(size), False
    run.font.color.rgb = RGBColor(0, 0, 0)
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)
    if size == SIZE_3:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(_SPACING))
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
