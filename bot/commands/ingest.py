"""`bandeng ingest`: files, folders and national laws into the library, then into the indexes."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import texts
from bot.commands.index import index_pending
from bot.commands.output import PARTLY_DONE, emit, opened
from ingest.pipeline import Report, ingest_laws
from ingest.pipeline import ingest as ingest_files
from knowledge.model import Kind


class KindOption(StrEnum):
    POLICY = "policy"
    RECORD = "record"
    AUTO = "auto"


def ingest(
    names: Annotated[list[str] | None, typer.Argument(metavar="PATH...", help="文件或文件夹")] = None,
    kind: Annotated[
        KindOption, typer.Option(help="policy 政策，record 协商记录，auto 自动识别")
    ] = KindOption.AUTO,
    laws: Annotated[bool, typer.Option("--laws", help="国家法律：写名称只收这几部，不写收全部")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="每个文件一行 JSON")] = False,
) -> None:
    """收入文件、文件夹或国家法律。"""
    names = names or []
    if not laws and not names:
        raise typer.BadParameter(texts.NOTHING_TO_INGEST)
    with opened() as knowledge:
        if laws:
            reports: Iterable[Report] = ingest_laws(names, knowledge.library)
        else:
            chosen = None if kind is KindOption.AUTO else Kind(kind)
            paths = [Path(name) for name in names]
            now = datetime.now(UTC)
            reports = ingest_files(paths, knowledge.library, knowledge.district, kind=chosen, now=now)
        refused = [_shown(report, as_json=as_json) for report in reports].count(False)
        index_pending(knowledge)
    if refused:
        raise typer.Exit(PARTLY_DONE)


def _shown(report: Report, *, as_json: bool) -> bool:
    """Prints one report; False for a refusal."""
    if as_json:
        fields = asdict(report)
        fields["issued_on"] = report.issued_on.isoformat() if report.issued_on else None
        emit(fields)
    else:
        typer.echo(texts.ingested(report.source, report.status, report.title, report.chunks, report.reason))
    return report.status != "refused"
