from datetime import UTC, datetime
from pathlib import Path

from ingest.pipeline import ingest
from ingest.refusals import Refusal
from knowledge.profile import read_district
from knowledge.store.database import open_database
from knowledge.store.library import Library
from tests import hostile


def test_hostile_files_are_refused_with_their_reasons_and_good_files_go_in(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    expected = hostile.make(folder)
    assert sum(map(bool, expected.values())) >= 40
    database = open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")
    reports = list(ingest([folder], Library(database), read_district(None), now=datetime.now(UTC)))
    database.close()
    assert {report.source.split("/")[0] for report in reports} == set(expected)
    for report in reports:
        right = expected[report.source.split("/")[0]]
        if right:
            assert report.status == "refused", report.source
            assert Refusal(report.reason) in right, report.source
        else:
            assert report.status in ("added", "unchanged"), report
    assert not (tmp_path.parent / "逃.txt").exists()
