"""Reports on a promise: state, new day, and the words that name it. None of these was learned from."""

from datetime import datetime

import pytest

from knowledge.model import CommitmentStatus
from knowledge.reading.updates import read_update

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DONE, MOVING = CommitmentStatus.DONE, CommitmentStatus.UNDER_WAY
NOT, LATER = CommitmentStatus.NOT_DONE, CommitmentStatus.POSTPONED


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("护栏妥了", DONE),
        ("护栏装好咗", DONE),
        ("护栏到位啦", DONE),
        ("护栏的钱发到手里了", DONE),
        ("遮阳棚撑好了，老人坐底下等车", DONE),
        ("护栏正往上装呢", MOVING),
        ("护栏装上了漆还没刷", MOVING),
        ("护栏做了一半", MOVING),
        ("遮阳棚的架子焊好了，布还没到", MOVING),
        ("护栏还没影", NOT),
        ("护栏人家说办不了", NOT),
        ("护栏催了两回都没回话", NOT),
        ("护栏的申请让局里给打回来了", NOT),
        ("护栏黄了", NOT),
    ],
)
def test_the_state_is_read_from_many_ways_of_speaking(said: str, status: CommitmentStatus) -> None:
    reading = read_update(said, NOW)
    assert reading is not None
    assert (reading.status, reading.new_due) == (status, None)
    assert said[:2] in (reading.refers_to or "")


@pytest.mark.parametrize("said", ["护栏十二处装了八处", "长椅一共定的四十张，摆了十五张"])
def test_fewer_than_were_promised_is_under_way(said: str) -> None:
    reading = read_update(said, NOW)
    assert reading is not None
    assert reading.status is MOVING


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("护栏往后挪到12月20号", "2026-12-20"),
        ("护栏要等到元月10号才给", "2027-01-10"),
        ("护栏推迟一个星期", "2026-11-29"),
        ("护栏月底前装不完，最快也得12月8号", "2026-12-08"),
        ("护栏延期，时间没说", None),
    ],
)
def test_a_postponement_carries_its_new_day(said: str, day: str | None) -> None:
    reading = read_update(said, NOW)
    assert reading is not None
    assert reading.status is LATER
    assert (reading.new_due.isoformat() if reading.new_due else None) == day


def test_workers_are_not_what_a_report_is_about() -> None:
    reading = read_update("施工队进场了，路面正在刨", NOW)
    assert reading is not None
    assert "路面" in (reading.refers_to or "")


def test_what_is_told_behind_the_deed_is_the_result() -> None:
    reading = read_update("护栏装好了，昨天去看过", NOW)
    assert reading is not None
    assert reading.result == "装好了，昨天去看过"


@pytest.mark.parametrize(
    "said", ["护栏", "早上好", "我想问个事", "护栏装好了吗", "帮我盯着护栏，下周五前要装好"]
)
def test_words_without_a_state_report_nothing(said: str) -> None:
    assert read_update(said, NOW) is None


def test_who_knows_that_it_is_a_report_gets_a_state() -> None:
    assert read_update("护栏", NOW, reports=True) is not None
