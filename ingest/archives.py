"""Zip files: their entries under readable names, unpacked one by one within bounds."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ingest.formats import MOST_BYTES, check_archive
from ingest.refusals import Refusal, Refused

_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_LOCKED = 0x1


def entries(path: Path) -> list[tuple[int, str]]:
    """(index, name) of the files in the archive; Refused where it is broken or a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            named = [
                (index, _name(entry)) for index, entry in enumerate(archive.infolist()) if not entry.is_dir()
            ]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(Refusal.BROKEN) from error
    if not named:
        raise Refused(Refusal.EMPTY)
    return named


@contextmanager
def unpacked(path: Path, index: int) -> Iterator[Path]:
    """One entry as a temporary file with a name of ours and its own suffix."""
    with tempfile.TemporaryDirectory(prefix="bandeng-zip-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                entry = archive.infolist()[index]
                if entry.flag_bits & _LOCKED:
                    raise Refused(Refusal.ENCRYPTED)
                target = Path(folder) / f"entry{PurePosixPath(_name(entry)).suffix.lower()[:10]}"
                _copy(archive, entry, target)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise Refused(Refusal.BROKEN) from error
        yield target


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """The directory may lie about an entry's size, so the bytes are counted."""
    written = 0
    with archive.open(entry) as source, target.open("wb") as sink:
        while block := source.read(_CHUNK):
            written += len(block)
            if written > MOST_BYTES:
                raise Refused(Refusal.TOO_LARGE)
            sink.write(block)


def _name(entry: zipfile.ZipInfo) -> str:
    """The entry's path for people; Chinese Windows writes it in GBK, which zipfile takes for CP437."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="replace")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
