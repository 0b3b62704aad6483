"""Promises in a table 事项—责任单位—时限—进展, its cells parted by bars or tabs."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.model import Commitment
from knowledge.reading.dates import due_reading
from knowledge.reading.names import Names, NameSort

_ROW = re.compile(
    r"^[ \t]*(?:\|(?P<barred>.+)\||(?P<tabbed>[^\n|\t]+\t+[^\n|\t]*\t[^\n|]*)|(?P<open>[^\n|]+\|[^\n|]+\|[^\n]*[^\n|\s]))[ \t]*$",
    re.MULTILINE,
)
_RULE = re.compile(r"[\s|:：-]+")
_UNIT = re.compile(r"责任|牵头|承办|主办|落实单位|单位|部门|负责")
_DUE = re.compile(r"时限|期限|时间|完成|日期|何时")
_PROGRESS = re.compile(
    r"进[展度]|(?:完成|落实|办理|执行|整改)(?:情况|结果|状态|与否)|状态|结果|现状|是否(?:完成|落实|办结)|核查|回访|跟踪|目前|备注"
)
_ACTION = re.compile(r"事项|内容|任务|措施|承诺|做什么|成果|共识|意见")
_SUPPORT = re.compile(r"[（(、，,]?\s*(?:配合|协办|协助|会办)(?:单位)?[：:]?.*$")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with the places of their lines in the text; the first row is the header."""

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[slice, ...]


def tables(text: str) -> Iterator[Table]:
    """Runs of lines that begin and end with a bar."""
    run: list[re.Match[str]] = []
    for match in [*_ROW.finditer(text), None]:
        if match and (not run or text[run[-1].end() : match.start()].strip(" \r\t") == "\n"):
            run.append(match)
            continue
        if len(run) > 1:
            yield _table(run)
        run = [match] if match else []


def _table(run: list[re.Match[str]]) -> Table:
    kept = [m for m in run if not _RULE.fullmatch(m.group())]
    rows = tuple(_cells(m) for m in kept)
    return Table(run[0].start(), run[-1].end(), rows, tuple(slice(*m.span()) for m in kept))


def _cells(row: re.Match[str]) -> tuple[str, ...]:
    said = re.split(r"\t+", row["tabbed"]) if row["tabbed"] else (row["barred"] or row["open"]).split("|")
    return tuple(cell.strip() for cell in said)


def table_progress(table: Table) -> Iterator[tuple[str, slice]]:
    """What the last column of progress says of each promise, and the whole row."""
    if not table.rows or not any(_UNIT.search(cell) for cell in table.rows[0]):
        return
    found = [i for i, cell in enumerate(table.rows[0]) if _PROGRESS.search(cell)]
    for cells, line in zip(table.rows[1:], table.lines[1:], strict=True):
        if found and found[-1] < len(cells):
            yield cells[found[-1]], line


def _column(header: tuple[str, ...], wanted: re.Pattern[str], taken: set[int]) -> int | None:
    found = next((i for i, cell in enumerate(header) if i not in taken and wanted.search(cell)), None)
    if found is not None:
        taken.add(found)
    return found


def table_commitments(
    text: str, table: Table, names: Names, now: datetime, town: str | None
) -> Iterator[Commitment]:
    """One commitment for each body that a row names as responsible."""
    taken: set[int] = set()
    unit = _column(table.rows[0], _UNIT, taken)
    _column(table.rows[0], _PROGRESS, taken)
    due = _column(table.rows[0], _DUE, taken)
    action = _column(table.rows[0], _ACTION, taken)
    if unit is None:
        return
    for cells, line in zip(table.rows[1:], table.lines[1:], strict=True):
        if len(cells) != len(table.rows[0]):
            continue
        said = _SUPPORT.sub("", cells[unit])
        bodies = list(dict.fromkeys(m.name for m in names.find(said) if m.sort is not NameSort.FORM))
        if not bodies and town and re.search(r"街道|镇|乡", said):
            bodies = [town]
        day = due_reading(cells[due], now).on if due is not None else None
        for body in bodies:
            quote = text[line].strip()
            yield Commitment(body, cells[action] if action is not None else quote, day, quote)
