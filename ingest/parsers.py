"""A file → its text, headings and tables in Markdown."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import docx, rtf, tables, web
from ingest.decoding import decode, is_garbled
from ingest.formats import Format, recognise
from ingest.layout import paragraphs, without_furniture
from ingest.markdown import plain
from ingest.pdf import Page, read_pages
from ingest.refusals import Refusal, Refused
from ingest.webframe import without_frame
from ingest.wrapping import unwrapped

_FEWEST_LETTERS = 20  # in a Word file that is more than pasted pictures
_MOST_PICTURES = 60
_MOST_LETTERS = 3_000_000
_OVERLONG = re.compile(r"([^\n]{3000}[^\n。；]{0,1000}[。；]?)(?=[^\n])")  # no paragraph, and slow to search
_UNNAMED_SHEET = re.compile(r"^#+ *(?:sheet|工作表) *\d*$", re.IGNORECASE | re.MULTILINE)  # no title
_MIMES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.XLS: "application/vnd.ms-excel",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.RTF: "application/rtf",
    Format.HTML: "text/html",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file shows. `margins`, page heads and watermarks, and `labels`, its properties, are checked
    but not stored.

    `pages` are those of a file that has pages; the scans among them are still to be read, and only then is
    there a text. `page_starts` says how many letters, white space not counted, stand before each page.
    """

    text: str = ""
    margins: str = ""
    labels: str = ""
    pages: tuple[Page, ...] = ()
    page_starts: tuple[int, ...] = ()
    has_scans: bool = False  # some of the text was read from pictures

    @property
    def scans(self) -> list[int]:
        return [index for index, page in enumerate(self.pages) if page.is_scan]


def parse(path: Path, form: Format | None = None) -> Parsed:
    """Refused says why it cannot be read; what LibreOffice must convert is to be converted before."""
    form = form or recognise(path)
    match form:
        case Format.PDF:
            return settled(Parsed(pages=tuple(read_pages(path))))
        case Format.IMAGE:
            return Parsed(pages=(Page((), is_scan=True),))
        case Format.TEXT | Format.MARKDOWN:
            text = decode(path.read_bytes())
            return _checked(Parsed(plain(text) if form is Format.MARKDOWN else unwrapped(text)))
        case Format.HTML | Format.MHTML:
            data = path.read_bytes()
            html = web.page_of(data) if form is Format.MHTML else web.html_of(data)
            text = _extract(without_frame(html).encode(), Format.HTML)
            return _checked(Parsed(web.without_menus(tables.tidy(plain(text)))))
        case Format.DOCX:
            return _word(path)
        case Format.XLSX | Format.XLS | Format.PPTX | Format.ODT | Format.RTF:
            data = path.read_bytes()
            data = rtf.with_numbers(data) if form is Format.RTF else data
            text = _UNNAMED_SHEET.sub("", plain(_extract(data, form)))
            return _checked(Parsed(tables.tidy(text)))
    raise Refused(Refusal.UNSUPPORTED)


def _word(path: Path) -> Parsed:
    import zipfile

    from lxml.etree import XMLSyntaxError

    try:
        numbered, scans = docx.simplified(path), docx.pictures(path)
    except (zipfile.BadZipFile, KeyError, XMLSyntaxError, ValueError) as error:
        raise Refused(Refusal.BROKEN) from error
    parsed = Parsed(tables.tidy(plain(_extract(numbered, Format.DOCX))))
    if len("".join(parsed.text.split())) < _FEWEST_LETTERS and scans:
        if len(scans) > _MOST_PICTURES:
            raise Refused(Refusal.TOO_LARGE)
        return Parsed(margins=parsed.text, pages=(Page((), is_scan=True),) * len(scans))
    return _checked(parsed)


def _extract(data: bytes, form: Format) -> str:
    from kreuzberg import ExtractionConfig, KreuzbergError, extract_bytes_sync

    try:
        return extract_bytes_sync(
            data, _MIMES[form], ExtractionConfig(use_cache=False, output_format="markdown")
        ).content
    except KreuzbergError as error:
        raise Refused(Refusal.BROKEN) from error


def settled(parsed: Parsed) -> Parsed:
    """The text of a file with pages, once all of its scans have been read."""
    if not parsed.pages or parsed.scans:
        return parsed
    bodies, furniture = without_furniture([page.lines for page in parsed.pages])
    lines: list[str] = []
    starts: list[int] = []
    letters = 0
    for page, text in paragraphs(bodies, max(page.width for page in parsed.pages)):
        starts += [letters] * (page - len(starts))
        lines.append(text)
        letters += len("".join(text.split()))
    margins = "\n".join((parsed.margins, *furniture))
    text = "\n".join(lines)
    return _checked(replace(parsed, text=text, margins=margins, pages=(), page_starts=tuple(starts)))


def _checked(parsed: Parsed) -> Parsed:
    if not parsed.text.strip():
        raise Refused(Refusal.EMPTY)
    if len(parsed.text) > _MOST_LETTERS:
        raise Refused(Refusal.TOO_LARGE)
    if is_garbled(parsed.text):
        raise Refused(Refusal.GARBLED)
    return replace(parsed, text=_OVERLONG.sub(r"\1\n", parsed.text))
