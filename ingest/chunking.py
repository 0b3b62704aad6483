"""Text → sections: an article of a regulation, a numbered point of a paper, an agenda item of minutes.

Divisions (编章节) stand in a section's `heading` and the number of an article in its `locator`; everything
else stands in the texts, so that all of them in order give the document again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from ingest.outline import DIVISIONS, Level, Node, outline
from knowledge.model import Section

# The embedding model silently cuts at 512 tokens ≈ 800 Chinese characters, and ranks shorter chunks better.
LIMIT = 450
_TINY = 60  # numbered lines such as 一、时间：… make no passage of their own
ARROW = " › "

_SENTENCES = re.compile(r".+?(?:[。！？；;]+[”’」』）)]*|$)", re.DOTALL)
_CLAUSES = re.compile(r".+?(?:[，、,：:]+|$)", re.DOTALL)
_ANYWHERE = re.compile(rf".{{1,{LIMIT}}}", re.DOTALL)


def split(text: str) -> list[Section]:
    """Sections in the order of the text, each of at most about LIMIT characters."""
    return list(_sections(outline(text), (), ""))


def _sections(node: Node, path: tuple[str, ...], locator: str) -> Iterator[Section]:
    locator = _locator(node, locator)
    heading = ARROW.join(path)
    if node.children and _fits_in_one(node):
        yield Section("\n".join(_literal(node)), locator, heading)
        return
    below = (*path, _clipped(node.head)) if node.head and not node.is_title else path
    inside = ARROW.join(below)
    own = _own(node)
    first = node.children[0] if node.children else None
    if first and not node.lines and first.level > Level.ARTICLE and not _packing(first):
        first.lead = own  # a heading alone is no passage
    else:
        texts = pack(own)
        yield from (Section(text, locator, inside if node.level in DIVISIONS else heading) for text in texts)
    for packed, children in groupby(node.children, _packing):
        if packed:
            texts = pack(["\n".join(_literal(child)) for child in children])
            yield from (Section(text, locator, inside) for text in texts)
        else:
            for child in children:
                yield from _sections(child, below, locator)


def _own(node: Node) -> list[str]:
    """What of the node stands literally in a text: divisions and the numbers of articles do not."""
    head = [] if node.level in (*DIVISIONS, Level.ARTICLE) else [node.head]
    return [line for line in (*node.lead, *head, *node.lines) if line]


def _packing(node: Node) -> bool:
    """Whether neighbours of this kind share a section: small points, and headings with nothing under them."""
    if node.level <= Level.ARTICLE:
        return all(not n.lines and n.level in (*DIVISIONS, Level.ARTICLE) for n in node.walk())
    return _size(node) <= (LIMIT if node.level >= Level.THIRD else _TINY)


def _fits_in_one(node: Node) -> bool:
    return all(n.level not in (*DIVISIONS, Level.ARTICLE) for n in node.walk()) and _size(node) <= LIMIT


def _size(node: Node) -> int:
    return sum(len(line) for line in _literal(node))


def _literal(node: Node) -> list[str]:
    return [line for n in node.walk() for line in (*n.lead, n.head, *n.lines) if line]


def _locator(node: Node, above: str) -> str:
    if node.level == Level.ARTICLE:
        return node.marker
    return above + node.marker if node.level >= Level.FIRST else node.marker or above


def _clipped(head: str) -> str:
    """A heading as it shows in a path: of a point that runs on in its line, the first sentence."""
    first = re.split(r"(?<=.)[。；：]", head, maxsplit=1)[0]
    return first if len(first) <= 40 else first[:39] + "…"


def pack(lines: Sequence[str], limit: int = LIMIT) -> list[str]:
    """Lines gathered into texts of about equal size, of at most `limit` characters."""
    texts: list[str] = []
    for is_table, group in groupby(lines, lambda line: line.startswith("|")):
        block = list(group)
        if is_table:
            texts += _table(block, limit)
        else:
            texts += _gather([piece for line in block for piece in _pieces(line, limit)], limit)
    return _merged(texts, limit)


def _pieces(line: str, limit: int) -> list[str]:
    """A line in pieces that fit; the first starts with the line break that joins it to what is before."""
    pieces = [line]
    for pattern in (_SENTENCES, _CLAUSES, _ANYWHERE):
        pieces = [
            part for piece in pieces for part in ([piece] if len(piece) <= limit else pattern.findall(piece))
        ]
    return ["\n" + pieces[0], *pieces[1:]]


def _gather(pieces: list[str], limit: int) -> list[str]:
    total = sum(map(len, pieces))
    room = min(limit, 1.2 * total / max(1, ceil(total / limit)))
    texts = [""]
    for piece in pieces:
        if texts[-1] and len(texts[-1]) + len(piece) > room:
            texts.append("")
        texts[-1] += piece
    return [stripped for text in texts if (stripped := text.strip())]


def _table(rows: list[str], limit: int) -> list[str]:
    """Rows gathered under their header, which every text repeats."""
    ruled = len(rows) > 1 and not rows[1].strip("|:- ")
    header, body = (rows[:2], rows[2:]) if ruled else (rows[:1], rows[1:])
    room = max(limit - sum(map(len, header)), limit // 3)
    texts = _gather([piece for row in body for piece in _pieces(row, room)], room)
    return ["\n".join((*header, text)) for text in texts] or ["\n".join(header)]


def _merged(texts: list[str], limit: int) -> list[str]:
    """Neighbours together while they fit: a table stays with the line that announces it."""
    merged: list[str] = []
    for text in texts:
        if merged and len(merged[-1]) + len(text) < limit:
            merged[-1] += "\n" + text
        else:
            merged.append(text)
    return merged
