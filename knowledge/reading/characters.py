"""Characters of a message made comparable without moving one: every function keeps the length of its text."""

import re
from functools import cache, lru_cache
from typing import Any

_CHINESE_MARKS = "，：；！？（）"  # these stay what they are; other full-width forms become plain ones
_PLAIN = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) not in _CHINESE_MARKS}
_PLAIN |= {0x3000: 0x20, 0xA0: 0x20, 0x2013: 0x2D}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "0": 0, "两": 2}


@cache
def _converter() -> Any:
    from opencc import OpenCC  # type: ignore[import-untyped]

    return OpenCC("t2s")


@lru_cache(maxsize=8192)
def _simplified(character: str) -> str:
    converted = str(_converter().convert(character))
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=256)
def normalised(text: str) -> str:
    """Simplified characters and plain digits, position by position: a span of it is a span of `text`."""
    return "".join(_simplified(c) if c > "\u3400" else c for c in text.translate(_PLAIN))


@lru_cache(maxsize=8192)
def sound(character: str) -> str:
    """Pinyin without tone, with initials and endings that dialects merge made equal; "" if it has none."""
    from pypinyin import Style, pinyin

    if not "\u3400" <= character <= "\u9fff":
        return ""
    reading = pinyin(character, style=Style.NORMAL, heteronym=False)[0][0]
    return re.sub(r"(?<=[aei]n)g$", "", re.sub(r"^([zcs])h", r"\1", reading))


def number(text: str) -> int | None:
    """An Arabic or Chinese numeral below 10,000: 12, 十二, 二十五, 两, 二〇二六; None if it is no numeral."""
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 4 else None
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not set(text) <= {*_DIGITS, "十", "百"}:
        return None
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in "十百":
            total, digit = total + (digit or 1) * (10 if c == "十" else 100), 0
        else:
            digit = _DIGITS[c]
    return total + digit
