"""Attempts to read or change in the ledger what is another's, through the conversation."""

from dataclasses import replace

import pytest

from bot import texts
from bot.messages import Button, Incoming
from bot.texts import cards as texts_cards
from bot.texts import people as texts_people
from knowledge.assemble import Knowledge
from knowledge.model import CommitmentStatus
from knowledge.promises.items import Item
from tests.people import ACCOUNTS, enrol
from tests.walks.ledger_talk import LOGGED, Talk

OWNER, OTHER, HEAD, STAFF, CONTACT = ACCOUNTS.values()
SAYS = "今天城南锦绣花园板凳会，停车的事，城管局答应12月10日前安装隔离护栏，住建局答应月底前修好道闸"
RIVER_SAYS = "今天柳河镇板凳会，路灯的事，城管局答应12月20日前修好路灯"


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    """A member of the south has logged two promises, one of the river town a third."""
    enrol(knowledge.people)
    talk = Talk(knowledge)
    for account, words in ((OWNER, SAYS), (OTHER, RIVER_SAYS)):
        talk.says(words, member=account)
        talk.says("存吧", member=account)
    assert len(talk.items) == 3
    return talk


def item(talk: Talk, words: str) -> Item:
    return next(item for item in talk.items if words in item.action)


def seen(talk: Talk, account: str, question: str) -> set[str]:
    answer = talk.says(question, member=account)
    return {words for words in ("护栏", "道闸", "路灯") if words in answer}


def test_a_list_holds_what_one_may_see(talk: Talk) -> None:
    for account, everything in (
        (OWNER, {"护栏", "道闸"}),
        (OTHER, {"路灯"}),
        (HEAD, {"护栏", "道闸"}),
        (STAFF, {"护栏", "道闸", "路灯"}),
        (CONTACT, {"护栏", "路灯"}),
    ):
        for question in ("所有没办完的承诺有哪些", "大家还有哪些承诺没办完", "城管局和住建局欠着哪些"):
            assert seen(talk, account, question) <= everything
        assert seen(talk, account, "城管局欠着几件") == everything & {"护栏", "路灯"}


def test_guessing_the_number_of_a_promise_opens_and_changes_nothing(talk: Talk) -> None:
    barrier = item(talk, "道闸")
    for account in (OTHER, CONTACT):
        for press in ("item:{}", "set:{}:done", "set:{}:nothing", "undo:{}"):
            answer = talk.presses(Button("", press.format(barrier.id)), member=account)
            assert "道闸" not in answer
    assert item(talk, "道闸") == barrier


def test_a_units_contact_reads_nothing_of_other_units_on_the_page_of_its_own(talk: Talk) -> None:
    page = talk.presses(Button("", f"item:{item(talk, '护栏').id}"), member=CONTACT)
    facts, history = page.split("来龙去脉")
    assert "护栏" in facts
    assert "记下" in history
    assert "住建局" not in history


def test_what_a_unit_says_of_itself_is_not_checked(talk: Talk, knowledge: Knowledge) -> None:
    rail = item(talk, "护栏")
    card = talk.presses(Button("", f"set:{rail.id}:done"), member=CONTACT)
    assert texts_cards.SELF_REPORT in card
    talk.says("装了200米", member=CONTACT)
    talk.says("存", member=CONTACT)
    assert item(talk, "护栏").status is CommitmentStatus.DONE
    assert all(c.outcome not in ("已办结", "部分办结") for c in knowledge.ledger_view.consultations())


def test_a_group_reads_nothing_of_the_ledger(talk: Talk) -> None:
    asked = ("我有哪些要跟的", "逾期的有哪些", "城管局欠着几件", "/todo", "护栏装好了", "/undo", SAYS)
    for account in ACCOUNTS.values():
        for text in asked:
            answer = talk.sends(Incoming(account, "group:g1", text, talk.now))
            assert answer == texts_people.PRIVATE_ONLY
    assert len(talk.items) == 3


def test_a_groups_member_cannot_press_a_promise_open_there(talk: Talk) -> None:
    rail = item(talk, "护栏")
    for press in (f"item:{rail.id}", f"set:{rail.id}:nothing", "items_more:1", f"undo:{rail.id}"):
        answer = talk.sends(Incoming(OWNER, "group:g1", "", talk.now, press=press))
        assert answer == texts_people.PRIVATE_ONLY
    assert item(talk, "护栏") == rail


def test_words_in_a_group_confirm_no_card_of_the_private_chat(talk: Talk) -> None:
    talk.says(LOGGED, member=OWNER)
    save = talk.button("存")
    for incoming in (
        Incoming(OWNER, "group:g1", "存吧", talk.now),
        Incoming(OWNER, "group:g1", "", talk.now, press=save.data),
        Incoming(OTHER, "private", "", talk.now, press=save.data),
        Incoming(STAFF, "private", "存吧", talk.now),
    ):
        talk.sends(incoming)
        assert len(talk.items) == 3
    talk.presses(replace(save), member=OWNER)
    assert len(talk.items) == 5


def test_a_card_of_one_member_is_not_shown_to_another(talk: Talk) -> None:
    talk.says(LOGGED, member=OWNER)
    save = talk.button("存")
    for action in ("save", "edit", "drop"):
        press = Button("", save.data.replace("save", action, 1))
        assert "锦绣花园" not in talk.presses(press, member=OTHER)
    assert texts.FAILED not in talk.presses(Button("", "pick:x:1"), member=OTHER)
