"""Which lines of a Chinese paper are headings, and how deep: 编章节条, 一、（一）1.（1）, Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from ingest.numerals import NUMERAL, to_int


class Level(IntEnum):
    """Depth of a heading; a smaller number stands above a larger one."""

    ROOT = 0
    ATTACHMENT = 1
    MARKDOWN = 2  # to 7: # … ######
    BOOK = 10  # 编
    PART = 11  # 分编
    CHAPTER = 12
    SECTION = 13
    ARTICLE = 14
    FIRST = 20  # 一、
    SECOND = 21  # （一）
    THIRD = 22  # 1.
    FOURTH = 23  # （1）


DIVISIONS = (Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION)

_ARTICLE = re.compile(rf"第({NUMERAL})条((?:之[一二三四五六七八九十]{{1,2}})?)(\s*)(.*)", re.DOTALL)
_DIVISION = re.compile(rf"第{NUMERAL}(编|分编|章|节)(?:[\s　]|(?![^。；：，]*[。；：，])).{{0,38}}$")
_DIVISIONS = {"编": Level.BOOK, "分编": Level.PART, "章": Level.CHAPTER, "节": Level.SECTION}
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*\S)")
_NUMBERED = (
    (
        Level.FIRST,
        re.compile(r"[一二三四五六七八九十]{1,3}、|(?:议题|议程|事项)[一二三四五六七八九十\d]{1,2}[：:、\s]"),
    ),
    (Level.SECOND, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (Level.THIRD, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,2}[）)]")),
)
_ATTACHMENT = re.compile(r"附\s*(?:件|表|录)\s*\d{0,2}\s*[：:]?\s*$")
_LONGEST_CLOSING = 60
_SENTENCE_END = re.compile(r"[。；：，、！？;:,!?”》]$")
_SIGNATURE = re.compile(
    r"(?:抄送|抄报|主题词|附件?\s*[：:]|[（(]此件|责任编辑|编辑[：:]|来源[：:])|[\u4e00-\u9fa5、\s]{2,60}(?:会|府|室|厅|局|部|院|委|处|中心|公司)$"
    r"|[\u4e00-\u9fa5、\s]{0,60}(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s*年[\s\d一二三四五六七八九十]{1,5}月[\s\d一二三四五六七八九十]{1,5}日\s*(?:印发|发布)?[）)]?$"
)
# 第十二条第一款 at the start of a wrapped line is a reference, not an article.
_REFERENCE = re.compile(r"第|款|项|规定|的|、|，|和第|至第|或者?第|及第|所[称列规述]|中[，的]")


@dataclass(slots=True)
class Node:
    """A heading with the lines under it. `head` is its line; an article's head is only 第X条."""

    level: int
    head: str = ""
    marker: str = ""
    lead: list[str] = field(default_factory=list)  # headings above it that have no line of their own
    lines: list[str] = field(default_factory=list)
    is_title: bool = False  # of the whole document, which carries it itself
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def outline(text: str) -> Node:
    """The tree of headings of `text`; every non-blank line stands once in it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    articles = article_starts(lines)
    root = Node(Level.ROOT)
    stack = [root]
    end = _closing(lines, max(articles, default=len(lines)))
    for index, line in enumerate(lines):
        if index == end:
            stack = [root, Node(Level.ATTACHMENT)]
            root.children.append(stack[-1])
        node = _heading(line, index in articles, bool(articles))
        if node is None:
            stack[-1].lines.append(line.lstrip("# ") if articles else line)
            continue
        while stack[-1].level >= node.level:
            stack.pop()
        stack[-1].children.append(node)
        stack.append(node)
    titles = [child for child in root.children if child.level == Level.MARKDOWN]
    for title in titles if len(titles) == 1 else ():
        title.is_title = True
    return root


def _closing(lines: Sequence[str], last: int) -> int:
    """Where the signature below the last article begins, which is no part of that article."""
    start = len(lines)
    while start > last + 1 and _is_closing(lines[start - 1].lstrip("# ")):
        start -= 1
    return start


def _is_closing(line: str) -> bool:
    """A signature, or words that make no sentence, such as those below the text of a web page."""
    bare = len(line) <= _LONGEST_CLOSING and not _SENTENCE_END.search(line)
    return _SIGNATURE.match(line) is not None or (
        bare and not any(pattern.match(line) for _, pattern in _NUMBERED)
    )


def article_starts(lines: Sequence[str]) -> set[int]:
    """Indices of the lines that open an article; empty where the text is not a regulation."""
    found: set[int] = set()
    last = 0
    for index, line in enumerate(lines):
        match = _ARTICLE.match(line.lstrip("#* "))
        if match is None:
            continue
        number, inserted, gap, rest = to_int(match[1]), match[2], match[3], match[4]
        spaced = bool(gap) or not rest
        reference = bool(_REFERENCE.match(rest)) and not gap
        # OCR may lose a number or two
        follows = 0 < number - last <= 3 or (inserted and number == last) or number == 1
        if not reference and (follows or (spaced and number > last)):
            found.add(index)
            last = number
    return found if len(found) > 1 else set()


def _heading(line: str, is_article: bool, regulation: bool) -> Node | None:
    markdown = _MARKDOWN.fullmatch(line)
    bare = markdown[2] if markdown else line
    if is_article:
        match = _ARTICLE.match(bare.lstrip("* "))
        if match:
            number = f"第{match[1]}条{match[2]}"
            rest = match[4].lstrip("* ")
            return Node(Level.ARTICLE, number, number, lines=[rest] if rest else [])
    division = _DIVISION.match(bare)
    if division:
        return Node(_DIVISIONS[division[1]], bare)
    if _ATTACHMENT.match(bare):
        return Node(Level.ATTACHMENT, bare, bare.rstrip("：: "))
    if regulation:
        return None
    for level, pattern in _NUMBERED:
        match = pattern.match(bare)
        if match:
            return Node(level, bare, match[0].rstrip("：: .．" if level < Level.THIRD else ".．、"))
    return Node(Level.MARKDOWN + len(markdown[1]) - 1, bare) if markdown else None
