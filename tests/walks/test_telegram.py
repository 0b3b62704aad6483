"""A member and a group over Telegram's own protocol, with the real conversation behind it."""

from datetime import date
from pathlib import Path

import pytest

from bot import texts
from bot.dialogue import Dialogue
from knowledge.assemble import Knowledge
from tests.botapi import GROUP, BotApi, Sent
from tests.samples import policy, store
from tests.serving import serving

DUTY = "业主应当按照约定交纳物业费。业主逾期不交的，物业服务人可以催告其在合理期限内交纳。"


@pytest.fixture
def library(knowledge: Knowledge) -> Knowledge:
    store(
        knowledge,
        policy(
            "示例市住宅物业管理条例",
            "本市住宅小区的物业管理活动，适用本条例。",
            DUTY,
            "物业服务人不得采取停水、停电的方式催交物业费。",
            issued_on=date(2024, 3, 1),
        ),
    )
    return knowledge


def button(message: Sent, label: str) -> str:
    return next(b["callback_data"] for row in message.buttons for b in row if b["text"] == label)


def test_a_member_asks_and_opens_the_source(api: BotApi, library: Knowledge, tmp_path: Path) -> None:
    with serving(api, tmp_path, Dialogue(library).turn):
        api.say("/start")
        api.say("业主逾期不交物业费怎么办")
        greeting, answer = api.replies(2)
        api.press(answer, button(answer, "原文〔1〕"))
        source = api.replies(3)[-1]
    assert texts.START in greeting.text
    assert DUTY in answer.text
    assert "停水、停电" in source.text


def test_bad_input_gets_a_sentence_each_and_the_next_message_works(
    api: BotApi, library: Knowledge, tmp_path: Path
) -> None:
    with serving(api, tmp_path, Dialogue(library).turn):
        for text in ("👍👍👍", "/nosuchcommand", "物业" * 2048, " \u200b "):
            api.say(text)
        api.say("业主逾期不交物业费怎么办")
        answers = api.wait(lambda: any(DUTY in s.text for s in api.sent) and list(api.sent))
    assert len(answers) >= 5
    assert texts.FAILED not in [s.text for s in answers]


def test_a_group_hears_the_assistant_only_when_it_asks(
    api: BotApi, library: Knowledge, tmp_path: Path
) -> None:
    with serving(api, tmp_path, Dialogue(library).turn):
        api.say("业主逾期不交物业费怎么办", chat=GROUP)
        api.say("@BandengBot 业主逾期不交物业费怎么办", chat=GROUP)
        [answer] = api.replies(chat=GROUP)
    assert DUTY in answer.text
    assert len(api.sent) == 1


def test_many_members_ask_at_once(api: BotApi, library: Knowledge, tmp_path: Path) -> None:
    with serving(api, tmp_path, Dialogue(library).turn):
        for user in range(1, 21):
            api.say("业主逾期不交物业费怎么办", user=user)
        api.wait(lambda: len(api.sent) == 20, seconds=30)
    assert {s.chat for s in api.sent} == set(range(1, 21))
    assert all(DUTY in s.text for s in api.sent)
