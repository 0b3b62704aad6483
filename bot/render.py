"""A reply as Telegram HTML messages, as plain text, and as text for a terminal."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.messages import Block, Reply, Style

if TYPE_CHECKING:
    from rich.text import Text

TELEGRAM_LIMIT = 4096  # UTF-16 code units of a message, after its tags are taken away

_HTML = {
    Style.TITLE: "<b>{}</b>",
    Style.TEXT: "{}",
    Style.QUOTE: "<blockquote>{}</blockquote>",
    Style.NOTE: "<i>{}</i>",
}
_TERMINAL = {Style.TITLE: "bold", Style.TEXT: "", Style.QUOTE: "cyan", Style.NOTE: "dim"}

# Closing quotes and 〔1〕 marks belong to the sentence before them.
_SENTENCE_END = re.compile(r"(?:[。！？；!?…\n]|\.(?=\s))(?:[”’」』）)】》]|〔[^〕]{1,8}〕)*")
_PAUSE = re.compile(r"[，、：,\s]")


def telegram_html(reply: Reply) -> list[str]:
    """The blocks as HTML messages, each within Telegram's limit and valid by itself."""
    return [_joined(page, [_html(block) for block in page]) for page in _pages(_blocks(reply))]


def plain_text(reply: Reply) -> str:
    """The blocks without any decoration, so that a quote stands word for word."""
    blocks = _blocks(reply)
    return _joined(blocks, [b.text for b in blocks])


def terminal_text(reply: Reply) -> "Text":
    from rich.text import Text

    text, blocks = Text(), _blocks(reply)
    for before, block in zip([None, *blocks], blocks, strict=False):
        text.append(_gap(before, block) if before else "")
        text.append(block.text, style=_TERMINAL[block.style])
    return text


def _html(block: Block) -> str:
    return _HTML[block.style].format(escape(block.text, quote=False))


def _blocks(reply: Reply) -> list[Block]:
    """What there is to read: stripped, nothing empty, no half of a surrogate pair (nobody can send one)."""
    texts = (
        b.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip() for b in reply.blocks
    )
    return [replace(b, text=text) for b, text in zip(reply.blocks, texts, strict=True) if text]


def _gap(before: Block, after: Block) -> str:
    close = before.style is Style.TITLE or (before.style is Style.QUOTE and after.style is Style.NOTE)
    return "\n" if close else "\n\n"


def _joined(blocks: Sequence[Block], texts: Sequence[str]) -> str:
    gaps = [_gap(before, after) for before, after in pairwise(blocks)]
    return "".join(part for pair in zip(texts, [*gaps, ""], strict=True) for part in pair) if blocks else ""


def _units(text: str) -> int:
    """Length as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """A block that is too long for one message is split; any other moves to the next message whole."""
    pages: list[list[Block]] = []
    page: list[Block] = []
    waiting = deque(blocks)
    while waiting:
        block = waiting.popleft()
        room = TELEGRAM_LIMIT - _units(_joined(page, [b.text for b in page])) - 2 * bool(page)
        if _units(block.text) <= room:
            page.append(block)
            continue
        only_titles = all(b.style is Style.TITLE for b in page)
        if room >= TELEGRAM_LIMIT // 4 and (only_titles or _units(block.text) > TELEGRAM_LIMIT):
            head, block = _split(block, room)
            page.append(head)
        waiting.appendleft(block)
        while page[-1].style is Style.TITLE and not only_titles:  # a title stays with what it is the title of
            waiting.appendleft(page.pop())
        pages.append(page)
        page = []
    return [*pages, page] if page else pages


def _split(block: Block, room: int) -> tuple[Block, Block]:
    cut = _cut(block.text, room)
    return replace(block, text=block.text[:cut].rstrip()), replace(block, text=block.text[cut:].lstrip())


def _cut(text: str, room: int) -> int:
    """Where to cut so that at most `room` UTF-16 units come before: a sentence end, else a pause."""
    end = len(text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore"))
    for pattern in (_SENTENCE_END, _PAUSE):
        ends = [match.end() for match in pattern.finditer(text, 0, end + 20) if match.end() <= end]
        if ends and ends[-1] >= end // 4:
            return ends[-1]
    return end
