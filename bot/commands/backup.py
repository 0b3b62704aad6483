"""`bandeng backup`: a copy of everything that cannot be made again."""

from pathlib import Path
from typing import Annotated

import typer

from bot import texts
from bot.commands.output import emit, warn
from knowledge.settings import Settings
from knowledge.store.backup import NothingToCopy, NotSqlite, TargetTaken, back_up

_WHY_NOT = {
    NotSqlite: texts.BACK_UP_WITH_PG_DUMP,
    NothingToCopy: texts.NOTHING_TO_BACK_UP,
    TargetTaken: texts.BACKUP_TARGET_TAKEN,
}


def backup(
    folder: Annotated[Path, typer.Argument(help="备份放到哪个文件夹（新的，或空的）", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """备份数据库、材料和手机号密钥；机器人运行时也可以备份。"""
    try:
        made = back_up(Settings(), folder)
    except (NotSqlite, NothingToCopy, TargetTaken) as error:
        warn(_WHY_NOT[type(error)])
        raise typer.Exit(1) from None
    except OSError:
        warn(texts.BACKUP_FAILED)
        raise typer.Exit(1) from None
    if as_json:
        emit({"folder": str(folder), "database_bytes": made.database_bytes, "files": made.files})
    else:
        typer.echo(texts.backed_up(str(folder), made.files))
