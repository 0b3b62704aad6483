"""Lines as they stand on pages → paragraphs, without page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.numerals import NUMERAL

MARGIN_LINES = 2  # at the top and at the foot of a page, where running heads may stand

_PAGE_NUMBER = re.compile(
    r"[\s\-—–_·•~]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，共]+\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–_·•~]*"
)
_MARKER = re.compile(
    rf"(?:第{NUMERAL}(?:编|章|节|条)|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}[.．、](?!\d)|附件)"
    r"(?![第款项规的、和至或及，所中])"
)
_BULLET = re.compile(rf"{_MARKER.pattern}|[•·●○■□◆▪➢\uf06c\uf0b7-]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its box; the unit is the page's own, `top` grows downwards."""

    text: str
    left: float
    right: float
    top: float
    height: float


def without_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without page numbers, running heads and watermarks, and the texts that were left out."""
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in _edge(page)})
    everywhere = Counter(shape for page in pages for shape in {_shape(line) for line in page})
    furniture: list[str] = []

    def stays(line: Line, page: Sequence[Line]) -> bool:
        at_edge = any(line is other for other in _edge(page))
        shape = _shape(line)
        repeated = everywhere[shape] >= max(3, 0.8 * len(pages)) and not line.text.startswith("|")
        if repeated or (
            at_edge and (_PAGE_NUMBER.fullmatch(line.text) or edges[shape] >= max(3, len(pages) / 2))
        ):
            furniture.append(line.text)
            return False
        return True

    return [[line for line in page if stays(line, page)] for page in pages], furniture


def _edge(page: Sequence[Line]) -> Sequence[Line]:
    return page if len(page) <= 2 * MARGIN_LINES else (*page[:MARGIN_LINES], *page[-MARGIN_LINES:])


def _shape(line: Line) -> str:
    """A running head differs from page to page only in its number."""
    return re.sub(r"\d+", "0", "".join(line.text.split()))


def paragraphs(pages: Sequence[Sequence[Line]], width: float) -> Iterator[tuple[int, str]]:
    """(page on which it starts, text) of each paragraph; a paragraph may run over the end of its page.

    `width` is that of the widest page. Rows of tables, which begin with a bar, stand for themselves.
    """
    lines = [(number, line) for number, page in enumerate(pages, start=1) for line in page]
    prose = [line for _, line in lines if not line.text.startswith("|")]
    if not prose:
        yield from ((number, line.text) for number, line in lines)
        return
    size = median(line.height for line in prose)
    edge = sorted(line.left for line in prose)[len(prose) // 10]
    full = _right_edge(prose, edge, width, size) - 1.6 * size
    gathered: list[Line] = []
    start = 1
    for number, line in lines:
        if gathered and (gathered[-1].right < full or not _continues(gathered, line, edge, size)):
            yield start, joined([part.text for part in gathered])
            gathered = []
        if not gathered:
            start = number
        gathered.append(line)
    yield start, joined([part.text for part in gathered])


def _right_edge(lines: Sequence[Line], left: float, width: float, size: float) -> float:
    """Where full lines end: where many do, else where the right margin is as wide as the left one."""
    right = sorted(line.right for line in lines)[-1 - len(lines) // 20]
    there = sum(line.right > right - 1.6 * size for line in lines)
    return right if there >= max(3, len(lines) / 4) else max(right, 0.9 * (width - left))


def _continues(gathered: Sequence[Line], line: Line, edge: float, size: float) -> bool:
    """Whether `line` goes on with the paragraph, whose last line reaches to the right edge."""
    if _MARKER.match(line.text) or line.text.startswith("|") or gathered[-1].text.startswith("|"):
        return False
    shift = line.left - gathered[-1].left
    if shift < -0.6 * size:  # after the indented first line
        return line.left < edge + size
    if shift > 0.6 * size:  # a hanging indent, else the start of a new paragraph
        return len(gathered) == 1 and _BULLET.match(gathered[0].text) is not None
    return len(gathered) > 1 or line.left < edge + size


def joined(parts: Sequence[str]) -> str:
    """Lines of one paragraph put together: with a space only between Latin words."""
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += (" " if latin else "") + part
    return text
