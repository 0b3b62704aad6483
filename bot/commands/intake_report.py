"""What became of the files of one `bandeng ingest`: lines while it runs, a table and JSON at its end."""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.output import emit
from bot.texts import ingest as texts_ingest
from ingest.pipeline import Report

_NAMED = 3  # files of one reason that the table names


class IntakeReport:
    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._reports: list[Report] = []
        self._started_at, self._started = datetime.now(UTC), time.monotonic()
        self.complete = False

    @property
    def refused(self) -> bool:
        return any(report.status == "refused" for report in self._reports)

    def add(self, report: Report) -> None:
        self._reports.append(report)
        if self._as_json:
            emit(fields(report))
        else:
            told = (report.source, report.status, report.title, report.chunks, report.reason)
            typer.echo(texts_ingest.one_line(*told))

    def show_table(self) -> None:
        """Nothing with --json: stdout then holds the lines alone."""
        if self._as_json or not self._reports:
            return
        table = Table(title=texts_ingest.summary(len(self._reports), self._seconds()))
        for heading in texts_ingest.TABLE:
            table.add_column(heading, overflow="fold")
        for status, reports in self._grouped(lambda report: report.status):
            chunks = sum(report.chunks for report in reports)
            table.add_row(texts_ingest.STATUS[status], str(len(reports)), str(chunks) if chunks else "")
        refused = [report for report in self._reports if report.reason]
        for reason, reports in self._grouped(lambda report: report.reason or "", refused):
            names = "、".join(report.source for report in reports[:_NAMED])
            table.add_row(
                "", str(len(reports)), f"{reason}（{names}{'……' if len(reports) > _NAMED else ''}）"
            )
        Console().print(table)

    def write(self, path: Path) -> None:
        counts = {status: len(reports) for status, reports in self._grouped(lambda report: report.status)}
        content = {
            "started_at": self._started_at.isoformat(timespec="seconds"),
            "seconds": round(self._seconds(), 1),
            "complete": self.complete,
            "counts": counts,
            "files": [fields(report) for report in self._reports],
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")

    def _seconds(self) -> float:
        return time.monotonic() - self._started

    def _grouped(
        self, key: Callable[[Report], str], reports: Iterable[Report] | None = None
    ) -> list[tuple[str, list[Report]]]:
        groups: dict[str, list[Report]] = defaultdict(list)
        for report in self._reports if reports is None else reports:
            groups[key(report)].append(report)
        return list(groups.items())


def fields(report: Report) -> dict[str, object]:
    """A file as the interface of `bandeng ingest --json` names its fields."""
    return {**asdict(report), "issued_on": report.issued_on.isoformat() if report.issued_on else None}
