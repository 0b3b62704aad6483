"""From “帮我准备一下” to a card whose lines open their evidence, with sample papers and the real models."""

import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import docx
import pytest

from bot.word_mark import LABEL
from ingest.pipeline import ingest
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.settings import Settings
from tests.walks.member import NOW, Member

ASKS = "明天去城东开加装电梯的协商会 帮我准备一下"
SAMPLES = Path(str(resources.files("ingest") / "samples"))
WANTED = ("加装电梯", "加梯", "高空抛物")


@pytest.fixture(scope="module")
def library(new_home: Callable[[], Path]) -> Iterator[Knowledge]:
    opened = open_knowledge(Settings(home=new_home(), _env_file=None))
    files = [f for f in sorted(SAMPLES.rglob("*")) if any(word in f.name for word in WANTED)]
    for report in ingest(files, opened.library, opened.district, now=NOW):
        assert report.reason is None
    for _ in opened.index():
        pass
    yield opened
    opened.close()


def test_the_card_says_what_a_staff_officer_would_need_an_evening_for(library: Knowledge) -> None:
    card = Member(library, "prepares").says(ASKS)
    assert card.startswith("会前一页卡：加装电梯（城东街道，2026-11-23）")
    for section in ("规定", "先例", "欠账", "谁负责", "问什么", "还不清楚"):
        assert f"\n{section}\n" in card
    assert "示政办发〔2024〕12号" in card
    assert "枫华里小区加装电梯协商议事会记录：未落实，2项承诺没兑现" in card
    assert "区住建局是加装电梯工作的牵头部门" in card
    assert "怎么算完成" in card
    assert len(card) <= 1_500


def test_a_rule_that_was_replaced_stands_on_no_card(library: Knowledge) -> None:
    member = Member(library, "trusts")
    assert "〔2021〕18号" not in member.says(ASKS) + member.presses("规定")


def test_what_a_finished_consultation_promised_is_no_debt(library: Knowledge) -> None:
    member = Member(library, "owes")
    member.says(ASKS)
    debts = member.presses("欠账")
    assert "组织联合审查会" in debts
    assert "清河苑" not in debts


def test_questions_go_behind_mere_attitudes(library: Knowledge) -> None:
    member = Member(library, "presses on")
    member.says(ASKS)
    questions = member.presses("问什么")
    assert "上回只说“区住建局表示，加装电梯是民生实事" in questions
    assert "谁牵头、哪天前办、做到什么算完成、没做到怎么办" in questions


def test_every_numbered_line_opens_the_paper_in_which_its_quote_stands(library: Knowledge) -> None:
    member = Member(library, "checks")
    member.says(ASKS)
    member.presses("先例")
    shown = member.replies
    labels = [b.text for row in shown[0].buttons for b in row if b.text.startswith("原文")]
    assert len(labels) >= 3
    opened = ""
    for label in labels:
        member.replies = shown
        opened += member.presses(label)
    assert "协商确定的两件事均未落实，转区政协办公室函告。" in opened
    assert "此事已经全部办完。" in opened


def test_the_card_comes_back_after_another_matter(library: Knowledge) -> None:
    member = Member(library, "wanders")
    card = member.says(ASKS)
    member.says("高空抛物归谁管")
    assert card in Member(library, "wanders").says("继续刚才的准备")
    assert "枫华里" in Member(library, "wanders").says("那第六条呢") + member.says("继续刚才的准备")


def test_after_the_meeting_logging_is_offered_with_topic_and_town(library: Knowledge) -> None:
    member = Member(library, "returns")
    member.says(ASKS)
    offer = member.says("会开完了")
    assert "要记下这次协商吗" in offer
    assert "城东街道" in offer
    assert "加装电梯" in offer


def test_the_offered_record_is_kept_on_the_ledger(library: Knowledge) -> None:
    member = Member(library, "logs")
    member.says("明天去城南开高空抛物的板凳会，帮我准备")
    member.says("会开完了")
    assert "存好了" in member.says("存")


