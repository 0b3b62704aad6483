"""What came of a consultation where the rules alone do not see it."""

from datetime import datetime

import pytest

from knowledge.model import Outcome
from knowledge.profile import read_district
from knowledge.reading import extraction
from knowledge.reading.extraction import read_record
from knowledge.reading.outcomes import OutcomeReading

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


def test_what_the_rules_know_of_a_promise_never_becomes_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    by_rules = OutcomeReading(Outcome.NOT_DONE, MEETING, {0: Outcome.NOT_DONE, 1: Outcome.NOT_DONE})
    monkeypatch.setattr(extraction, "read_outcome", lambda *_: by_rules)
    assert read_record(MEETING, NOW, DISTRICT).outcome is not Outcome.UNKNOWN
