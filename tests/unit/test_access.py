"""Each rule of access, and an attempt to get around it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot import texts
from bot.access import TERMINAL, access_of
from bot.dialogue import Dialogue
from bot.messages import Incoming, Reply
from bot.render import plain_text
from bot.texts import people as texts_people
from knowledge.assemble import Knowledge
from knowledge.model import CommitmentStatus
from knowledge.promises.access import Access
from knowledge.store.tables import CommitmentRow
from tests.people import ACCOUNTS, NOW, RIVER, SOUTH, enrol, named
from tests.samples import policy


def message(member: str, text: str = "你好", chat: str = "private", press: str | None = None) -> Incoming:
    return Incoming(member, chat, text, NOW, press=press)


def contact(member: str, phone: str, of: str | None, *, forwarded: bool = False) -> Incoming:
    return replace(message(member, ""), contact_phone=phone, contact_member=of, forwarded=forwarded)


def said(replies: Iterable[Reply]) -> str:
    return "\n".join(plain_text(reply) for reply in replies)


@pytest.fixture
def dialogue(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge)


@pytest.fixture
def closed(knowledge: Knowledge) -> None:
    """A roster with everyone bound: strangers stay outside."""
    enrol(knowledge.people)


@pytest.fixture
def stranger_says(knowledge: Knowledge) -> str:
    return texts_people.stranger(knowledge.district.name)


def promise(knowledge: Knowledge, member: str | None, unit: str, town: str = SOUTH) -> int:
    row = CommitmentRow(
        member=member, topic="停车", town=town, unit=unit, action="划线", due=date(2026, 11, 30),
        status=CommitmentStatus.OPEN, quote="月底前划线", updated_at=NOW,
    )  # fmt: skip
    with knowledge.database.write() as session:
        session.add(row)
        session.flush()
        return row.id


def seen(knowledge: Knowledge, access: Access | None) -> set[int]:
    assert access is not None
    with knowledge.database.read() as session:
        return set(session.scalars(select(CommitmentRow.id).where(access.visible())))


def answer(knowledge: Knowledge, audience: str) -> int:
    """An answer that was shown, with one article behind it."""
    document, sections = policy("示例区停车办法", "占用消防通道停车的，处五百元罚款。")
    knowledge.library.add(document, sections)
    return knowledge.answers.keep(audience, "停车罚多少", {}, [f"{document.id}:0"], NOW)


# Coming in


def test_while_nobody_is_enrolled_everyone_is_answered(dialogue: Dialogue) -> None:
    for member in ("m1", "tg:77"):
        assert said(dialogue.turn(message(member))) == texts.GREETING
    assert said(dialogue.turn(message("m1", chat="group:g1"))) == texts.GREETING


@pytest.mark.usefixtures("closed")
def test_members_are_answered(dialogue: Dialogue) -> None:
    for account in ACCOUNTS.values():
        assert said(dialogue.turn(message(account))) == texts.GREETING


@pytest.mark.usefixtures("closed")
def test_a_stranger_reads_one_sentence_whatever_they_write(dialogue: Dialogue, stranger_says: str) -> None:
    for text in ("你好", "/start", "/ask 占用消防通道罚多少", "第一条呢", "丁示例", "tg:4", "？", ""):
        (reply,) = dialogue.turn(message("tg:77", text))
        assert plain_text(reply) == stranger_says
        assert reply.asks_contact
        assert reply.buttons == ()


@pytest.mark.usefixtures("closed")
def test_a_stranger_can_press_nothing(knowledge: Knowledge, dialogue: Dialogue, stranger_says: str) -> None:
    own = answer(knowledge, "tg:77")  # from the time before the roster
    for press in (f"source:{own}:1", f"more:{own}:0", "help", "start"):
        assert said(dialogue.turn(message("tg:77", "", press=press))) == stranger_says


@pytest.mark.usefixtures("closed")
def test_a_stranger_in_a_members_group_is_told_to_come_over(knowledge: Knowledge, dialogue: Dialogue) -> None:
    shown = answer(knowledge, "group:g1")
    for incoming in (
        message("tg:77", chat="group:g1"),
        message("tg:77", "", chat="group:g1", press=f"source:{shown}:1"),
        replace(contact("tg:77", "13800000001", "tg:77"), chat="group:g1"),
    ):
        (reply,) = dialogue.turn(incoming)
        assert plain_text(reply) == texts_people.stranger_in_group(knowledge.district.name)
        assert not reply.asks_contact
    assert knowledge.people.person("tg:77") is None


@pytest.mark.usefixtures("closed")
def test_a_group_of_strangers_that_does_not_ask_is_left_alone(dialogue: Dialogue) -> None:
    assert dialogue.turn(replace(message("tg:77", chat="group:g1"), mentioned=False)) == []


@pytest.mark.usefixtures("closed")
def test_an_account_that_only_looks_like_a_members_is_a_strangers(
    dialogue: Dialogue, stranger_says: str
) -> None:
    for spoofed in ("1", "tg:01", "TG:1", "tg:1 ", "tg:1:", "tg:1%", "m1", "甲示例", ""):
        assert said(dialogue.turn(message(spoofed))) == stranger_says


@pytest.mark.usefixtures("closed")
def test_who_was_removed_stays_outside(knowledge: Knowledge, dialogue: Dialogue, stranger_says: str) -> None:
    knowledge.people.remove(named(knowledge.people, "丁示例").id, NOW)
    assert said(dialogue.turn(message("tg:4"))) == stranger_says


# Sharing a number


@pytest.fixture
def unbound(knowledge: Knowledge) -> None:
    """On the roster, without an account."""
    enrol(knowledge.people)
    knowledge.people.unbind(named(knowledge.people, "甲示例").id, NOW)


@pytest.mark.usefixtures("unbound")
def test_ones_own_number_opens_the_door(dialogue: Dialogue) -> None:
    assert "甲示例" in said(dialogue.turn(contact("tg:10", "+8613800000001", "tg:10")))
    assert said(dialogue.turn(message("tg:10"))) == texts.GREETING


@pytest.mark.usefixtures("unbound")
def test_somebody_elses_contact_opens_nothing(dialogue: Dialogue) -> None:
    for of in ("tg:1", "tg:4", None, "10", "tg:100"):
        (reply,) = dialogue.turn(contact("tg:10", "13800000001", of))
        assert plain_text(reply) == texts_people.OTHERS_CONTACT
    assert said(dialogue.turn(message("tg:10"))) != texts.GREETING


@pytest.mark.usefixtures("unbound")
def test_a_forwarded_contact_opens_nothing_though_it_was_once_ones_own(dialogue: Dialogue) -> None:
    forwarded = contact("tg:10", "13800000001", "tg:10", forwarded=True)
    assert said(dialogue.turn(forwarded)) == texts_people.OTHERS_CONTACT


@pytest.mark.usefixtures("unbound")
def test_a_number_that_is_not_on_the_roster_opens_nothing(knowledge: Knowledge, dialogue: Dialogue) -> None:
    for phone in ("13900000000", "+1 380 000 0001", "0001", ""):
        told = said(dialogue.turn(contact("tg:10", phone, "tg:10")))
        assert told == texts_people.not_on_roster(knowledge.district.name)


@pytest.mark.usefixtures("unbound")
def test_a_number_written_as_text_is_no_contact(dialogue: Dialogue, stranger_says: str) -> None:
    assert said(dialogue.turn(message("tg:10", "13800000001"))) == stranger_says


@pytest.mark.usefixtures("closed")
def test_a_second_account_does_not_become_the_members(dialogue: Dialogue) -> None:
    assert said(dialogue.turn(contact("tg:10", "13800000001", "tg:10"))) == texts_people.MEMBER_TAKEN
    assert said(dialogue.turn(message("tg:1"))) == texts.GREETING


@pytest.mark.usefixtures("closed")
def test_a_member_does_not_become_another_by_sharing_again(knowledge: Knowledge, dialogue: Dialogue) -> None:
    knowledge.people.unbind(named(knowledge.people, "丁示例").id, NOW)
    assert said(dialogue.turn(contact("tg:1", "13800000004", "tg:1"))) == texts_people.ALREADY_BOUND
    person = knowledge.people.person("tg:1")
    assert person is not None
    assert person.name == "甲示例"


# Whose answers


@pytest.mark.usefixtures("closed")
def test_buttons_open_ones_own_answer(knowledge: Knowledge, dialogue: Dialogue) -> None:
    own = answer(knowledge, "tg:1")
    assert "五百元" in said(dialogue.turn(message("tg:1", "", press=f"source:{own}:1")))


@pytest.mark.usefixtures("closed")
def test_another_members_answer_cannot_be_opened_by_guessing_its_number(
    knowledge: Knowledge, dialogue: Dialogue
) -> None:
    others = answer(knowledge, "tg:1")
    for button in ("source:{}:1", "more:{}:0", "precedents_of:{}", "policies_of:{}", "rate:{}:1"):
        for chat in ("private", "group:g1"):
            for intruder in ("tg:2", "tg:4"):  # not even staff: questions stay between member and assistant
                press = message(intruder, "", chat, press=button.format(others))
                assert said(dialogue.turn(press)) == texts.GONE


@pytest.mark.usefixtures("closed")
def test_an_answer_in_a_group_is_open_to_the_group_and_to_no_other(
    knowledge: Knowledge, dialogue: Dialogue
) -> None:
    shown = answer(knowledge, "group:g1")
    press = f"source:{shown}:1"
    assert "五百元" in said(dialogue.turn(message("tg:2", "", "group:g1", press)))
    assert said(dialogue.turn(message("tg:2", "", "group:g2", press))) == texts.GONE
    assert said(dialogue.turn(message("tg:2", "", "private", press))) == texts.GONE


# Whose promises


@pytest.fixture
def promises(knowledge: Knowledge) -> dict[str, int]:
    enrol(knowledge.people)
    return {
        "south member, town's own unit": promise(knowledge, "tg:1", "区住建局"),
        "river member": promise(knowledge, "tg:2", "区城管局", RIVER),
        "head": promise(knowledge, "tg:3", "区教育局"),
        "a south document": promise(knowledge, None, "区民政局"),
        "a river document": promise(knowledge, None, "区城管局", RIVER),
        "a stranger": promise(knowledge, "tg:77", "区住建局"),
    }


def test_a_member_sees_their_own(knowledge: Knowledge, promises: dict[str, int]) -> None:
    assert seen(knowledge, access_of(knowledge.people, message("tg:1"))) == {
        promises["south member, town's own unit"]
    }


def test_a_head_sees_the_committees_and_no_other_committees(
    knowledge: Knowledge, promises: dict[str, int]
) -> None:
    assert seen(knowledge, access_of(knowledge.people, message("tg:3"))) == {
        promises["south member, town's own unit"], promises["head"], promises["a south document"],
    }  # fmt: skip


def test_a_head_still_sees_what_a_member_followed_who_left(
    knowledge: Knowledge, promises: dict[str, int]
) -> None:
    knowledge.people.remove(named(knowledge.people, "甲示例").id, NOW)
    assert promises["south member, town's own unit"] in seen(
        knowledge, access_of(knowledge.people, message("tg:3"))
    )


def test_who_is_no_longer_head_sees_their_own(knowledge: Knowledge, promises: dict[str, int]) -> None:
    person = named(knowledge.people, "丙示例")
    knowledge.people.set_role(person.id, named(knowledge.people, "甲示例").role)
    assert seen(knowledge, access_of(knowledge.people, message("tg:3"))) == {promises["head"]}


def test_staff_see_all(knowledge: Knowledge, promises: dict[str, int]) -> None:
    assert seen(knowledge, access_of(knowledge.people, message("tg:4"))) == set(promises.values())


def test_a_units_contact_sees_that_units(knowledge: Knowledge, promises: dict[str, int]) -> None:
    assert seen(knowledge, access_of(knowledge.people, message("tg:5"))) == {
        promises["river member"], promises["a river document"],
    }  # fmt: skip


@pytest.mark.usefixtures("promises")
def test_in_a_group_nobodys_are_seen_not_even_by_staff(knowledge: Knowledge) -> None:
    for account in ACCOUNTS.values():
        assert seen(knowledge, access_of(knowledge.people, message(account, chat="group:g1"))) == set()


def test_after_a_change_of_account_ones_own_are_still_seen(
    knowledge: Knowledge, promises: dict[str, int]
) -> None:
    knowledge.people.unbind(named(knowledge.people, "甲示例").id, NOW)
    knowledge.people.bind_by_phone("tg:10", "13800000001", NOW)
    assert seen(knowledge, access_of(knowledge.people, message("tg:10"))) == {
        promises["south member, town's own unit"]
    }


def test_whoever_opens_the_data_folder_sees_all(knowledge: Knowledge, promises: dict[str, int]) -> None:
    assert seen(knowledge, access_of(knowledge.people, message(TERMINAL))) == set(promises.values())


def test_while_nobody_is_enrolled_everyone_sees_their_own(knowledge: Knowledge) -> None:
    own = promise(knowledge, "m1", "区城管局")
    promise(knowledge, "m2", "区城管局")
    assert seen(knowledge, access_of(knowledge.people, message("m1"))) == {own}


def test_access_that_nobody_gave_sees_nothing(knowledge: Knowledge, promises: dict[str, int]) -> None:
    assert promises
    assert seen(knowledge, Access()) == set()
