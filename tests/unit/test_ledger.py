"""The ledger of promises: confirmed once, never lost, with a history that only grows."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.errors import ItemChanged, ItemGone
from knowledge.model import (
    Commitment,
    CommitmentStatus,
    Consultation,
    Document,
    Kind,
    Outcome,
    ReplyKind,
    Section,
)
from knowledge.promises.access import Access
from knowledge.promises.items import Change, Happening, Item, Report, Scope
from knowledge.promises.ledger import Ledger
from knowledge.promises.ledger_view import LedgerView
from knowledge.store.database import Database, open_database
from knowledge.store.library import Library
from knowledge.store.versions import AddResult

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
DONE = Change(CommitmentStatus.DONE, result="划了46个车位", words="划线弄好了")
PARKING = Consultation(
    topic="锦绣花园停车",
    town="城南街道",
    form="板凳协商会",
    held_on=TODAY,
    units=("物业企业", "区城管局"),
    commitments=(
        Commitment("物业企业", "划线", date(2026, 11, 30), "物业说月底前划线"),
        Commitment("区城管局", "安装隔离护栏", date(2026, 12, 10), "城管局答应12月10日前安装隔离护栏"),
    ),
)
WORDS = "今天城南锦绣花园板凳会，停车的事，物业说月底前划线，城管局答应12月10日前安装隔离护栏"


class Opened:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database: Database = open_database(f"sqlite:///{folder / 'bandeng.db'}")
        self.ledger = Ledger(self.database, folder / "evidence")
        self.view = LedgerView(self.database)
        self.library = Library(self.database)

    def logged(self, member: str = "m1", key: str = "card-1") -> list[Item]:
        id_ = self.ledger.confirm(PARKING, member, key, WORDS, NOW)
        return self.view.items(Scope(consultation_id=id_))

    def item(self, item_id: int) -> Item | None:
        return next(iter(self.view.get([item_id])), None)

    def outcome(self) -> Outcome:
        return self.view.consultations()[0].outcome


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return Opened(tmp_path)


def test_a_confirmed_consultation_is_a_record_with_the_members_own_words(opened: Opened) -> None:
    items = opened.logged()
    assert [(i.unit, i.due, i.member, i.version) for i in items] == [
        ("物业企业", date(2026, 11, 30), "m1", 1),
        ("区城管局", date(2026, 12, 10), "m1", 1),
    ]
    ((document, _),) = opened.library.documents(Kind.RECORD)
    assert document.source.startswith("chat:2026-11-22-")
    text = "".join(chunk.text for chunk, _ in opened.library.chunks([f"{document.id}:0"]).values())
    assert WORDS in text
    assert document.consultation is not None
    assert document.consultation.commitments[0].quote == "物业说月底前划线"


def test_the_same_card_confirmed_twice_is_stored_once(opened: Opened) -> None:
    assert opened.logged() == opened.logged()
    assert len(opened.view.consultations()) == 1
    assert opened.ledger.written("card-1") is not None
    assert opened.ledger.written("card-2") is None


def test_two_members_may_log_the_same_meeting_in_the_same_words(opened: Opened) -> None:
    opened.logged()
    opened.logged("m2", "card-2")
    assert len(opened.view.items(Scope(), Access(("m2",)).own())) == 2
    assert len(opened.view.items(Scope())) == 4


def test_a_postponed_promise_keeps_the_date_first_promised(opened: Opened) -> None:
    item = opened.logged()[0]
    later = Change(CommitmentStatus.POSTPONED, new_due=date(2026, 12, 31), words="推到年底")
    changed = opened.ledger.change(item.id, later, "m1", "k", NOW)
    assert (changed.due, changed.first_due) == (date(2026, 12, 31), date(2026, 11, 30))
    assert not changed.is_overdue(date(2026, 12, 31))
    assert changed.is_overdue(date(2027, 1, 1))


def test_the_history_tells_who_said_what_and_what_it_changed(opened: Opened) -> None:
    item = opened.logged()[0]
    opened.ledger.change(item.id, DONE, "m2", "k", NOW + timedelta(days=3))
    event = opened.view.timeline(item.id)[-1]
    assert (event.member, event.words, event.was, event.status) == (
        "m2", "划线弄好了", CommitmentStatus.OPEN, CommitmentStatus.DONE,
    )  # fmt: skip
    assert len(opened.view.timeline(item.id)) == 3


def test_undo_restores_the_state_and_stays_in_the_history(opened: Opened) -> None:
    item = opened.logged()[0]
    moving = Change(CommitmentStatus.UNDER_WAY, words="开工了")
    opened.ledger.change(item.id, moving, "m1", "k1", NOW)
    opened.ledger.change(item.id, DONE, "m1", "k2", NOW)
    assert opened.outcome() is Outcome.PARTLY_DONE
    first = opened.ledger.undo("m1", "k3", NOW)
    assert first is not None
    assert (first.status, first.result) == (CommitmentStatus.UNDER_WAY, None)
    again = opened.ledger.undo("m1", "k4", NOW)
    assert again is not None
    assert again.status is CommitmentStatus.OPEN
    assert opened.ledger.undo("m1", "k5", NOW) is None
    happenings = [e.happening for e in opened.view.timeline(item.id) if e.item_id == item.id]
    assert happenings == [Happening.ADDED, *[Happening.CHANGED] * 2, *[Happening.UNDONE] * 2]
    assert opened.outcome() is Outcome.UNKNOWN


def test_undo_does_not_sweep_away_what_another_did_later(opened: Opened) -> None:
    item = opened.logged()[0]
    opened.ledger.change(item.id, DONE, "m1", "k1", NOW)
    opened.ledger.change(item.id, Change(CommitmentStatus.NOT_DONE, words="没划"), "m2", "k2", NOW)
    with pytest.raises(ItemChanged):
        opened.ledger.undo("m1", "k3", NOW)
    assert opened.view.items(Scope())[0].status is CommitmentStatus.NOT_DONE


def test_a_change_decided_on_an_older_view_is_told_and_not_written(opened: Opened) -> None:
    item = opened.logged()[0]
    opened.ledger.change(item.id, Change(CommitmentStatus.UNDER_WAY), "m2", "k1", NOW)
    with pytest.raises(ItemChanged) as changed:
        opened.ledger.change(item.id, DONE, "m1", "k2", NOW, expected_version=item.version)
    assert changed.value.item.status is CommitmentStatus.UNDER_WAY
    assert opened.ledger.written("k2") is None


def test_a_promise_that_is_gone_cannot_be_changed(opened: Opened) -> None:
    with pytest.raises(ItemGone):
        opened.ledger.change(99, DONE, "m1", "k", NOW)


def test_no_update_is_lost_when_many_touch_one_promise_at_once(opened: Opened) -> None:
    item = opened.logged()[0]
    others = [Opened(opened.folder) for _ in range(4)]

    def work(number: int, own: Opened) -> None:
        for turn in range(5):
            change = Change(CommitmentStatus.UNDER_WAY, words=f"{number}-{turn}")
            own.ledger.change(item.id, change, f"m{number}", f"k{number}-{turn}", NOW)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    words = {e.words for e in opened.view.timeline(item.id) if e.happening is Happening.CHANGED}
    assert len(words) == 20
    assert opened.view.items(Scope())[0].version == 21


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        ((CommitmentStatus.DONE, CommitmentStatus.DONE), Outcome.DONE),
        ((CommitmentStatus.DONE, CommitmentStatus.NOT_DONE), Outcome.PARTLY_DONE),
        ((CommitmentStatus.POSTPONED, CommitmentStatus.NOT_DONE), Outcome.UNDER_WAY),
        ((CommitmentStatus.NOT_DONE, CommitmentStatus.NOT_DONE), Outcome.NOT_DONE),
    ],
)
def test_the_outcome_follows_the_checked_updates(
    opened: Opened, states: tuple[CommitmentStatus, ...], outcome: Outcome
) -> None:
    for item, state in zip(opened.logged(), states, strict=True):
        opened.ledger.change(item.id, Change(state, words="看过了"), "m1", f"k{item.id}", NOW)
    assert opened.outcome() is outcome


def test_a_units_report_about_itself_decides_no_outcome(opened: Opened) -> None:
    for item in opened.logged():
        opened.ledger.change(item.id, replace(DONE, checked=False), "unit", f"k{item.id}", NOW)
    assert opened.outcome() is Outcome.UNKNOWN


def test_queries_narrow_by_whose_unit_place_day_and_lateness(opened: Opened) -> None:
    items = opened.logged()
    late = Commitment("区住建局", "修路灯", date(2026, 11, 20), "修路灯")
    opened.ledger.add_followup(Consultation("路灯", commitments=(late,)), "m2", "k", "帮我盯路灯", NOW)
    view = opened.view
    assert [i.unit for i in view.items(Scope())] == ["区住建局", "物业企业", "区城管局"]
    assert view.items(Scope(), Access(("m1",)).own()) == items
    assert [i.unit for i in view.items(Scope(overdue_on=TODAY))] == ["区住建局"]
    assert [i.unit for i in view.items(Scope(town="城南街道", unit="区城管局"))] == ["区城管局"]
    assert [i.unit for i in view.items(Scope(due_from=TODAY, due_to=date(2026, 11, 30)))] == ["物业企业"]
    assert [i.action for i in view.items(Scope(topic="停车"))] == ["划线", "安装隔离护栏"]
    assert [i.unit for i in view.items(Scope(year=2026))] == ["区住建局", "物业企业", "区城管局"]
    assert view.items(Scope(year=2025)) == []


def test_the_summary_counts_promised_kept_late_and_attitudes(opened: Opened) -> None:
    first, second = opened.logged()
    opened.ledger.change(first.id, DONE, "m1", "k1", NOW + timedelta(days=20))
    attitude = Change(CommitmentStatus.OPEN, words="高度重视", reply_kind=ReplyKind.ATTITUDE)
    opened.ledger.change(second.id, attitude, "m1", "k2", NOW)
    summary = opened.view.summary(Scope(town="城南街道", year=2026), date(2026, 12, 31))
    assert (summary.consultations, summary.promised, summary.kept, summary.kept_late) == (1, 2, 1, 1)
    assert (summary.overdue, summary.attitude_only) == (1, 1)


def test_evidence_is_kept_once_under_a_name_of_its_own(opened: Opened, tmp_path: Path) -> None:
    item = opened.logged()[0]
    photo = tmp_path / "incoming"
    photo.write_bytes(b"photo")
    for _ in range(2):
        held = opened.ledger.hold(photo, "../../现场.JPG")
        opened.ledger.attach(item.id, held, "../../现场.JPG", "m1", NOW)
    opened.ledger.release(held)
    ((file, name),) = opened.view.evidence(item.id)
    assert (tmp_path / "evidence" / file).read_bytes() == b"photo"
    assert name == "../../现场.JPG"
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [file]


def test_a_held_file_that_became_no_evidence_is_deleted(opened: Opened, tmp_path: Path) -> None:
    photo = tmp_path / "incoming"
    photo.write_bytes(b"photo")
    opened.ledger.release(opened.ledger.hold(photo, "现场.jpg"))
    assert list((tmp_path / "evidence").iterdir()) == []


def test_a_report_is_kept_as_a_draft(opened: Opened) -> None:
    report = Report("公厕", "城南街道", "晚上八点关门", "延长开放时间", "居民反映公厕晚上八点关门")
    assert opened.ledger.add_report(report, "m1", "k", NOW) == opened.ledger.add_report(
        report, "m1", "k", NOW
    )
    (kept,) = opened.view.reports("m1")
    assert kept.report == report


def _minutes(text: str, *commitments: Commitment) -> tuple[Document, list[Section]]:
    consultation = replace(PARKING, commitments=commitments)
    document = Document(text, Kind.RECORD, "minutes.docx", "锦绣花园停车纪要", consultation=consultation)
    return document, [Section(text)]


def test_a_followed_promise_survives_a_corrected_copy_of_its_minutes(opened: Opened) -> None:
    opened.library.add(*_minutes("第一稿", *PARKING.commitments))
    lines, fence = opened.view.items(Scope())
    opened.ledger.change(lines.id, DONE, "m1", "k", NOW)
    corrected = replace(PARKING.commitments[0], quote="物业公司说12月5日前划线", due=date(2026, 12, 5))
    result = opened.library.add(*_minutes("第二稿", corrected, PARKING.commitments[1]))
    assert result is AddResult.UPDATED
    items = {item.id: item for item in opened.view.items(Scope())}
    assert len(items) == 2
    assert fence.id not in items  # nobody follows it: it is read anew
    kept = items[lines.id]
    assert (kept.status, kept.due, kept.result) == (CommitmentStatus.DONE, date(2026, 12, 5), "划了46个车位")
    assert opened.outcome() is Outcome.PARTLY_DONE
    assert [e.happening for e in opened.view.timeline(lines.id)] == [Happening.CHANGED, Happening.CORRECTED]


def test_a_followed_promise_that_the_corrected_minutes_drop_stands_alone(opened: Opened) -> None:
    opened.library.add(*_minutes("第一稿", *PARKING.commitments))
    lines, _ = opened.view.items(Scope())
    opened.ledger.change(lines.id, Change(CommitmentStatus.NOT_DONE), "m1", "k", NOW)
    opened.library.add(*_minutes("第二稿", PARKING.commitments[1]))
    kept = opened.item(lines.id)
    assert kept is not None
    assert (kept.consultation_id, kept.status) == (None, CommitmentStatus.NOT_DONE)
    assert len(opened.view.items(Scope())) == 2


def test_a_followed_promise_survives_the_removal_of_its_document(opened: Opened) -> None:
    opened.library.add(*_minutes("第一稿", *PARKING.commitments))
    lines, _ = opened.view.items(Scope())
    opened.ledger.change(lines.id, DONE, "m1", "k", NOW)
    opened.library.remove("第一稿")
    assert [item.id for item in opened.view.items(Scope())] == [lines.id]
    opened.library.add(*_minutes("第一稿", *PARKING.commitments))  # deletes the hidden copy for good
    assert opened.item(lines.id) is not None
