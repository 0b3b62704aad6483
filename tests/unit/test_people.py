from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.roster.members import Binding, Enrolment, Role, RosterLine
from knowledge.roster.people import People
from knowledge.store.database import Database, open_database
from knowledge.store.tables import MemberRow
from tests.people import NOW, RIVER, ROSTER, SOUTH, named

ANNA = RosterLine("甲示例", "8613800000001", Role.MEMBER, "教育", SOUTH)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")


@pytest.fixture
def people(database: Database, tmp_path: Path) -> People:
    return People(database, tmp_path)


def test_the_database_holds_no_phone_number(people: People, database: Database, tmp_path: Path) -> None:
    people.enrol(ROSTER, NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    with database.read() as session:
        rows = session.scalars(select(MemberRow)).all()
        assert [row.phone_tail for row in rows] == ["0001", "0002", "0003", "0004", "0005"]
        assert all("1380000" not in str(vars(row)) for row in rows)
    database.close()
    assert all(b"1380000" not in path.read_bytes() for path in tmp_path.glob("bandeng.db*"))


def test_a_roster_that_comes_again_changes_nothing(people: People) -> None:
    assert {outcome for outcome, _ in people.enrol(ROSTER, NOW)} == {Enrolment.ADDED}
    assert {outcome for outcome, _ in people.enrol(ROSTER, NOW)} == {Enrolment.UNCHANGED}
    assert len(people.everyone()) == len(ROSTER)


def test_facts_are_updated_and_the_account_stays(people: People) -> None:
    people.enrol([ANNA], NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    changed = replace(ANNA, sector="经济", liaison_committee=RIVER)
    assert people.enrol([changed], NOW) == [(Enrolment.UPDATED, None)]
    person = people.person("tg:1")
    assert person is not None
    assert (person.sector, person.liaison_committee) == ("经济", RIVER)


def test_a_roster_without_roles_takes_no_role_away(people: People) -> None:
    people.enrol([replace(ANNA, role=Role.STAFF)], NOW)
    people.enrol([replace(ANNA, role=None)], NOW)
    assert named(people, "甲示例").role is Role.STAFF


def test_a_new_number_of_the_same_member_keeps_the_account(people: People) -> None:
    people.enrol([ANNA], NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    assert people.enrol([replace(ANNA, number="8613900000009")], NOW) == [(Enrolment.UPDATED, None)]
    assert len(people.everyone()) == 1
    assert people.person("tg:1") is not None
    assert people.bind_by_phone("tg:9", "13800000001", NOW)[0] is Binding.UNKNOWN


def test_two_members_of_one_name_stay_two(people: People) -> None:
    other = replace(ANNA, number="8613900000009")
    assert people.enrol([ANNA, other], NOW) == [(Enrolment.ADDED, None)] * 2
    assert people.enrol([other, ANNA], NOW) == [(Enrolment.UNCHANGED, None)] * 2
    assert [person.phone_tail for person in people.named("甲示例")] == ["0001", "0009"]


def test_of_two_lines_with_one_number_the_first_counts(people: People) -> None:
    outcomes = people.enrol([ANNA, replace(ANNA, name="乙示例"), ROSTER[2]], NOW)
    assert [outcome for outcome, _ in outcomes] == [Enrolment.ADDED, Enrolment.REPEATED, Enrolment.ADDED]
    assert [person.name for person in people.everyone()] == ["甲示例", "丙示例"]


def test_a_number_does_not_pass_to_another_name(people: People) -> None:
    people.enrol([ANNA], NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    assert people.enrol([replace(ANNA, name="乙示例")], NOW) == [(Enrolment.TAKEN, "甲示例")]
    person = people.person("tg:1")
    assert person is not None
    assert person.name == "甲示例"


def test_a_member_binds_one_account(people: People) -> None:
    people.enrol(ROSTER, NOW)
    binding, person = people.bind_by_phone("tg:1", "+8613800000001", NOW)
    assert binding is Binding.BOUND
    assert person is not None
    assert person.name == "甲示例"
    assert people.bind_by_phone("tg:77", "13800000001", NOW) == (Binding.MEMBER_TAKEN, None)
    assert people.person("tg:77") is None


def test_an_account_is_one_members(people: People) -> None:
    people.enrol(ROSTER, NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    assert people.bind_by_phone("tg:1", "13800000002", NOW) == (Binding.ACCOUNT_TAKEN, None)
    people.unbind(named(people, "甲示例").id, NOW)
    assert people.bind_by_phone("tg:1", "13800000002", NOW) == (Binding.ACCOUNT_TAKEN, None)
    assert people.person("tg:1") is None


def test_staff_can_give_on_an_account_that_they_bound_to_the_wrong_member(people: People) -> None:
    people.enrol(ROSTER, NOW)
    wrong, right = named(people, "甲示例"), named(people, "乙示例")
    people.bind(wrong.id, "tg:2", NOW)
    assert people.bind(right.id, "tg:2", NOW) is Binding.ACCOUNT_TAKEN
    people.unbind(wrong.id, NOW)
    assert people.bind(right.id, "tg:2", NOW) is Binding.BOUND
    assert named(people, "甲示例").identities == ()


def test_after_a_change_of_account_the_old_one_is_still_the_members(people: People) -> None:
    people.enrol(ROSTER, NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    people.unbind(named(people, "甲示例").id, NOW)
    people.bind_by_phone("tg:99", "13800000001", NOW)
    assert named(people, "甲示例").identities == ("tg:99", "tg:1")
    assert people.person("tg:1") is None


def test_who_is_removed_is_a_stranger_again(people: People) -> None:
    people.enrol(ROSTER, NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    people.remove(named(people, "甲示例").id, NOW)
    assert people.person("tg:1") is None
    assert people.named("甲示例") == []
    assert people.bind_by_phone("tg:1", "13800000001", NOW)[0] is Binding.UNKNOWN


def test_who_is_enrolled_again_gets_back_what_was_followed(people: People) -> None:
    people.enrol([ANNA], NOW)
    people.bind_by_phone("tg:1", "13800000001", NOW)
    people.remove(named(people, "甲示例").id, NOW)
    people.enrol([ANNA, ROSTER[1]], NOW)
    assert people.bind_by_phone("tg:1", "13800000002", NOW)[0] is Binding.ACCOUNT_TAKEN
    assert people.bind_by_phone("tg:1", "13800000001", NOW)[0] is Binding.BOUND


def test_a_roster_of_which_everyone_was_removed_is_not_open_again(people: People) -> None:
    assert not people.has_roster()
    people.enrol([ANNA], NOW)
    people.remove(named(people, "甲示例").id, NOW)
    assert people.has_roster()
