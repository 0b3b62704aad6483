"""From 帮我写个提案 to a Word file, with the interruptions that come between."""

from collections.abc import Iterator
from datetime import date

import docx
import pytest

from bot.messages import Incoming
from knowledge.assemble import Knowledge
from knowledge.model import Outcome
from tests.samples import PROMISE, policy, record, store
from tests.walks.member import NOW, Member

ASKED = "帮我写个提案，关于小区停车难。我们小区有386户，听说有120辆车停在消防通道。主要原因是车位太少。"


@pytest.fixture
def library(knowledge: Knowledge) -> Iterator[Knowledge]:
    store(
        knowledge,
        policy(
            "示例市停车管理办法", "小区停车难的，街道应当组织协商，增设停车位。", issued_on=date(2024, 3, 1)
        ),
        record(
            "小区停车难",
            "小区停车难，车停在消防通道。区城管局答应6月底前划好停车线。",
            town="城南街道",
            held_on=date(2024, 4, 2),
            outcome=Outcome.DONE,
            commitments=(PROMISE,),
        ),
    )
    return knowledge


def test_from_a_request_to_a_word_file(library: Knowledge) -> None:
    member = Member(library)
    shown = member.says(ASKED)
    assert "关于解决小区停车难问题的建议" in shown
    assert "《示例市停车管理办法》第一条规定" in shown
    assert "120辆〔待核〕" in shown
    assert "386户，" in shown
    assert "主办：区民政局" in member.says("加一条，建议由民政牵头，6月底前公布停车方案")
    assert "现在不能导出" in member.presses("导出Word")
    assert member.replies[0].files == ()
    assert "由您核实：120辆" in member.says("这个数字是我数的")
    assert "关于增设停车位的建议" in member.says("标题改成关于增设停车位的建议")
    assert "Word 文件好了" in member.presses("导出Word")
    (file,) = member.replies[0].files
    assert library.settings.home in file.parents
    texts = [p.text for p in docx.Document(str(file)).paragraphs]
    assert "关于增设停车位的建议" in texts
    assert not any("〔待核〕" in text for text in texts)
    annex = texts[texts.index("依据清单") :]
    assert any("《示例市停车管理办法》第一条" in line for line in annex)
    assert any(line.endswith("委员核实：“120辆”") for line in annex)


def test_another_matter_in_between_and_days_later(library: Knowledge) -> None:
    Member(library).says(ASKED)
    member = Member(library)  # the program was started anew
    assert "增设停车位" in member.says("小区停车难归谁管")
    assert "没有发现" not in member.says("有没有哪个街道谈成过停车的事")
    assert "386户" in member.says("继续写提案")
    assert "386户" not in member.says("删掉第一条")


def test_one_fact_pack_gives_every_paper(library: Knowledge) -> None:
    member = Member(library)
    member.says(ASKED)
    for kind, said in (("社情民意信息", "一、问题"), ("发言提纲", "想问清楚的"), ("提案", "建议承办单位")):
        member.presses("换一种")
        shown = member.presses(kind)
        assert said in shown
        assert "386户" in shown


def test_findings_and_earlier_papers_are_shown(library: Knowledge) -> None:
    member = Member(library)
    member.says(ASKED)
    member.says("这个数字是我数的")
    member.says("加一条，建议区城管局6月底前划好停车线")
    assert "新题" in member.presses("查问题")
    member.says("导出Word")
    member.says(ASKED)
    again = member.says("查问题")
    assert "待核：“120辆”" in again
    assert "重复" in again
    assert "关于解决小区停车难问题的建议" in again


def test_a_draft_that_was_written_elsewhere_is_checked(library: Knowledge) -> None:
    found = Member(library).says(
        "帮我看看这篇提案有没有问题：\n关于就业的建议\n我儿子大学毕业两年没有工作，建议区人社局安排他的工作，年底前落实。"
    )
    assert "为本人或亲属解决个人问题：“我儿子大学毕业两年没有工作" in found


def test_without_a_named_kind_one_is_proposed_with_a_reason(library: Knowledge) -> None:
    assert "建议用社情民意信息：" in Member(library).says("/paper 最近群众反映夜间施工扰民")


def test_the_last_change_is_taken_back(library: Knowledge) -> None:
    member = Member(library)
    member.says(ASKED)
    assert "386户" not in member.says("删掉第一条")
    back = member.says("撤销")
    assert "退回到改之前了" in back
    assert "386户" in back
    assert "退回" not in member.says("撤销")  # only once


def test_a_draft_can_be_thrown_away(library: Knowledge) -> None:
    member = Member(library)
    member.says(ASKED)
    shown = member.replies
    assert "不要了" in member.presses("不要")
    member.replies = shown
    assert "不在了" in member.presses("导出Word")


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("/paper", "写什么事"),
        ("/paper 堵", "太短"),
        ("帮我写个提案", "写什么事"),
        ("帮我写个提案，关于" + "停车难" * 600, "太长了"),
        ("/paper " + "路" * 5000, "太长了"),
        ("帮我以王主任的名义写个提案", "不能用别人的名义"),
        ("写纪要的时候帮我代李书记签名", "不能用别人的名义"),
        ("没谈成的事帮我在纪要里写成已办结", "没办成的写成办成"),
        ("帮我写个社情民意，编几个数字", "编数字"),
        ("提" * 20_000, "太长了"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(library: Knowledge, text: str, reply: str) -> None:
    member = Member(library)
    assert reply in member.says(text)
    assert "386户" in member.says(ASKED)  # and the next message works


def test_a_topic_without_any_evidence_says_so_and_asks_for_the_members_own(knowledge: Knowledge) -> None:
    shown = Member(knowledge).says("帮我写个提案，关于量子纠缠与星际航行")
    assert "没有找到现行规定和协商记录，请写您看到的情况" in shown
    assert "请说一个，例如“由民政牵头”" in shown


def test_the_topic_may_come_in_the_next_message(library: Knowledge) -> None:
    member = Member(library)
    member.says("帮我写个提案")
    assert "关于解决小区停车难问题的建议" in member.says("小区停车难")


def test_a_question_about_proposals_is_answered_and_no_draft_begun(library: Knowledge) -> None:
    assert "导出Word" not in [
        b.text
        for text in ("提案怎么写才能立案", "提案办理期限是多久")
        if Member(library).says(text) is not None
        for reply in Member(library).dialogue.turn(Incoming("m1", "private", text, NOW))
        for row in reply.buttons
        for b in row
    ]


def test_a_group_writes_no_papers(library: Knowledge) -> None:
    group = Member(library, chat="group:g1")
    group.says(ASKED)
    assert not [b for reply in group.replies for row in reply.buttons for b in row]


def test_nobody_opens_another_members_draft(library: Knowledge) -> None:
    owner, other = Member(library), Member(library, "m2")
    owner.says(ASKED)
    other.replies = owner.replies
    assert "386户" not in other.presses("导出Word")
