"""Reminders as messages: one digest a day with buttons under it, sent from beside the conversation."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.actions.update import status_buttons
from bot.messages import Block, Button, Reply, Style
from bot.texts import reminders as texts
from bot.turn import note_listed
from knowledge.assemble import Knowledge
from knowledge.ports import Clock
from knowledge.promises.reminders import Digest, Reminder, Stage

_log = logging.getLogger(__name__)
_PAUSE = 60.0  # seconds between two looks at what is due
_LISTED = 20  # of one digest; the rest is counted
_WITH_BUTTONS = 8  # a phone shows no more without scrolling for long

Send = Callable[[str, Reply], bool]  # to an account; False where it did not arrive for now


def digest_reply(digest: Digest) -> Reply:
    """What is one's own first, then what others follow and is late."""
    blocks: list[Block] = []
    rows: list[tuple[Button, ...]] = []
    listed = list(enumerate(digest.reminders[:_LISTED], 1))
    for head, escalated in ((texts.title(digest.day), False), (texts.ESCALATED_TITLE, True)):
        part = [(n, r) for n, r in listed if (r.stage is Stage.ESCALATED) is escalated]
        if part:
            lines = [texts.reminder_line(number, reminder, digest.day) for number, reminder in part]
            blocks += [Block(head, Style.TITLE), Block("\n".join(lines))]
            rows += [_buttons(number, reminder, len(listed)) for number, reminder in part]
    if len(digest.reminders) > _LISTED:
        blocks.append(Block(texts.more(len(digest.reminders) - _LISTED)))
    blocks.append(Block(texts.HOW_TO_ANSWER, Style.NOTE))
    return Reply(tuple(blocks), tuple(rows[:_WITH_BUTTONS]))


def _buttons(number: int, reminder: Reminder, of: int) -> tuple[Button, ...]:
    """Numbered like the lines, where there are several."""
    first, *others = status_buttons(reminder.item)
    return (Button(f"{number} {first.text}", first.data), *others) if of > 1 else (first, *others)


def deliver(knowledge: Knowledge, digest: Digest, now: datetime, send: Send) -> bool:
    """Sent first, marked afterwards: a kill in between costs a second copy, never the reminder."""
    if not send(digest.account, digest_reply(digest)):
        return False
    knowledge.reminders.mark_sent(digest, now)
    # So that the answer "弄好了" or "第2条弄好了" means what the reminder named
    ids = [reminder.item.id for reminder in digest.reminders]
    note_listed(knowledge.database, digest.account, ids, now)
    return True


class ReminderLoop:
    """A thread that sends what is due to accounts whose name begins with `accounts`."""

    def __init__(self, knowledge: Knowledge, clock: Clock, send: Send, accounts: str) -> None:
        self._knowledge, self._clock, self._send, self._accounts = knowledge, clock, send, accounts
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="reminders", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()

    def look(self) -> int:
        """Sends what is due now; how many digests arrived."""
        now = self._clock()
        return sum(
            deliver(self._knowledge, digest, now, self._send)
            for digest in self._knowledge.reminders.due(now, self._accounts)
            if not self._stopping.is_set()
        )

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except SQLAlchemyError as error:  # the database is down for a while: the next look comes
                _log.warning("reminders put off: %s", type(error).__name__)
            self._stopping.wait(_PAUSE)
