"""A document's text put together again from its chunks."""

import re
from collections.abc import Iterable
from typing import Protocol

_DIVISION = re.compile(r"第[^\s›]{1,8}?(?:编|分编|章|节)(?!\S*页$)")
_ARTICLE = re.compile(r"第\S+条(?:之[一二三四五六七八九十]+)?")


class Piece(Protocol):
    """A section or a stored chunk."""

    @property
    def text(self) -> str: ...

    @property
    def locator(self) -> str: ...

    @property
    def heading(self) -> str: ...


def full_text(pieces: Iterable[Piece]) -> str:
    """Divisions (编章节) and numbers of articles stand beside the texts: put back where they begin."""
    lines: list[str] = []
    path: list[str] = []
    article = ""
    for piece in pieces:
        divisions = [part for part in piece.heading.split(" › ") if _DIVISION.match(part)]
        same = [before == now for before, now in zip(path, divisions, strict=False)]
        lines += divisions[same.index(False) if False in same else len(same) :]
        begins = _ARTICLE.fullmatch(piece.locator) and (piece.locator, divisions) != (article, path)
        lines.append(f"{piece.locator}　{piece.text}" if begins else piece.text)
        path, article = divisions, piece.locator
    return "\n".join(lines)
