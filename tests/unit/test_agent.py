import json
from datetime import UTC, datetime

import pytest

from bot.understanding.agent import choose
from knowledge.evidence.llm import open_chat_model
from knowledge.model import Intent
from knowledge.profile import read_district
from knowledge.settings import Settings
from tests.llm_server import ScriptedModel

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
UNCLEAR = "这事麻烦"
CLEAR = "我有哪些要跟的"


def chosen(text: str, reply: str | tuple[int, str]) -> tuple[Intent | None, ScriptedModel]:
    with ScriptedModel(reply).running() as server:
        model = open_chat_model(Settings(llm_model="openai:any", llm_base_url=server.url, _env_file=None))
        assert model is not None
        return choose(text, NOW, read_district(None), model, seconds=5), server


def test_the_model_decides_where_the_rules_are_in_doubt() -> None:
    intent, server = chosen(UNCLEAR, '{"intent": "update_followup"}')
    assert intent is Intent.UPDATE_FOLLOWUP
    shown = server.requests[0]["messages"][-1]["content"]
    assert json.loads(shown) == {"消息": UNCLEAR}


def test_a_clear_message_is_not_sent_anywhere() -> None:
    intent, server = chosen(CLEAR, '{"intent": "smalltalk"}')
    assert (intent, server.requests) == (None, [])


@pytest.mark.parametrize("reply", ["随便聊聊", '{"intent": "format_disk"}', "", (500, "busy"), (401, "{}")])
def test_nonsense_and_errors_leave_the_reading_to_the_rules(reply: str | tuple[int, str]) -> None:
    assert chosen(UNCLEAR, reply)[0] is None
