"""Coming in and being reminded, over Telegram's own protocol."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot import texts
from bot.dialogue import Dialogue
from bot.messages import Delivered
from bot.reminders import ReminderLoop
from bot.texts import people as texts_people
from knowledge.assemble import Knowledge
from knowledge.model import Commitment, Consultation
from tests.botapi import GROUP, BotApi
from tests.people import NOW, ROSTER
from tests.serving import serving

MINE = {"phone_number": "8613800000001", "first_name": "甲", "user_id": 1001}
LOGGED = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)


def test_a_stranger_comes_in_by_sharing_their_own_number(
    api: BotApi, knowledge: Knowledge, tmp_path: Path
) -> None:
    knowledge.people.enrol(ROSTER, NOW)
    with serving(api, tmp_path, Dialogue(knowledge).turn):
        api.say("你好")
        [asked] = api.replies()
        api.press(asked, "help")
        api.message(
            contact=MINE, forward_origin={"type": "hidden_user", "sender_user_name": "某人", "date": 1}
        )
        api.message(contact={**MINE, "user_id": 2002})
        api.message(contact=MINE)
        welcome = api.replies(5)[-1]
        api.say("你好")
        answer = api.replies(6)[-1]
        api.say("你好", user=2002)
        other = api.replies(chat=2002)[0]
    said = [sent.text for sent in api.sent_to(1001)]
    assert said[0] == said[1] == other.text == texts_people.stranger("示例区")
    assert said[2] == said[3] == texts_people.OTHERS_CONTACT
    assert asked.markup["keyboard"] == [[{"text": texts.SHARE_CONTACT_BUTTON, "request_contact": True}]]
    assert "甲示例" in welcome.text
    assert answer.text == texts.GREETING


def test_in_a_group_a_stranger_is_told_to_come_over_and_no_number_is_asked_for(
    api: BotApi, knowledge: Knowledge, tmp_path: Path
) -> None:
    knowledge.people.enrol(ROSTER, NOW)
    with serving(api, tmp_path, Dialogue(knowledge).turn):
        api.say("@BandengBot 占用消防通道罚多少", chat=GROUP)
        [told] = api.replies(chat=GROUP)
    assert told.text == texts_people.stranger_in_group("示例区")
    assert "keyboard" not in (told.markup or {})


def test_a_reminder_arrives_with_its_buttons_and_stops_for_who_blocked_the_bot(
    api: BotApi, knowledge: Knowledge, tmp_path: Path
) -> None:
    now = MORNING
    promise = Commitment("区城管局", "南门划线", date(2026, 11, 30), "月底前划线")
    for member in ("tg:1001", "tg:2002", "console"):
        followed = Consultation("停车", commitments=(promise,))
        knowledge.ledger.add_followup(followed, member, member, "盯一下", LOGGED)
    turn = Dialogue(knowledge).turn
    with serving(api, tmp_path, turn, lambda member: knowledge.reminders.unreachable(member, now)) as channel:
        loop = ReminderLoop(
            knowledge, lambda: now, lambda to, reply: channel.send(to, reply) is Delivered.SENT, "tg:"
        )
        api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=2002)
        assert loop.look() == 1
        assert loop.look() == 0
        [reminder] = api.replies()
        now = MORNING + timedelta(days=1)
        assert loop.look() == 1
        api.say("你好", user=2002)
        api.replies(chat=2002)
        assert loop.look() == 1
        late = api.replies(2, chat=2002)[-1]
    assert "南门划线（今天到期）" in reminder.text
    assert [button["text"] for button in reminder.buttons[0]] == ["办结", "推进中", "延期", "没动静"]
    assert "逾期1天" in late.text
    assert len(api.sent_to(1001)) == 2
