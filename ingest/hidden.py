"""What a file carries out of sight of its text: notes, comments, properties, masters, page heads, WordArt.

None of it is stored; it is read because a mark of secrecy often stands only there.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import old_office, web
from ingest.formats import Format
from ingest.refusals import Refusal, Refused

_MOST_BYTES = 30_000_000  # of one part of the file
_TAIL = 1 << 16  # bytes at the end of a sheet, where its page heads stand
_PACKED = {Format.DOCX, Format.XLSX, Format.PPTX, Format.ODT}
_OLD = {Format.DOC, Format.XLS, Format.PPT}

_PROPERTIES = re.compile(r"docProps/.*\.xml|meta\.xml", re.IGNORECASE)
_SHEET = re.compile(r"xl/(?:work|chart)sheets/[^/]*\.xml", re.IGNORECASE)
# Without the body of a document, which is read anyway, and what holds no words.
_WORDS = re.compile(
    r"word/(?!document\.xml|styles|settings|fontTable|numbering|webSettings|theme).*\.(?:xml|vml)"
    r"|xl/(?:comments|threadedComments|drawings|workbook\.xml)[^.]*\.?(?:xml|vml)?"
    r"|ppt/(?!presentation|presProps|viewProps|tableStyles|theme).*\.xml|styles\.xml",
    re.IGNORECASE,
)
_PAGE_HEAD = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_PARAGRAPHS = {"p", "text", "textpath"}


@dataclass(frozen=True, slots=True)
class Hidden:
    """`text` is running text by lines; `labels` are titles, key words and the like, each a line."""

    text: str = ""
    labels: str = ""


def hidden(path: Path, form: Format) -> Hidden:
    """Refused where a part is broken or beyond all measure."""
    if form in _PACKED:
        return _packed(path)
    if form in _OLD:
        return Hidden("\n".join(old_office.heads_and_art(path)), "\n".join(old_office.properties(path)))
    if form is Format.PDF:
        return _pdf(path)
    if form in (Format.HTML, Format.MHTML):
        data = path.read_bytes()
        page = web.page_of(data) if form is Format.MHTML else web.html_of(data)
        return Hidden(labels="\n".join(web.labels_of(page)))
    return Hidden()


def _packed(path: Path) -> Hidden:
    from lxml.etree import XMLSyntaxError

    text: list[str] = []
    labels: list[str] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                name = entry.filename
                if _PROPERTIES.fullmatch(name):
                    labels += _values(_tree(archive, entry))
                elif _SHEET.fullmatch(name):
                    text += _sheet_heads(archive, entry)
                elif name == "word/document.xml":
                    text += _boxes(_tree(archive, entry))
                elif _WORDS.fullmatch(name):
                    root = _tree(archive, entry)
                    text += _paragraphs(root)
                    labels += (e.get("name", "") for e in _named(root, "sheet"))
    except (zipfile.BadZipFile, zlib.error, EOFError, XMLSyntaxError) as error:
        raise Refused(Refusal.BROKEN) from error
    return Hidden("\n".join(filter(None, text)), "\n".join(filter(None, labels)))


def _tree(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Any:
    """The root of a part; None of an empty one."""
    from lxml import etree

    if entry.file_size > _MOST_BYTES:
        raise Refused(Refusal.TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    data = archive.read(entry)
    return etree.fromstring(data, parser) if data.strip() else None


def _named(root: Any, *names: str) -> Iterator[Any]:
    yield from root.iter(*(f"{{*}}{name}" for name in names)) if root is not None else ()


def _paragraphs(root: Any) -> Iterator[str]:
    for element in _named(root, *_PARAGRAPHS):
        yield element.get("string") or "".join(element.itertext())


def _boxes(root: Any) -> Iterator[str]:
    """Text boxes and watermarks that stand in the body."""
    for element in _named(root, "txbxContent", "textpath"):
        yield from _paragraphs(element)


def _values(root: Any) -> Iterator[str]:
    yield from (element.text or "" for element in _named(root, "*") if not len(element))


def _sheet_heads(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[str]:
    tail = b""
    with archive.open(entry) as source:
        while block := source.read(1 << 20):
            tail = (tail + block)[-_TAIL - (1 << 20) :]
    for head in _PAGE_HEAD.findall(tail):
        yield from old_office.without_codes(html.unescape(head.decode("utf-8", "replace"))).splitlines()


def _pdf(path: Path) -> Hidden:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        labels = [value for key, value in document.get_metadata_dict().items() if "Date" not in key]
        text = [line for page in document for line in (*_slanted(page), *_annotations(page))]
    return Hidden("\n".join(text), "\n".join(filter(None, labels)))


def _slanted(page: Any) -> Iterator[str]:
    """Letters that do not stand upright on a page that does: watermarks."""
    from pypdfium2.raw import FPDFText_GetCharAngle, FPDFText_GetUnicode

    letters = page.get_textpage()
    angles = [round(FPDFText_GetCharAngle(letters, i), 1) for i in range(letters.count_chars())]
    for angle in set(angles) - {0.0, -1.0}:
        turned = (chr(FPDFText_GetUnicode(letters, i)) for i, other in enumerate(angles) if other == angle)
        yield from re.split(r"[\r\n]+", "".join(turned))


def _annotations(page: Any) -> Iterator[str]:
    """Notes stuck to a page, and what was written into its fields."""
    import ctypes

    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        for key in (b"Contents", b"V"):
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if 2 < size < _TAIL:
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFAnnot_GetStringValue(
                    note, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
                )
                yield from buffer.raw[:-2].decode("utf-16-le", "replace").splitlines()
        raw.FPDFPage_CloseAnnot(note)
