"""A backup is one moment of the data, taken while others write, and opens as a data folder."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot import texts
from knowledge.assemble import open_knowledge
from knowledge.promises.items import Scope
from knowledge.settings import Settings
from knowledge.store.backup import TargetTaken, back_up
from tests.fakes import WordEmbeddings
from tests.people import NOW, ROSTER
from tests.walks.ledger_talk import LOGGED, Talk

Run = Callable[..., tuple[int, list[dict], str]]


def settings(home: Path) -> Settings:
    return Settings(home=home, _env_file=None)


def test_a_restored_backup_has_the_promises_the_files_the_roster_and_the_search(
    run: Run, home: Path, tmp_path: Path
) -> None:
    knowledge = open_knowledge(settings(home), WordEmbeddings())
    talk = Talk(knowledge)
    talk.says(LOGGED)
    talk.says("存吧")
    (tmp_path / "photo.jpg").write_bytes(b"a photo")
    held = knowledge.ledger.hold(tmp_path / "photo.jpg", "photo.jpg")
    knowledge.ledger.attach(talk.items[0].id, held, "photo.jpg", "m1", talk.now)
    knowledge.people.enrol(ROSTER, NOW)

    status, (made,), _ = run("backup", str(tmp_path / "copy"), "--json")  # while the other has it open
    knowledge.close()
    assert (status, made["files"]) == (0, 1)

    restored = open_knowledge(settings(tmp_path / "copy"), WordEmbeddings())
    for _ in restored.reindex():
        pass
    assert [item.action for item in restored.ledger_view.items(Scope())] == [i.action for i in talk.items]
    assert (tmp_path / "copy" / "evidence" / held).read_bytes() == b"a photo"
    binding, person = restored.people.bind_by_phone("tg:9", ROSTER[0].number, NOW)
    assert person is not None, binding
    assert "划线" in Talk(restored).says("有没有哪里谈过停车的事", member="tg:9")
    restored.close()


def test_a_backup_taken_while_another_process_writes_is_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    command = [sys.executable, "-m", "tests.ledger_writer", str(home), "0", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        answered = [int(writer.stdout.readline()) for _ in range(5)]
        copies = []
        for number in range(3):
            copies.append(back_up(settings(home), tmp_path / f"copy-{number}"))
            answered.append(int(writer.stdout.readline()))
        writer.kill()
    for copy in copies:
        with closing(sqlite3.connect(copy.folder / "bandeng.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            counts = [
                database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("ledger_writes", "consultations", "commitments", "commitment_events")
            ]
            assert len(set(counts)) == 1, counts  # no half of a write
            assert counts[0] >= 5


def test_what_lies_there_is_not_overwritten(home: Path, tmp_path: Path) -> None:
    open_knowledge(settings(home), WordEmbeddings()).close()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TargetTaken):
        back_up(settings(home), tmp_path / "taken")
    assert (tmp_path / "taken" / "letter.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("database", "sentence"),
    [("postgresql://u@127.0.0.1/b", texts.BACK_UP_WITH_PG_DUMP), (None, texts.NOTHING_TO_BACK_UP)],
)
def test_what_cannot_be_backed_up_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str | None, sentence: str
) -> None:
    if database:
        monkeypatch.setenv("BANDENG_DATABASE_URL", database)
    else:
        monkeypatch.setenv("BANDENG_HOME", str(tmp_path / "nothing here"))
    status, _, said = run("backup", str(tmp_path / "copy"))
    assert (status, said.strip()) == (1, sentence)
    assert not (tmp_path / "copy").exists()
