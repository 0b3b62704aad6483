from dataclasses import replace
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from knowledge.assemble import Knowledge
from knowledge.errors import DatabaseUnreachable, NewerDatabase
from knowledge.model import Filters, Kind, Outcome, Validity
from knowledge.store.database import open_database
from knowledge.store.tables import Base
from knowledge.store.versions import AddResult
from tests.samples import PROMISE, policy, record

OLD, NEW = date(2019, 5, 1), date(2024, 5, 1)


def validity_of(knowledge: Knowledge) -> dict[date | None, Validity]:
    return {document.issued_on: document.validity for document, _ in knowledge.library.documents()}


def test_the_same_content_is_stored_once(knowledge: Knowledge) -> None:
    document = policy("物业管理条例", "业主应当缴费", issued_on=NEW)
    assert knowledge.library.add(*document) is AddResult.ADDED
    assert knowledge.library.add(*document) is AddResult.UNCHANGED
    assert knowledge.library.count_chunks() == 1


def test_a_newer_version_amends_the_older_one(knowledge: Knowledge) -> None:
    knowledge.library.add(*policy("物业管理条例", "旧", issued_on=OLD))
    assert knowledge.library.add(*policy("物业管理条例", "新的", issued_on=NEW)) is AddResult.UPDATED
    assert validity_of(knowledge) == {OLD: Validity.AMENDED, NEW: Validity.IN_FORCE}


def test_an_older_version_that_comes_later_is_superseded(knowledge: Knowledge) -> None:
    knowledge.library.add(*policy("物业管理条例", "新的", issued_on=NEW))
    assert knowledge.library.add(*policy("物业管理条例", "旧", issued_on=OLD)) is AddResult.SUPERSEDED
    assert validity_of(knowledge) == {OLD: Validity.AMENDED, NEW: Validity.IN_FORCE}


def test_a_corrected_file_takes_the_place_of_the_first(knowledge: Knowledge) -> None:
    knowledge.library.add(*policy("通知", "错字", issued_on=NEW, source="a.docx"))
    assert (
        knowledge.library.add(*policy("通知", "改正了", issued_on=NEW, source="a.docx")) is AddResult.UPDATED
    )
    assert [count for _, count in knowledge.library.documents()] == [1]


def test_a_notice_and_its_annex_share_a_number_and_both_stand(knowledge: Knowledge) -> None:
    number = "示政发〔2024〕1号"
    knowledge.library.add(*policy("关于印发办法的通知", "印发", doc_number=number, issued_on=NEW))
    knowledge.library.add(*policy("停车办法", "停车要交费", doc_number=number, issued_on=NEW))
    assert {d.validity for d, _ in knowledge.library.documents()} == {Validity.IN_FORCE}


def test_two_meetings_in_files_of_one_name_are_both_kept(knowledge: Knowledge) -> None:
    first = record("停车", "一", held_on=OLD, source="纪要.docx")
    second = record("电梯", "二二", held_on=NEW, source="纪要.docx")
    knowledge.library.add(*first)
    assert knowledge.library.add(*second) is AddResult.ADDED


def test_a_repeal_marks_by_title_or_number(knowledge: Knowledge) -> None:
    knowledge.library.add(*policy("甲办法", "一", issued_on=OLD))
    knowledge.library.add(*policy("乙办法", "二二", doc_number="示政发〔2019〕3号", issued_on=NEW))
    assert knowledge.library.repeal(["甲办法", "示政发〔2019〕3号", "没有的办法"]) == 2
    assert set(validity_of(knowledge).values()) == {Validity.REPEALED}


def test_a_removed_document_is_gone_at_once_and_can_come_back(knowledge: Knowledge) -> None:
    document, sections = policy("物业管理条例", "业主应当缴费")
    knowledge.library.add(document, sections)
    assert knowledge.library.remove(document.id)
    assert not knowledge.library.remove(document.id)
    assert knowledge.library.documents() == []
    assert knowledge.library.add(document, sections) is AddResult.ADDED
    assert knowledge.library.document(document.id) is not None


def test_filters_pick_records_by_town_unit_year_and_outcome(knowledge: Knowledge) -> None:
    kept = record("停车", "一", town="城南街道", held_on=NEW, outcome=Outcome.DONE, commitments=(PROMISE,))
    other = record("电梯", "二二", town="城北街道", held_on=OLD, units=("区住建局",))
    for document in (kept, other):
        knowledge.library.add(*document)
    for filters in (
        Filters(town="城南街道"), Filters(unit="区城管局"), Filters(year_from=2024),
        Filters(outcome=Outcome.DONE), Filters(town="城南街道", year_from=2024, year_to=2024),
    ):  # fmt: skip
        assert knowledge.library.matching(filters) == {kept[0].id}
    assert knowledge.library.matching(Filters(unit="区住建局")) == {other[0].id}
    assert knowledge.library.matching(Filters(town="城南街道", year_to=2023)) == set()
    assert knowledge.library.matching(Filters(kind=Kind.RECORD)) is None


def test_what_is_stored_comes_back_as_it_was(knowledge: Knowledge) -> None:
    document, sections = record("停车", "一", town="城南街道", held_on=NEW, commitments=(PROMISE,))
    knowledge.library.add(document, sections)
    assert knowledge.library.document(document.id) == replace(document)


def test_neighbours_stop_at_the_ends_of_the_document(knowledge: Knowledge) -> None:
    document, sections = policy("条例", "甲", "乙", "丙")
    knowledge.library.add(document, sections)
    assert [c.text for c in knowledge.library.neighbours(f"{document.id}:0")] == ["甲", "乙"]
    assert [c.text for c in knowledge.library.neighbours(f"{document.id}:1")] == ["甲", "乙", "丙"]


def test_a_database_is_up_to_date_after_the_newest_migration_file(tmp_path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    open_database(url).close()
    database = open_database(url)
    with database.read() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []
    database.close()


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_was(tmp_path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    database = open_database(url)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(NewerDatabase):
        open_database(url)


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/a.db", "nonsense"])
def test_a_database_that_cannot_be_opened_is_said_to_be_unreachable(url: str) -> None:
    with pytest.raises(DatabaseUnreachable):
        open_database(url)
