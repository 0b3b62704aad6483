"""How LibreOffice is run, with a program in its place that notes what it may use and stumbles where told."""

from pathlib import Path

import pytest

from ingest import office
from ingest.formats import Format
from ingest.workers import MEMORY

_STANDS_IN = """#!/bin/sh
for word in "$@"; do
  case "$previous" in --outdir) folder="$word";; esac
  previous="$word"
  case "$word" in
    *.doc) grep -q hangs "$word" && exec sleep 60
           grep -q breaks "$word" && exit 1
           ulimit -d > "$folder/$(basename "$word" .doc).docx";;
  esac
done
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "soffice"
    program.write_text(_STANDS_IN, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("ingest.office._program", lambda: str(program))
    monkeypatch.setattr("ingest.office._START", 1)
    monkeypatch.setattr("ingest.office._EACH", 1)
    (tmp_path / "out").mkdir()
    return tmp_path


def _converted(folder: Path, *contents: str) -> list[bool]:
    files = [folder / f"{index}.doc" for index in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_text(content, encoding="utf-8")
    done = office.convert([(file, Format.DOC) for file in files], folder / "out")
    return [file in done for file in files]


def test_its_memory_is_bounded(stand_in: Path) -> None:
    assert _converted(stand_in, "good") == [True]
    assert int((stand_in / "out" / "0.docx").read_text()) == MEMORY // 1024


def test_files_that_break_it_or_hang_it_keep_none_of_the_others_out(stand_in: Path) -> None:
    contents = ("good", "breaks", "good", "hangs", "good", "breaks")
    assert _converted(stand_in, *contents) == [content == "good" for content in contents]
