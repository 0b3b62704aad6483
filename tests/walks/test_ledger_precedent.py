"""A consultation that was logged is a precedent at once: the whole loop with the embedded model."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.texts import ledger as texts_ledger
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.settings import Settings
from tests.walks.ledger_talk import LOGGED, Talk


@pytest.fixture(scope="module")
def library(new_home: Callable[[], Path]) -> Iterator[Knowledge]:
    opened = open_knowledge(Settings(home=new_home(), _env_file=None))
    yield opened
    opened.close()


def test_logged_found_followed_closed_and_exported(library: Knowledge) -> None:
    talk = Talk(library)
    talk.says(LOGGED)
    assert "停车" not in talk.says("有没有哪里谈过停车难的事", member="m2")
    talk.says("存吧")
    found = talk.says("有没有哪里谈过停车难的事", member="m2")
    assert "物业公司：划线" in found
    assert "结果：未知" in found
    talk.later(8)
    assert "逾期" not in talk.says("我有哪些要跟的")
    talk.later(1)
    assert "逾期1天" in talk.says("逾期的有哪些")
    talk.says("物业那个划线的事弄好了，划了46个车位")
    talk.says("存吧")
    found = talk.says("有没有哪里谈过停车难的事", member="m2")
    assert "结果：部分办结" in found
    assert "划了46个车位" in found
    talk.says("护栏装好了，装了200米，居民看过都满意")
    talk.says("存吧")
    assert "结果：已办结" in talk.says("有没有哪里谈过停车难的事", member="m2")
    talk.says("导出台账")
    promises = load_workbook(talk.replies[0].files[0])[texts_ledger.SHEET_PROMISES]
    assert [row[9] for row in promises.iter_rows(values_only=True)] == ["状态", "已办结", "已办结"]
