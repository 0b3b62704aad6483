"""`bandeng`: the one command. Each command stands in `bot/commands/`; here they are put together."""

import logging
import os
import sys

import typer
from pydantic import ValidationError

from bot import texts
from bot.commands.ask import ask
from bot.commands.backup import backup
from bot.commands.chat import chat
from bot.commands.demo import demo
from bot.commands.doctor import doctor
from bot.commands.documents import documents
from bot.commands.export import export
from bot.commands.index import reindex
from bot.commands.ingest import ingest
from bot.commands.members import members
from bot.commands.output import warn
from bot.commands.records import records
from bot.commands.remind import remind
from bot.commands.run import run
from bot.commands.search import search
from bot.commands.understand import understand
from knowledge.errors import BandengError

COMMANDS = (demo, chat, run, ingest, search, ask, understand, records, remind, doctor, reindex, backup)
GROUPS = {"documents": documents, "members": members, "export": export}

app = typer.Typer(
    name="bandeng",
    help="板凳：政协委员的协商助手。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    """Exit status: 0 done, 1 failed, 2 wrong usage, 3 done in part."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        app()
    except BandengError as error:
        warn(texts.explain(error))
        sys.exit(1)
    except ValidationError as error:
        names = (f"BANDENG_{'_'.join(map(str, problem['loc'])).upper()}" for problem in error.errors())
        warn(texts.bad_setting("、".join(names)))
        sys.exit(1)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
