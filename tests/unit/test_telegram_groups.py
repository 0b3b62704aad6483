"""In a group the assistant speaks only when spoken to."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from telegram import Update, User

from bot.channels.updates import Received, read_update
from bot.messages import Block, Incoming, Reply
from knowledge.store.database import open_database
from knowledge.store.tables import InboxRow
from tests.botapi import GROUP, ME, BotApi, entities
from tests.serving import serving

BOT = User.de_json(ME, None)
OTHER_BOT = {"id": 77, "is_bot": True, "first_name": "别的", "username": "OtherBot"}


def read(text: str = "", chat: int = GROUP, **fields: Any) -> Received | None:
    words = {"text": text, "entities": entities(text)} if text else {}
    message = {
        "message_id": 5,
        "date": 1_764_000_000,
        "chat": {"id": chat, "type": "supergroup", "title": "示例群"},
        "from": {"id": 1001, "is_bot": False, "first_name": "甲"},
        **words,
        **fields,
    }
    update = Update.de_json({"update_id": 9, "message": message}, None)
    return read_update(update, BOT, {"ask", "start"}, update.message.date)  # type: ignore[union-attr]


def said_by(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "message_id": 2,
        "date": 1,
        "chat": {"id": GROUP, "type": "supergroup"},
        "from": person,
        "text": "…",
    }


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("@BandengBot 停车怎么收费", "停车怎么收费"),
        ("停车怎么收费 @BandengBot", "停车怎么收费"),
        ("👍👍 请问@BandengBot停车怎么收费", "👍👍 请问停车怎么收费"),
        ("@BandengBot", ""),
        ("/ask 停车怎么收费", "/ask 停车怎么收费"),
        ("/ask@BandengBot 停车怎么收费", "/ask 停车怎么收费"),
        ("/nosuch@BandengBot", "/nosuch"),
    ],
)
def test_a_mention_or_a_command_is_for_the_assistant(text: str, understood: str) -> None:
    received = read(text)
    assert received is not None
    assert received.incoming.text == understood
    assert received.incoming.chat == f"group:{GROUP}"
    assert received.to.replies_to == 5


@pytest.mark.parametrize(
    "text", ["大家好", "/ask@OtherBot 停车", "/weather", "问问@BandengBotX", "bandeng", "发邮件到 a@b.cn"]
)
def test_anything_else_is_not(text: str) -> None:
    assert read(text) is None


def test_the_name_counts_in_whatever_case_it_is_written() -> None:
    mention = {"type": "mention", "offset": 0, "length": 11}
    received = read(text="@bandengbot 在吗", entities=[mention])
    assert received is not None
    assert received.incoming.text == "在吗"


def test_a_mention_by_link_counts_only_for_the_assistant() -> None:
    link = {"type": "text_mention", "offset": 0, "length": 2}
    person = {"id": 1002, "is_bot": False, "first_name": "乙"}
    mine = read(text="板凳 在吗", entities=[{**link, "user": ME}])
    assert mine is not None
    assert mine.incoming.text == "在吗"
    assert read(text="乙乙 在吗", entities=[{**link, "user": person}]) is None


def test_a_reply_counts_where_it_answers_the_assistant() -> None:
    person = {"id": 1002, "is_bot": False, "first_name": "乙"}
    assert read("那第二条呢", reply_to_message=said_by(ME)) is not None
    assert read("那第二条呢", reply_to_message=said_by(person)) is None
    assert read("/x@OtherBot", reply_to_message=said_by(ME)) is None


def test_a_file_counts_where_its_caption_names_the_assistant() -> None:
    file = {"file_id": "f", "file_unique_id": "f", "file_name": "纪要.docx", "file_size": 3}
    caption = "@BandengBot 看看这个"
    named = read(document=file, caption=caption, caption_entities=entities(caption))
    assert named is not None
    assert named.attachment is not None
    assert named.incoming.text == "看看这个"
    assert read(document=file, caption="看看这个") is None


def test_bots_channels_and_anonymous_admins_are_nobody() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    channel = {"id": -1009, "type": "channel", "title": "频道"}
    assert read("@BandengBot 在吗", **{"from": OTHER_BOT}) is None
    assert read("@BandengBot 在吗", **{"from": anonymous}) is None
    assert read("@BandengBot 在吗", sender_chat=channel) is None


def test_a_reply_in_a_topic_stays_there() -> None:
    received = read("@BandengBot 在吗", message_thread_id=31, is_topic_message=True)
    assert received is not None
    assert received.to.thread_id == 31


def test_what_a_group_says_among_itself_is_neither_answered_nor_written_down(
    api: BotApi, tmp_path: Path
) -> None:
    heard: list[str] = []

    def turn(incoming: Incoming) -> Sequence[Reply]:
        heard.append(incoming.text)
        return [Reply((Block("在。" * 3000),))]

    with serving(api, tmp_path, turn):
        api.say("这件事别告诉别人", chat=GROUP)
        asked = api.say("@BandengBot 停车", chat=GROUP)
        first, second = api.replies(2, chat=GROUP)
    database = open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(InboxRow)) == 1
    database.close()
    assert heard == ["停车"]
    assert f'"message_id": {asked}' in first.params["reply_parameters"]
    assert "reply_parameters" not in second.params
