"""The four papers: what stands in them, what is marked, how words change them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from knowledge.assemble import Knowledge
from knowledge.errors import LanguageModelFailed
from knowledge.model import Commitment, CommitmentStatus, Outcome, Validity
from knowledge.papers.channel import propose
from knowledge.papers.desk import look_over, write_paper
from knowledge.papers.draft import draft
from knowledge.papers.edits import edit
from knowledge.papers.model import Fact, FactPack, Ground, Origin, Paper, PaperKind, Source
from knowledge.papers.wording import title_of
from knowledge.papers.writing import written
from knowledge.profile import read_district
from knowledge.promises.access import Access
from tests.samples import PROMISE, policy, record, store

DISTRICT = read_district(None)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
RULE = Fact(
    "新建住宅小区应当设置集中充电场所。",
    Source(Origin.RULE, "《示例市充电管理办法》第三条", "c1"),
    "示例市充电管理办法\n第三条\n新建住宅小区应当设置集中充电场所。",
)
KEPT = Fact(
    "区住建局答应6月底前建好充电棚",
    Source(Origin.RECORD, "城南充电棚协商纪要", "c2"),
    "城南充电棚协商纪要\n区住建局答应6月底前建好充电棚",
    "区住建局",
    "建好充电棚",
    True,
)
POINTS = ("小区有386户，充电棚只有一处。主要原因是建棚要占绿地。建议由区城管局牵头摸底。",)


def _paper(kind: PaperKind = PaperKind.PROPOSAL, points: tuple[str, ...] = POINTS) -> Paper:
    return draft(kind, FactPack("飞线充电", None, (RULE, KEPT), ("区住建局",)), points, DISTRICT)


def _changed(paper: Paper, text: str) -> Paper:
    edited = edit(paper, text, DISTRICT)
    assert edited is not None, text
    return edited.paper


def test_a_proposal_has_situation_analysis_suggestions_and_who_handles_it() -> None:
    paper = _paper()
    assert paper.title == "关于飞线充电的建议"
    assert [part.heading for part in paper.sections] == ["一、情况", "二、分析", "三、建议", "建议承办单位"]
    situation, analysis, suggestions, handled = (["".join(x.text for x in p.lines)] for p in paper.sections)
    assert "386户" in situation[0]
    assert "占绿地" in analysis[0]
    assert "《示例市充电管理办法》第三条规定：“新建住宅小区应当设置集中充电场所。”" in analysis[0]
    assert "建议由区城管局牵头摸底" in suggestions[0]
    assert "参照已经办成的做法" in suggestions[0]
    assert handled[0].startswith("主办：区城管局")


def test_every_line_names_what_it_stands_on() -> None:
    for part in _paper().sections[:3]:
        assert part.lines
        assert all(line.facts for line in part.lines)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_no_section_is_empty_without_a_word_why(kind: PaperKind) -> None:
    paper = draft(kind, FactPack("没有依据的题目"), (), DISTRICT)
    for part in paper.sections:
        assert part.lines or part.note


def test_at_most_three_units_besides_the_first() -> None:
    units = ("区住建局", "区城管局", "区民政局", "区财政局", "区司法局", "区教育局")
    assert len(draft(PaperKind.PROPOSAL, FactPack("充电", units=units), (), DISTRICT).units) == 4


def test_a_speech_keeps_to_its_minutes_and_ends_with_a_question_past_promises() -> None:
    many = tuple(
        Fact(f"规定的第{n}种做法应当公布。" * 6, Source(Origin.RULE, f"《办法{n}》")) for n in range(12)
    )
    paper = draft(PaperKind.SPEECH, FactPack("停车", facts=many), POINTS, DISTRICT, minutes=3)
    assert paper.length <= 600
    assert "386户" in paper.body
    for asked in ("谁", "什么时候", "算完成", "没完成怎么办"):
        assert asked in paper.sections[-1].lines[0].text


def test_the_members_number_stands_and_hearsay_is_marked() -> None:
    paper = _paper(points=("小区有386户。听说有120辆车没地方充。",))
    assert paper.unsupported == ("120辆",)
    assert "120辆〔待核〕" in paper.marked(paper.body)
    assert "386户〔待核〕" not in paper.marked(paper.body)
    assert _changed(paper, "这个数字是我数的").unsupported == ()


def test_a_rule_that_only_the_member_names_is_to_be_checked() -> None:
    assert _paper(points=("《某某充电条例》早就规定了。",)).unsupported == ("《某某充电条例》",)


def test_minutes_mark_what_was_not_said_until_it_is_filled_in(knowledge: Knowledge) -> None:
    words = ("昨天城南街道开了板凳协商会。区城管局答应12月20日前划好停车线。",)
    paper = write_paper(knowledge, Access(("m",)), PaperKind.MINUTES, "停车难", "城南街道", words, NOW)
    assert "时间：2026年11月21日" in paper.body
    assert any("区城管局｜2026年12月20日前" in line.text for line in paper.sections[-1].lines)
    assert "主持：〔待核〕" in paper.body
    assert "列席" not in paper.body  # nobody said that nobody was there
    assert "列席：街道干部2名" in _changed(paper, "列席是街道干部2名").body.splitlines()
    filled = _changed(paper, "主持是李主任")
    assert "主持：李主任" in filled.body
    assert "时间：2026年11月21日" in filled.body


@pytest.mark.parametrize(
    ("words", "stands", "gone"),
    [
        ("加一条，建议由民政牵头", "建议由民政牵头。", None),
        ("删掉第一条", "占绿地", "386户"),
        ("删掉最后一条", "386户", "会办"),
        ("标题改成关于规范充电的建议", "386户", None),
        ("第一条改成小区有400户", "小区有400户", "386户"),
        ("第三段太长", "386户", "参照已经办成的做法"),
        ("把时间写成年底前", "建议由区城管局牵头摸底，年底前完成。", None),
        ("第五条的时间改成12月20日前", "建议由区城管局牵头摸底，12月20日前完成。", None),
        ("把386户去掉", "充电棚只有一处。", "386户"),
        ("占绿地这句不要", "386户", "占绿地"),
        ("再短一点", "386户", "参照已经办成的做法"),
        ("把第二条放到最前面", "一、情况\n会上提出“区住建局答应6月底前建好充电棚”", None),
    ],
)
def test_plain_words_change_the_draft(words: str, stands: str, gone: str | None) -> None:
    body = _changed(_paper(), words).body
    assert stands in body
    assert gone is None or gone not in body


def test_a_line_that_the_member_replaced_stands_on_their_word_alone() -> None:
    paper = _changed(_paper(), "第三条改成小区有400户")
    (line,) = (line for line in paper.lines if "400户" in line.text)
    assert {paper.facts[n - 1].source.origin for n in line.facts} == {Origin.MEMBER}


def test_what_a_rule_or_a_record_says_gets_no_other_time() -> None:
    edited = edit(_paper(), "第四条的时间改成12月20日前", DISTRICT)
    assert edited is not None
    assert edited.paper == _paper()


def test_a_time_changes_a_second_time_in_its_place() -> None:
    once = _changed(_paper(), "把时间写成年底前")
    assert "牵头摸底，6月底前完成。" in _changed(once, "时间改成6月底前").body


@pytest.mark.parametrize(
    ("status", "outcome", "said"),
    [
        (CommitmentStatus.OPEN, Outcome.DONE, "已经办结"),
        (CommitmentStatus.OPEN, Outcome.NOT_DONE, "没有兑现"),
        (CommitmentStatus.OPEN, Outcome.PARTLY_DONE, "办到哪一步没有记录"),
        (CommitmentStatus.DONE, Outcome.PARTLY_DONE, "已经办结"),
    ],
)
def test_of_a_promise_only_what_was_written_is_said(
    knowledge: Knowledge, status: CommitmentStatus, outcome: Outcome, said: str
) -> None:
    promise = replace(PROMISE, status=status)
    text = "小区停车难。区城管局答应6月底前划好停车线。"
    store(knowledge, record("小区停车难", text, outcome=outcome, commitments=(promise,)))
    paper = write_paper(knowledge, Access(("m",)), PaperKind.PROPOSAL, "小区停车难", None, (), NOW)
    assert f"划好停车线”，{said}。" in paper.body


def test_a_new_lead_becomes_the_unit_that_handles_it() -> None:
    assert _changed(_paper(), "加一条，建议由民政牵头").units[0] == "区民政局"
    assert _changed(_paper(), "主办改成区财政局").units[0] == "区财政局"


def test_a_line_that_does_not_exist_is_said_and_nothing_changes() -> None:
    edited = edit(_paper(), "删掉第五十条", DISTRICT)
    assert edited is not None
    assert edited.paper == _paper()
    assert "没有第五十条" in edited.said


@pytest.mark.parametrize(
    "words", ["加装电梯要多少业主同意", "停车的事后来怎么样了", "你好", "区城管局答应月底前办好"]
)
def test_other_messages_are_no_change(words: str) -> None:
    assert edit(_paper(), words, DISTRICT) is None


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("关于加装电梯的建议", "关于加装电梯的建议"),
        ("小区停车难", "关于解决小区停车难问题的建议"),
        ("飞线充电问题", "关于飞线充电的建议"),
    ],
)
def test_a_proposal_is_titled_the_way_it_must_be(topic: str, title: str) -> None:
    assert title_of(PaperKind.PROPOSAL, topic) == title


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("明天开协商会要发言，停车难", PaperKind.SPEECH),
        ("会开完了，停车的事", PaperKind.MINUTES),
        ("最近群众反映医保转移难", PaperKind.REPORT),
        ("建立老年食堂补贴标准", PaperKind.PROPOSAL),
    ],
)
def test_the_channel_is_proposed_with_a_reason(text: str, kind: PaperKind) -> None:
    channel = propose(text)
    assert channel.kind is kind
    assert channel.why


def _library(knowledge: Knowledge) -> None:
    old = policy("示例市旧充电办法", "充电棚由物业免费建设。", validity=Validity.REPEALED)
    kept = Commitment(
        "区住建局", "建充电棚", date(2024, 6, 30), "区住建局答应6月底前建充电棚", CommitmentStatus.DONE
    )
    store(
        knowledge,
        policy("示例市充电管理办法", "老旧小区飞线充电的，街道应当建设集中充电棚。"),
        old,
        record(
            "飞线充电",
            "飞线充电多。区住建局答应6月底前建充电棚。",
            town="城南街道",
            held_on=date(2024, 4, 2),
            outcome=Outcome.DONE,
            commitments=(kept,),
        ),
    )


def test_a_paper_rests_on_rules_in_force_and_on_what_was_kept_elsewhere(knowledge: Knowledge) -> None:
    _library(knowledge)
    paper = write_paper(knowledge, Access(("m",)), PaperKind.PROPOSAL, "飞线充电", None, POINTS, NOW)
    assert "《示例市充电管理办法》第一条规定" in paper.body
    assert "旧充电办法" not in paper.body
    assert "2024年4月2日，城南街道就“飞线充电”召开板凳协商会，结果是已办结" in paper.body
    assert "参照已经办成的做法" in paper.body
    assert paper.unsupported == ()


def test_a_rule_repealed_meanwhile_is_found_before_export(knowledge: Knowledge) -> None:
    _library(knowledge)
    paper = write_paper(knowledge, Access(("m",)), PaperKind.PROPOSAL, "飞线充电", None, POINTS, NOW)
    knowledge.library.repeal(["示例市充电管理办法"])
    found = [f for f in look_over(knowledge, paper) if f.ground is Ground.NOT_IN_FORCE]
    assert [f.quote for f in found] == ["《示例市充电管理办法》"]


def _model(reply: str) -> FakeListChatModel:
    return FakeListChatModel(responses=[reply])


def test_written_lines_are_kept_only_as_far_as_facts_bear_them_out() -> None:
    reply = """{"sections": [{"heading": "一、情况", "lines": [
        {"text": "小区有386户，充电棚只有一处，共停车900辆。", "facts": [3]},
        {"text": "专家普遍认为此事关系国计民生大局。", "facts": [1]},
        {"text": "《宪法》规定如此。", "facts": [3]}]}]}"""
    paper = written(_paper(), _model(reply), 5.0)
    assert [line.text for line in paper.sections[0].lines] == ["小区有386户，充电棚只有一处，共停车900辆。"]
    assert paper.unsupported == ("900辆",)
    assert paper.sections[1:] == _paper().sections[1:]


@pytest.mark.parametrize(
    "reply", ["不会写", '{"sections": []}', '{"sections": [{"heading": "九、", "lines": []}]}']
)
def test_a_useless_reply_leaves_the_assembled_paper(reply: str) -> None:
    with pytest.raises(LanguageModelFailed):
        written(_paper(), _model(reply), 5.0)
