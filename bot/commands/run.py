"""`bandeng run`: the Telegram bot."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial

from bot.background import BackgroundIndexer
from bot.channels.telegram import TelegramChannel
from bot.commands.output import opened
from bot.commands.watching import FolderWatcher, log_report
from bot.dialogue import COMMANDS, Dialogue
from bot.inbox import Inbox
from bot.messages import Delivered, Reply
from bot.reminders import ReminderLoop
from knowledge.assemble import Knowledge

_log = logging.getLogger(__name__)


def run() -> None:
    """运行 Telegram 机器人，直到按 Ctrl-C。"""
    # Only our own progress: the HTTP library's would show the token in every address.
    logging.getLogger("bot").setLevel(logging.INFO)
    with opened() as knowledge:
        inbox = Inbox(knowledge.database, lambda: datetime.now(UTC))
        turn = Dialogue(knowledge).turn
        clock = partial(datetime.now, UTC)

        def unreachable(member: str) -> None:
            _log.info("a member has blocked the bot")
            knowledge.reminders.unreachable(member, clock())

        def send(member: str, reply: Reply) -> bool:
            return channel.send(member, reply) is Delivered.SENT

        channel = TelegramChannel(knowledge.settings, inbox, turn, COMMANDS, unreachable)
        knowledge.warm_up()
        with (
            closing(BackgroundIndexer(knowledge)) as indexer,
            closing(ReminderLoop(knowledge, clock, send, accounts="tg:")) as reminders,
            watching(knowledge),
        ):
            indexer.start()
            reminders.start()
            channel.run()


@contextmanager
def watching(knowledge: Knowledge) -> Iterator[None]:
    """Takes in what is put into the folder that the settings name."""
    folder = knowledge.settings.watch
    if folder is None:
        yield
        return
    with closing(FolderWatcher(knowledge, folder, log_report)) as watcher:
        watcher.start()
        yield
