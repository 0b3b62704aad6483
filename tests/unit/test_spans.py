"""Days that are said by moving others."""

from datetime import date, datetime

import pytest

from bot.spans import moved_day, postponed_to

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DUE = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("往后推一周", date(2026, 12, 17)),
        ("延期半个月", date(2026, 12, 25)),
        ("再给他们两周", date(2026, 12, 24)),
        ("延后十天", date(2026, 12, 20)),
        ("延期一个月", date(2027, 1, 10)),
        ("提前三天", date(2026, 12, 7)),
        ("推迟到12月20号", None),
        ("划线弄好了", None),
    ],
)
def test_a_move_counts_from_the_day_that_was_promised(words: str, day: date | None) -> None:
    assert moved_day(words, DUE, NOW) == day


def test_what_is_late_moves_from_today() -> None:
    assert moved_day("再给一周", date(2026, 11, 1), NOW) == date(2026, 11, 29)


def test_the_end_of_the_month_is_that_of_the_promise_where_todays_comes_before() -> None:
    assert postponed_to("推到月底", DUE, date(2026, 11, 30), NOW) == date(2026, 12, 31)
    assert postponed_to("推到月底", date(2026, 11, 25), date(2026, 11, 30), NOW) == date(2026, 11, 30)


def test_a_day_that_is_named_stays_as_it_was_read() -> None:
    assert postponed_to("推到12月20号", DUE, date(2026, 12, 20), NOW) == date(2026, 12, 20)
