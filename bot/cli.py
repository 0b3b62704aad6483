"""`bandeng`: the one command. Each command stands in `bot/commands/`; here they are put together."""

import logging
import os
import sys
from importlib import import_module

import typer
from pydantic import ValidationError

from bot import texts
from knowledge.errors import BandengError

COMMANDS = {  # name: module of `bot.commands`
    "demo": "demo",
    "chat": "chat",
    "run": "run",
    "ingest": "ingest",
    "search": "search",
    "ask": "ask",
    "understand": "understand",
    "records": "records",
    "remind": "remind",
    "doctor": "doctor",
    "reindex": "index",
    "backup": "backup",
    "documents": "documents",
    "members": "members",
    "export": "export",
}


def commands(asked: str) -> typer.Typer:
    """The command that is asked for, or all: parser processes import this file too and need none."""
    app = typer.Typer(
        name="bandeng", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback(help="板凳：政协委员的协商助手。")(lambda: None)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        command = getattr(import_module(f"bot.commands.{COMMANDS[name]}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command()(command)
    return app


def main() -> None:
    """Exit status: 0 done, 1 failed, 2 wrong usage, 3 done in part."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        commands(sys.argv[1] if len(sys.argv) > 1 else "")()
    except BandengError as error:
        typer.echo(texts.explain(error), err=True)
        sys.exit(1)
    except ValidationError as error:
        names = (f"BANDENG_{'_'.join(map(str, problem['loc'])).upper()}" for problem in error.errors())
        typer.echo(texts.bad_setting("、".join(names)), err=True)
        sys.exit(1)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
