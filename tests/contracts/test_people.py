"""The roster and the reminders on every database."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from knowledge.model import Commitment, Consultation
from knowledge.profile import read_district
from knowledge.promises.ledger import Ledger
from knowledge.promises.ledger_view import LedgerView
from knowledge.promises.reminders import Reminders, Stage
from knowledge.roster.members import Binding
from knowledge.roster.people import People
from knowledge.store.database import Database
from knowledge.store.tables import CommitmentRow
from tests.people import NOW, ROSTER, SOUTH, enrol, named

NOON = datetime(2026, 12, 7, 4, 0, tzinfo=UTC)


def test_of_accounts_that_bind_one_member_at_once_one_is_bound(database: Database, tmp_path: Path) -> None:
    people = People(database, tmp_path)
    people.enrol(ROSTER, NOW)
    bindings: list[Binding] = []

    def bind(number: int) -> None:
        bindings.append(people.bind_by_phone(f"tg:{number}", "13800000001", NOW)[0])

    threads = [threading.Thread(target=bind, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(bindings) == sorted([Binding.BOUND, *[Binding.MEMBER_TAKEN] * 7])
    assert len(named(people, "甲示例").identities) == 1


def test_the_roster_decides_who_sees_and_who_is_reminded(database: Database, tmp_path: Path) -> None:
    people, view = People(database, tmp_path), LedgerView(database)
    enrol(people)
    promise = Commitment("区城管局", "划线", date(2026, 11, 30), "月底前划线")
    Ledger(database, tmp_path).add_followup(
        Consultation("停车", SOUTH, commitments=(promise,)), "tg:1", "key", "盯一下", NOW
    )
    reminders = Reminders(database, view, people, read_district(None))
    digests = reminders.due(NOON)
    assert {d.account: [r.stage for r in d.reminders] for d in digests} == {
        "tg:1": [Stage.OVERDUE], "tg:3": [Stage.ESCALATED],
    }  # fmt: skip
    for digest in digests:
        reminders.mark_sent(digest, NOON)
    assert reminders.due(NOON) == []
    sees = {}
    with database.read() as session:
        for account in ("tg:1", "tg:2", "tg:3", "tg:4", "tg:5"):
            person = people.person(account)
            assert person is not None
            sees[account] = len(session.scalars(select(CommitmentRow).where(person.access.visible())).all())
    assert sees == {"tg:1": 1, "tg:2": 0, "tg:3": 1, "tg:4": 1, "tg:5": 1}
    people.remove(named(people, "甲示例").id, NOW)
    reminders.unreachable("tg:3", NOON)
    reminders.choose("tg:3", enabled=True, days_before=5)
    assert reminders.setting("tg:3").blocked
