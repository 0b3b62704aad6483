"""What converters leave out of .doc, .xls and .ppt: properties, page heads of sheets, comments, WordArt."""

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.refusals import Refusal, Refused

_HEADER, _FOOTER, _OBJECT_TEXT, _CONTINUE = 0x14, 0x15, 0x1B6, 0x3C  # records of a workbook
_SHEET_CODE = re.compile(r'&(?:"[^"]*"|\d{1,3}|[A-Za-z])')
# WordArt is drawn from UTF-16 that ends in a zero, which running text never does.
_ART = re.compile(rb"((?:[\x00-\xff][\x4e-\x9f]|[0-9 ]\x00|[\x05\x06]\x26|\x00\x30){2,24})\x00\x00")
_MOST_BYTES = 60_000_000  # of a stream


def properties(path: Path) -> list[str]:
    """Title, subject, key words, comments and category."""
    with _opened(path) as ole:
        told = ole.get_metadata()
        values = (told.title, told.subject, told.keywords, told.comments, told.category, told.manager)
        return [_decoded(value, told.codepage) for value in values if isinstance(value, bytes | str)]


def heads_and_art(path: Path) -> list[str]:
    lines: list[str] = []
    with _opened(path) as ole:
        for name in ole.listdir(streams=True, storages=False):
            if ole.get_size(name) > _MOST_BYTES:
                raise Refused(Refusal.TOO_LARGE)
            data = ole.openstream(name).read()
            if name[-1] in ("Workbook", "Book"):
                texts = map(without_codes, sheet_texts(data, wide=name[-1] == "Workbook"))
                lines += (line for text in texts for line in text.splitlines())
            lines += art_in(data)
    return lines


def art_in(data: bytes) -> list[str]:
    return [found[1].decode("utf-16-le", "replace") for found in _ART.finditer(data)]


def without_codes(head: str) -> str:
    """The page head of a sheet without its codes for place and font, each part on a line."""
    return _SHEET_CODE.sub("\n", head)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import olefile

    try:
        with olefile.OleFileIO(path) as ole:
            yield ole
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Refused(Refusal.BROKEN) from error


def _decoded(value: bytes | str, codepage: int | None) -> str:
    if isinstance(value, str):
        return value
    known = {65001: "utf-8", 1200: "utf-16-le", 950: "big5"}
    return value.decode(known.get((codepage or 936) & 0xFFFF, "gb18030"), "replace")


def sheet_texts(data: bytes, *, wide: bool) -> Iterator[str]:
    """Page heads and feet, and the texts of comments and drawn boxes."""
    place, before = 0, 0
    while place + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, place)
        record = data[place + 4 : place + 4 + size]
        if kind in (_HEADER, _FOOTER) and size > 3:
            yield _letters(record[2:]) if wide else record[1:].decode("gb18030", "replace")
        elif kind == _CONTINUE and before == _OBJECT_TEXT and size > 1:
            yield _letters(record)
        place, before = place + 4 + size, kind


def _letters(record: bytes) -> str:
    """A flag, whether two bytes make a letter, and the letters."""
    return record[1:].decode("utf-16-le" if record[0] & 1 else "latin-1", "replace")
