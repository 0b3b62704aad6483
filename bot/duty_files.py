"""The 履职档案 as a Word file and as a workbook."""

from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from bot.duty import DutyRecord
from bot.ledger_sheet import add_sheet
from bot.saved import SavedPaper
from bot.texts import duty as texts
from bot.texts import ledger as texts_ledger
from bot.word import WordSection, WordText, write_word
from knowledge.model import CommitmentStatus

Rows = tuple[tuple[Any, ...], ...]


def write_duty_files(record: DutyRecord, who: str, folder: Path, at: datetime) -> tuple[Path, Path]:
    """`who`: name and committee, as far as the roster knows them; `at` in the district's zone."""
    name = texts.name(record.years)
    word = write_word(_word(record, who, at), folder / f"{name}.docx")
    return word, _workbook(record, at, folder / f"{name}.xlsx")


def _word(record: DutyRecord, who: str, at: datetime) -> WordText:
    zone = at.tzinfo
    tables = (
        (texts.SUMS, sums(record)),
        (texts.CONSULTATIONS, _consultations(record)),
        (texts.ITEMS, _items(record)),
        (texts.REPORTS, tuple((*row[:3], row[-1]) for row in _reports(record, zone))),
        (texts.PAPERS, tuple((*row[:3], row[-1]) for row in _papers(record, zone))),
    )
    sections = tuple(
        WordSection(heading, (), (columns, *(tuple(map(str, row)) for row in rows)))
        if rows
        else WordSection(heading, (texts.NONE[heading],))
        for heading, (columns, rows) in zip(texts.HEADINGS, tables, strict=True)
    )
    day = f"{at.year}年{at.month}月{at.day}日"
    return WordText(texts.name(record.years), sections, (who,) if who else (), (day,))


def _workbook(record: DutyRecord, at: datetime, path: Path) -> Path:
    from openpyxl import Workbook

    zone = at.tzinfo
    book = Workbook()
    assert book.active is not None  # a new book has one sheet
    book.remove(book.active)
    tables = (
        (texts.SUMS, sums(record)),
        (texts.CONSULTATIONS, _consultations(record)),
        (texts_ledger.PROMISE_COLUMNS[1:], _full_items(record, at)),
        (texts.FULL_REPORTS, _reports(record, zone)),
        (texts.FULL_PAPERS, _papers(record, zone)),
    )
    for title, (columns, rows) in zip(texts.SHEETS, tables, strict=True):
        add_sheet(book, title, columns, rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    book.save(part)
    part.replace(path)
    return path


def sums(record: DutyRecord) -> Rows:
    done = sum(item.status is CommitmentStatus.DONE for item in record.items)
    handed_out = sum(paper.exported_at is not None for paper in record.papers)
    return (
        ("记录的协商", len(record.consultations)),
        ("跟踪的承诺", len(record.items)),
        ("其中已办结", done),
        ("反映的社情民意", len(record.reports)),
        ("起草的文稿", len(record.papers)),
        ("其中已导出", handed_out),
    )


def _consultations(record: DutyRecord) -> Rows:
    return tuple(
        (texts.day(held.held_on), held.town or "", held.topic, held.outcome) for held in record.consultations
    )


def _items(record: DutyRecord) -> Rows:
    return tuple((item.unit or "", item.action, texts.day(item.due), item.status) for item in record.items)


def _full_items(record: DutyRecord, at: datetime) -> Rows:
    forms = {held.id: held.form for held in record.consultations}
    return tuple(
        (
            item.topic, item.town, forms.get(item.consultation_id or 0), item.held_on, item.unit, item.action,
            item.due, item.first_due, item.status,
            (at.date() - item.due).days if item.due and item.is_overdue(at.date()) else None,
            item.result, item.reply_kind, item.quote, None,
            item.updated_at.astimezone(at.tzinfo).replace(tzinfo=None),
        )
        for item in record.items
    )  # fmt: skip


def _reports(record: DutyRecord, zone: tzinfo | None) -> Rows:
    return tuple(
        (
            kept.added_at.astimezone(zone).date().isoformat(), kept.report.town or "", kept.report.topic,
            kept.report.problem, kept.report.suggestion or "", kept.state,
        )
        for kept in record.reports
    )  # fmt: skip


def _papers(record: DutyRecord, zone: tzinfo | None) -> Rows:
    def state(saved: SavedPaper) -> str:
        return texts.HANDED_OUT if saved.exported_at else texts.KEPT

    return tuple(
        (
            saved.changed_at.astimezone(zone).date().isoformat(), saved.paper.kind,
            saved.paper.marked(saved.paper.title), saved.paper.marked(saved.paper.body), state(saved),
        )
        for saved in record.papers
    )  # fmt: skip
