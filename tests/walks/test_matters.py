"""共性问题: what several towns raise, with its records, down to the paper that brings it up."""

from datetime import date

import pytest

from knowledge.assemble import Knowledge
from knowledge.model import Commitment, Outcome
from knowledge.promises.items import Report
from tests.people import enrol
from tests.samples import policy, record, store
from tests.walks.member import NOW, Member

ASKS = "今年各乡镇反映最多的是什么"
MOVED = Commitment("区住建局", "建好充电棚", date(2026, 6, 30), "区住建局答应2026年6月30日前建好充电棚")


@pytest.fixture
def library(knowledge: Knowledge) -> Knowledge:
    """Two towns on chargers this year, one on lamps, one on chargers two years ago."""
    store(
        knowledge,
        policy("示例区充电设施管理办法", "电动自行车充电设施不足的，由区住建局牵头建设充电棚。"),
        record("电动自行车充电", "没有充电棚。区住建局答应2026年6月30日前建好充电棚。", town="城南街道",
               held_on=date(2026, 3, 2), outcome=Outcome.NOT_DONE, commitments=(MOVED,)),
        record("电动自行车充电", "楼道里飞线充电。", town="新桥街道", held_on=date(2026, 4, 2),
               outcome=Outcome.ATTITUDE_ONLY),
        record("村道路灯不亮", "路灯坏了三年。", town="云岭乡", held_on=date(2026, 5, 2)),
        record("电动自行车充电", "棚子太少。", town="湖滨街道", held_on=date(2024, 5, 2),
               outcome=Outcome.DONE),
    )  # fmt: skip
    return knowledge


def report(knowledge: Knowledge, member: str) -> None:
    told = Report("电动自行车充电", "柳河镇", "没处充电", None, "柳河镇安置小区电动自行车没处充电")
    knowledge.ledger.add_report(told, member, f"{member}:1", NOW)


def test_a_matter_shows_its_towns_and_how_it_ended(library: Knowledge) -> None:
    said = Member(library).says(ASKS)
    assert "2026年3件协商和反映，反复提到的有1类" in said
    assert "2件，" in said
    assert "未落实1" in said
    assert "仅表态1" in said
    assert "路灯" not in said
    assert "湖滨街道" not in said  # of another year


def test_its_records_open(library: Knowledge) -> None:
    member = Member(library)
    member.says(ASKS)
    page = member.presses("看第1类")
    assert "2026-03-02 城南街道" in page
    shown, opened = member.replies, ""
    for label in ("原文〔1〕", "原文〔2〕"):
        member.replies = shown
        opened += member.presses(label)
    assert "楼道里飞线充电" in opened
    assert "答应2026年6月30日前建好充电棚" in opened
    member.replies = shown
    assert member.presses("回到总表") == Member(library).says(ASKS)


@pytest.mark.parametrize("words", [None, "把第1类写成社情民意", "第一个写个社情民意信息"])
def test_it_becomes_a_paper_with_the_evidence_attached(library: Knowledge, words: str | None) -> None:
    member = Member(library)
    member.says(ASKS)
    if words is None:
        member.presses("看第1类")
    shown = member.says(words) if words else member.presses("写成社情民意")
    assert "2个乡镇街道提到" in shown
    assert "2026年3月2日的会上提出“区住建局答应2026年6月30日前建好充电棚”，没有兑现" in shown
    assert "《示例区充电设施管理办法》第一条规定" in shown
    assert "〔待核〕" not in shown
    member.presses("导出Word")
    assert member.replies[0].files


def test_what_was_kept_is_never_said_to_be_open(library: Knowledge) -> None:
    member = Member(library)
    member.says("2024年以来各乡镇反映最多的是什么")
    member.presses("看第1类")
    assert "没有办结" not in member.presses("写成社情民意")


def test_staff_see_all_reports_and_a_member_only_their_own(library: Knowledge) -> None:
    enrol(library.people)
    report(library, "tg:2")
    assert "柳河镇" in Member(library, "tg:4").says(ASKS)
    assert "柳河镇" not in Member(library, "tg:1").says(ASKS)
    assert "柳河镇" in Member(library, "tg:2").says(ASKS)


def test_a_group_hears_of_no_report(library: Knowledge) -> None:
    report(library, "m1")
    group = Member(library, "m1", chat="group:g1")
    assert "柳河镇" not in group.says(ASKS)
    group.presses("看第1类")
    assert "私" in group.presses("写成社情民意")


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("2019年各乡镇反映最多的是什么", "2019年没有协商和反映的记录。有记录的年份：2024、2026。"),
        ("2024年各乡镇反映最多的是什么", "2024年只有1件"),
        ("云岭乡反映最多的是什么", "云岭乡只有1件"),
    ],
)
def test_too_little_to_compare_is_said(library: Knowledge, text: str, reply: str) -> None:
    assert reply in Member(library).says(text)


def test_a_year_follows_after_the_table(library: Knowledge) -> None:
    member = Member(library)
    member.says(ASKS)
    assert "2019年没有协商和反映的记录" in member.says("2019年的呢")


def test_an_empty_library_has_no_matters(knowledge: Knowledge) -> None:
    assert "现在还没有协商和反映的记录" in Member(knowledge).says("共性问题有哪些")
