"""A small roster: invented people of the sample district."""

from datetime import UTC, datetime

from knowledge.roster.members import Person, Role, RosterLine
from knowledge.roster.people import People

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SOUTH, RIVER = "城南街道", "柳河镇"

ROSTER = (
    RosterLine("甲示例", "8613800000001", Role.MEMBER, "教育", SOUTH),
    RosterLine("乙示例", "8613800000002", Role.MEMBER, "经济", RIVER),
    RosterLine("丙示例", "8613800000003", Role.LIAISON_HEAD, "经济", SOUTH),
    RosterLine("丁示例", "8613800000004", Role.STAFF),
    RosterLine("戊示例", "8613800000005", Role.UNIT_CONTACT, unit="区城管局"),
)
ACCOUNTS = {"甲示例": "tg:1", "乙示例": "tg:2", "丙示例": "tg:3", "丁示例": "tg:4", "戊示例": "tg:5"}


def enrol(people: People) -> None:
    """The roster, with everyone bound to the account above."""
    people.enrol(ROSTER, NOW)
    for name, account in ACCOUNTS.items():
        people.bind(named(people, name).id, account, NOW)


def named(people: People, name: str) -> Person:
    (person,) = people.named(name)
    return person
