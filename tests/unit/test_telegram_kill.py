"""Every update that Telegram delivered is handled once, although the process is killed."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot import texts
from bot.inbox import Inbox
from bot.messages import Block, Incoming, Reply
from knowledge.store.database import open_database
from tests.botapi import BotApi
from tests.serving import serving

ROOT = Path(__file__).parents[2]


@contextmanager
def process(api: BotApi, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Ends by kill -9 at the latest."""
    command = [sys.executable, "-m", "tests.bot_process", api.url, str(home)]
    with subprocess.Popen(command, cwd=ROOT) as running:
        try:
            yield running
        finally:
            running.kill()


def turns(home: Path) -> list[str]:
    """Texts of the turns that were begun, in order, as the process wrote them."""
    if not (home / "ledger.db").exists():
        return []
    with closing(sqlite3.connect(home / "ledger.db", timeout=30)) as ledger:
        tables = ledger.execute("SELECT 1 FROM sqlite_master WHERE name = 'turns'").fetchall()
        return [text for (text,) in ledger.execute("SELECT text FROM turns")] if tables else []


def test_a_kill_between_receipt_and_answer_loses_nothing(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "hold").touch()
    with process(api, tmp_path):
        api.say("一")
        api.say("二")
        api.wait(lambda: turns(tmp_path) and api.all_acknowledged(), seconds=30)
    assert api.sent == []
    (tmp_path / "hold").unlink()
    with process(api, tmp_path):
        api.say("三")
        replies = api.replies(3, seconds=30)
    assert [s.text for s in replies] == ["收到：一", "收到：二", "收到：三"]
    assert len(api.sent) == 3


def test_a_finished_turn_is_not_run_again_only_its_answer_is_sent(api: BotApi, tmp_path: Path) -> None:
    api.fail("sendMessage", 429, retry_after=60)
    with process(api, tmp_path):
        api.say("一")
        api.wait(lambda: api.called("sendMessage"), seconds=30)
    with process(api, tmp_path):
        api.replies(seconds=30)
        api.say("二")
        replies = api.replies(2)
    assert [s.text for s in replies] == ["收到：一", "收到：二"]
    assert turns(tmp_path) == ["一", "二"]


def test_an_update_that_was_handled_but_not_acknowledged_is_not_handled_again(
    api: BotApi, tmp_path: Path
) -> None:
    with process(api, tmp_path):
        api.wait(lambda: api.called("getUpdates"), seconds=30)
        api.fail("getUpdates", 502, times=1000)  # the open poll still delivers; later ones fail
        api.say("一")
        api.replies(seconds=30)
        with closing(open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")) as database:
            api.wait(lambda: Inbox(database, lambda: datetime.now(UTC)).unhandled() == [])
        assert not api.all_acknowledged()
    api.heal()
    with process(api, tmp_path):
        api.wait(api.all_acknowledged, seconds=30)
        api.say("二")
        replies = api.replies(2)
    assert [s.text for s in replies] == ["收到：一", "收到：二"]
    assert turns(tmp_path) == ["一", "二"]


def test_a_terminated_process_finishes_what_it_is_doing(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "hold").touch()
    with process(api, tmp_path) as running:
        api.say("一")
        api.wait(lambda: turns(tmp_path), seconds=30)
        running.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        (tmp_path / "hold").unlink()
        assert running.wait(20) == 0
    assert [s.text for s in api.sent] == ["收到：一"]


def test_random_kills_lose_no_message_and_keep_the_order(api: BotApi, tmp_path: Path) -> None:
    moments = random.Random(7)
    chats, sent = (1, 2, 3), 0
    for _ in range(3):
        with process(api, tmp_path):
            polls = len(api.called("getUpdates"))
            for _ in range(6):
                api.say(str(sent), user=chats[sent % 3])
                sent += 1
            api.wait(lambda polls=polls: len(api.called("getUpdates")) > polls, seconds=30)
            time.sleep(moments.uniform(0, 0.3))
    with process(api, tmp_path):
        everyone = {f"收到：{n}" for n in range(sent)}
        api.wait(lambda: {s.text for s in api.sent} == everyone, seconds=30)
    for chat in chats:
        answers = [s.text for s in api.sent_to(chat)]
        first_times = sorted(set(answers), key=answers.index)
        assert first_times == [f"收到：{n}" for n in range(sent) if chats[n % 3] == chat]
    repeated = Counter(s.text for s in api.sent).most_common(1)[0][1]
    assert repeated <= 4  # a process may die between the sending and its mark, but none sends twice


def test_a_message_that_kills_the_process_every_time_is_given_up(api: BotApi, tmp_path: Path) -> None:
    sender = {"id": 1001, "is_bot": False, "first_name": "甲"}
    poison = {
        "message_id": 1,
        "date": 1,
        "text": "毒",
        "from": sender,
        "chat": {"id": 1001, "type": "private"},
    }
    with closing(open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")) as database:
        inbox = Inbox(database, lambda: datetime.now(UTC))
        inbox.keep(5, json.dumps({"update_id": 5, "message": poison}))
        for _ in range(20):
            inbox.begin(5)

    def turn(incoming: Incoming) -> list[Reply]:
        assert incoming.text != "毒"
        return [Reply((Block(incoming.text),))]

    with serving(api, tmp_path, turn):
        api.say("好")
        replies = api.replies(2)
    assert [s.text for s in replies] == [texts.FAILED, "好"]
