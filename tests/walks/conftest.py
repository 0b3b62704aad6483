"""The command line, run in-process."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli

Run = Callable[..., tuple[int, list[dict], str]]


@pytest.fixture
def home(new_home: Callable[[], Path]) -> Path:
    """The data folder; a module that wants one for all of its tests has a fixture of its own."""
    return new_home()


@pytest.fixture
def run(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    """Runs a command in-process: (exit status, JSON lines of stdout, stderr)."""
    monkeypatch.setenv("BANDENG_HOME", str(home))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: str = "") -> tuple[int, list[dict], str]:
        monkeypatch.setattr(sys, "argv", ["bandeng", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        output = capsys.readouterr()
        as_json = "--json" in arguments or "--batch" in arguments or "--jsonl" in arguments
        lines = [json.loads(line) for line in output.out.splitlines()] if as_json else [{"text": output.out}]
        return int(ended.value.code or 0), lines, output.err

    return command
