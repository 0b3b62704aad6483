import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from knowledge.model import Commitment, CommitmentStatus, Consultation
from knowledge.profile import District, ReminderRules, read_district
from knowledge.promises.items import Change
from knowledge.promises.ledger import Ledger
from knowledge.promises.ledger_view import LedgerView
from knowledge.promises.reminders import Digest, Reminders, Stage
from knowledge.roster.members import Role, RosterLine
from knowledge.roster.people import People
from knowledge.store.database import Database, open_database
from tests.people import SOUTH, enrol, named

LOGGED = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
DUE = date(2026, 11, 30)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in the sample district, where it is eight hours later than in UTC."""
    return datetime.combine(day, time(hour, minute), UTC) - timedelta(hours=8)


class House:
    """The parts of `knowledge` that reminders stand on, over one database file."""

    def __init__(self, home: Path, district: District) -> None:
        self.home, self.district = home, district
        self._keys = itertools.count()
        self.database: Database = open_database(f"sqlite:///{home / 'bandeng.db'}")
        self.ledger = Ledger(self.database, home / "evidence")
        self.people = People(self.database, home)
        self.reminders = Reminders(self.database, LedgerView(self.database), self.people, district)

    def promised(self, member: str = "tg:1", due: date | None = DUE, logged: datetime = LOGGED) -> int:
        followed = Consultation(
            "停车", SOUTH, commitments=(Commitment("区城管局", "划线", due, "月底前划线"),)
        )
        return self.ledger.add_followup(followed, member, str(next(self._keys)), "盯一下", logged)[0]

    def change(self, item: int, status: CommitmentStatus, when: datetime, due: date | None = None) -> None:
        self.ledger.change(item, Change(status, new_due=due), "tg:1", f"{item} {when}", when)

    def send(self, now: datetime) -> list[Digest]:
        digests = self.reminders.due(now)
        for digest in digests:
            self.reminders.mark_sent(digest, now)
        return digests

    def run(self, first: date, last: date) -> list[tuple[date, str, Stage]]:
        """Every reminder that is sent when somebody looks at night, in the morning and in the evening."""
        sent = []
        for days in range((last - first).days + 1):
            for hour in (3, 9, 20):
                for digest in self.send(at(first + timedelta(days=days), hour)):
                    sent += [(digest.day, digest.account, reminder.stage) for reminder in digest.reminders]
        return sent


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, read_district(None))


def stages(digests: list[Digest]) -> list[tuple[str, list[Stage]]]:
    return [(digest.account, [reminder.stage for reminder in digest.reminders]) for digest in digests]


def test_one_is_reminded_before_on_and_after_the_day_and_then_every_week(house: House) -> None:
    house.promised()
    assert house.run(date(2026, 11, 20), date(2026, 12, 16)) == [
        (date(2026, 11, 27), "tg:1", Stage.BEFORE),
        (date(2026, 11, 30), "tg:1", Stage.DUE),
        (date(2026, 12, 1), "tg:1", Stage.OVERDUE),
        (date(2026, 12, 8), "tg:1", Stage.OVERDUE),
        (date(2026, 12, 15), "tg:1", Stage.OVERDUE),
    ]


def test_nobody_is_disturbed_in_quiet_hours(house: House) -> None:
    house.promised()
    quiet = [at(DUE, 0), at(DUE, 7, 59), at(DUE, 21), at(DUE, 23, 59)]
    assert [house.reminders.due(now) for now in quiet] == [[], [], [], []]
    assert [len(house.reminders.due(now)) for now in (at(DUE, 8), at(DUE, 20, 59))] == [1, 1]


@pytest.mark.parametrize(
    ("start", "end", "moment", "quiet"),
    [
        (time(13), time(14), time(13, 30), True),
        (time(13), time(14), time(14), False),
        (time(13), time(14), time(3), False),
        (time(9), time(9), time(9), False),
    ],
)
def test_quiet_hours_may_lie_within_a_day(start: time, end: time, moment: time, quiet: bool) -> None:
    assert ReminderRules(quiet_from=start, quiet_until=end).is_quiet(moment) is quiet


def test_ten_promises_make_one_message(house: House) -> None:
    for days in range(10):
        house.promised(due=DUE + timedelta(days=days % 3))
    (digest,) = house.send(at(DUE))
    assert len(digest.reminders) == 10
    house.promised(due=DUE, logged=LOGGED + timedelta(days=1))
    assert house.reminders.due(at(DUE, 10)) == []  # one a day


def test_what_is_most_late_comes_first(house: House) -> None:
    for due in (DUE + timedelta(days=1), DUE, DUE - timedelta(days=5)):
        house.promised(due=due)
    assert stages(house.send(at(DUE))) == [("tg:1", [Stage.OVERDUE, Stage.DUE, Stage.BEFORE])]


def test_each_member_is_told_of_their_own(house: House) -> None:
    house.promised("tg:1")
    house.promised("tg:2", due=DUE + timedelta(days=1))
    assert stages(house.send(at(DUE))) == [("tg:1", [Stage.DUE]), ("tg:2", [Stage.BEFORE])]


def test_what_is_done_or_has_no_day_or_is_nobodys_is_not_asked_about(house: House) -> None:
    house.change(house.promised(), CommitmentStatus.DONE, LOGGED)
    house.promised("tg:2", due=None)
    house.ledger.confirm(
        Consultation("停车", commitments=(Commitment("区城管局", "划线", DUE, "月底前划线"),)),
        "tg:3",
        "k",
        "",
        LOGGED,
    )
    assert stages(house.reminders.due(at(DUE))) == [("tg:3", [Stage.DUE])]


@pytest.mark.parametrize("status", [CommitmentStatus.UNDER_WAY, CommitmentStatus.NOT_DONE])
def test_what_is_under_way_or_stands_still_is_asked_about_again(
    house: House, status: CommitmentStatus
) -> None:
    house.change(house.promised(), status, at(date(2026, 11, 20)))
    assert stages(house.reminders.due(at(DUE))) == [("tg:1", [Stage.DUE])]


def test_a_new_due_date_is_reminded_of_anew(house: House) -> None:
    item = house.promised()
    house.send(at(DUE))
    house.change(item, CommitmentStatus.POSTPONED, at(DUE, 10), due=date(2026, 12, 20))
    assert house.run(DUE + timedelta(days=1), date(2026, 12, 21)) == [
        (date(2026, 12, 17), "tg:1", Stage.BEFORE),
        (date(2026, 12, 20), "tg:1", Stage.DUE),
        (date(2026, 12, 21), "tg:1", Stage.OVERDUE),
    ]


def test_what_was_logged_or_answered_today_is_left_until_tomorrow(house: House) -> None:
    house.promised(logged=at(DUE, 0, 5))
    assert house.reminders.due(at(DUE)) == []
    assert stages(house.reminders.due(at(DUE + timedelta(days=1)))) == [("tg:1", [Stage.OVERDUE])]


def test_a_day_without_power_loses_no_reminder(house: House) -> None:
    house.promised()
    assert stages(house.send(at(DUE - timedelta(days=1)))) == [("tg:1", [Stage.BEFORE])]  # two days late
    assert stages(house.send(at(DUE + timedelta(days=4)))) == [("tg:1", [Stage.OVERDUE])]


def test_what_was_sent_is_remembered_over_a_restart(house: House) -> None:
    house.promised()
    house.send(at(DUE))
    house.database.close()
    again = House(house.home, house.district)
    assert again.reminders.due(at(DUE, 10)) == []
    assert again.reminders.due(at(DUE, 10) + timedelta(hours=5)) == []


def test_killed_before_the_mark_it_is_sent_once_more_and_not_again(house: House) -> None:
    house.promised()
    assert len(house.reminders.due(at(DUE))) == 1  # sent, and killed before it was marked
    house.database.close()
    again = House(house.home, house.district)
    assert len(again.send(at(DUE, 9, 1))) == 1
    assert again.send(at(DUE, 9, 2)) == []


def test_a_promise_that_is_gone_when_the_mark_is_made_harms_nothing(house: House) -> None:
    house.promised()
    (digest,) = house.reminders.due(at(DUE))
    gone = replace(digest.reminders[0], item=replace(digest.reminders[0].item, id=999))
    house.reminders.mark_sent(replace(digest, reminders=(*digest.reminders, gone)), at(DUE))
    assert house.reminders.due(at(DUE)) == []


# What members choose


def test_a_member_can_be_reminded_earlier_or_not_at_all_before(house: House) -> None:
    house.promised("tg:1")
    house.promised("tg:2")
    house.promised("tg:3")
    house.reminders.choose("tg:1", enabled=True, days_before=10)
    house.reminders.choose("tg:2", enabled=True, days_before=0)
    assert stages(house.reminders.due(at(DUE - timedelta(days=10)))) == [("tg:1", [Stage.BEFORE])]
    assert stages(house.reminders.due(at(DUE - timedelta(days=2)))) == [
        ("tg:1", [Stage.BEFORE]), ("tg:3", [Stage.BEFORE]),
    ]  # fmt: skip


def test_who_turned_them_off_gets_none_until_they_are_on_again(house: House) -> None:
    house.promised()
    house.reminders.choose("tg:1", enabled=False, days_before=None)
    assert house.run(DUE, DUE + timedelta(days=10)) == []
    house.reminders.choose("tg:1", enabled=True, days_before=None)
    assert len(house.send(at(DUE + timedelta(days=11)))) == 1


def test_one_promise_can_be_left_out_and_taken_up_again(house: House) -> None:
    muted, other = house.promised(), house.promised()
    house.reminders.mute("tg:1", muted, muted=True)
    (digest,) = house.reminders.due(at(DUE))
    assert [reminder.item.id for reminder in digest.reminders] == [other]
    house.reminders.mute("tg:1", muted, muted=False)
    (digest,) = house.reminders.due(at(DUE))
    assert {reminder.item.id for reminder in digest.reminders} == {muted, other}


def test_who_blocked_the_bot_gets_none_until_they_write_again(house: House) -> None:
    house.promised()
    house.reminders.choose("tg:1", enabled=True, days_before=5)
    house.reminders.unreachable("tg:1", at(DUE))
    assert house.run(DUE, DUE + timedelta(days=10)) == []
    house.reminders.heard_from("tg:1")
    assert len(house.send(at(DUE + timedelta(days=11)))) == 1
    assert house.reminders.setting("tg:1").days_before == 5


def test_the_district_decides_the_defaults(tmp_path: Path) -> None:
    rules = ReminderRules(days_before=1, repeat_every=2, quiet_from=time(19), quiet_until=time(9))
    house = House(tmp_path, replace(read_district(None), reminders=rules))
    house.promised()
    assert [day for day, _, _ in house.run(date(2026, 11, 26), date(2026, 12, 4))] == [
        date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 3),
    ]  # fmt: skip
    assert house.reminders.due(at(date(2026, 12, 5), 8, 59)) == []


# Who is told


@pytest.fixture
def staffed(house: House) -> House:
    enrol(house.people)
    return house


def told(house: House) -> Callable[[date], set[tuple[str, Stage]]]:
    return lambda day: {(d.account, r.stage) for d in house.reminders.due(at(day)) for r in d.reminders}


def test_after_a_week_the_head_of_the_committee_is_told_once(staffed: House) -> None:
    staffed.promised("tg:1")
    to_head = [day for day, account, _ in staffed.run(DUE, DUE + timedelta(days=40)) if account == "tg:3"]
    assert to_head == [DUE + timedelta(days=7)]


def test_another_committees_head_and_staff_are_not_told(staffed: House) -> None:
    staffed.promised("tg:2")  # of the river town, which has no head
    assert told(staffed)(DUE + timedelta(days=20)) == {("tg:2", Stage.OVERDUE)}


def test_a_heads_own_are_not_told_to_the_head_twice(staffed: House) -> None:
    staffed.promised("tg:3")
    assert told(staffed)(DUE + timedelta(days=20)) == {("tg:3", Stage.OVERDUE)}


def test_the_head_reads_whose_it_is_after_their_own(staffed: House) -> None:
    staffed.promised("tg:1")
    staffed.promised("tg:3", due=DUE + timedelta(days=7))
    digests = {digest.account: digest for digest in staffed.reminders.due(at(DUE + timedelta(days=7)))}
    own, others = digests["tg:3"].reminders
    assert (own.stage, own.follower) == (Stage.DUE, None)
    assert (others.stage, others.follower) == (Stage.ESCALATED, "甲示例")


def test_a_stranger_is_told_nothing_once_there_is_a_roster(staffed: House) -> None:
    staffed.promised("tg:77")
    assert told(staffed)(DUE) == set()


def test_a_new_account_is_told_of_what_was_followed_under_the_old_one(staffed: House) -> None:
    staffed.promised("tg:1")
    staffed.people.unbind(named(staffed.people, "甲示例").id, at(DUE))
    assert told(staffed)(DUE) == set()
    staffed.people.bind_by_phone("tg:10", "13800000001", at(DUE))
    assert told(staffed)(DUE) == {("tg:10", Stage.DUE)}


def test_who_left_is_told_nothing_and_their_head_still_is(staffed: House) -> None:
    staffed.promised("tg:1")
    staffed.people.remove(named(staffed.people, "甲示例").id, at(DUE))
    assert told(staffed)(DUE) == set()
    assert told(staffed)(DUE + timedelta(days=7)) == {("tg:3", Stage.ESCALATED)}


def test_a_head_without_an_account_stands_in_nobodys_way(house: House) -> None:
    house.people.enrol([RosterLine("丙示例", "8613800000003", Role.LIAISON_HEAD, None, SOUTH)], LOGGED)
    house.people.enrol([RosterLine("甲示例", "8613800000001", Role.MEMBER, None, SOUTH)], LOGGED)
    house.people.bind_by_phone("tg:1", "13800000001", LOGGED)
    house.promised("tg:1")
    assert told(house)(DUE + timedelta(days=10)) == {("tg:1", Stage.OVERDUE)}


def test_a_channel_asks_for_its_own_accounts(house: House) -> None:
    house.promised("tg:1")
    house.promised("console", due=DUE + timedelta(days=1))
    assert [digest.account for digest in house.reminders.due(at(DUE), "tg:")] == ["tg:1"]
