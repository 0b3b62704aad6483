"""A language model may add what the rules missed, and nothing that the paper does not say."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.improving import Improver
from ingest.pipeline import read_file
from ingest.reading import Reading
from knowledge.evidence.llm import open_chat_model
from knowledge.model import Document, Fact
from knowledge.profile import read_district
from knowledge.settings import Settings
from tests.llm_server import ScriptedModel

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NOTICE = (
    "老旧小区停车怎么办\n本次明确三件事，住建局于二〇二四年三月五日定稿，编号示建字2024之7。\n"
    "一、抓紧划线。\n二、按时报送。\n"
)
MINUTES = "锦绣花园停车协商会小结\n那天在城南谈停车。区城管局的同志讲，护栏嘛，装，12月10日前给大家装好。\n"


@pytest.fixture
def server() -> Iterator[ScriptedModel]:
    with ScriptedModel().running() as running:
        yield running


def improved(
    server: ScriptedModel, text: str, told: dict[str, Any] | tuple[int, str], path: Path
) -> Document:
    server.reply = told if isinstance(told, tuple) else json.dumps(told, ensure_ascii=False)
    model = open_chat_model(Settings(llm_model="openai:any", llm_base_url=server.url, _env_file=None))  # type: ignore[call-arg]
    assert model is not None
    file = path / "材料.txt"
    file.write_text(text, encoding="utf-8")
    district = read_district(None)
    ((_, read),) = read_file(file, "材料.txt", district, now=NOW, improve=Improver(model, 5, district))
    assert isinstance(read, Reading)
    return read.document


def test_what_stands_in_the_paper_is_added_and_then_certain(server: ScriptedModel, tmp_path: Path) -> None:
    told = {
        "title": "老旧小区停车怎么办",
        "issuer": "住建局",
        "issued_on": {"value": "2024-03-05", "evidence": "住建局于二〇二四年三月五日定稿"},
    }
    document = improved(server, NOTICE, told, tmp_path)
    assert (document.title, document.issuer) == ("老旧小区停车怎么办", "住建局")
    assert document.issued_on == date(2024, 3, 5)
    assert not {Fact.TITLE, Fact.ISSUED_ON} & set(document.uncertain)


@pytest.mark.parametrize(
    "told",
    [
        {"doc_number": "示政办发〔2024〕99号"},  # does not stand there
        {"issued_on": {"value": "2023-03-05", "evidence": "住建局于二〇二四年三月五日定稿"}},  # another day
        {"issued_on": {"value": "2024-03-06", "evidence": "于2024年3月6日发布"}},  # made-up evidence
    ],
)
def test_what_the_paper_does_not_say_is_left_out(
    server: ScriptedModel, tmp_path: Path, told: dict[str, Any]
) -> None:
    document = improved(server, NOTICE, told, tmp_path)
    assert (document.doc_number, document.issued_on) == (None, None)


def test_promises_are_kept_with_their_sentence_and_the_day_is_read_anew(
    server: ScriptedModel, tmp_path: Path
) -> None:
    sentence = "区城管局的同志讲，护栏嘛，装，12月10日前给大家装好。"
    told = {
        "town": {"value": "城北街道", "evidence": "那天在城南谈停车"},
        "commitments": [
            {"unit": "区城管局", "action": "装护栏", "evidence": sentence, "due": "2030-01-01"},
            {"unit": "区住建局", "action": "退押金", "evidence": "区住建局答应退押金。"},
        ],
    }
    consultation = improved(server, MINUTES, told, tmp_path).consultation
    assert consultation is not None
    assert consultation.town == "城南街道"
    assert [(c.unit, c.due) for c in consultation.commitments] == [("区城管局", date(2026, 12, 10))]


@pytest.mark.parametrize("reply", [(500, "busy"), (200, "{}")])
def test_a_model_that_fails_leaves_the_rules_reading(
    server: ScriptedModel, tmp_path: Path, reply: tuple[int, str]
) -> None:
    assert improved(server, NOTICE, reply, tmp_path).issuer is None
    assert server.requests


def test_a_paper_that_says_all_clearly_is_not_sent_anywhere(server: ScriptedModel, tmp_path: Path) -> None:
    clear = "示建发〔2024〕7号\n关于停车的通知\n各街道：\n一、抓紧办理。\n示例区民政局\n2024年3月5日\n"
    improved(server, clear, {}, tmp_path)
    assert server.requests == []


def test_a_classified_paper_is_sent_nowhere(server: ScriptedModel, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        improved(server, "机密★5年\n" + NOTICE, {}, tmp_path)
    assert server.requests == []
