"""A member in a chat, as the walks play one."""

from datetime import UTC, datetime
from pathlib import Path

from bot.dialogue import Dialogue
from bot.messages import Incoming, Reply
from bot.render import plain_text
from knowledge.assemble import Knowledge

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class Member:
    """`says` and `presses` return what the member then reads."""

    def __init__(self, knowledge: Knowledge, name: str = "m1", chat: str = "private") -> None:
        self.dialogue, self.name, self.chat = Dialogue(knowledge), name, chat
        self.replies: list[Reply] = []

    def says(self, text: str, *, press: str | None = None, mentioned: bool = True) -> str:
        incoming = Incoming(self.name, self.chat, text, NOW, mentioned=mentioned, press=press)
        self.replies = self.dialogue.turn(incoming)
        return "\n".join(plain_text(reply) for reply in self.replies)

    def presses(self, label: str) -> str:
        buttons = [b for reply in self.replies for row in reply.buttons for b in row]
        return self.says("", press=next(b.data for b in buttons if b.text == label))

    @property
    def files(self) -> list[Path]:
        return [file for reply in self.replies for file in reply.files]
