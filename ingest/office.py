"""Old word processor files → docx by LibreOffice, many at one start of it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from ingest import rtf
from ingest.formats import Format
from ingest.refusals import Refusal, Refused
from ingest.workers import MEMORY

_TARGETS = {Format.DOC: "docx", Format.RTF: "docx", Format.ODT: "docx", Format.PPT: "pptx"}
NEEDS_OFFICE = frozenset({Format.DOC, Format.PPT})
BETTER_WITH_OFFICE = frozenset({Format.RTF, Format.ODT})  # kreuzberg loses their numbers and merged cells
_SUFFIXES = {Format.DOC: ".doc", Format.RTF: ".rtf", Format.ODT: ".odt", Format.PPT: ".ppt"}
_START, _EACH = 40, 25  # seconds until the first copy, and until the next


def available() -> bool:
    return _program() is not None


def convert(files: Sequence[tuple[Path, Format]], folder: Path) -> dict[Path, Path]:
    """The converted copies in `folder` by their originals; what is missing there could not be converted.

    Refused where LibreOffice is not installed.
    """
    program = _program()
    if program is None:
        raise Refused(Refusal.NO_LIBREOFFICE)
    done: dict[Path, Path] = {}
    numbers = count()
    for target in sorted(set(_TARGETS.values())):
        # The copy has a plain name for the command line and the suffix that fits its content.
        copies = {
            original: folder / f"{next(numbers)}{_SUFFIXES[form]}"
            for original, form in files
            if _TARGETS[form] == target
        }
        for original, copy in copies.items():
            shutil.copyfile(original, copy)
            if copy.suffix == ".rtf":
                copy.write_bytes(rtf.with_numbers(copy.read_bytes()))
        _convert(program, list(copies.values()), target, folder)
        done |= {o: out for o, c in copies.items() if (out := c.with_suffix(f".{target}")).exists()}
    return done


def _convert(program: str, files: Sequence[Path], target: str, folder: Path) -> None:
    """One bad file stops all after it, so it goes on after the first that is missing."""
    while files:
        hangs = not _run(program, files, target, folder)
        missing = [file for file in files if not file.with_suffix(f".{target}").exists()]
        if missing and missing[0] != files[0] and not hangs:
            _run(program, missing[:1], target, folder)  # one of those before it may have been too much
        files = missing[1:]


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _run(program: str, files: Sequence[Path], target: str, folder: Path) -> bool:
    """One start of LibreOffice with a profile of its own, so that a running one neither helps nor hinders.

    False where it hung.
    """
    with tempfile.TemporaryDirectory(prefix="bandeng-office-") as profile:
        limited = ["/bin/sh", "-c", 'ulimit -d "$0" && exec "$@"', str(MEMORY // 1024)]
        command = [
            *limited, program, "--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}",
            "--convert-to", target, "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return _ends(process, [file.with_suffix(f".{target}") for file in files])
        finally:
            _end(process)


def _ends(process: "subprocess.Popen[bytes]", copies: Sequence[Path]) -> bool:
    """Waits until it has ended; False where it makes no more copies."""
    made, patience = 0, time.monotonic() + _START
    while time.monotonic() < patience:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            return True
        if (now := sum(copy.exists() for copy in copies)) > made:
            made, patience = now, time.monotonic() + _EACH
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends LibreOffice with the processes that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
