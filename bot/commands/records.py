"""`bandeng records`: what is in the ledger."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from bot import texts
from bot.commands.output import emit, opened
from knowledge.assemble import Knowledge
from knowledge.promises.items import Item, KeptReport, Logged, Scope


class Sort(StrEnum):
    CONSULTATIONS = "consultations"
    COMMITMENTS = "commitments"
    REPORTS = "reports"


def records(
    kind: Annotated[
        Sort | None, typer.Option(help="consultations 协商，commitments 承诺，reports 社情民意；不写则全部")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON")] = False,
) -> None:
    """看台账里有什么：协商、承诺事项、社情民意。"""
    with opened() as knowledge:
        today = datetime.now(UTC).astimezone(knowledge.district.timezone).date()
        for sort in [kind] if kind else Sort:
            for line in _lines(knowledge, sort, today):
                if as_json:
                    emit(line if kind else {"kind": sort, **line})
                else:
                    typer.echo("  ".join(texts.record_cell(value) for value in line.values()))


def _lines(knowledge: Knowledge, sort: Sort, today: date) -> list[dict[str, Any]]:
    view = knowledge.ledger_view
    match sort:
        case Sort.CONSULTATIONS:
            return [consultation_line(logged) for logged in view.consultations()]
        case Sort.COMMITMENTS:
            return [commitment_line(item, today) for item in view.items(Scope())]
        case Sort.REPORTS:
            return [report_line(kept) for kept in view.reports()]


def consultation_line(logged: Logged) -> dict[str, Any]:
    return {
        "id": logged.id,
        "topic": logged.topic,
        "town": logged.town,
        "form": logged.form,
        "held_on": _iso(logged.held_on),
        "host": logged.host,
        "units": list(logged.units),
        "outcome": logged.outcome,
        "outcome_evidence": logged.outcome_evidence,
        "source": logged.source,
        "member": logged.member,
    }


def commitment_line(item: Item, today: date) -> dict[str, Any]:
    return {
        "id": item.id,
        "consultation_id": item.consultation_id,
        "topic": item.topic,
        "town": item.town,
        "unit": item.unit,
        "action": item.action,
        "due": _iso(item.due),
        "status": item.status,
        "overdue": item.is_overdue(today),
        "quote": item.quote,
        "result": item.result,
        "updated_at": item.updated_at.isoformat(),
    }


def report_line(kept: KeptReport) -> dict[str, Any]:
    return {
        "id": kept.id,
        "member": kept.member,
        "topic": kept.report.topic,
        "town": kept.report.town,
        "problem": kept.report.problem,
        "suggestion": kept.report.suggestion,
        "state": kept.state,
        "updated_at": kept.added_at.isoformat(),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
