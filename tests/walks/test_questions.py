"""From a question to an answer whose citations open, with the real models and indexes."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.assemble import Knowledge, open_knowledge
from knowledge.model import Commitment, Outcome
from knowledge.settings import Settings
from tests.llm_server import ScriptedModel
from tests.samples import PROMISE, policy, record, store
from tests.walks.member import Member


@pytest.fixture(scope="module")
def library(new_home: Callable[[], Path]) -> Iterator[Knowledge]:
    opened = open_knowledge(Settings(home=new_home(), _env_file=None))
    store(
        opened,
        policy(
            "示例市住宅物业管理条例",
            "本市住宅小区的物业管理活动，适用本条例。",
            "业主应当按照约定交纳物业费。业主逾期不交的，物业服务人可以催告其在合理期限内交纳。",
            "物业服务人不得采取停水、停电的方式催交物业费。",
            "利用业主共有的道路停放机动车的，收入归全体业主所有。",
            issued_on=date(2024, 3, 1),
            doc_number="示市规〔2024〕3号",
        ),
        policy("示例市养犬管理条例", "携犬出户应当用牵引绳，不超过一点五米。", issued_on=date(2021, 5, 1)),
        record(
            "锦绣花园停车难",
            "锦绣花园车位不够，居民在消防通道停车。区城管局答应6月底前划好停车线。",
            town="城南街道",
            held_on=date(2024, 4, 2),
            outcome=Outcome.DONE,
            commitments=(PROMISE, Commitment("区住建局", "增设车位", None, "区住建局增设车位")),
        ),
        record(
            "桂花苑停车收费",
            "桂花苑停车收费太高，物业表示会研究。",
            town="城东街道",
            held_on=date(2022, 9, 9),
            outcome=Outcome.ATTITUDE_ONLY,
        ),
    )
    yield opened
    opened.close()


def test_a_question_is_answered_with_words_that_stand_in_the_source(library: Knowledge) -> None:
    member = Member(library, "asks")
    answer = member.says("业主不交物业费怎么办")
    assert "业主应当按照约定交纳物业费" in answer
    assert "示例市住宅物业管理条例》 示市规〔2024〕3号 第二条 （现行有效）" in answer
    source = member.presses("原文〔1〕")
    for neighbour in ("适用本条例", "应当按照约定交纳物业费", "停水、停电"):
        assert neighbour in source


def test_follow_ups_lean_on_what_was_shown(library: Knowledge) -> None:
    member = Member(library, "follows")
    member.says("业主不交物业费怎么办")
    assert "停水、停电" in member.says("那第二条呢")
    assert "利用业主共有的道路" in member.says("那第四条呢")
    assert "物业费" in member.says("2023年以后的呢")
    assert "没有找到" in member.says("那2020年以前的呢")


def test_a_question_without_its_subject_is_about_the_last_one(library: Knowledge) -> None:
    member = Member(library, "leans")
    member.says("业主不交物业费怎么办")
    assert "物业费" in member.says("那怎么规定的")
    member.says("小区公共道路停车的收入归谁")
    assert "归全体业主所有" in member.says("那怎么规定的")


def test_a_conversation_goes_on_after_a_restart(library: Knowledge) -> None:
    Member(library, "restarts").says("业主不交物业费怎么办")
    assert "停水、停电" in Member(library, "restarts").says("那第二条呢")


def test_precedents_tell_how_each_ended_and_what_was_promised(library: Knowledge) -> None:
    member = Member(library, "seeks")
    found = member.says("有没有哪个街道协商过小区停车难的事")
    assert "锦绣花园停车难" in found
    assert "结果：已办结" in found
    assert "区城管局：划停车线（2024-06-30前） — 已办结" in found
    assert "居民在消防通道停车" in member.presses("第1件")


def test_a_town_without_precedent_is_said_before_others_are_shown(library: Knowledge) -> None:
    found = Member(library, "elsewhere").says("城北街道有没有协商过小区停车")
    assert found.startswith("城北街道没有找到类似的协商")
    assert "锦绣花园停车难" in found


def test_from_an_answer_to_precedents_and_back(library: Knowledge) -> None:
    member = Member(library, "crosses")
    member.says("小区公共道路停车的收入归谁")
    nearest = member.presses("找先例")
    assert nearest.startswith("没有找到正好谈这件事的协商记录")
    assert "停车" in nearest
    assert "归全体业主所有" in member.presses("查政策")


def test_a_press_of_useful_is_kept_once_a_member(library: Knowledge) -> None:
    member = Member(library, "rates")
    member.says("业主不交物业费怎么办")
    shown = member.replies
    assert "谢谢" in member.presses("有用")
    member.replies = shown
    assert "更多" in member.presses("没用")


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("", "没有看到文字"),
        ("   ", "没有看到文字"),
        ("😀👍", "没看懂"),
        ("字" * 100_000, "太长了"),
        ("/nonsense", "没有 /nonsense 这个命令"),
        ("/ask", "请写上要问的事"),
        ("/precedent", "请写上要问的事"),
        ("那第二条呢", "请说清楚"),
        ("/start", "我是板凳"),
        ("/help", "问政策"),
        ("你好", "您好"),
        ("今天天气怎么样", "帮不上忙"),
    ],
)
def test_other_messages_get_one_clear_sentence(library: Knowledge, text: str, reply: str) -> None:
    member = Member(library, f"says {text[:5]}")
    assert reply in member.says(text)
    assert "物业费" in member.says("业主不交物业费怎么办")  # and the next message works


@pytest.mark.parametrize(
    "press", ["source:999999:1", "source:1:99", "source:x", "nothing:1", "", ":::", "more:1:9999", "rate:0:1"]
)
def test_a_button_that_leads_nowhere_says_so(library: Knowledge, press: str) -> None:
    if press:
        assert Member(library, "presses").says("", press=press)


def test_a_group_hears_nothing_unless_it_asks(library: Knowledge) -> None:
    group = Member(library, "m1", "group:g1")
    assert group.says("业主不交物业费怎么办", mentioned=False) == ""
    assert "物业费" in group.says("业主不交物业费怎么办")


def test_the_same_words_in_another_chat_are_another_conversation(library: Knowledge) -> None:
    Member(library, "both").says("业主不交物业费怎么办")
    assert "请说清楚" in Member(library, "both", "group:g2").says("那第二条呢")


def test_a_first_start_converts_the_packaged_model_once(library: Knowledge) -> None:
    (folder,) = (Path(library.settings.home) / "models").iterdir()
    assert {file.name for file in folder.iterdir()} == {"model.onnx", "tokenizer.model"}


def test_a_language_model_writes_the_answer_and_every_citation_is_checked(
    library: Knowledge, tmp_path: Path
) -> None:
    sentence = "业主应当按照约定交纳物业费。"
    evidence = {"n": 1, "quote": sentence}
    draft = {
        "sentences": [
            {"text": "按约定交物业费是业主的义务。", "evidence": [evidence]},
            {"text": "不交的罚款五千元。", "evidence": [{"n": 9, "quote": "罚款五千元"}]},
        ]
    }
    with ScriptedModel(json.dumps(draft, ensure_ascii=False)).running() as server:
        settings = library.settings.model_copy(
            update={"llm_model": "openai:any", "llm_base_url": server.url, "home": tmp_path}
        )
        knowledge = open_knowledge(settings, library.embeddings)
        store(knowledge, policy("示例市物业管理条例", sentence))
        answer = Member(knowledge, "asks").says("业主不交物业费怎么办")
        knowledge.close()
    assert "按约定交物业费是业主的义务。〔1〕" in answer
    assert "五千" not in answer


def test_a_language_model_that_is_down_leaves_the_quoted_answer(library: Knowledge, tmp_path: Path) -> None:
    settings = library.settings.model_copy(
        update={"llm_model": "openai:any", "llm_base_url": "http://127.0.0.1:9/v1", "home": tmp_path}
    )
    knowledge = open_knowledge(settings, library.embeddings)
    store(knowledge, policy("示例市物业管理条例", "业主应当按照约定交纳物业费。"))
    assert "“业主应当按照约定交纳物业费。”〔1〕" in Member(knowledge, "asks").says("业主不交物业费怎么办")
    knowledge.close()
