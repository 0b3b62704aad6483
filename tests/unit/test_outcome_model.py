"""What came of a consultation where the rules alone do not see it."""

from datetime import datetime

import pytest

from knowledge.model import Outcome
from knowledge.profile import read_district
from knowledge.reading.extraction import read_record
from knowledge.reading.findings import state_of

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DISTRICT = read_district(None)
MEETING = (
    "2026年4月2日，城南街道板凳协商会。区城管局答应4月底前把后巷的水沟疏通。"
    "供电公司承诺5月10日前装六盏路灯。\n"
)


@pytest.mark.parametrize(
    ("check", "outcome"),
    [
        ("6月3日晚上去走了一趟，六盏灯把巷子照得雪亮，沟里的水哗哗往外淌。", Outcome.DONE),
        ("6月3日晚上去走了一趟，巷子里伸手不见五指，沟里的黑水还是漫到门口。", Outcome.NOT_DONE),
    ],
)
def test_an_outcome_told_in_pictures_is_read_with_the_sentence_that_shows_it(
    check: str, outcome: Outcome
) -> None:
    read = read_record(MEETING + check, NOW, DISTRICT)
    assert read.outcome is outcome
    assert read.outcome_evidence is not None
    assert read.outcome_evidence in check


@pytest.mark.parametrize(
    "note",
    [
        "期限早过了，联络委一直没有派人去看，沟疏没疏、灯装没装，都不清楚。",
        "后来经办人调走了，结果不详。",
    ],
)
def test_a_result_that_nobody_knows_is_unknown(note: str) -> None:
    assert read_record(MEETING + note, NOW, DISTRICT).outcome is Outcome.UNKNOWN


def test_a_result_told_before_the_meeting_counts() -> None:
    told = "6月3日委员到后巷走了一遍，水沟一铲未动，路灯一盏也没装。\n\n会议情况："
    read = read_record(told + MEETING, NOW, DISTRICT)
    assert read.outcome is Outcome.NOT_DONE
    assert read.outcome_evidence is not None
    assert read.outcome_evidence in told


def test_a_result_in_a_row_of_a_card_counts() -> None:
    rows = (
        ("会议", "城南街道板凳协商会，2026年4月2日"),
        ("区城管局", "4月底前把后巷的水沟疏通"),
        ("供电公司", "5月10日前装六盏路灯"),
        ("6月3日回访", "委员去看了，水沟清干净了，六盏路灯都亮了"),
    )
    card = "\n".join(f"| {label} | {words} |" for label, words in rows)
    assert read_record(card, NOW, DISTRICT).outcome is Outcome.DONE


def test_a_question_whether_it_was_done_is_no_finding() -> None:
    assert state_of("公约签没签") is None
    assert state_of("台阶到底做了没有") is None
