"""A conversation about the ledger, as a member has it in a private chat."""

from datetime import datetime, timedelta
from itertools import count

from bot.dialogue import Dialogue
from bot.messages import Button, Incoming, Reply
from bot.render import plain_text
from knowledge.assemble import Knowledge
from knowledge.promises.items import Item, Scope

START = datetime.fromisoformat("2026-11-22T10:00:00+08:00")  # a Sunday
LOGGED = "今天城南锦绣花园板凳会，停车的事，物业说月底前划线，城管局答应12月10日前安装隔离护栏"


class Talk:
    """`says` and `presses` return what the member then reads."""

    def __init__(self, knowledge: Knowledge, first_update: int = 1) -> None:
        """`first_update`: updates have numbers of their own, also after a restart."""
        self.knowledge = knowledge
        self._dialogue = Dialogue(knowledge)
        self._updates = count(first_update)
        self.now = START
        self.replies: list[Reply] = []

    def says(self, text: str, member: str = "m1", **facts: object) -> str:
        number = next(self._updates)
        given: dict[str, object] = {"update_id": number, "message_id": number} | facts
        return self.sends(Incoming(member, "private", text, self.now, **given))  # type: ignore[arg-type]

    def presses(self, button: str | Button, member: str = "m1") -> str:
        """The button with these words under what was shown last."""
        data = button.data if isinstance(button, Button) else self.button(button).data
        press = Incoming(member, "private", "", self.now, press=data, update_id=next(self._updates))
        return self.sends(press)

    def sends(self, incoming: Incoming) -> str:
        self.replies = self._dialogue.turn(incoming)
        return "\n\n".join(plain_text(reply) for reply in self.replies)

    def button(self, text: str) -> Button:
        found = [b for reply in self.replies for row in reply.buttons for b in row if text in b.text]
        assert found, f"no button {text!r} under what was shown"
        return found[0]

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)

    @property
    def items(self) -> list[Item]:
        return self.knowledge.ledger_view.items(Scope())
