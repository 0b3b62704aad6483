"""What is found in a draft, with the words that it is found in."""

import json
from pathlib import Path

import pytest

from knowledge.model import Document, Kind, Validity
from knowledge.papers.checks import check
from knowledge.papers.model import Finding, Ground, PaperKind
from knowledge.papers.similar import Earlier, Verdict, similar
from knowledge.profile import read_district
from tests.fakes import WordEmbeddings

DISTRICT = read_district(None)
LABELS = Path(__file__).parents[1] / "benchmarks" / "labels"
GOOD = (
    "关于规范飞线充电的建议\n一、情况\n小区386户只有一处充电棚，居民从窗户拉线给电动车充电。\n"
    "二、分析\n主要原因是建棚要占绿地，业主意见不一，物业又不愿出钱。\n"
    "三、建议\n由区住建局牵头，6月底前摸排老旧小区，建12处充电棚，供电公司负责接入。"
)


def _grounds(text: str, kind: PaperKind = PaperKind.PROPOSAL) -> set[Ground]:
    return {finding.ground for finding in check(kind, text, DISTRICT)}


def _drafts() -> list[dict[str, object]]:
    return [json.loads(line) for line in (LABELS / "drafts.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_good_proposal_passes() -> None:
    assert check(PaperKind.PROPOSAL, GOOD, DISTRICT) == []


def test_every_ground_has_a_labelled_draft_and_is_found_in_it() -> None:
    for row in _drafts():
        grounds = {Ground(str(g)) for g in row["grounds"]}  # type: ignore[attr-defined]
        assert grounds <= _grounds(str(row["text"]), PaperKind(str(row["kind"]))), row["id"]


def test_a_finding_quotes_the_draft_word_for_word_and_says_how_to_mend_it() -> None:
    for row in _drafts():
        for finding in check(PaperKind(str(row["kind"])), str(row["text"]), DISTRICT):
            assert finding.quote in str(row["text"])
            assert finding.how_to_mend


@pytest.mark.parametrize(
    ("more", "ground"),
    [
        ("联系人电话13812345678。", Ground.PERSONAL_DATA),
        ("身份证号320102199001011234。", Ground.PERSONAL_DATA),
        ("\n另外还反映一个问题：医院挂号排队太久。", Ground.SEVERAL_MATTERS),
        ("居民多次反映。" * 300, Ground.TOO_LONG),
    ],
)
def test_what_a_paper_must_not_have(more: str, ground: Ground) -> None:
    assert ground in _grounds(GOOD + more)
    assert ground not in _grounds(GOOD)


def test_a_missing_part_is_named() -> None:
    text = "一、情况\n小区386户只有一处充电棚。\n三、建议\n由区住建局6月底前建12处充电棚。"
    found = check(PaperKind.PROPOSAL, text, DISTRICT)
    assert [(f.ground, "分析" in f.how_to_mend) for f in found] == [(Ground.PART_MISSING, True)]


def test_a_suggestion_that_nobody_is_asked_to_carry_out() -> None:
    text = "情况：路灯坏了三盏。\n分析：由于线路老化。\n建议：尽快更换灯杆和线路，每月检修一次。"
    assert _grounds(text) == {Ground.NO_UNIT}


def test_a_rule_that_no_longer_applies_is_found() -> None:
    old = Document("d", Kind.POLICY, "s", "旧办法", validity=Validity.REPEALED)
    text = GOOD.replace("主要原因", "《旧办法》规定由物业建。主要原因")
    found = check(PaperKind.PROPOSAL, text, DISTRICT, {"旧办法": old}.get)
    assert found == [Finding(Ground.NOT_IN_FORCE, "《旧办法》", "这份文件已废止，请改引现行的规定。")]


@pytest.mark.parametrize("text", ["", "。", "\n\n", "字" * 20_000, "一、情况\n" * 5_000, "《" * 3000])
def test_strange_drafts_are_read_to_the_end(text: str) -> None:
    check(PaperKind.PROPOSAL, text, DISTRICT)
    check(PaperKind.REPORT, text, DISTRICT)


def test_the_same_matter_is_repeated_and_another_is_new() -> None:
    before = [
        Earlier("关于规范电动车飞线充电的建议", GOOD),
        Earlier("关于公交延伸的建议", "公交线路太短，站点太远。"),
    ]
    found = similar(GOOD.replace("规范", "整治"), before, WordEmbeddings(), DISTRICT)
    assert found.verdict is Verdict.REPEATED
    assert found.papers[0] is before[0]
    other = similar(
        "关于老年食堂送餐的建议\n高龄老人行动不便，需要送餐到家。", before, WordEmbeddings(), DISTRICT
    )
    assert other.verdict is Verdict.NEW


def test_a_matter_that_was_settled_may_be_brought_up_again() -> None:
    before = [Earlier("关于规范电动车飞线充电的建议", GOOD, settled=True)]
    assert similar(GOOD, before, WordEmbeddings(), DISTRICT).verdict is Verdict.CONTINUED
