"""Promises in a table 事项—责任单位—时限—进展, its cells parted by bars or tabs."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from knowledge.model import Commitment
from knowledge.reading.actors import SELF
from knowledge.reading.columns import NOTHING, Meaning, heading_of, labelled_rows
from knowledge.reading.dates import Lean, due_reading, mentions
from knowledge.reading.firmness import is_attitude, is_firm, stands
from knowledge.reading.names import Names, NameSort

_ROW = re.compile(
    r"^[ \t]*(?:\|(?P<barred>.+)\||(?P<tabbed>[^\n|\t]+\t+[^\n|\t]*\t[^\n|]*)|(?P<open>[^\n|]+\|[^\n|]+\|[^\n]*[^\n|\s]))[ \t]*$",
    re.MULTILINE,
)
_RULE = re.compile(r"[\s|:：-]+")
_SUPPORT = re.compile(r"[（(、，,]?\s*(?:配合|协办|协助|会办)(?:单位)?[：:]?.*$")
_NOT_COUNTED = re.compile(
    r"不(?:计|列|记)入?(?:账|承诺)?(?=[（(\s，。]|$)|不作(?:为)?承诺|不在(?:承诺|清单)|不跟踪|[没未](?:来人|到会|参会|出席|派人)|缺席|请假"
    r"|未同意|[没未不](?:有|能)?[谈说商议](?:妥|拢|定|成|到|好)|[定议]不(?:了|下来)|[没未](?:有)?(?:单位)?(?:应(?:下|承)?|接|答应|承诺|认领)(?=$|[）)，。\s])|办不了|[未不]表态|待[议商]"
)
_SAYS = re.compile(r"(?<![办头位门责任])[：:]")  # 牵头：区水利局 says who, 区水利局：清淤 what
_DIALOGUE = re.compile(r"[一-龥]{2,12}[：:][^；;。]+[；;。][一-龥]{2,12}[：:]")  # each speaks in one cell
_SELF = re.compile(r"我?本?人|我(?:自己)?|(?:本人|我)?[（(]?委员(?:本人)?[^，。]{0,5}")
_SPAN = re.compile(r"^会后[^内]*[天周月日]$")  # in a cell that is the limit: 会后30天


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with the places of their lines in the text."""

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


def _promises(table: Table) -> Iterator[tuple[dict[Meaning, str], slice]]:
    """The cells, by meaning, of each row that counts, and its line."""
    for said, line in _rows(table):
        limited = not NOTHING.fullmatch(said.get(Meaning.DUE, ""))
        # 没接 in the column of progress is a wire, where a day says that there is a promise
        words = (cell for meaning, cell in said.items() if not (limited and meaning is Meaning.PROGRESS))
        if not _NOT_COUNTED.search(" ".join(words)):
            yield said, line


def _rows(table: Table) -> Iterator[tuple[dict[Meaning, str], slice]]:
    """The cells of each row below the heading, by meaning; a cell of merged rows counts for all of them."""
    heading = heading_of(table.rows)
    if heading is None:
        yield from _columns(table)
        return
    above: dict[Meaning, str] = {}
    for cells, line in zip(table.rows[heading.row + 1 :], table.lines[heading.row + 1 :], strict=True):
        said = {m: cells[i] for m, i in heading.columns.items() if i < len(cells)}
        if sum(map(bool, said.values())) < 2:
            continue
        for shared in (Meaning.UNIT, Meaning.DUE):
            if (
                said.get(shared) == ""
                and said.get(Meaning.ACTION)
                and len(cells) == len(table.rows[heading.row])
            ):
                said[shared] = above.get(shared, "")
        above = said
        yield said, line


def _columns(table: Table) -> Iterator[tuple[dict[Meaning, str], slice]]:
    """The same of a table with a column for each body."""
    if labels := labelled_rows(table.rows):
        line = table.lines[labels.get(Meaning.ACTION, labels[Meaning.UNIT])]
        for cells in [*zip_longest(*table.rows, fillvalue="")][1:]:
            said = {meaning: cells[row] for meaning, row in labels.items()}
            if sum(map(bool, said.values())) > 1:
                yield said, line


def promises_in_rows(table: Table) -> bool:
    """Whether its columns or rows say who and until when; in other tables sentences stand in the cells."""
    if any(_DIALOGUE.match(cell) for cells in table.rows for cell in cells):
        return False
    return heading_of(table.rows) is not None or bool(labelled_rows(table.rows))


def table_progress(table: Table) -> Iterator[tuple[str, slice]]:
    """What the last column of progress says of each promise, and the whole row."""
    for said, line in _promises(table):
        if Meaning.PROGRESS in said:
            yield said[Meaning.PROGRESS], line


def table_commitments(
    text: str, table: Table, names: Names, now: datetime, town: str | None
) -> Iterator[Commitment]:
    """One commitment for each body that a row names as responsible."""
    for said, line in _promises(table):
        responsible, limit = _parted(said.get(Meaning.UNIT, ""), now)
        bodies = list(dict.fromkeys(_bodies(responsible, names)))
        if not bodies and town and re.search(r"街道|镇|乡", responsible):
            bodies = [town]
        quote = text[line].strip()
        for action, day in _deeds(said, limit, quote, now):
            for body in bodies:
                yield Commitment(body, action, day, quote)


def _deeds(
    said: dict[Meaning, str], limit: str, quote: str, now: datetime
) -> Iterator[tuple[str, date | None]]:
    """What a row promises and until when; an attitude is nothing. Without a cell for it each deed has its own day."""
    told = limit[1:] if limit.startswith(("：", ":")) else said.get(Meaning.ANSWER)
    words = told or said.get(Meaning.ACTION, quote)
    due = "" if NOTHING.fullmatch(said.get(Meaning.DUE, "")) else said[Meaning.DUE]
    parts = re.split("[；;]", words) if not due and not limit else [words]
    dated = [part for part in parts if due_reading(part, now).on]
    for action in dated if len(dated) > 1 else [words]:
        day = due_reading(_SPAN.sub(r"\g<0>内", due or limit) or action, now).on
        limited = bool(day or due)
        if is_firm(action) or (limited and stands(action)) or (told is None and not is_attitude(action)):
            yield action, day


def _parted(cell: str, now: datetime) -> tuple[str, str]:
    """区人社局，春节前发到人; 区人社局：春节前发到人: who is responsible, and what more is said of it."""
    day = next(iter(mentions(cell, now, Lean.AHEAD)), None)
    colon = _SAYS.search(cell)
    end = min(colon.start() if colon else len(cell), day.start if day else len(cell))
    return _SUPPORT.sub("", cell[:end]), cell[end:]


def _bodies(responsible: str, names: Names) -> Iterator[str]:
    # 社区 alone is its committee where it stands as a speaker
    if _SELF.fullmatch(responsible):
        yield SELF
    found = [m for m in names.find(f"{responsible}：") if m.sort is not NameSort.FORM]
    units = {m.start for m in found if m.sort is NameSort.UNIT}
    # 湖滨派出所: the town only says which station
    yield from (m.name for m in found if m.sort is NameSort.UNIT or m.end not in units)
