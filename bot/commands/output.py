"""JSON lines in and out, and what a command opens before it can work."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from bot import texts
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.settings import Settings

PARTLY_DONE = 3  # exit status: some inputs were refused, each named


class BatchLine(BaseModel):
    """A line of --batch; a key that is not known is a mistake worth telling."""

    model_config = ConfigDict(extra="forbid")

    id: Any = None


Line = TypeVar("Line", bound=BatchLine)


@contextmanager
def opened() -> Iterator[Knowledge]:
    knowledge = open_knowledge(Settings())
    try:
        yield knowledge
    finally:
        knowledge.close()


def emit(value: object) -> None:
    """One JSON object on a line of stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def warn(sentence: str) -> None:
    typer.echo(sentence, err=True)


def run_batch(file: Path, shape: type[Line], answer: Callable[[Line], dict[str, Any]]) -> None:
    """Answers each line in order; a bad line is answered with its error and the rest go on."""
    refused = False
    for number, text in enumerate(_lines(file), 1):
        if not text.strip():
            continue
        try:
            line = shape.model_validate_json(text)
        except ValidationError:
            refused = True
            emit({"id": None, "error": texts.bad_batch_line(number)})
            continue
        emit({"id": line.id, **answer(line)})
    if refused:
        raise typer.Exit(PARTLY_DONE)


def _lines(file: Path) -> Iterator[str]:
    if str(file) == "-":
        yield from sys.stdin
        return
    with file.open(encoding="utf-8") as lines:
        yield from lines
