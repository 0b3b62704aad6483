"""Reminders from the ledger to the chat, through the real conversation, on a clock of the test's own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import texts
from bot.dialogue import Dialogue
from bot.messages import Incoming, Reply
from bot.reminders import ReminderLoop
from bot.render import plain_text
from bot.texts import cards as texts_cards
from bot.texts import ledger as texts_ledger
from bot.texts import people as texts_people
from bot.texts import reminders as said
from knowledge.assemble import Knowledge
from knowledge.model import Commitment, Consultation
from knowledge.promises.items import Scope
from tests.people import ACCOUNTS, SOUTH, enrol
from tests.walks.ledger_talk import LOGGED as MEETING
from tests.walks.ledger_talk import START, Talk

LOGGED = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)  # half past eight in the district
DUE = date(2026, 11, 30)


class Phone:
    """What arrives at each account; `answers` False: the network is down."""

    def __init__(self) -> None:
        self.now = MORNING
        self.answers = True
        self.arrived: list[tuple[str, Reply]] = []

    def send(self, account: str, reply: Reply) -> bool:
        if self.answers:
            self.arrived.append((account, reply))
        return self.answers

    def clock(self) -> datetime:
        return self.now


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def loop(knowledge: Knowledge, phone: Phone) -> ReminderLoop:
    return ReminderLoop(knowledge, phone.clock, phone.send, accounts="tg:")


def follow(knowledge: Knowledge, account: str, *actions: str, due: date = DUE) -> tuple[int, ...]:
    promises = tuple(Commitment("区城管局", action, due, f"{due}前{action}") for action in actions)
    followed = Consultation("锦绣花园停车", SOUTH, commitments=promises)
    return knowledge.ledger.add_followup(followed, account, f"{account} {actions}", "盯一下", LOGGED)


def test_on_the_day_one_message_comes_with_a_row_of_buttons_for_each_promise(
    knowledge: Knowledge, loop: ReminderLoop, phone: Phone
) -> None:
    first, second = follow(knowledge, "tg:1", "南门划线", "清理僵尸车")
    assert loop.look() == 1
    [(account, reply)] = phone.arrived
    text = plain_text(reply)
    assert account == "tg:1"
    assert text.startswith("今天要跟的事（11月30日 周一）\n1. 区城管局：南门划线（今天到期）")
    assert [len(row) for row in reply.buttons] == [4, 4]
    assert [row[0].data for row in reply.buttons] == [f"set:{first}:done", f"set:{second}:done"]
    assert all(len(button.data.encode()) <= 64 for row in reply.buttons for button in row)
    phone.now += timedelta(minutes=1)
    assert loop.look() == 0


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    """The conversation of tg:1 on the morning of the reminder."""
    talk = Talk(knowledge)
    talk.now = MORNING
    return talk


def statuses(knowledge: Knowledge) -> list[str]:
    return [item.status for item in knowledge.ledger_view.items(Scope())]


def test_from_a_logged_meeting_to_a_closed_promise(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop, phone: Phone
) -> None:
    talk.now = START
    talk.says(MEETING, member="tg:1")
    talk.says("存吧", member="tg:1")
    assert "划线" in talk.says("有没有停车的先例", member="tg:2")
    phone.now = talk.now = MORNING
    assert loop.look() == 1
    [(account, reminder)] = phone.arrived
    assert account == "tg:1"
    assert "划线（今天到期）" in plain_text(reminder)
    assert "待办 → 已办结" in talk.says("弄好了，划了46个车位", member="tg:1")
    talk.says("存", member="tg:1")
    assert statuses(knowledge) == ["已办结", "待办"]
    phone.now = MORNING + timedelta(days=1)
    assert loop.look() == 0


@pytest.mark.parametrize(
    ("answer", "state"),
    [("弄好了", "已办结"), ("没弄", "未落实"), ("还没动静", "未落实"), ("推到12月20号", "延期")],
)
def test_a_bare_answer_means_what_the_reminder_named(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop, answer: str, state: str
) -> None:
    follow(knowledge, "tg:1", "划线")
    follow(knowledge, "tg:1", "清理僵尸车", due=date(2027, 1, 31))
    loop.look()
    card = talk.says(answer, member="tg:1")
    assert "区城管局：划线" in card
    assert f"待办 → {state}" in card


def test_an_answer_about_another_matter_is_not_taken_for_the_reminders(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop
) -> None:
    follow(knowledge, "tg:1", "划线")
    follow(knowledge, "tg:1", "清理僵尸车", due=date(2027, 1, 31))
    loop.look()
    assert "清理僵尸车" in talk.says("僵尸车清理好了", member="tg:1")
    talk.says("算了", member="tg:1")
    assert "待办 →" not in talk.says("护栏没弄", member="tg:1")


def test_a_press_under_a_reminder_leads_to_the_ledger(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop, phone: Phone
) -> None:
    follow(knowledge, "tg:1", "划线")
    loop.look()
    [(_, reminder)] = phone.arrived
    done, moving, later, nothing = reminder.buttons[0]
    assert "推进中" in talk.presses(moving, member="tg:1")
    assert statuses(knowledge) == ["推进中"]
    talk.presses(nothing, member="tg:1")
    assert statuses(knowledge) == ["未落实"]
    assert texts_cards.ASK_NEW_DUE in talk.presses(later, member="tg:1")
    talk.says("推到12月20号", member="tg:1")
    talk.says("存", member="tg:1")
    assert statuses(knowledge) == ["延期"]
    assert texts_cards.ASK_RESULT in talk.presses(done, member="tg:1")


def test_a_number_in_the_answer_is_that_of_the_reminder(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop
) -> None:
    follow(knowledge, "tg:1", "南门划线", "清理僵尸车")
    loop.look()
    assert "清理僵尸车" in talk.says("第2条弄好了", member="tg:1")


def test_a_card_that_is_open_when_a_reminder_comes_can_still_be_confirmed(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop
) -> None:
    follow(knowledge, "tg:1", "划线")
    talk.says(MEETING, member="tg:1")
    loop.look()
    talk.presses("存", member="tg:1")
    assert len(statuses(knowledge)) == 3


def test_another_members_reminder_cannot_be_pressed(
    knowledge: Knowledge, talk: Talk, loop: ReminderLoop, phone: Phone
) -> None:
    enrol(knowledge.people)
    follow(knowledge, "tg:1", "划线")
    loop.look()
    [(_, reminder)] = phone.arrived
    for button in reminder.buttons[0]:
        assert talk.presses(button, member="tg:2") == texts_ledger.NOT_YOURS
    assert statuses(knowledge) == ["待办"]


def test_what_did_not_arrive_is_sent_again_at_the_next_look(
    knowledge: Knowledge, loop: ReminderLoop, phone: Phone
) -> None:
    follow(knowledge, "tg:1", "划线")
    phone.answers = False
    assert loop.look() == 0
    phone.answers, phone.now = True, MORNING + timedelta(minutes=1)
    assert loop.look() == 1
    assert loop.look() == 0


def test_whom_nothing_reaches_is_left_alone_until_they_write(
    knowledge: Knowledge, loop: ReminderLoop
) -> None:
    follow(knowledge, "tg:1", "划线")
    knowledge.reminders.unreachable("tg:1", MORNING)
    assert loop.look() == 0
    Dialogue(knowledge).turn(Incoming("tg:1", "private", "你好", MORNING))
    assert loop.look() == 1


def test_writing_in_a_group_does_not_open_a_blocked_private_chat(
    knowledge: Knowledge, loop: ReminderLoop
) -> None:
    follow(knowledge, "tg:1", "划线")
    knowledge.reminders.unreachable("tg:1", MORNING)
    Dialogue(knowledge).turn(Incoming("tg:1", "group:g1", "你好", MORNING))
    assert loop.look() == 0


def test_thirty_promises_stay_one_message_that_a_phone_can_show(
    knowledge: Knowledge, loop: ReminderLoop, phone: Phone
) -> None:
    follow(knowledge, "tg:1", *(f"第{n}处划线" + "，含护栏和标牌" * 20 for n in range(30)))
    loop.look()
    [(_, reply)] = phone.arrived
    assert "还有10件" in plain_text(reply)
    assert len(plain_text(reply)) < 4096
    assert len(reply.buttons) == 8
    phone.now += timedelta(days=1)
    loop.look()
    assert "逾期" in plain_text(phone.arrived[1][1])


def test_the_head_reads_who_follows_what_is_late(
    knowledge: Knowledge, loop: ReminderLoop, phone: Phone
) -> None:
    enrol(knowledge.people)
    follow(knowledge, ACCOUNTS["甲示例"], "划线")
    phone.now = MORNING + timedelta(days=7)
    loop.look()
    by_account = {account: plain_text(reply) for account, reply in phone.arrived}
    assert set(by_account) == {ACCOUNTS["甲示例"], ACCOUNTS["丙示例"]}
    assert said.ESCALATED_TITLE in by_account[ACCOUNTS["丙示例"]]
    assert "甲示例委员在跟" in by_account[ACCOUNTS["丙示例"]]
    assert said.ESCALATED_TITLE not in by_account[ACCOUNTS["甲示例"]]


@pytest.fixture
def ask(knowledge: Knowledge) -> Callable[..., Reply]:
    dialogue = Dialogue(knowledge)

    def turn(text: str = "", press: str | None = None, chat: str = "private") -> Reply:
        (reply,) = dialogue.turn(Incoming("tg:1", chat, text, MORNING, press=press))
        return reply

    return turn


def test_reminders_are_turned_off_and_on_by_command_and_by_button(
    knowledge: Knowledge, ask: Callable[..., Reply], loop: ReminderLoop
) -> None:
    follow(knowledge, "tg:1", "划线")
    shown = ask("/reminders")
    off = next(b for row in shown.buttons for b in row if b.text == said.REMINDERS_OFF)
    closed = ask(press=off.data)
    assert closed.edits
    assert "已关闭" in plain_text(closed)
    assert loop.look() == 0
    (on,) = closed.buttons[0]
    assert "提醒开着" in plain_text(ask(press=on.data))
    assert "已关闭" in plain_text(ask("/reminders 关"))
    assert "提前" not in plain_text(ask("/reminders 提前5天"))
    assert "到期前5天" in plain_text(ask("/reminders"))
    assert loop.look() == 1


def test_plain_words_say_how_early_one_is_reminded_and_that_one_is_not(
    knowledge: Knowledge, ask: Callable[..., Reply], loop: ReminderLoop, phone: Phone
) -> None:
    follow(knowledge, "tg:1", "划线")
    phone.now = MORNING - timedelta(days=5)
    assert loop.look() == 0
    assert "到期前5天" in plain_text(ask("以后提前五天提醒我"))
    assert "提醒已关闭" in plain_text(ask("别再提醒我"))
    assert loop.look() == 0
    assert "到期前5天" in plain_text(ask("恢复提醒"))
    assert loop.look() == 1


@pytest.mark.parametrize("wish", ["随便", "5000", "-1", "关不关"])
def test_a_wish_that_is_not_understood_changes_nothing(
    knowledge: Knowledge, ask: Callable[..., Reply], wish: str
) -> None:
    assert plain_text(ask(f"/reminders {wish}")) == said.NOT_UNDERSTOOD
    assert knowledge.reminders.setting("tg:1").enabled
    assert knowledge.reminders.setting("tg:1").days_before is None


def test_a_group_does_not_read_how_somebody_is_reminded(ask: Callable[..., Reply]) -> None:
    assert plain_text(ask("/reminders", chat="group:g1")) == texts_people.PRIVATE_ONLY
    assert plain_text(ask(press="reminders:off", chat="group:g1")) == texts_people.PRIVATE_ONLY
    assert plain_text(ask(press="reminders:", chat="private")) != texts.FAILED


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.reminders import deliver
from knowledge.assemble import open_knowledge
from knowledge.settings import Settings

home, now, kill = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3]
knowledge = open_knowledge(Settings(home=home, _env_file=None))

def send(account, reply):
    if kill == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    with (home / "arrived").open("a") as file:
        file.write(account + "\\n")
        file.flush()
        os.fsync(file.fileno())
    if kill == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return True

for digest in knowledge.reminders.due(now):
    deliver(knowledge, digest, now, send)
"""


def test_kills_around_sending_cost_a_second_copy_and_no_reminder(knowledge: Knowledge) -> None:
    follow(knowledge, "tg:1", "划线")
    home = knowledge.settings.home
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for kill in ("before", "after", "never"):
        arguments = [sys.executable, "-c", KILLED, str(home), MORNING.isoformat(), kill]
        ended = subprocess.run(arguments, env=environment, check=False).returncode
        assert ended == (0 if kill == "never" else -signal.SIGKILL)
    assert (home / "arrived").read_text().split() == ["tg:1", "tg:1"]
    assert knowledge.reminders.due(MORNING + timedelta(minutes=1)) == []
