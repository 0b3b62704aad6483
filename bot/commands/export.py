"""`bandeng export`: what is kept, as files for people."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.members import the_one
from bot.commands.output import opened, warn
from bot.duty import duty_record
from bot.duty_files import write_duty_files
from bot.ledger_sheet import write_ledger
from bot.texts import duty as texts_duty
from bot.texts import ledger as texts_ledger

export = typer.Typer(help="导出台账、履职档案。", no_args_is_help=True)


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


@export.command()
def duty(
    member: Annotated[str, typer.Argument(help="姓名，重名时用 members list 里的编号")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件夹")],
    year: Annotated[int | None, typer.Option("--year", help="哪一年，默认今年", min=1949, max=9999)] = None,
) -> None:
    """把一位委员一年的履职档案导出为 Word 和 Excel。"""
    if out.exists() and not out.is_dir():
        raise typer.BadParameter("--out 要写一个文件夹")
    with opened() as knowledge:
        person = the_one(knowledge.people, member)
        now = datetime.now(UTC).astimezone(knowledge.district.timezone)
        years = (year or now.year,)
        record = duty_record(knowledge, person.identities, years)
        if record.is_empty:
            warn(texts_duty.nothing_of(person.name, years))
            raise typer.Exit(1)
        who = " ".join(part for part in (person.name, person.liaison_committee or "") if part)
        for file in write_duty_files(record, who, out, now):
            typer.echo(texts_ledger.written_to(str(file)))
