"""What a message asks for, without the embedding."""

from datetime import datetime

import pytest

from bot.understanding.router import understand, understand_all
from knowledge.profile import read_district

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DISTRICT = read_district(None)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("今天城南板凳会，物业答应月底前划线", "record_consultation"),
        ("帮我盯一下，城管月底前清走摊位", "add_followup"),
        ("物业划线弄好了", "update_followup"),
        ("路灯还没装呢", "update_followup"),
        ("物业划线弄好了吗", "list_followups"),
        ("我还有哪些要跟的", "list_followups"),
        ("居民反映路灯太暗，老人不敢出门，建议加装", "report_opinion"),
        ("加装电梯要多少户同意", "ask_policy"),
        ("别的街道停车是怎么谈成的", "find_precedent"),
        ("明天要去城北开板凳会谈加梯，帮我准备一下", "prepare"),
        ("你能干什么", "help"),
        ("谢谢", "smalltalk"),
        ("今天股票怎么样", "out_of_scope"),
    ],
)
def test_each_kind_of_message_is_told_from_the_others(text: str, intent: str) -> None:
    assert understand(text, NOW, DISTRICT).intent.value == intent


def test_two_wishes_are_read_one_after_the_other() -> None:
    read = understand_all("物业划线弄好了。另外帮我盯一下城管12月5日前清走摊位", NOW, DISTRICT)
    assert [part.intent.value for part in read] == ["update_followup", "add_followup"]


def test_a_record_has_the_fields_of_the_interface() -> None:
    fields = understand("昨天湖滨街道协商议事会，停车的事，交警12月5日前画线", NOW, DISTRICT).fields
    assert (fields["town"], fields["form"], fields["held_on"]) == ("湖滨街道", "协商议事会", "2026-11-21")
    assert [(c["unit"], c["due"]) for c in fields["commitments"]] == [("交警大队", "2026-12-05")]
