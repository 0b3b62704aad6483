"""What a message asks of papers."""

import pytest

from bot.understanding.paper_requests import read_request
from knowledge.papers.model import PaperKind


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("帮我写个提案，关于小区电动车充电难", PaperKind.PROPOSAL, "小区电动车充电难"),
        ("我要写个提案，关于小区电动车充电难", PaperKind.PROPOSAL, "小区电动车充电难"),
        ("写一份加装电梯的发言提纲", PaperKind.SPEECH, "加装电梯"),
        ("会上有人说路灯不亮没人管，我想写个社情民意", PaperKind.REPORT, "路灯不亮没人管"),
        ("最近居民老是反映夜市油烟太大，帮我写个提案", PaperKind.PROPOSAL, "夜市油烟太大"),
        ("我想写个提案", PaperKind.PROPOSAL, ""),
    ],
)
def test_the_matter_is_read_behind_or_before_the_wish(text: str, kind: PaperKind, topic: str) -> None:
    request = read_request(text)
    assert request is not None
    assert (request.kind, request.topic) == (kind, topic)


@pytest.mark.parametrize("text", ["提案怎么写", "提案立案要几天", "昨天开会说了停车的事"])
def test_other_messages_ask_for_no_paper(text: str) -> None:
    assert read_request(text) is None
