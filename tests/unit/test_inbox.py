from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.inbox import Inbox
from bot.messages import Block, Button, Reply, Style
from knowledge.store.database import Database, open_database
from knowledge.store.tables import InboxRow

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
REPLY = Reply(
    (Block("题", Style.TITLE),),
    ((Button("存", "save:1"),),),
    files=(Path("台账.xlsx"),),
    edits=True,
    asks_contact=True,
)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")


@pytest.fixture
def inbox(database: Database, clock: Clock) -> Inbox:
    return Inbox(database, clock)


def test_updates_wait_in_the_order_they_came_until_they_are_handled(inbox: Inbox, clock: Clock) -> None:
    for update_id in (7, 3, 9):
        assert inbox.keep(update_id, f"payload {update_id}")
        clock.now += timedelta(seconds=1)
    inbox.handled(3)
    assert inbox.unhandled() == ["payload 7", "payload 9"]


def test_the_same_update_is_kept_once_even_after_it_was_handled(inbox: Inbox) -> None:
    assert inbox.keep(1, "first")
    assert not inbox.keep(1, "again")
    inbox.handled(1)
    assert not inbox.keep(1, "again")
    assert inbox.unhandled() == []


def test_replies_of_a_finished_turn_come_back_unchanged(database: Database, clock: Clock) -> None:
    Inbox(database, clock).keep(1, "x")
    Inbox(database, clock).answered(1, [REPLY])
    assert Inbox(database, clock).begin(1).replies == (REPLY,)


def test_attempts_are_counted(inbox: Inbox) -> None:
    inbox.keep(1, "x")
    inbox.keep(2, "y")
    assert [inbox.begin(1).number, inbox.begin(1).number, inbox.begin(2).number] == [1, 2, 1]


def test_the_moment_of_receipt_is_remembered(inbox: Inbox, clock: Clock) -> None:
    inbox.keep(1, "x")
    clock.now += timedelta(hours=3)
    assert inbox.begin(1).received_at == START


def test_what_members_wrote_is_gone_once_it_is_handled(inbox: Inbox, database: Database) -> None:
    inbox.keep(1, "a private message")
    inbox.answered(1, [REPLY])
    inbox.handled(1)
    with database.read() as session:
        row = session.get_one(InboxRow, 1)
    assert (row.payload, row.replies) == ("", None)


def test_old_numbers_are_forgotten(inbox: Inbox, clock: Clock) -> None:
    inbox.keep(1, "x")
    inbox.handled(1)
    clock.now += timedelta(days=8)
    inbox.unhandled()
    assert inbox.keep(1, "a new one under an old number")
