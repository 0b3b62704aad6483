"""履职档案: a member's own year as Word and Excel, in chat and on the command line."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from knowledge.assemble import Knowledge, open_knowledge
from knowledge.model import Commitment, Consultation
from knowledge.promises.items import Report
from knowledge.settings import Settings
from tests.fakes import WordEmbeddings
from tests.people import enrol
from tests.walks.member import NOW, Member


def _fill(knowledge: Knowledge) -> None:
    """What 甲示例 did in 2026 and 2025, and something of 乙示例."""
    enrol(knowledge.people)
    for member, year, topic in (("tg:1", 2026, "加装电梯"), ("tg:1", 2025, "改厕"), ("tg:2", 2026, "路灯")):
        promise = Commitment("区住建局", f"办{topic}", date(year, 12, 1), f"区住建局答应办{topic}")
        held = Consultation(topic, "城南街道", "板凳协商会", date(year, 3, 1), commitments=(promise,))
        knowledge.ledger.confirm(held, member, f"{member}:{topic}", topic, datetime(year, 3, 1, tzinfo=UTC))
    told = Report("公交减班", "城南街道", "末班车太早", None, "=末班车太早，老人回不来")
    knowledge.ledger.add_report(told, "tg:1", "tg:1:r", NOW)


@pytest.fixture
def library(knowledge: Knowledge) -> Knowledge:
    _fill(knowledge)
    return knowledge


def _words(file: Path) -> str:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("asks", ["/export", "导出我的履职档案", "我今年都做了哪些事"])
def test_a_members_own_year_comes_as_word_and_excel(library: Knowledge, asks: str) -> None:
    member = Member(library, "tg:1")
    member.says("帮我写个提案，关于小区停车难。我们小区有386户，车位不够。")
    assert "2026年履职档案好了" in member.says(asks)
    word, sheet = member.files
    said = _words(word)
    for own in ("甲示例 城南街道", "加装电梯", "公交减班", "关于解决小区停车难问题的建议", "区住建局"):
        assert own in said
    for other in ("改厕", "路灯"):
        assert other not in said
    book = load_workbook(sheet)
    assert book.sheetnames == ["概况", "协商", "跟踪的承诺", "社情民意", "文稿"]
    assert [row[2].value for row in book["协商"].iter_rows(min_row=2)] == ["加装电梯"]
    assert "386户" in str(book["文稿"]["D2"].value)


@pytest.mark.parametrize(("asks", "topics"), [
    ("去年的履职档案", {"改厕"}), ("/export 2025年", {"改厕"}), ("近两年的履职档案", {"改厕", "加装电梯"}),
])  # fmt: skip
def test_the_year_is_chosen_in_words(library: Knowledge, asks: str, topics: set[str]) -> None:
    member = Member(library, "tg:1")
    member.says(asks)
    book = load_workbook(member.files[1])
    assert {row[2].value for row in book["协商"].iter_rows(min_row=2)} == topics


def test_a_year_without_anything_is_said_in_a_sentence(library: Knowledge) -> None:
    member = Member(library, "tg:1")
    assert "2019年您名下没有" in member.says("2019年的履职档案")
    assert member.files == []


def test_staff_get_their_own_record_and_not_everybodys(library: Knowledge) -> None:
    staff = Member(library, "tg:4")
    assert "您名下没有" in staff.says("/export")


def test_the_ledger_is_still_handed_out_by_name(library: Knowledge) -> None:
    member = Member(library, "tg:1")
    for asks in ("/export 台账", "导出台账"):
        member.says(asks)
        assert [file.name for file in member.files] == ["协商台账-2026-11-22.xlsx"]


def test_a_question_about_the_rules_exports_nothing(library: Knowledge) -> None:
    member = Member(library, "tg:1")
    member.says("履职档案怎么考核")
    assert member.files == []


def test_a_group_gets_no_record(library: Knowledge) -> None:
    group = Member(library, "tg:1", "group:g1")
    for asks in ("/export", "我的履职档案"):
        group.says(asks)
        assert group.files == []


def test_a_record_can_be_written_from_the_command_line(
    run: Callable[..., tuple[int, list[dict[str, object]], str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "data"
    monkeypatch.setenv("BANDENG_HOME", str(home))
    opened = open_knowledge(Settings(home=home, _env_file=None), WordEmbeddings())
    _fill(opened)
    opened.close()
    assert run("export", "duty", "甲示例", "--year", "2025", "--out", str(tmp_path / "out"))[0] == 0
    assert "改厕" in _words(tmp_path / "out" / "2025年履职档案.docx")
    assert (tmp_path / "out" / "2025年履职档案.xlsx").exists()
    assert run("export", "duty", "甲示例", "--year", "2019", "--out", str(tmp_path / "out"))[0] == 1
    assert run("export", "duty", "没有此人", "--out", str(tmp_path / "out"))[0] == 1
