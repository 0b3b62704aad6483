"""What a member sees of the bot in a private chat."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import texts
from bot.messages import Block, Button, Incoming, Reply, Style
from knowledge.settings import Settings
from tests.botapi import TOKEN, BotApi, post
from tests.serving import COMMANDS, serving


def saying(text: str) -> list[Reply]:
    return [Reply((Block(text),))]


def echo(incoming: Incoming) -> Sequence[Reply]:
    return saying(f"收到：{incoming.text}")


class Recording:
    """A turn that remembers what came in."""

    def __init__(self) -> None:
        self.incoming: list[Incoming] = []

    def __call__(self, incoming: Incoming) -> Sequence[Reply]:
        self.incoming.append(incoming)
        return saying(f"第{len(self.incoming)}条")


def test_a_message_becomes_a_turn_and_its_reply_a_message(api: BotApi, tmp_path: Path) -> None:
    turn = Recording()
    with serving(api, tmp_path, turn):
        number = api.say("停车位怎么定价？")
        [reply] = api.replies()
    [incoming] = turn.incoming
    assert reply.text == "第1条"
    assert (incoming.member, incoming.chat, incoming.text) == ("tg:1001", "private", "停车位怎么定价？")
    assert (incoming.message_id, incoming.edited, incoming.forwarded) == (number, False, False)
    assert incoming.update_id is not None
    assert datetime.now(UTC) - incoming.now < timedelta(minutes=1)


def test_commands_are_announced_and_reach_the_turn_as_text(api: BotApi, tmp_path: Path) -> None:
    turn = Recording()
    with serving(api, tmp_path, turn):
        api.say("/ask 停车收费")
        api.say("/ask@BandengBot 物业费")
        api.say("/nosuchthing")
        api.replies(3)
    assert api.commands == [{"command": name, "description": text} for name, text in COMMANDS]
    assert [i.text for i in turn.incoming] == ["/ask 停车收费", "/ask 物业费", "/nosuchthing"]


def test_styles_are_shown_as_html_and_long_answers_in_several_messages(api: BotApi, tmp_path: Path) -> None:
    long = "物业服务人应当<及时>公布收费标准 & 依据。" * 300
    reply = Reply(
        (Block("答复", Style.TITLE), Block(long, Style.QUOTE), Block("出处", Style.NOTE)),
        ((Button("原文", "passage:1"), Button("更多", "more:1")),),
    )
    with serving(api, tmp_path, lambda _incoming: [reply]):
        api.say("问")
        messages = api.replies(2)
    assert messages[0].html.startswith("<b>答复</b>\n<blockquote>物业服务人应当&lt;及时&gt;公布")
    assert "".join(m.text for m in messages).replace("\n", "") == f"答复{long}出处"
    assert [m.buttons for m in messages] == [
        [],
        [[{"text": "原文", "callback_data": "passage:1"}, {"text": "更多", "callback_data": "more:1"}]],
    ]


def test_a_press_is_acknowledged_at_once_and_its_data_reaches_the_turn(api: BotApi, tmp_path: Path) -> None:
    go_on = threading.Event()
    pressed: list[Incoming] = []

    def turn(incoming: Incoming) -> Sequence[Reply]:
        if incoming.press is None:
            return [Reply((Block("一张卡片"),), ((Button("存", "save:7"),),))]
        pressed.append(incoming)
        go_on.wait(10)
        return [Reply((Block("存好了"),), edits=True)]

    with serving(api, tmp_path, turn):
        api.say("记一下")
        [card] = api.replies()
        api.press(card, "save:7")
        api.wait(lambda: api.called("answerCallbackQuery"))
        assert card.text == "一张卡片"
        go_on.set()
        api.wait(lambda: card.text == "存好了")
    assert card.buttons == []
    assert len(api.sent) == 1
    assert (pressed[0].press, pressed[0].text, pressed[0].message_id) == ("save:7", "", card.message_id)


def test_a_second_press_is_acknowledged_while_the_first_is_worked_on(api: BotApi, tmp_path: Path) -> None:
    go_on = threading.Event()

    def turn(incoming: Incoming) -> Sequence[Reply]:
        if incoming.press:
            go_on.wait(10)
        return saying("好")

    with serving(api, tmp_path, turn):
        api.say("卡片")
        [card] = api.replies()
        api.press(card, "more:1")
        api.press(card, "more:1")
        api.wait(lambda: len(api.called("answerCallbackQuery")) == 2)
        assert len(api.sent) == 1
        go_on.set()
        api.replies(3)


def test_an_edit_that_needs_several_messages_goes_on_below(api: BotApi, tmp_path: Path) -> None:
    def turn(incoming: Incoming) -> Sequence[Reply]:
        if incoming.press is None:
            return saying("短")
        return [Reply((Block("长。" * 3000),), ((Button("完", "end:1"),),), edits=True)]

    with serving(api, tmp_path, turn):
        api.say("问")
        [first] = api.replies()
        api.press(first, "long:1")
        edited, rest = api.replies(2)
    assert len(edited.text) == 4096
    assert edited.buttons == []
    assert edited.text + rest.text == "长。" * 3000
    assert rest.buttons[0][0]["text"] == "完"


def test_an_edited_message_is_a_turn_that_knows_it(api: BotApi, tmp_path: Path) -> None:
    turn = Recording()
    with serving(api, tmp_path, turn):
        number = api.say("城南的会")
        api.replies()
        api.edit(number, "城北的会")
        api.replies(2)
    assert [(i.text, i.edited, i.message_id) for i in turn.incoming] == [
        ("城南的会", False, number),
        ("城北的会", True, number),
    ]


def test_a_file_lies_in_a_private_folder_under_our_own_name_for_the_turn_only(
    api: BotApi, tmp_path: Path
) -> None:
    seen: list[tuple[Path, bytes, str | None, str, int]] = []

    def turn(incoming: Incoming) -> Sequence[Reply]:
        assert incoming.file is not None
        mode = incoming.file.parent.stat().st_mode & 0o777
        seen.append((incoming.file, incoming.file.read_bytes(), incoming.file_name, incoming.text, mode))
        return saying("读过了")

    with serving(api, tmp_path, turn):
        api.upload("../../纪要 终稿.DOCX", b"minutes", caption="这是纪要")
        api.photo(b"the large one")
        api.replies(2)
    (file, content, name, text, mode), (photo, pixels, photo_name, _, _) = seen
    assert (content, name, text, mode) == (b"minutes", "../../纪要 终稿.DOCX", "这是纪要", 0o700)
    assert (pixels, photo_name) == (b"the large one", "照片.jpg")
    assert (file.name, photo.name) == ("received.docx", "received.jpg")
    assert file.is_relative_to(tmp_path / "incoming")
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_file_is_gone_although_the_turn_fails(api: BotApi, tmp_path: Path) -> None:
    def turn(_incoming: Incoming) -> Sequence[Reply]:
        raise RuntimeError("broken")

    with serving(api, tmp_path, turn):
        api.upload("纪要.docx", b"minutes")
        [reply] = api.replies()
    assert reply.text == texts.FAILED
    assert list((tmp_path / "incoming").iterdir()) == []


@pytest.mark.parametrize("told", [20 * 1024 * 1024 + 1, 0])
def test_a_file_over_twenty_megabytes_is_refused_with_a_sentence(
    api: BotApi, tmp_path: Path, told: int
) -> None:
    with serving(api, tmp_path, echo):
        api.upload("录像.zip", b"\0" * (20 * 1024 * 1024 + 1), size=told)
        [reply] = api.replies()
    assert reply.text == texts.FILE_TOO_BIG


def test_a_file_that_telegram_no_longer_has_is_asked_for_again(api: BotApi, tmp_path: Path) -> None:
    api.fail("download", 404)
    with serving(api, tmp_path, echo):
        api.upload("纪要.docx", b"minutes")
        [reply] = api.replies()
    assert reply.text == texts.FILE_NOT_RECEIVED


def test_a_voice_message_gets_a_sentence_and_a_service_message_nothing(api: BotApi, tmp_path: Path) -> None:
    turn = Recording()
    with serving(api, tmp_path, turn):
        api.message(pinned_message={"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}})
        api.message(voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
        api.say("好的")
        sentence, _ = api.replies(2)
    assert sentence.text == texts.CANNOT_READ
    assert [i.text for i in turn.incoming] == ["好的"]


def test_a_contact_says_whose_it_is(api: BotApi, tmp_path: Path) -> None:
    turn = Recording()
    number = {"phone_number": "+8613800000000", "first_name": "甲"}
    with serving(api, tmp_path, turn):
        api.message(contact={**number, "user_id": 1001})
        api.message(contact={**number, "user_id": 2002})
        api.message(contact=number)
        api.replies(3)
    assert {i.contact_phone for i in turn.incoming} == {"+8613800000000"}
    assert [i.contact_member for i in turn.incoming] == ["tg:1001", "tg:2002", None]


def test_a_reply_can_ask_for_the_contact(api: BotApi, tmp_path: Path) -> None:
    with serving(api, tmp_path, lambda _i: [Reply((Block("请先登记。"),), asks_contact=True)]):
        api.say("你好")
        [reply] = api.replies()
    assert reply.markup["keyboard"] == [[{"text": "发送我的手机号", "request_contact": True}]]


def test_somebody_elses_words_are_marked_as_forwarded(api: BotApi, tmp_path: Path) -> None:
    turn = Recording()
    other = {"type": "hidden_user", "date": 1, "sender_user_name": "张"}
    own = {"type": "user", "date": 1, "sender_user": {"id": 1001, "is_bot": False, "first_name": "甲"}}
    with serving(api, tmp_path, turn):
        api.say("转来的话", forward_origin=other)
        api.say("自己的话", forward_origin=own)
        api.replies(2)
    assert [i.forwarded for i in turn.incoming] == [True, False]


def test_files_of_a_reply_are_sent_as_documents(api: BotApi, tmp_path: Path) -> None:
    table = tmp_path / "台账.xlsx"
    table.write_bytes(b"cells")
    with serving(api, tmp_path, lambda _i: [Reply((Block("台账在这里。"),), files=(table,))]):
        api.say("导出")
        text, file = api.replies(2)
    assert text.text == "台账在这里。"
    assert (file.document, file.file_name) == (b"cells", "台账.xlsx")


def test_typing_is_shown_while_a_turn_runs(api: BotApi, tmp_path: Path) -> None:
    def turn(incoming: Incoming) -> Sequence[Reply]:
        api.wait(lambda: api.called("sendChatAction"))
        return echo(incoming)

    with serving(api, tmp_path, turn):
        api.say("问")
        api.replies()
    assert api.called("sendChatAction")[0]["action"] == "typing"


def test_chats_run_side_by_side_and_each_keeps_its_order(api: BotApi, tmp_path: Path) -> None:
    both_inside = threading.Barrier(2, timeout=10)

    def turn(incoming: Incoming) -> Sequence[Reply]:
        if incoming.text == "0":
            both_inside.wait()  # passes only where the two chats are in their turns together
            time.sleep(0.05)
        return saying(incoming.text)

    with serving(api, tmp_path, turn):
        for number in range(8):
            api.say(str(number), user=1)
            api.say(str(number), user=2)
        first, second = api.replies(8, chat=1), api.replies(8, chat=2)
    assert [s.text for s in first] == [s.text for s in second] == [str(n) for n in range(8)]


def test_the_event_loop_is_free_while_turns_are_slow(api: BotApi, tmp_path: Path) -> None:
    go_on = threading.Event()

    def turn(incoming: Incoming) -> Sequence[Reply]:
        if incoming.text == "慢":
            go_on.wait(10)
        return saying(incoming.text)

    with serving(api, tmp_path, turn):
        for user in range(1, 6):
            api.say("慢", user=user)
        api.say("快", user=9)
        assert api.replies(chat=9)[0].text == "快"
        assert len(api.sent) == 1
        go_on.set()
        api.wait(lambda: len(api.sent) == 6)


def test_a_reply_without_words_sends_nothing(api: BotApi, tmp_path: Path) -> None:
    with serving(api, tmp_path, lambda i: [] if i.text == "静" else saying("有")):
        api.say("静")
        api.say("说")
        api.replies()
    assert [s.text for s in api.sent] == ["有"]


def test_a_webhook_is_served_and_asks_for_its_secret(api: BotApi, tmp_path: Path, free_port: int) -> None:
    turn = Recording()
    address = f"http://127.0.0.1:{free_port}/telegram"
    with serving(api, tmp_path, turn, webhook_url=address, webhook_listen=f"127.0.0.1:{free_port}"):
        for number in range(5):
            api.say(str(number))
        api.replies(5)
        api.wait(api.all_acknowledged)
        forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "假"}}
        assert post(address, forged, None) == 403
        assert post(address, forged, "guessed") == 403
        assert TOKEN not in str(api.webhook)
    assert [i.text for i in turn.incoming] == ["0", "1", "2", "3", "4"]
    assert not api.called("getUpdates")


def test_an_update_that_comes_twice_is_handled_once(api: BotApi, tmp_path: Path, free_port: int) -> None:
    turn = Recording()
    address = f"http://127.0.0.1:{free_port}/telegram"
    person = {"id": 1001, "is_bot": False, "first_name": "甲"}
    message = {
        "message_id": 1,
        "date": 1,
        "text": "一次",
        "from": person,
        "chat": {"id": 1001, "type": "private"},
    }
    with serving(api, tmp_path, turn, webhook_url=address, webhook_listen=f"127.0.0.1:{free_port}"):
        for _ in range(3):
            assert post(address, {"update_id": 5, "message": message}, api.webhook["secret_token"]) == 200
        api.say("下一条")
        api.replies(2)
    assert [i.text for i in turn.incoming] == ["一次", "下一条"]


@pytest.fixture
def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_server_of_ones_own_may_hand_out_larger_files() -> None:
    own = Settings(telegram_base_url="http://127.0.0.1:8081/", _env_file=None)  # type: ignore[call-arg]
    assert own.has_own_server
    assert not Settings(_env_file=None).has_own_server  # type: ignore[call-arg]
