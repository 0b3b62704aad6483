"""The card before a meeting as a Word file: every line, and the list of evidence as its annex."""

import hashlib
import re
from datetime import datetime
from pathlib import Path

from bot.texts import prepare as texts_prepare
from bot.word import WordSection, WordText, write_word
from knowledge.briefing.card import Card, Part

_WHOLE = 300  # characters of a quote
_UNNAMED = re.compile(r"[^\w\u4e00-\u9fff]+")


def write_card_file(card: Card, number: int, home: Path, audience: str, at: datetime) -> Path:
    """Where it lies tells nothing about whose it is."""
    folder = home / "papers" / hashlib.sha256(audience.encode()).hexdigest()[:16]
    name = _UNNAMED.sub("", card.meeting.topic)[:30]
    return write_word(card_text(card, at), folder / f"会前一页卡{name}-{number}.docx")


def card_text(card: Card, at: datetime) -> WordText:
    numbered = {number: line for part in Part for line in card.parts[part] if (number := card.number(line))}
    sections = tuple(
        WordSection(
            f"{'一二三四五六'[n]}、{part}",
            tuple(texts_prepare.line_text(card, line, _WHOLE).replace("\n", "") for line in card.parts[part])
            or (texts_prepare.EMPTY[part],),
        )
        for n, part in enumerate(Part)
    )
    return WordText(
        f"会前一页卡：{card.meeting.topic}",
        sections,
        tuple(filter(None, [texts_prepare.when_and_where(card)])),
        (f"{at.year}年{at.month}月{at.day}日",),
        tuple(texts_prepare.annex_line(numbered[number]) for number in sorted(numbered)),
    )
