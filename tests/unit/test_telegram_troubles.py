"""What Telegram and the network put in the way."""

import logging
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import texts
from bot.channels.telegram import TelegramChannel
from bot.inbox import Inbox
from bot.messages import Block, Button, Delivered, Incoming, Reply
from knowledge.errors import BadTelegramToken
from knowledge.settings import Settings
from tests.botapi import TOKEN, BotApi
from tests.serving import serving


def saying(text: str) -> Reply:
    return Reply((Block(text),))


def echo(incoming: Incoming) -> Sequence[Reply]:
    return [saying(incoming.text)]


def test_a_429_holds_up_its_own_chat_for_as_long_as_told_and_no_other(api: BotApi, tmp_path: Path) -> None:
    api.fail("sendMessage", 429, retry_after=1, chat=1)
    with serving(api, tmp_path, echo):
        begin = time.monotonic()
        api.say("一", user=1)
        api.wait(lambda: api.called("sendMessage"))
        api.say("二", user=2)
        api.replies(chat=2)
        assert api.sent_to(1) == []
        api.replies(chat=1)
        assert time.monotonic() - begin >= 1
    assert [s.text for s in api.sent] == ["二", "一"]


@pytest.mark.parametrize("code", [500, 502])
def test_a_server_error_is_tried_again(api: BotApi, tmp_path: Path, code: int) -> None:
    api.fail("sendMessage", code)
    with serving(api, tmp_path, echo):
        api.say("问")
        api.replies()
    assert [s.text for s in api.sent] == ["问"]


def test_a_dropped_connection_is_tried_again(api: BotApi, tmp_path: Path) -> None:
    api.drop("sendMessage")
    api.drop("getUpdates")
    api.drop("sendChatAction")
    api.drop("answerCallbackQuery")
    with serving(api, tmp_path, echo):
        api.say("问")
        api.replies()
    assert [s.text for s in api.sent] == ["问"]


def test_a_download_that_breaks_off_is_tried_again(api: BotApi, tmp_path: Path) -> None:
    api.fail("getFile", 502)
    api.drop("download")
    with serving(api, tmp_path, lambda i: [saying(i.file.read_text() if i.file else "没有")]):
        api.upload("a.txt", "纪要".encode())
        assert api.replies()[0].text == "纪要"


def test_telegram_may_be_down_when_the_bot_starts(api: BotApi, tmp_path: Path) -> None:
    api.drop("getMe")
    api.fail("setMyCommands", 429, retry_after=30)
    api.fail("deleteWebhook", 502)
    with serving(api, tmp_path, echo):
        api.say("问")
        api.replies()


def test_a_member_who_blocked_the_bot_is_remembered_and_left_alone(api: BotApi, tmp_path: Path) -> None:
    gone: list[str] = []
    api.blocked.add(1001)
    with serving(api, tmp_path, lambda _i: [saying("一"), saying("二")], gone.append) as channel:
        api.say("问")
        api.wait(lambda: gone)
        assert channel.send("tg:1001", saying("提醒")) is Delivered.UNREACHABLE
        api.say("问", user=2)
        api.replies(2, chat=2)
    assert gone == ["tg:1001", "tg:1001"]
    assert len([c for c in api.called("sendMessage") if c["chat_id"] == "1001"]) == 2


def test_a_member_whom_telegram_does_not_know_is_unreachable(api: BotApi, tmp_path: Path) -> None:
    gone: list[str] = []
    api.fail("sendMessage", 400, "Bad Request: chat not found")
    with serving(api, tmp_path, echo, gone.append) as channel:
        assert channel.send("tg:5", saying("提醒")) is Delivered.UNREACHABLE
    assert gone == ["tg:5"]


def test_a_reminder_can_be_sent_from_any_thread(api: BotApi, tmp_path: Path) -> None:
    reply = Reply((Block("明天到期：停车位划线"),), ((Button("办结", "done:3"),),))
    with serving(api, tmp_path, echo) as channel:
        assert channel.send("tg:1001", reply) is Delivered.SENT
    assert [(s.chat, s.text) for s in api.sent] == [(1001, "明天到期：停车位划线")]
    assert channel.send("tg:1001", reply) is Delivered.FAILED


def test_an_edit_that_changes_nothing_is_no_error(api: BotApi, tmp_path: Path) -> None:
    with serving(api, tmp_path, lambda i: [Reply((Block("同样"),), edits=i.press is not None)]):
        api.say("问")
        [card] = api.replies()
        api.press(card, "same:1")
        api.wait(lambda: api.called("editMessageText"))
        api.say("再问")
        api.replies(2)
    assert [s.text for s in api.sent] == ["同样", "同样"]


def test_a_card_that_is_gone_is_replaced_by_a_new_message(api: BotApi, tmp_path: Path) -> None:
    with serving(api, tmp_path, lambda i: [Reply((Block(i.press or "卡片"),), edits=i.press is not None)]):
        api.say("问")
        [card] = api.replies()
        api.sent.clear()
        api.press(card, "save:1")
        [again] = api.replies()
    assert again.text == "save:1"


