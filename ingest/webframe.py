"""A web page without the frame around its paper: navigation, lists of links, tables for layout."""

import re
from collections.abc import Iterator
from typing import Any

_NEVER_TEXT = "script|style|noscript|iframe|svg|select|button|template|title|meta|link|nav|footer|aside"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:(?:top|main|sub|left)?nav(?:bar|igation)?|menu|(?:bread)?crumbs?|bread|foot(?:er)?|bottom|copyright|"
    r"side(?:bar)?|share|related|recommend|friend-?links?|tool(?:s|bar)|weizhi|dqwz)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = ("ul", "ol", "dl", "div", "section", "table", "td", "p")
_MOST = 0.3  # of the page's letters: no part of the frame is larger
_FEWEST_LINKS = 3
_LINKED = 0.7  # of the letters in a list of links
_NO_LETTERS = re.compile(r"[\W\d_]+")
_LONG_CELL = 1_000  # characters; a text, no entry
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "div", "p")
_LONGEST_HEADING = 8


def without_frame(html: str) -> str:
    """The page as HTML with the paper in it; all of its text is kept where no frame is recognised."""
    from lxml.html import document_fromstring, tostring

    root = document_fromstring(_DECLARATION.sub("", html))
    title = next(iter(root.xpath("//meta[@name='ArticleTitle']/@content")), "").strip()
    for element in list(root.iter(*_NEVER_TEXT.split("|"))):
        _remove(element)
    letters = max(1, _letters(root))
    for element in list(_frame(root)):
        if _letters(element) <= _MOST * letters:
            _remove_with_heading(element)
    for table in root.iter("table"):
        if _only_lays_out(table):
            for part in [table, *_parts(table)]:
                part.tag = "div"
    if title and "".join(title.split()) not in "".join(root.text_content().split()):
        return f"<h1>{title}</h1>{tostring(root, encoding='unicode')}"
    return str(tostring(root, encoding="unicode"))


def _frame(root: Any) -> Iterator[Any]:
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        if (
            _FRAME.search(f"{element.get('class', '')} {element.get('id', '')}")
            or (element.tag == "header" and not element.xpath(".//h1|.//h2|.//h3"))
            or (element.tag in _BLOCKS and _is_list_of_links(element))
        ):
            yield element


def _is_list_of_links(element: Any) -> bool:
    links = element.xpath(".//a")
    if len(links) < _FEWEST_LINKS or "附件" in element.text_content():
        return False
    return sum(map(_letters, links)) >= _LINKED * max(1, _letters(element))


def _letters(element: Any) -> int:
    return len(_NO_LETTERS.sub("", element.text_content()))


def _remove_with_heading(element: Any) -> None:
    """热点推荐 above a list of links goes with it."""
    before = element.getprevious()
    if (
        before is not None
        and before.tag in _HEADINGS
        and len(before.text_content().strip()) <= _LONGEST_HEADING
    ):
        _remove(before)
    _remove(element)


def _remove(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _only_lays_out(table: Any) -> bool:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    return (
        next(table.iterdescendants("table"), None) is not None
        or len(cells) <= len(rows)
        or any(len(cell.text_content()) > _LONG_CELL for cell in cells)
    )


def _parts(table: Any) -> list[Any]:
    """Rows and cells of the table itself, not of one inside of it."""
    inner = table.iterdescendants("thead", "tbody", "tfoot", "tr", "td", "th")
    return [part for part in inner if next(part.iterancestors("table"), table) is table]
