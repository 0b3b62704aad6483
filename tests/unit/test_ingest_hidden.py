"""Marks of secrecy that stand where a reader of the text alone never looks."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from openpyxl.comments import Comment

from ingest import old_office
from ingest.formats import Format
from ingest.guard import check_marks
from ingest.hidden import hidden
from ingest.refusals import Refusal, Refused
from tests.hostile import zipped
from tests.papers import pdf, slides

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BOX = (
    f'<w:r xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def _refusal(tmp_path: Path, data: bytes, form: Format) -> Refusal | None:
    path = tmp_path / f"paper.{form.name.lower()}"
    path.write_bytes(data)
    found = hidden(path, form)
    try:
        check_marks(found.text, "通知.docx", *found.labels.splitlines())
    except Refused as refused:
        return refused.refusal
    return None


def _word(change: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    document.add_paragraph("关于停车的通知")
    change(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _with_part(data: bytes, name: str, content: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return zipped({**parts, name: content.encode()})


def _first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "秘 密"


@pytest.mark.parametrize(
    "change",
    [
        _first_page,
        lambda d: setattr(d.sections[0].footer.paragraphs[0], "text", "机密★10年"),
        lambda d: setattr(d.core_properties, "keywords", "机密"),
        lambda d: setattr(d.core_properties, "title", "秘密★10年 关于停车的通知"),
        lambda d: d.paragraphs[0]._p.append(docx.oxml.parse_xml(_BOX)),
    ],
)
def test_word_heads_properties_and_text_boxes_are_looked_at(
    tmp_path: Path, change: Callable[[Document], object]
) -> None:
    assert _refusal(tmp_path, _word(change), Format.DOCX) is Refusal.CLASSIFIED


@pytest.mark.parametrize("part", ["footnotes", "endnotes", "comments"])
def test_notes_and_comments_of_word_are_looked_at(tmp_path: Path, part: str) -> None:
    note = (
        f'<w:{part} xmlns:w="{_W}"><w:x><w:p><w:r><w:t>内部文件，不要外传</w:t></w:r></w:p></w:x></w:{part}>'
    )
    data = _with_part(_word(lambda _: None), f"word/{part}.xml", note)
    assert _refusal(tmp_path, data, Format.DOCX) is Refusal.INTERNAL


def test_properties_that_speak_of_secrecy_are_no_mark(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.core_properties.title = "示例区内部审计工作规定"
        document.core_properties.keywords = "商业秘密;内部控制"
        document.sections[0].header.paragraphs[0].text = "示例区保守国家秘密实施办法"

    assert _refusal(tmp_path, _word(change), Format.DOCX) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet.oddHeader.center, "text", "内部资料"),
        lambda sheet: setattr(sheet["A1"], "comment", Comment("内部掌握，不得外传", "示例")),
        lambda sheet: setattr(sheet, "title", "内部资料"),
        lambda sheet: setattr(sheet.parent.properties, "subject", "不予公开"),
    ],
)
def test_sheets_heads_names_and_comments_are_looked_at(
    tmp_path: Path, change: Callable[[object], object]
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["事项", "单位"])
    change(book.active)
    target = BytesIO()
    book.save(target)
    assert _refusal(tmp_path, target.getvalue(), Format.XLSX) is Refusal.INTERNAL


def test_masters_and_notes_of_slides_are_looked_at(tmp_path: Path) -> None:
    drawn = '<p:m xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>秘密★5年</a:t></a:r></a:p></p:m>'
    for part in ("ppt/slideMasters/slideMaster1.xml", "ppt/notesSlides/notesSlide1.xml"):
        data = _with_part(slides(["停车"]), part, drawn)
        assert _refusal(tmp_path, data, Format.PPTX) is Refusal.CLASSIFIED


def test_a_pdf_s_notes_properties_and_slanted_letters_are_looked_at(tmp_path: Path) -> None:
    plain = pdf(["关于停车的通知"])
    assert _refusal(tmp_path, plain, Format.PDF) is None
    mark = "机密".encode("utf-16-be").hex()
    note = f"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents <FEFF{mark}> >>]"
    with_note = plain.replace(b"/MediaBox", f"{note} /MediaBox".encode(), 1)
    assert with_note != plain
    assert _refusal(tmp_path, with_note, Format.PDF) is Refusal.CLASSIFIED


def test_a_page_s_title_and_key_words_are_looked_at(tmp_path: Path) -> None:
    for head in ("<title>【内部资料】停车</title>", '<meta name="keywords" content="不予公开">'):
        page = f"<html><head><meta charset='utf-8'>{head}</head><body>停车</body></html>"
        assert _refusal(tmp_path, page.encode(), Format.HTML) is Refusal.INTERNAL


def test_heads_and_comments_of_old_sheets_are_found() -> None:
    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    head = "&C机密★10年".encode("utf-16-le")
    data = record(0x809, b"\0" * 16) + record(0x14, struct.pack("<HB", 8, 1) + head)
    data += record(0x1B6, b"\0" * 18) + record(0x3C, b"\1" + "内部掌握".encode("utf-16-le"))
    assert list(old_office.sheet_texts(data, wide=True)) == ["&C机密★10年", "内部掌握"]
    assert old_office.without_codes("&C机密★10年").split() == ["机密★10年"]


def test_word_art_of_old_files_is_found_and_running_text_is_not() -> None:
    data = b"\x20\x00" + "秘密".encode("utf-16-le") + b"\0\0" + "涉及商业秘密的\r除外".encode("utf-16-le")
    assert [art.strip() for art in old_office.art_in(data)] == ["秘密"]
