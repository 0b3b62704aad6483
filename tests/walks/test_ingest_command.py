"""`bandeng ingest` as staff use it: progress, table, report, stop and go on, a watched folder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.run import watching
from bot.texts import ingest as texts
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.settings import Settings
from tests.fakes import WordEmbeddings
from tests.walks.conftest import Run

NOTICE = "关于{}的通知\n各街道：\n一、抓紧办理。\n示例区民政局\n2024年3月5日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "收件夹").mkdir()
    return tmp_path / "收件夹"


def put(folder: Path, name: str, text: str) -> None:
    """As a file that came some time ago."""
    (folder / name).write_text(text, encoding="utf-8")
    before = (datetime.now(UTC) - timedelta(minutes=1)).timestamp()
    os.utime(folder / name, (before, before))


def test_a_table_a_report_and_progress_say_what_became_of_the_files(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    put(folder, "a.txt", NOTICE.format("停车"))
    put(folder, "b.txt", "机密★5年\n" + NOTICE.format("养犬"))
    put(folder, "c.txt", "")
    status, (shown,), errors = run("ingest", str(folder), "--report", "结果.json")
    assert status == 3
    assert "共3份" in shown["text"]
    assert "没有收入 │ 2" in shown["text"]
    assert "（b.txt）" in shown["text"].replace("\n", "")
    assert f"{texts.READING} " in errors
    assert "3/3" in errors
    report = json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))
    assert (report["complete"], report["counts"]) == (True, {"added": 1, "refused": 2})
    assert [file["source"] for file in report["files"]] == ["a.txt", "b.txt", "c.txt"]
    assert report["files"][0]["issued_on"] == "2024-03-05"


def test_lines_for_programs_are_alone_on_stdout(run: Run, folder: Path) -> None:
    put(folder, "a.txt", NOTICE.format("停车"))
    _, lines, _ = run("ingest", str(folder), "--json")
    assert [line["status"] for line in lines] == ["added"]
    _, lines, _ = run("ingest", str(folder), "--json")
    assert [line["status"] for line in lines] == ["unchanged"]


def test_an_interrupted_run_keeps_what_it_has_and_goes_on(
    folder: Path, tmp_path: Path, home: Path, run: Run
) -> None:
    for number in range(150):
        put(folder, f"{number:03}.txt", NOTICE.format(f"第{number}号停车点"))
    bandeng = [sys.executable, "-c", "from bot.cli import main; main()"]
    environment = {**os.environ, "BANDENG_HOME": str(home)}
    process = subprocess.Popen(
        [*bandeng, "ingest", str(folder), "--json"],
        env=environment, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["status"] == "added"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert texts.STOPPED in errors
    assert "Traceback" not in errors
    _, lines, _ = run("ingest", str(folder), "--json")
    statuses = [line["status"] for line in lines]
    assert statuses[0] == "unchanged"
    assert (len(statuses), set(statuses) - {"added", "unchanged"}) == (150, set())


def test_a_folder_to_watch_must_be_one_folder(run: Run, folder: Path) -> None:
    put(folder, "a.txt", NOTICE.format("停车"))
    assert run("ingest", "--watch", str(folder / "a.txt"))[0] == 2
    assert run("ingest", "--watch", "--laws")[0] == 2


@pytest.fixture
def watched(folder: Path, tmp_path: Path) -> Iterator[Knowledge]:
    settings = Settings(home=tmp_path / "home", watch=folder, _env_file=None)  # type: ignore[call-arg]
    knowledge = open_knowledge(settings, WordEmbeddings())
    yield knowledge
    knowledge.close()


def test_the_running_bot_takes_in_what_is_put_into_the_folder(watched: Knowledge, folder: Path) -> None:
    put(folder, "a.txt", NOTICE.format("停车"))
    with watching(watched):
        _until(lambda: _titles(watched) == {"关于停车的通知"})


def test_a_file_that_is_still_being_written_waits(watched: Knowledge, folder: Path) -> None:
    from ingest.watch import Watch

    watch = Watch(folder, watched.library, watched.district, settle=60)
    (folder / "a.txt").write_text(NOTICE.format("停车"), encoding="utf-8")
    now = datetime.now(UTC)
    assert list(watch.sync(now)) == []
    put(folder, "a.txt", NOTICE.format("停车"))
    assert [report.status for report in watch.sync(now)] == ["added"]


def test_a_file_that_has_not_changed_is_not_opened_again(
    watched: Knowledge, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import watch as module

    watch = module.Watch(folder, watched.library, watched.district)
    put(folder, "a.txt", NOTICE.format("停车"))
    list(watch.sync(datetime.now(UTC)))
    opened: list[str] = []
    monkeypatch.setattr(module, "take_in", lambda items, *_, **__: opened.extend(items) or [])
    list(watch.sync(datetime.now(UTC)))
    assert opened == []


def _titles(knowledge: Knowledge) -> set[str]:
    return {document.title for document, _ in knowledge.library.documents()}


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
