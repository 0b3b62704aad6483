"""`bandeng chat`: the assistant in a terminal, or driven by JSON lines."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bot import texts
from bot.channels.console import Console
from bot.commands.output import emit, opened
from bot.dialogue import Dialogue
from bot.messages import Incoming, Reply
from bot.render import plain_text


class Line(BaseModel):
    """One line of `--jsonl`, as the interface names it."""

    model_config = ConfigDict(extra="ignore")

    member: str
    chat: str = "private"
    mentioned: bool = True
    text: str = ""
    press: str | None = None
    file: Path | None = None
    now: AwareDatetime | None = None

    def incoming(self) -> Incoming:
        return Incoming(
            member=self.member,
            chat=self.chat,
            text=self.text,
            now=self.now or datetime.now(UTC),
            mentioned=self.mentioned,
            press=self.press,
            file=self.file,
            file_name=self.file.name if self.file else None,
        )


def chat(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="标准输入每行一个 JSON，每行回一个 JSON")] = False,
) -> None:
    """在终端里和板凳对话，与 Telegram 里一样。"""
    with opened() as knowledge:
        dialogue = Dialogue(knowledge)
        if not jsonl:
            Console(dialogue, knowledge.district.timezone).talk()
            return
        for number, text in enumerate(sys.stdin, 1):
            if text.strip():
                emit(_answer(dialogue, number, text))


def _answer(dialogue: Dialogue, number: int, text: str) -> dict[str, object]:
    try:
        line = Line.model_validate_json(text)
    except ValidationError:
        return {"replies": [], "error": texts.bad_batch_line(number)}
    return {"replies": [_json(reply) for reply in dialogue.turn(line.incoming())]}


def _json(reply: Reply) -> dict[str, object]:
    return {
        "text": plain_text(reply),
        "buttons": [{"text": b.text, "data": b.data} for row in reply.buttons for b in row],
        "files": [str(file) for file in reply.files],
    }
