"""Text files whose lines were cut at a fixed width → paragraphs again."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from ingest.layout import joined, opens_a_point

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d{1,4}\s*页(?:[\s，,/]*共\s*\d{1,4}\s*页)?)\s*"
)
_SPEAKER = re.compile(r"[一-龥]{2,8}：")  # two lines that begin alike: 供电局：…, 乡政府：…
_CLOSED = re.compile(r"[。；：！？;:]”?$")
_NARROWEST, _WIDEST = 50, 120  # columns of a cut line; the lines of a note may be shorter and much alike
_LEAST_SHARE = 0.25  # of lines that are full
_LEAST_OPEN = 0.6  # of full lines that end inside of a sentence
_DEEPEST_INDENT = 8  # columns
_SLACK = 4  # columns by which a full line may be shorter, so that no line begins with a comma


def unwrapped(text: str) -> str:
    """The text with its cut lines joined and page numbers between them left out; other texts as they are."""
    lines = _without_page_numbers([line.rstrip() for line in text.splitlines()])
    full = max((_cut(lines, len, 0), _cut(lines, _columns, _SLACK)), key=lambda cut: cut[0])
    if full[0] < _LEAST_SHARE:
        return text
    _, measure, least = full
    indented = any(line[:1].isspace() for line in lines)
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in lines:
        flush = bool(line) and not line[0].isspace()
        speaks = _SPEAKER.match(line) and _SPEAKER.match(paragraphs[-1][0]) if paragraphs else None
        if goes_on and flush and not speaks and not _opens(line, paragraphs[-1][-1], indented):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        goes_on = measure(line) >= least and not _is_centred(line)
    return "\n".join(joined(parts) for parts in paragraphs)


def _opens(line: str, before: str, indented: bool) -> bool:
    """Whether a line without an indent opens a paragraph although the line before it is full."""
    return _CLOSED.search(before) is not None and (opens_a_point(line) or not indented)


def _is_centred(line: str) -> bool:
    return _columns(line) - _columns(line.lstrip()) > _DEEPEST_INDENT


def _without_page_numbers(lines: Sequence[str]) -> list[str]:
    if sum(map(bool, map(_PAGE_NUMBER.fullmatch, lines))) < 2:
        return list(lines)
    kept: list[str] = []
    after_number = False
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line):
            after_number = True
            while kept and not kept[-1].strip():
                kept.pop()
        elif line.strip() or not after_number:
            kept.append(line)
            after_number = False
    return kept


def _cut(
    lines: Sequence[str], measure: Callable[[str], int], slack: int
) -> tuple[float, Callable[[str], int], int]:
    """(share of lines that reach the width at which lines may have been cut, measure, that width)."""
    prose = [line for line in lines if line.strip() and not _is_centred(line)]
    sizes = sorted(map(measure, prose))
    widest = sizes[-1 - len(sizes) // 50] if sizes else 0
    if (
        max(map(_columns, prose), default=0) < _NARROWEST
        or widest > _WIDEST
        or len(sizes) < 5
        or sizes[-1] > widest + _SLACK
    ):
        return 0.0, measure, 0
    full = [line for line in prose if measure(line) >= widest - slack]
    is_cut = sum(not _CLOSED.search(line) for line in full) >= _LEAST_OPEN * len(full)
    return len(full) / len(prose) if is_cut else 0.0, measure, widest - slack


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
