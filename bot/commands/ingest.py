"""`bandeng ingest`: files, folders and national laws into the library, then into the indexes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import texts
from bot.commands.index import index_pending
from bot.commands.intake_report import IntakeReport
from bot.commands.output import PARTLY_DONE, opened, warn
from bot.commands.progress import with_progress
from bot.commands.watching import FolderWatcher
from bot.texts import ingest as texts_ingest
from ingest.improving import improver_of
from ingest.intake import Item
from ingest.pipeline import Report, found, ingest_laws, take_in
from knowledge.assemble import Knowledge
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
    watch: Annotated[bool, typer.Option("--watch", help="看着这个文件夹：放进来就收，拿走就撤下")] = False,
    report_to: Annotated[Path | None, typer.Option("--report", help="把结果写成这个 JSON 文件")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每个文件一行 JSON")] = False,
) -> None:
    """收入文件、文件夹或国家法律。"""
    names = names or []
    if not laws and not names:
        raise typer.BadParameter(texts.NOTHING_TO_INGEST)
    if watch and (laws or len(names) != 1 or not Path(names[0]).is_dir()):
        raise typer.BadParameter(texts_ingest.ONE_FOLDER_TO_WATCH)
    report = IntakeReport(as_json=as_json)
    with opened() as knowledge:
        try:
            if watch:
                _watch(knowledge, Path(names[0]), report)
            else:
                _take_in(knowledge, names, report, laws=laws, kind=kind)
        except KeyboardInterrupt:
            warn(texts_ingest.STOPPED)
            raise typer.Exit(1) from None
        finally:
            if report_to is not None:
                report.write(report_to)
    report.show_table()
    if report.refused:
        raise typer.Exit(PARTLY_DONE)


def _take_in(
    knowledge: Knowledge, names: list[str], report: IntakeReport, *, laws: bool, kind: KindOption
) -> None:
    if laws:
        total = len(names) or None
        reports: Iterable[Report] = ingest_laws(names, knowledge.library)
    else:
        items = list(found(map(Path, names)))
        total, reports = len(items), _files(knowledge, items, kind)
    for done in with_progress(reports, texts_ingest.READING, total, "份"):
        report.add(done)
    report.complete = True
    index_pending(knowledge)


def _files(knowledge: Knowledge, items: list[Item], kind: KindOption) -> Iterable[Report]:
    chosen = None if kind is KindOption.AUTO else Kind(kind)
    return take_in(
        items,
        knowledge.library,
        knowledge.district,
        kind=chosen,
        now=datetime.now(UTC),
        improve=improver_of(knowledge),
    )


def _watch(knowledge: Knowledge, folder: Path, report: IntakeReport) -> None:
    """Until Ctrl-C."""
    warn(texts_ingest.watching(folder.name))
    FolderWatcher(knowledge, folder, report.add).work(partial(index_pending, knowledge))
