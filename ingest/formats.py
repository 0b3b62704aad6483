"""What a file really is, by its content: suffixes lie, and a parser must not be fed a bomb."""

import zipfile
import zlib
from enum import Enum, auto
from pathlib import Path

from ingest.refusals import Refusal, Refused


class Format(Enum):
    TEXT = auto()
    MARKDOWN = auto()
    HTML = auto()
    MHTML = auto()
    DOCX = auto()
    XLSX = auto()
    PPTX = auto()
    ODT = auto()
    RTF = auto()
    DOC = auto()  # and WPS's .wps
    XLS = auto()  # and WPS's .et
    PPT = auto()  # and WPS's .dps
    PDF = auto()
    IMAGE = auto()
    ZIP = auto()


MOST_BYTES = 200_000_000
_MOST_UNPACKED = 600_000_000
_MOST_RATIO = 200  # of a packed file that unpacks to more than a few megabytes
_MOST_ENTRIES = 5_000

_DEEPEST = 500
_LOOKED_AT = 20_000_000  # bytes

PLAIN = {Format.TEXT, Format.MARKDOWN}
_PICTURE = {Format.IMAGE}
_WORD = {Format.DOC, Format.DOCX, Format.RTF, Format.ODT}
# What office programs open without a word is no wrong suffix: WPS saves docx as .wps, web systems export HTML
# as .doc and .xls.
_ALLOWED = {
    ".txt": {Format.TEXT}, ".text": {Format.TEXT}, ".md": {Format.MARKDOWN}, ".markdown": {Format.MARKDOWN},
    ".html": {Format.HTML, Format.MHTML}, ".htm": {Format.HTML, Format.MHTML},
    ".mhtml": {Format.MHTML, Format.HTML}, ".mht": {Format.MHTML, Format.HTML},
    ".docx": _WORD, ".odt": _WORD, ".rtf": _WORD,
    ".doc": _WORD | {Format.HTML, Format.MHTML}, ".wps": _WORD | {Format.HTML, Format.MHTML},
    ".xlsx": {Format.XLSX, Format.XLS}, ".xls": {Format.XLS, Format.XLSX, Format.HTML, Format.MHTML},
    ".et": {Format.XLS, Format.XLSX}, ".pptx": {Format.PPTX, Format.PPT}, ".ppt": {Format.PPT, Format.PPTX},
    ".dps": {Format.PPT, Format.PPTX}, ".pdf": {Format.PDF}, ".zip": {Format.ZIP},
    ".jpg": _PICTURE, ".jpeg": _PICTURE, ".png": _PICTURE, ".bmp": _PICTURE, ".tif": _PICTURE,
    ".tiff": _PICTURE, ".webp": _PICTURE, ".gif": _PICTURE,
}  # fmt: skip
SUFFIXES = frozenset(_ALLOWED)
PLAIN_SUFFIXES = frozenset(suffix for suffix, forms in _ALLOWED.items() if forms <= PLAIN)

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"GIF8")
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<meta")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "WordDocument": Format.DOC,
    "Workbook": Format.XLS,
    "Book": Format.XLS,
    "PowerPoint Document": Format.PPT,
}


def recognise(path: Path) -> Format:
    """The format; Refused where the file is too large, a bomb, locked, or not what its suffix says."""
    suffix = path.suffix.lower()
    if suffix not in _ALLOWED:
        raise Refused(Refusal.UNSUPPORTED)
    try:
        if not path.is_file():  # a pipe or a device would be read for ever
            raise Refused(Refusal.UNREADABLE)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused(Refusal.TOO_LARGE)
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise Refused(Refusal.UNREADABLE) from error
    if not head.strip():
        raise Refused(Refusal.EMPTY)
    allowed = _ALLOWED[suffix]
    found = _by_content(path, head)
    if found is None and allowed <= PLAIN:
        return next(iter(allowed))
    if found is None and suffix in (".html", ".htm") and b"\0" not in head:
        return Format.HTML  # a fragment
    if found in allowed and found is not None:
        if found is Format.RTF and _depth(path) > _DEEPEST:
            raise Refused(Refusal.TOO_COMPLEX)
        return found
    is_program = head.startswith((b"MZ", b"\x7fELF"))
    is_text = b"\0" not in head and not head.startswith(_PICTURES)
    raise Refused(Refusal.WRONG_SUFFIX if found or is_program or is_text else Refusal.BROKEN)


def _depth(path: Path) -> int:
    """How many groups of an RTF file stand in each other; office programs choke on thousands of them."""
    import numpy as np

    with path.open("rb") as file:
        data = file.read(_LOOKED_AT).replace(b"\\{", b"").replace(b"\\}", b"")
    letters = np.frombuffer(data, np.uint8)
    return int(np.cumsum((letters == ord("{")).astype(np.int32) - (letters == ord("}"))).max(initial=0))


def _by_content(path: Path, head: bytes) -> Format | None:
    """None for plain text and for what is unknown."""
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    signs = {
        Format.PDF: b"%PDF-" in head[:1024],
        Format.IMAGE: head.startswith(_PICTURES) or head[8:12] == b"WEBP" or _is_bitmap(head),
        Format.RTF: start.startswith(b"{\\rtf"),
        Format.MHTML: b"mime-version:" in start and b"content-type:" in start,
        Format.HTML: start.startswith(_PAGES) or (start.startswith(b"<") and b"<html" in start),
    }
    return next((form for form, is_it in signs.items() if is_it), None)


def _is_bitmap(head: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == b"\0" * 4


def _ole(path: Path) -> Format | None:
    import olefile

    try:
        with olefile.OleFileIO(path) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptedSummary"):
                raise Refused(Refusal.ENCRYPTED)
            names = {"/".join(entry) for entry in ole.listdir()}
    except (OSError, ValueError, IndexError) as error:
        raise Refused(Refusal.BROKEN) from error
    if any("VBA" in name.upper().split("/") or name.startswith("_VBA_PROJECT") for name in names):
        raise Refused(Refusal.MACROS)
    found = next((known for name, known in _STREAMS.items() if name in names), None)
    if found is not None and _is_locked(path):
        raise Refused(Refusal.ENCRYPTED)
    return found


def _is_locked(path: Path) -> bool:
    import msoffcrypto

    try:
        with path.open("rb") as file:
            return bool(msoffcrypto.OfficeFile(file).is_encrypted())
    except (msoffcrypto.exceptions.FileFormatError, msoffcrypto.exceptions.ParseError, OSError, ValueError):
        return False  # what is broken shows itself when it is read


def _zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused(Refusal.MACROS)
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(Refusal.BROKEN) from error
    for folder, known in (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX)):
        if any(name.startswith(folder) for name in names) and "[Content_Types].xml" in names:
            return known
    return Format.ODT if kind.startswith(b"application/vnd.oasis.opendocument.text") else Format.ZIP


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuses a bomb by what the directory declares; what lies about its size is stopped while unpacking."""
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED:
        raise Refused(Refusal.TOO_LARGE)
    if unpacked > 20_000_000 and unpacked > _MOST_RATIO * max(packed, 1):
        raise Refused(Refusal.TOO_LARGE)
