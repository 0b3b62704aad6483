"""The real Telegram channel over the Bot API server of the tests."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.channels.exchange import Turn
from bot.channels.telegram import TelegramChannel
from bot.inbox import Inbox
from knowledge.settings import Settings
from knowledge.store.database import open_database
from tests.botapi import TOKEN, BotApi, post

COMMANDS = (("start", "开始"), ("ask", "查规定"))


@contextmanager
def serving(
    api: BotApi,
    home: Path,
    turn: Turn,
    on_unreachable: Callable[[str], None] = lambda _member: None,
    **more: Any,
) -> Iterator[TelegramChannel]:
    """The bot in a thread, from its first poll (or its webhook) until the end of the block."""
    telegram = {"telegram_token": TOKEN, "telegram_base_url": api.url, **more}
    settings = Settings(_env_file=None, home=home, **telegram)  # type: ignore[call-arg]
    database = open_database(settings.sqlalchemy_url)
    inbox = Inbox(database, lambda: datetime.now(UTC))
    channel = TelegramChannel(settings, inbox, turn, COMMANDS, on_unreachable)
    polls = len(api.called("getUpdates"))
    thread = threading.Thread(target=channel.run)
    thread.start()
    try:
        if settings.webhook_url is None:
            api.wait(lambda: len(api.called("getUpdates")) > polls)
        else:
            api.wait(lambda: post(settings.webhook_url, {}, None) == 403)
        yield channel
    finally:
        channel.stop()
        thread.join(30)
        database.close()
    assert not thread.is_alive()
