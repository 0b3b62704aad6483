"""The ledger as an Excel file: promises, consultations, and everything that happened to the promises."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement

from bot.texts import ledger as texts
from knowledge.assemble import Knowledge
from knowledge.model import CommitmentStatus
from knowledge.promises.items import Event, Item, Logged, Scope

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # Excel refuses a file that holds them
_WIDEST = 50  # characters of a column


def write_ledger(
    knowledge: Knowledge, file: Path, at: datetime, within: ColumnElement[bool] | None = None
) -> None:
    """What may be seen (`within`; None: everything) as it stands `at`, in the district's zone."""
    from openpyxl import Workbook

    view = knowledge.ledger_view
    items = view.items(Scope(), within)
    shown = {item.consultation_id for item in items}
    consultations = [c for c in view.consultations() if within is None or c.id in shown]
    held = {logged.id: logged for logged in consultations}
    names = _Names(knowledge)
    book = Workbook()
    assert book.active is not None  # a new book has one sheet
    book.remove(book.active)
    add_sheet(book, texts.SHEET_PROMISES, texts.PROMISE_COLUMNS,
           (_promise(item, held, names, at) for item in items))  # fmt: skip
    add_sheet(book, texts.SHEET_CONSULTATIONS, texts.CONSULTATION_COLUMNS,
           (_consultation(logged, items, names) for logged in consultations))  # fmt: skip
    add_sheet(book, texts.SHEET_HISTORY, texts.HISTORY_COLUMNS,
           (_event(event, names, at) for event in view.history(within)))  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)


class _Names:
    """Names of the roster; who is not on it is named by their account."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._people, self._known = knowledge.people, dict[str, str]()

    def of(self, member: str | None) -> str:
        if member is None:
            return ""
        if member not in self._known:
            person = self._people.person(member)
            self._known[member] = person.name if person else member
        return self._known[member]


def _promise(item: Item, held: dict[int, Logged], names: _Names, at: datetime) -> Sequence[Any]:
    logged = held.get(item.consultation_id) if item.consultation_id is not None else None
    overdue = item.is_overdue(at.date())
    return (
        item.id,
        item.topic,
        item.town,
        logged.form if logged else None,
        item.held_on,
        item.unit,
        item.action,
        item.due,
        item.first_due,
        item.status,
        (at.date() - item.due).days if overdue and item.due else None,
        item.result,
        item.reply_kind,
        item.quote,
        names.of(item.member),
        item.updated_at.astimezone(at.tzinfo).replace(tzinfo=None),
    )


def _consultation(logged: Logged, items: Iterable[Item], names: _Names) -> Sequence[Any]:
    own = [item for item in items if item.consultation_id == logged.id]
    return (
        logged.id,
        logged.held_on,
        logged.town,
        logged.form,
        logged.topic,
        "、".join(logged.units),
        len(own),
        sum(item.status is CommitmentStatus.DONE for item in own),
        logged.outcome,
        logged.outcome_evidence,
        names.of(logged.member),
        logged.source,
    )


def _event(event: Event, names: _Names, at: datetime) -> Sequence[Any]:
    return (
        event.happened_at.astimezone(at.tzinfo).replace(tzinfo=None),
        event.item_id,
        names.of(event.member),
        event.happening,
        event.was,
        event.status,
        event.due,
        event.result,
        event.words,
    )


def add_sheet(book: "Workbook", title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A filtered sheet with a frozen head; what people wrote stays text."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(title)
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([_cell(value) for value in row])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # somebody's words are text, even if they begin with an equals sign
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(sheet.columns, 1):
        longest = max(_width(cell.value) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 2, _WIDEST)


def _cell(value: Any) -> Any:
    return _UNPRINTABLE.sub("", str(value)) if isinstance(value, str) else value


def _width(value: Any) -> int:
    """Columns that a value takes: a Chinese character is two wide."""
    if isinstance(value, date):
        return 16
    return sum(2 if character > "\u2e80" else 1 for character in str(value or ""))
