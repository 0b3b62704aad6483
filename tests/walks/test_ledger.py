"""Log by message, follow to the end: the whole loop through the conversation."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.messages import Button, Incoming
from bot.texts import cards as texts_cards
from bot.texts import ledger as texts_ledger
from knowledge.assemble import Knowledge
from knowledge.model import CommitmentStatus, Outcome
from tests.walks.ledger_talk import LOGGED, START, Talk

DONE, OPEN = CommitmentStatus.DONE, CommitmentStatus.OPEN


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    return Talk(knowledge)


def test_nothing_is_stored_before_the_member_confirms(talk: Talk) -> None:
    card = talk.says(LOGGED)
    assert "议题：停车" in card
    assert "1. 物业公司：划线，2026-11-30前" in card
    assert talk.items == []
    save = talk.button("存")
    talk.presses("不要")
    assert talk.presses(save) == texts_cards.CARD_GONE
    assert talk.items == []


def test_a_confirmed_card_replaces_itself_and_is_stored_once(talk: Talk) -> None:
    talk.says(LOGGED)
    save = talk.button("存")
    talk.presses(save)
    assert talk.replies[0].edits
    assert "已经存过了" in talk.presses(save)
    assert "已经存过了" in talk.says("存吧")
    assert [item.unit for item in talk.items] == ["物业公司", "区城管局"]


def test_a_promise_is_followed_to_its_end(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    card = talk.says("物业那个划线的事弄好了")
    assert "待办 → 已办结" in card
    assert texts_cards.ASK_RESULT in card
    assert "结果：划了46个车位" in talk.says("划了46个车位")
    talk.says("存")
    assert [(item.status, item.result) for item in talk.items] == [(DONE, "划了46个车位"), (OPEN, None)]
    assert talk.knowledge.ledger_view.consultations()[0].outcome is Outcome.PARTLY_DONE


def test_where_two_promises_fit_it_is_asked_and_never_guessed(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert talk.says("停车的事弄好了") == texts_ledger.WHICH_ITEM
    assert "区城管局：安装隔离护栏" in talk.presses("护栏")
    assert talk.replies[0].edits
    talk.presses("存")
    assert [item.status for item in talk.items] == [OPEN, DONE]


@pytest.mark.parametrize("answer", ["第2个", "护栏那个", "城管局的"])
def test_the_question_which_promise_is_answered_in_words(talk: Talk, answer: str) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("停车的事弄好了")
    assert "区城管局：安装隔离护栏" in talk.says(answer)


def test_a_new_meeting_is_no_answer_to_the_question_which_promise(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("停车的事弄好了")
    assert "协商记录（还没存）" in talk.says("昨天城东板凳会 物业答应月底前划线")


def test_a_body_whose_name_begins_like_the_asking_is_kept_whole(talk: Talk) -> None:
    assert "1. 区住建局：" in talk.says("帮我盯一下住建局的补贴到账，12月20号前要回话")


def test_a_number_means_the_line_of_the_last_list(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("我有哪些要跟的")
    assert "推到2026-12-31" in talk.says("第2条推到年底")
    talk.presses("存")
    assert (talk.items[1].due, talk.items[1].first_due) == (date(2026, 12, 31), date(2026, 12, 10))
    assert texts_ledger.no_such_number(9, 2) in talk.says("第9条弄好了")
    assert "来龙去脉" in talk.says("那第二条呢")


def test_a_number_without_a_list_is_asked_back(talk: Talk) -> None:
    assert talk.says("第3条办完了") == texts_ledger.NO_LIST


def test_undo_brings_the_state_before_back(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("护栏装好了，居民都说好")
    talk.presses("存")
    assert talk.items[1].status is DONE
    talk.presses("撤销")
    assert talk.items[1].status is OPEN
    assert talk.says("撤销") == texts_ledger.NOTHING_TO_UNDO


def test_an_attitude_is_named_with_the_question_still_to_ask(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    card = talk.says("城管局回复说高度重视，正在积极研究推进")
    assert "答复性质：表态" in card
    assert texts_cards.ASK_OF_ATTITUDE in card
    talk.says("存")
    assert talk.items[1].status is OPEN
    assert talk.items[1].reply_kind == "表态"


def test_of_two_open_cards_each_button_means_its_own(talk: Talk) -> None:
    talk.says(LOGGED)
    first = talk.button("存")
    talk.says("昨天城北板凳会，路灯的事，住建局答应年底前修好")
    talk.presses(first)
    assert [item.town for item in talk.items] == ["城南街道", "城南街道"]
    talk.says("存吧")
    assert len(talk.items) == 3


def test_editing_a_message_changes_its_open_card_but_never_what_is_stored(talk: Talk) -> None:
    talk.says(LOGGED, message_id=7)
    talk.says(LOGGED.replace("城南", "城北"), message_id=7, edited=True)
    talk.says("存吧")
    assert {item.town for item in talk.items} == {"城北街道"}
    reply = talk.says(LOGGED, message_id=7, edited=True)
    assert "改消息不会改台账" in reply
    assert {item.town for item in talk.items} == {"城北街道"}


def test_a_forwarded_word_confirms_nothing(talk: Talk) -> None:
    assert texts_cards.FORWARDED in talk.says(LOGGED, forwarded=True)
    talk.says("存吧", forwarded=True)
    assert talk.items == []


def test_another_members_card_cannot_be_confirmed(talk: Talk) -> None:
    talk.says(LOGGED)
    save = talk.button("存")
    assert talk.presses(save, member="m2") == texts_cards.CARD_GONE
    assert talk.items == []


def test_thirty_promises_in_one_message_are_all_kept(talk: Talk) -> None:
    promises = "；".join(f"区住建局承诺12月{day}日前修好{day}号楼的路灯" for day in range(1, 31))
    card = talk.says(f"今天城南板凳协商会，路灯的事。{promises}。")
    assert "共30项承诺" in card
    talk.says("存吧")
    assert len(talk.items) == 30


def test_days_that_do_not_exist_or_are_gone_are_said(talk: Talk) -> None:
    card = talk.says("今天城南板凳会，停车的事，城管局答应2月30日前划线")
    assert "第1条的期限不存在" in card
    card = talk.says("今天城南板凳会，停车的事，城管局答应11月1日前划线")
    assert "第1条的期限已经过去" in card


def test_a_promise_changed_meanwhile_is_shown_before_it_is_overwritten(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("我有哪些要跟的")
    talk.says("第1条弄好了，都划了")
    save = talk.button("存")
    talk.says("第1条", member="m1")
    nothing = replace(save, data=f"set:{talk.items[0].id}:nothing")
    talk.presses(nothing)
    assert "刚被别人改成“未落实”" in talk.presses(save)
    assert talk.items[0].status is CommitmentStatus.NOT_DONE
    talk.presses(save)
    assert talk.items[0].status is DONE


def test_a_turn_that_is_run_again_after_a_kill_stores_once(talk: Talk) -> None:
    talk.says(LOGGED)
    save = talk.button("存").data
    press = Incoming("m1", "private", "", START, press=save, update_id=900)
    talk.sends(press)
    talk.sends(press)
    assert len(talk.items) == 2


def test_lists_show_what_is_late_and_whose(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert "区城管局还没办完的1件" in talk.says("城管局欠着几件")
    talk.later(10)
    late = talk.says("逾期的有哪些")
    assert "逾期2天" in late
    assert "护栏" not in late
    assert talk.says("逾期的有哪些", member="m2") == texts_ledger.none_of("逾期的")


def test_words_that_fit_an_open_promise_are_about_it(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert "待办 → 已办结" in talk.says("护栏装好了，居民都说好")
    assert "答复性质：计划" in talk.says("城管局回复：已列入计划，12月20日前安装")
    assert "承诺2项" in talk.says("城南街道今年承诺兑现了多少")
    assert "来龙去脉" in talk.says("护栏的事怎么样了")


def test_sums_tell_what_was_promised_and_kept(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("护栏装好了，装了200米")
    talk.says("存")
    talk.later(20)
    sums = talk.says("城南街道今年承诺兑现了多少")
    assert "承诺2项，兑现50%" in sums
    assert "逾期未办1项" in sums


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("不是城南是城北", "乡镇街道：城北街道"),
        ("日期改成11月20号", "日期：2026-11-20（周五）"),
        ("第一条期限改成12月5号", "1. 物业公司：划线，2026-12-05前"),
        ("加一条：住建局年底前修路灯", "3. 区住建局：修路灯，2026-12-31前"),
    ],
)
def test_plain_words_correct_the_open_card(talk: Talk, words: str, shown: str) -> None:
    talk.says(LOGGED)
    assert shown in talk.says(words)
    assert talk.items == []


def test_a_promise_that_was_struck_out_is_not_stored(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("第二条不要")
    talk.says("存吧")
    assert [item.unit for item in talk.items] == ["物业公司"]


def test_a_mere_yes_after_something_else_was_shown_confirms_nothing(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("我有哪些要跟的")
    talk.says("好的")
    assert talk.items == []
    talk.says("存吧")
    assert len(talk.items) == 2


def test_a_message_with_two_wishes_has_both_done(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    both = talk.says("护栏装好了，装了200米。另外帮我盯一下教育局月底前开门")
    assert "待办 → 已办结" in both
    assert "1. 区教育局：开门" in both
    talk.says("都存")
    assert {item.unit: item.status for item in talk.items} == {
        "区城管局": DONE,
        "物业公司": OPEN,
        "区教育局": OPEN,
    }


def test_an_unclear_message_is_asked_back_once_with_buttons(talk: Talk) -> None:
    assert talk.says("城南停车的事有结果了没有") == texts_ledger.WHAT_DO_YOU_WANT
    talk.presses("找先例")
    assert talk.replies[0].buttons
    assert texts_ledger.WHAT_DO_YOU_WANT not in talk.says("城管局欠着几件")


def test_a_report_is_kept_as_a_draft_and_can_be_reworded(talk: Talk) -> None:
    talk.says("居民反映湖滨街道公厕晚上八点就关门，建议延长开放时间")
    assert "建议：延长到十点" in talk.says("建议改成延长到十点")
    talk.says("存")
    (kept,) = talk.knowledge.ledger_view.reports("m1")
    assert (kept.report.town, kept.report.suggestion) == ("湖滨街道", "延长到十点")


def test_a_postponement_without_a_day_is_asked_for_it(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert texts_cards.ASK_NEW_DUE in talk.says("物业划线推迟了")
    assert "推到2026-12-20" in talk.says("12月20号")
    talk.says("存")
    assert talk.items[1].due == date(2026, 12, 20)


def test_records_of_others_cannot_be_changed_by_a_button(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    press = Incoming("m2", "private", "", START, press=f"set:{talk.items[0].id}:nothing", update_id=901)
    assert talk.sends(press) == texts_ledger.NOT_YOURS
    assert talk.items[0].status is OPEN


def test_a_photo_with_a_caption_is_kept_as_evidence_once_confirmed(talk: Talk, tmp_path: Path) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    photo = tmp_path / "received.png"
    Image.new("RGB", (60, 40), "white").save(photo)
    card = talk.says("护栏装好了，装了200米", file=photo, file_name="现场.png")
    assert "附材料1份" in card
    talk.says("存")
    item = talk.items[1]
    ((kept, name),) = talk.knowledge.ledger_view.evidence(item.id)
    assert name == "现场.png"
    assert (talk.knowledge.settings.home / "evidence" / kept).read_bytes() == photo.read_bytes()
    assert "附材料1份" in talk.presses(Button("", f"item:{item.id}"))


def test_a_photo_for_the_open_card_is_let_go_with_it(talk: Talk, tmp_path: Path) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    photo = tmp_path / "received.png"
    Image.new("RGB", (60, 40), "white").save(photo)
    talk.says("护栏装好了，装了200米")
    assert "附材料1份" in talk.says("", file=photo, file_name="现场.png")
    talk.presses("不要")
    assert list((talk.knowledge.settings.home / "evidence").iterdir()) == []


def test_a_marked_paper_is_not_kept_as_evidence(talk: Talk, tmp_path: Path) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    paper = tmp_path / "received.txt"
    paper.write_text("机密★一年\n\n关于护栏安装情况的报告\n护栏已经装好。", encoding="utf-8")
    assert "没有保存任何内容" in talk.says("护栏装好了，装了200米", file=paper, file_name="报告.txt")
    assert not (talk.knowledge.settings.home / "evidence").exists()


def test_the_export_holds_what_was_promised_and_what_came_of_it(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("护栏装好了，=1+1，装了200米")
    talk.says("存")
    assert talk.says("把台账导出成excel发我") == texts_ledger.EXPORTED
    book = load_workbook(talk.replies[0].files[0])
    promises = list(book[texts_ledger.SHEET_PROMISES].iter_rows(values_only=True))
    assert promises[0] == texts_ledger.PROMISE_COLUMNS
    fence = dict(zip(promises[0], promises[2], strict=True))
    assert (fence["承办单位"], fence["状态"]) == ("区城管局", "已办结")
    assert "=1+1" in fence["结果"]
    assert len(list(book[texts_ledger.SHEET_CONSULTATIONS].iter_rows())) == 2
    assert len(list(book[texts_ledger.SHEET_HISTORY].iter_rows())) == 4


def test_an_export_holds_nothing_that_others_follow(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("导出台账", member="m2")
    book = load_workbook(talk.replies[0].files[0])
    assert len(list(book[texts_ledger.SHEET_PROMISES].iter_rows())) == 1