def test_an_unexpected_error_is_one_sentence_and_the_next_message_works(
    api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def turn(incoming: Incoming) -> Sequence[Reply]:
        if "坏" in incoming.text:
            raise ValueError(f"cannot handle {incoming.text!r}")
        return echo(incoming)

    with caplog.at_level(logging.DEBUG), serving(api, tmp_path, turn):
        api.say("坏消息")
        api.say("好消息")
        first, second = api.replies(2)
    assert (first.text, second.text) == (texts.FAILED, "好消息")
    assert "ValueError" in caplog.text
    assert "test_telegram_troubles.py" in caplog.text
    assert "消息" not in caplog.text
    assert TOKEN not in caplog.text


def test_a_reply_that_telegram_refuses_is_an_unexpected_error(api: BotApi, tmp_path: Path) -> None:
    too_long = Reply((Block("卡片"),), ((Button("存", "save:" + "x" * 60),),))
    with serving(api, tmp_path, lambda _i: [too_long]) as channel:
        api.say("问")
        assert api.replies()[0].text == texts.FAILED
        assert channel.send("tg:1001", too_long) is Delivered.FAILED


def test_an_inbox_that_cannot_be_written_lets_telegram_keep_the_update(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    keep, failures = Inbox.keep, iter([True, False])

    def failing_once(self: Inbox, update_id: int, payload: str) -> bool:
        if next(failures, False):
            raise OperationalError("INSERT", None, Exception("disk full"))
        return keep(self, update_id, payload)

    monkeypatch.setattr(Inbox, "keep", failing_once)
    with serving(api, tmp_path, echo):
        api.say("一")
        api.say("二")
        replies = api.replies(2)
        api.wait(api.all_acknowledged)
    assert [s.text for s in replies] == ["一", "二"]


def test_a_stop_does_not_wait_for_a_network_that_is_down(api: BotApi, tmp_path: Path) -> None:
    with serving(api, tmp_path, echo):
        api.fail("sendMessage", 429, retry_after=60)
        api.say("问")
        api.wait(lambda: api.called("sendMessage"))
        begin = time.monotonic()
    assert time.monotonic() - begin < 5
    with serving(api, tmp_path, echo):
        assert api.replies()[0].text == "问"


def test_a_press_and_a_file_that_wait_in_the_inbox_are_read_as_they_were(api: BotApi, tmp_path: Path) -> None:
    def turn(incoming: Incoming) -> Sequence[Reply]:
        words = incoming.file.read_text() if incoming.file else incoming.press or incoming.text
        return [Reply((Block(words),), edits=incoming.press is not None)]

    with serving(api, tmp_path, turn):
        api.say("卡片")
        [card] = api.replies()
        api.fail("editMessageText", 429, retry_after=60)
        api.press(card, "save:1")
        api.fail("getFile", 429, retry_after=60)
        api.upload("纪要.txt", "纪要".encode(), user=2)
        api.wait(lambda: api.called("editMessageText") and api.called("getFile"))
    with serving(api, tmp_path, turn):
        assert api.replies(chat=2)[0].text == "纪要"
        api.wait(lambda: card.text == "save:1")


def test_an_answer_that_telegram_keeps_failing_on_waits_for_the_next_start(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.retrying._LONGEST_PAUSE", 0.01)
    api.fail("sendMessage", 500, times=8)
    with serving(api, tmp_path, echo):
        api.say("一")
        api.say("二")
        assert api.replies()[0].text == "二"
    with serving(api, tmp_path, echo):
        assert [s.text for s in api.replies(2)] == ["二", "一"]


def test_a_group_that_moved_is_answered_where_it_is_now(api: BotApi, tmp_path: Path) -> None:
    api.fail("sendMessage", 400, "group chat was upgraded", chat=-5, migrate_to_chat_id=-1005)
    with serving(api, tmp_path, echo):
        api.say("@BandengBot 在吗", chat=-5)
        assert api.replies(chat=-1005)[0].text == "在吗"


@pytest.mark.parametrize("token", [None, "", "no token", "12:ab cd"])
def test_a_token_that_cannot_be_one_is_refused_at_once(tmp_path: Path, token: str | None) -> None:
    settings = Settings(_env_file=None, home=tmp_path, telegram_token=token)  # type: ignore[call-arg]
    with pytest.raises(BadTelegramToken):
        TelegramChannel(settings, None, echo, (), print)  # type: ignore[arg-type]


def test_a_token_that_telegram_does_not_know_is_named_nowhere(
    api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None, home=tmp_path, telegram_token="99:secret-of-somebody", telegram_base_url=api.url
    )
    with caplog.at_level(logging.DEBUG), pytest.raises(BadTelegramToken) as refused:
        TelegramChannel(settings, None, echo, (), print).run()  # type: ignore[arg-type]
    assert "secret" not in caplog.text
    assert "secret" not in "".join(traceback.format_exception(refused.value))
