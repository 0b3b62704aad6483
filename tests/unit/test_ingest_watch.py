from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.refusals import Refusal
from ingest.watch import Watch
from ingest.workers import Workers
from knowledge.model import Validity
from knowledge.profile import read_district
from knowledge.store.database import open_database
from knowledge.store.library import Library

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NOTICE = "关于{}的通知\n各街道：\n一、抓紧办理。\n示例区民政局\n{}年3月5日\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")
    yield Library(database)
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "收件箱").mkdir()
    return tmp_path / "收件箱"


@pytest.fixture
def watch(folder: Path, library: Library) -> Watch:
    return Watch(folder, library, read_district(None))


def _put(folder: Path, name: str, matter: str, year: int = 2024) -> None:
    (folder / name).write_text(NOTICE.format(matter, year), encoding="utf-8")


def _sync(watch: Watch) -> list[tuple[str, str]]:
    return [(report.source, report.status) for report in watch.sync(NOW)]


def _titles(library: Library) -> set[str]:
    return {document.title for document, _ in library.documents()}


def test_new_files_are_taken_in_once(watch: Watch, folder: Path) -> None:
    _put(folder, "a.txt", "停车")
    assert _sync(watch) == [("收件箱/a.txt", "added")]
    assert _sync(watch) == []


def test_a_deleted_file_is_retired(watch: Watch, folder: Path, library: Library) -> None:
    _put(folder, "a.txt", "停车")
    _put(folder, "b.txt", "养犬")
    _sync(watch)
    (folder / "a.txt").unlink()
    assert _sync(watch) == [("收件箱/a.txt", "removed")]
    assert _titles(library) == {"关于养犬的通知"}


def test_a_file_with_another_text_takes_the_place_of_the_old_one(
    watch: Watch, folder: Path, library: Library
) -> None:
    _put(folder, "a.txt", "停车")
    _sync(watch)
    _put(folder, "a.txt", "养犬")
    _sync(watch)
    assert _titles(library) == {"关于养犬的通知"}


def test_a_newer_version_in_the_same_file_keeps_the_older_one_to_be_asked_for(
    watch: Watch, folder: Path, library: Library
) -> None:
    for year in (2022, 2024):
        _put(folder, "a.txt", "停车", year)
        _sync(watch)
    assert {d.issued_on.year: d.validity for d, _ in library.documents() if d.issued_on} == {
        2022: Validity.AMENDED,
        2024: Validity.IN_FORCE,
    }


def test_of_two_copies_one_may_go(watch: Watch, folder: Path, library: Library) -> None:
    _put(folder, "a.txt", "停车")
    _put(folder, "b.txt", "停车")
    _sync(watch)
    (folder / "a.txt").unlink()
    assert _sync(watch) == []
    assert _titles(library) == {"关于停车的通知"}


def test_a_refused_file_is_tried_again_only_when_it_changes(watch: Watch, folder: Path) -> None:
    (folder / "a.txt").write_text("机密★1年\n关于某事的通知", encoding="utf-8")
    (report,) = watch.sync(NOW)
    assert report.reason == Refusal.CLASSIFIED.value
    assert _sync(watch) == []
    _put(folder, "a.txt", "停车")
    assert _sync(watch) == [("收件箱/a.txt", "added")]


def test_a_file_that_becomes_unreadable_keeps_its_last_text(
    watch: Watch, folder: Path, library: Library
) -> None:
    _put(folder, "a.txt", "停车")
    _sync(watch)
    (folder / "a.txt").write_bytes(b"")
    assert _sync(watch) == [("收件箱/a.txt", "refused")]
    assert _titles(library) == {"关于停车的通知"}


def test_a_folder_that_is_not_there_retires_nothing(watch: Watch, folder: Path, library: Library) -> None:
    _put(folder, "a.txt", "停车")
    _sync(watch)
    folder.rename(folder.with_name("别处"))
    assert _sync(watch) == []
    assert _titles(library) == {"关于停车的通知"}


def test_what_came_in_another_way_is_left_alone(watch: Watch, folder: Path, library: Library) -> None:
    _put(folder, "a.txt", "停车")
    for _ in Watch(folder.rename(folder.with_name("另一个")), library, read_district(None)).sync(NOW):
        pass
    folder.mkdir()
    assert _sync(watch) == []
    assert _titles(library) == {"关于停车的通知"}


def test_a_file_is_tried_again_after_its_reader_could_not_be_started(
    watch: Watch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(folder, "a.txt", "停车")
    with monkeypatch.context() as patched:
        patched.setattr("ingest.intake.here", Workers.run.__get__(Workers(1)))
        patched.setattr("ingest.workers.Workers._started", _cannot)
        assert [report.reason for report in watch.sync(NOW)] == [Refusal.NOT_STARTED]
    assert _sync(watch) == [("收件箱/a.txt", "added")]


def _cannot(_: Workers) -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")
