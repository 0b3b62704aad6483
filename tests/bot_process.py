"""The Telegram channel as a process of its own, to be killed. Its turn writes one row for each update."""

import sqlite3
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.channels.telegram import TelegramChannel
from bot.inbox import Inbox
from bot.messages import Block, Incoming, Reply
from knowledge.settings import Settings
from knowledge.store.database import open_database
from tests.botapi import TOKEN


def main(url: str, home: Path) -> None:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None, home=home, telegram_token=TOKEN, telegram_base_url=url
    )
    inbox = Inbox(open_database(settings.sqlalchemy_url), lambda: datetime.now(UTC))

    def turn(incoming: Incoming) -> Sequence[Reply]:
        """While the file `hold` is there, a turn stops after its row is written."""
        ledger = sqlite3.connect(home / "ledger.db", timeout=30, isolation_level=None)
        ledger.execute("CREATE TABLE IF NOT EXISTS turns (update_id, text)")
        ledger.execute("INSERT INTO turns VALUES (?, ?)", (incoming.update_id, incoming.text))
        ledger.close()
        while (home / "hold").exists():
            time.sleep(0.01)
        return [Reply((Block(f"收到：{incoming.text}"),))]

    TelegramChannel(settings, inbox, turn, [("ask", "查规定")], lambda _member: None).run()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
