"""`bandeng export`: what is kept, as files for people."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import opened
from bot.ledger_sheet import write_ledger
from bot.texts import ledger as texts_ledger

export = typer.Typer(help="导出台账。", no_args_is_help=True)


@export.command()
def ledger(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")],
) -> None:
    """把台账导出为 Excel：承诺事项、协商、变更记录。"""
    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter("--out 要以 .xlsx 结尾")
    with opened() as knowledge:
        write_ledger(knowledge, out, datetime.now(UTC).astimezone(knowledge.district.timezone))
    typer.echo(texts_ledger.written_to(str(out)))


@export.callback()
def _group() -> None:
    """One command more may come; without this the only one would lose its name."""
