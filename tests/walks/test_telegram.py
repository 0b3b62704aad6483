"""The whole way of a question over Telegram's protocol, with the real models and indexes."""

from collections.abc import Callable
from pathlib import Path

from bot.dialogue import Dialogue
from knowledge.assemble import open_knowledge
from knowledge.settings import Settings
from tests.botapi import BotApi
from tests.samples import policy, store
from tests.serving import serving


def test_a_question_is_answered_and_its_source_opened_in_telegram(
    api: BotApi, tmp_path: Path, new_home: Callable[[], Path]
) -> None:
    knowledge = open_knowledge(Settings(home=new_home(), _env_file=None))
    store(
        knowledge,
        policy(
            "示例市养犬管理条例",
            "携犬出户应当用牵引绳牵领，绳长不超过一点五米。",
            "每户限养一只犬。<禁止>饲养烈性犬。",
        ),
    )
    (tmp_path / "bot").mkdir()
    with serving(api, tmp_path / "bot", Dialogue(knowledge).turn):
        api.say("遛狗的绳子最长可以多长")
        (answer,) = api.replies()
        assert "绳长不超过一点五米" in answer.text
        assert "《示例市养犬管理条例》" in answer.text
        source = next(b for row in answer.buttons for b in row if b["text"] == "原文〔1〕")
        api.press(answer, source["callback_data"])
        _, opened = api.replies(2)
        assert "<blockquote>第一条" in opened.html
        assert "&lt;禁止&gt;" in opened.html
    knowledge.close()
