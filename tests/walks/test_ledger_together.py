"""A member, a member of staff and a reminder touch one promise at once, each with a house of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta

import pytest

from bot.dialogue import Dialogue
from bot.messages import Incoming, Reply
from bot.reminders import deliver
from bot.render import plain_text
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.model import CommitmentStatus
from knowledge.promises.items import Happening, Scope
from tests.fakes import WordEmbeddings
from tests.people import ACCOUNTS, enrol
from tests.walks.ledger_talk import START, Talk

OWNER, STAFF = ACCOUNTS["甲示例"], ACCOUNTS["丁示例"]
ON_THE_DAY = START + timedelta(days=9)
TURNS = 12


@pytest.fixture
def houses(knowledge: Knowledge) -> Iterator[list[Knowledge]]:
    """Three openings of one data folder."""
    with ExitStack() as stack:
        opened = [open_knowledge(knowledge.settings, WordEmbeddings()) for _ in range(2)]
        for house in opened:
            stack.enter_context(closing(house))
        yield [knowledge, *opened]


class Speaker:
    """One person's messages; `stored` counts the changes that they were told are stored."""

    def __init__(self, knowledge: Knowledge, account: str, first_update: int) -> None:
        self._dialogue, self._account = Dialogue(knowledge), account
        self._updates = iter(range(first_update, 10**6))
        self.stored = 0

    def sends(self, text: str = "", press: str | None = None) -> list[Reply]:
        number = next(self._updates)
        replies = self._dialogue.turn(
            Incoming(
                self._account, "private", text, ON_THE_DAY, press=press, update_id=number, message_id=number
            )
        )
        self.stored += any("记下了" in plain_text(reply) for reply in replies)
        return replies


def test_every_change_that_was_confirmed_is_in_the_history_and_one_reminder_is_sent(
    houses: list[Knowledge],
) -> None:
    enrol(houses[0].people)
    talk = Talk(houses[0])
    talk.says("帮我盯一下城管局12月1号前拆广告牌", member=OWNER)
    talk.says("存", member=OWNER)
    [item] = talk.items
    owner, staff = Speaker(houses[0], OWNER, 1_000), Speaker(houses[1], STAFF, 50_000)
    sent: list[str] = []

    def presses() -> None:
        for turn in range(TURNS):
            owner.sends(press=f"set:{item.id}:{('moving', 'nothing')[turn % 2]}")

    def writes() -> None:
        for turn in range(TURNS):
            shown = staff.sends(f"城管局拆广告牌推到12月{turn + 10}号")
            while any(b.text == "存" for reply in shown for row in reply.buttons for b in row):
                shown = staff.sends("存")  # asked again where the promise was changed meanwhile

    def reminds() -> None:
        for _ in range(TURNS):
            for digest in houses[2].reminders.due(ON_THE_DAY):
                deliver(houses[2], digest, ON_THE_DAY, lambda to, _reply: sent.append(to) is None)

    _together(presses, writes, reminds)
    changes = [
        event for event in houses[0].ledger_view.timeline(item.id) if event.happening is Happening.CHANGED
    ]
    [left] = houses[0].ledger_view.items(Scope())
    assert staff.stored == TURNS
    assert len(changes) == owner.stored + staff.stored
    assert left.version == 1 + len(changes)
    assert (left.status, left.due) == (changes[-1].status, changes[-1].due)
    assert sum(event.status is CommitmentStatus.POSTPONED for event in changes) == TURNS
    assert len(sent) <= 1  # none where the day's first change came before it


def _together(*works: Callable[[], None]) -> None:
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