def test_the_same_card_for_another_town(library: Knowledge) -> None:
    member = Member(library, "moves")
    member.says(ASKS)
    assert member.says("那城北呢").startswith("会前一页卡：加装电梯（城北街道")


def test_a_missing_topic_is_asked_for_and_taken_from_the_next_message(library: Knowledge) -> None:
    member = Member(library, "is brief")
    for short in ("/prepare", "/prepare 梯", "帮我准备明天的协商会"):
        assert "请告诉我议题" in member.says(short)
    assert member.says("高空抛物").startswith("会前一页卡：高空抛物")


def test_a_topic_without_evidence_says_so_in_every_section(library: Knowledge) -> None:
    card = Member(library, "dreams").says("帮我准备量子计算机的协商会")
    for why in (
        "没有查到现行有效的有关规定",
        "没有找到同类协商的记录",
        "没有这个议题还没办完的承诺",
        "没有写明哪个单位负责",
    ):
        assert why in card


def test_five_thousand_characters_still_give_a_card(library: Knowledge) -> None:
    card = Member(library, "pastes").says("/prepare " + "城东街道养犬扰民的情况，居民反映很多。" * 260)
    assert card.startswith("会前一页卡：")
    assert len(card) <= 1_500


@pytest.mark.parametrize("asks", [None, "生成Word", "把卡片导出成word"])
def test_the_card_comes_as_a_word_file_with_its_evidence(library: Knowledge, asks: str | None) -> None:
    member = Member(library, "prints")
    member.says(ASKS)
    said = member.presses("生成Word") if asks is None else member.says(asks)
    assert "Word 文件好了" in said
    (file,) = member.replies[0].files
    texts = [p.text for p in docx.Document(str(file)).paragraphs]
    assert texts[0] == LABEL
    assert "会前一页卡：加装电梯" in texts
    headings = ["一、规定", "二、先例", "三、欠账", "四、谁负责", "五、问什么", "六、还不清楚"]
    assert [text for text in texts if text in headings] == headings
    annex = texts[texts.index("依据清单") + 1 :]
    numbers = {int(n) for text in texts for n in re.findall(r"〔(\d{1,2})〕", text)}
    assert numbers == set(range(1, len(annex) + 1))
    assert any("示政办发〔2024〕12号" in line and "现行有效" in line for line in annex)


@pytest.mark.parametrize("asks", [None, "帮我写个发言提纲"])
def test_the_speech_for_the_meeting_fits_the_minutes_that_were_said(
    library: Knowledge, asks: str | None
) -> None:
    member = Member(library, f"speaks {asks}")
    member.says(f"{ASKS}，我讲3分钟")
    speech = member.presses("写发言提纲") if asks is None else member.says(asks)
    assert "关于加装电梯的发言提纲" in speech
    length = re.search(r"发言提纲 · (\d+)字", speech)
    assert length is not None
    assert 200 <= int(length[1]) <= 600
    assert "〔待核〕" not in speech


def test_nothing_was_prepared(library: Knowledge) -> None:
    assert "还没有准备过会议" in Member(library, "starts").says("继续刚才的准备")


def test_anothers_card_stays_closed(library: Knowledge) -> None:
    owner = Member(library, "owner")
    owner.says(ASKS)
    press = owner.replies[0].buttons[0][0].data
    assert "失效" in Member(library, "stranger").says("", press=press)


def test_what_several_towns_raise_is_one_matter_with_its_towns_and_outcomes(library: Knowledge) -> None:
    member = Member(library, "surveys")
    said = member.says("这几年各乡镇反映最多的是什么")
    assert "1. 加装电梯：" in said
    assert "高空抛物" not in said  # one town alone
    for fact in ("城东街道", "湖滨街道", "未落实1", "仅表态1"):
        assert fact in said
    opened = member.presses("看第1类")
    assert member.says("看第1类") == opened
    assert "加装电梯" in member.presses("原文〔1〕")
