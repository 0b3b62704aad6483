"""PDF → lines and tables by page; pages that are only a picture are named, to be read by OCR."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import columns
from ingest.decoding import is_garbled
from ingest.layout import Line, joined
from ingest.refusals import Refusal, Refused

MOST_PAGES = 1_500
MOST_SCANS = 300  # pages without text, of which each takes seconds

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_FEWEST_LETTERS = 8  # on a page that is not just a picture with a page number
_CJK = r"[\u4e00-\u9fff，。；：！？、（）《》〈〉〔〕“”]"
_LOOSE = re.compile(rf"(?<={_CJK}) +(?=[\dA-Za-z〔])|(?<=[\dA-Za-z〕]) +(?={_CJK})")
_QUOTES = re.compile("[“”‘’]")
_RADICAL = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")  # some fonts map 一 to the radical ⼀
_CONTROL = re.compile(r"[\uf000-\uf0ff\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\u00ad\u200b]")


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    width: float = 0
    is_scan: bool = False


def read_pages(path: Path) -> list[Page]:
    """All pages; Refused where the file is broken, has a password or too many pages."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > MOST_PAGES:
                raise Refused(Refusal.TOO_LARGE)
            pages = [_page(document[index]) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _WRONG_PASSWORD
        raise Refused(Refusal.ENCRYPTED if locked else Refusal.BROKEN) from error
    if sum(page.is_scan for page, _ in pages) > MOST_SCANS:
        raise Refused(Refusal.TOO_LARGE)
    ruled = [index for index, (page, has_rules) in enumerate(pages) if has_rules and not page.is_scan]
    return _with_tables(path, [page for page, _ in pages], ruled)


def _page(page: Any) -> tuple[Page, bool]:
    """The lines of a page, and whether it has so many drawn strokes that it may hold a table."""
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH

    width, height = page.get_size()
    text_page = page.get_textpage()
    lines: list[Line] = []
    start = 0
    for raw in text_page.get_text_range().split("\r\n"):
        stripped = raw.rstrip()
        if stripped:
            offset = start + len(raw) - len(raw.lstrip())
            left, bottom, _, top = text_page.get_charbox(offset, loose=True)
            right = text_page.get_charbox(start + len(stripped) - 1, loose=True)[2]
            if _QUOTES.search(stripped):
                stripped = _in_order(text_page, offset, stripped.lstrip())
            lines.append(Line(clean(stripped), left, right, height - top, top - bottom))
        start += len(raw) + 2
    letters = "".join(line.text for line in lines)
    if len("".join(letters.split())) < _FEWEST_LETTERS or is_garbled(letters):
        return Page((), is_scan=True), False
    strokes = 0
    for item in page.get_objects(max_depth=2):
        strokes += item.type == FPDF_PAGEOBJ_PATH
        if strokes >= 4:
            return Page(tuple(lines), width), True
    return Page(tuple(line for block in columns.in_order(lines) for line in block), width), False


def _in_order(text_page: Any, start: int, line: str) -> str:
    """The line from left to right: quotes set in another font are found at a wrong place in it."""
    boxes = [(text_page.get_charbox(start + index, loose=True), c) for index, c in enumerate(line)]
    drawn = [(box[0], c) for box, c in boxes if box[2] > box[0]]  # a space that nobody drew has no width
    return "".join(c for _, c in sorted(drawn, key=lambda placed: placed[0]))


def clean(text: str) -> str:
    """Without the spaces that layout puts beside digits, and with real characters for radicals."""
    text = _RADICAL.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _CONTROL.sub("", text))
    return _LOOSE.sub("", text).strip()


def _with_tables(path: Path, pages: list[Page], ruled: Sequence[int]) -> list[Page]:
    """Lines inside of drawn tables replaced by rows; a table that goes on over a page gets no new head."""
    if not ruled:
        return pages
    import pdfplumber

    header: list[str] = []
    with pdfplumber.open(path, pages=[index + 1 for index in ruled]) as document:
        for index, page in zip(ruled, document.pages, strict=True):
            tables = [(table.bbox, table.extract()) for table in page.find_tables()]
            lines = list(pages[index].lines)
            for (left, top, right, bottom), cells in tables:
                rows = [[joined(clean(cell or "").split("\n")) for cell in row] for row in cells]
                if len(rows) * max(map(len, rows), default=0) < 4:
                    continue
                inside = [i for i, line in enumerate(lines) if top <= line.top + line.height / 2 <= bottom]
                goes_on = bool(header) and len(header) == len(rows[0]) and not lines[: min(inside, default=1)]
                new = [row for row in rows if row != header] if goes_on else _headed(rows)
                header = header if goes_on else rows[0]
                place = min(inside, default=len(lines))
                kept = [line for i, line in enumerate(lines) if i not in inside]
                drawn = [Line(f"| {' | '.join(row)} |", left, right, top, bottom - top) for row in new]
                lines = [*kept[:place], *drawn, *kept[place:]]
            pages[index] = Page(tuple(lines), pages[index].width)
    return pages


def _headed(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], ["---"] * len(rows[0]), *rows[1:]]
