"""Bytes of a text file in any Chinese encoding → text, and a check for text that was decoded wrongly."""

import codecs
from collections import Counter

from charset_normalizer import from_bytes

from ingest.refusals import Refusal, Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # bytes that decide on the encoding


def decode(data: bytes) -> str:
    """The text of `data`; Refused where it is no text in an encoding of Chinese."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _guess(data)
    # A copy that was cut off ends in half a character, which is no reason to lose the rest.
    text = data.decode(encoding, errors="replace").removesuffix("\ufffd")
    if is_garbled(text):
        raise Refused(Refusal.GARBLED)
    return text


def _guess(data: bytes) -> str:
    if b"~{" in data and data.isascii():
        return "hz"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 3 and error.start > 0:
            return "utf-8"
    else:
        return "utf-8" if b"\0" not in data else "utf-16"
    # A few bytes of GBK pass as UTF-16; without its mark that shows itself by the zero bytes of line ends.
    wide = ["utf_16_le", "utf_16_be"] if b"\0" in data or len(data) >= 40 else []
    sample = data[: _SAMPLE - _SAMPLE % 4]
    best = from_bytes(sample, cp_isolation=["gb18030", "big5", *wide]).best()
    return best.encoding if best is not None else "gb18030"


def is_garbled(text: str) -> bool:
    """Whether much of the text is what wrong decoding leaves: rare characters, private use, Latin accents."""
    counts = Counter(text)
    if (counts["\ufffd"] + counts["\0"]) * 50 > len(text):
        return True
    letters = {c: n for c, n in counts.items() if c > "\x7f" and not c.isspace() and not _is_punctuation(c)}
    total = sum(letters.values())
    return total >= 8 and sum(n for c, n in letters.items() if _is_common(c)) < 0.8 * total


def _is_punctuation(character: str) -> bool:
    return "\u2000" <= character <= "\u2bff" or "\u3000" <= character <= "\u303f" or character >= "\uff00"


def _is_common(character: str) -> bool:
    """Whether the character is of the first level of GB 2312 or of Big5: what people really write."""
    for encoding, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = character.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if low <= lead <= high:
            return True
    return False
