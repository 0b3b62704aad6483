"""Lines as they stand on pages → paragraphs, without page numbers and running heads."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, median_low

from ingest.numerals import NUMERAL

MARGIN_LINES = 2  # at the top and at the foot of a page, where running heads may stand

_TALLER = 1.25
_OTHER_SIZE = 1.4
_MOST_INDENTED = 5  # characters; what stands further in is a signature or a heading
_LEAST_TITLE = 6  # characters
_ORNAMENT = re.compile(r"[\s━─—–_＿=＝*★☆]{3,}")
_PAGE_NUMBER = re.compile(
    r"[\s\-—–_·•~一]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，共]+\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–_·•~一]*"
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
    """The pages without page numbers, running heads, rules and watermarks, and what was left out."""
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in _edge(page)})
    everywhere = Counter(shape for page in pages for shape in {_shape(line) for line in page})
    sizes = defaultdict(list)
    for line in (line for page in pages for line in page):
        sizes[_shape(line)].append(line.height)

    def stays(line: Line, page: Sequence[Line]) -> bool:
        if _ORNAMENT.fullmatch(line.text):
            return False
        at_edge = any(line is other for other in _edge(page))
        shape = _shape(line)
        if line.text.startswith("|") or line.height > _TALLER * median_low(sizes[shape]):
            return True  # a row; the title of which the running heads are small copies
        repeated = everywhere[shape] >= max(3, 0.8 * len(pages))
        if repeated or not at_edge:
            return not repeated
        return not (
            _PAGE_NUMBER.fullmatch(line.text)
            or edges[shape] >= max(3, len(pages) / 2)
            or any(_heads(line, other) for other in page)
            or (len(pages) == 2 and all(_has_copy(line, other) for other in pages))
        )

    bodies = [[line for line in page if stays(line, page)] for page in pages]
    kept = {id(line) for body in bodies for line in body}
    return bodies, [line.text for page in pages for line in page if id(line) not in kept]


def _heads(line: Line, title: Line) -> bool:
    """Whether a small line at the edge of the page repeats its title, alone or with the name of a book."""
    return (
        title.height > _OTHER_SIZE * line.height
        and len(title.text) >= _LEAST_TITLE
        and title.text in line.text
    )


def _has_copy(line: Line, page: Sequence[Line]) -> bool:
    """Whether the same words stand at the same height of the page."""
    return any(
        other.text == line.text and abs(other.top - line.top) < 2 * line.height for other in _edge(page)
    )


def _edge(page: Sequence[Line]) -> Sequence[Line]:
    return page if len(page) <= 2 * MARGIN_LINES else (*page[:MARGIN_LINES], *page[-MARGIN_LINES:])


def _shape(line: Line) -> str:
    """A running head differs from page to page only in its number, a heading in its text."""
    bare = "".join(line.text.split())
    return bare if _MARKER.match(bare) else re.sub(r"\d+", "0", bare)


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


def _names_attachments(before: str, line: str) -> bool:
    """Whether 附件 at the start of a line goes on with the sentence before: 作为合同的/附件：（一）…"""
    return line.startswith("附件") and re.search(r"[\u4e00-\u9fff，、]$", before) is not None


def _right_edge(lines: Sequence[Line], left: float, width: float, size: float) -> float:
    """Where full lines end: where many do, else where the right margin is as wide as the left one."""
    right = sorted(line.right for line in lines)[-1 - len(lines) // 20]
    there = sum(line.right > right - 1.6 * size for line in lines)
    return right if there >= max(3, len(lines) / 4) else max(right, 0.9 * (width - left))


def _continues(gathered: Sequence[Line], line: Line, edge: float, size: float) -> bool:
    """Whether `line` goes on with the paragraph, whose last line reaches to the right edge."""
    if line.text.startswith("|") or gathered[-1].text.startswith("|"):
        return False
    if _MARKER.match(line.text) and not _names_attachments(gathered[-1].text, line.text):
        return False
    if not 1 / _OTHER_SIZE < line.height / gathered[-1].height < _OTHER_SIZE:  # letterhead, title, note
        return False
    shift = line.left - gathered[-1].left
    if shift < -0.6 * size:  # after the indented first line
        return line.left < edge + size and gathered[-1].left < edge + _MOST_INDENTED * size
    if shift > 0.6 * size:  # a hanging indent, else the start of a new paragraph
        return len(gathered) == 1 and _BULLET.match(gathered[0].text) is not None
    return len(gathered) > 1 or line.left < edge + size


def opens_a_point(text: str) -> bool:
    """Whether a line begins as headings, articles and points of a list do."""
    return _MARKER.match(text) is not None


def joined(parts: Sequence[str]) -> str:
    """Lines of one paragraph put together: with a space only between Latin words."""
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += (" " if latin else "") + part
    return text
