"""What members say to the ledger in plain words, and what they read when it cannot be done."""

from datetime import date

import pytest

from bot.card_lines import Unclear
from bot.messages import Incoming
from bot.texts import cards as texts_cards
from knowledge.assemble import Knowledge
from knowledge.model import CommitmentStatus, Outcome
from tests.walks.ledger_talk import LOGGED, Talk


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    return Talk(knowledge)


def test_reports_on_two_promises_make_two_cards_that_are_stored_together(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    both = talk.says("划线弄好了，护栏推到年底")
    assert "物业公司：划线\n待办 → 已办结" in both
    assert "区城管局：安装隔离护栏\n待办 → 延期（推到2026-12-31）" in both
    talk.says("都存")
    assert {item.action: item.status for item in talk.items} == {
        "划线": CommitmentStatus.DONE,
        "安装隔离护栏": CommitmentStatus.POSTPONED,
    }


def test_numbers_of_the_last_list_share_one_report(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("我有哪些要跟的")
    talk.says("1和2都办完了")
    talk.says("都存")
    assert {item.status for item in talk.items} == {CommitmentStatus.DONE}


def test_more_words_on_the_same_matter_are_no_second_report(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("划线弄好了，居民看过都说好")
    assert len(talk.replies) == 1


def test_the_result_may_come_with_the_word_to_store_it(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("划线弄好了")
    talk.says("存，一共划了46个")
    assert {item.result for item in talk.items} == {"一共划了46个", None}


def test_a_postponement_counts_from_the_day_that_was_promised(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert "延期（推到2026-12-17）" in talk.says("护栏往后推一周")


def test_a_day_that_no_calendar_has_is_not_taken_for_a_new_one(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    card = talk.says("护栏推到2月30号")
    assert texts_cards.NO_SUCH_DAY in card
    assert "推到2026" not in card
    assert "推到2027" not in card


def test_a_report_taken_for_the_wrong_promise_is_turned_to_another(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("划线弄好了")
    talk.says("不是这件")
    talk.presses("护栏")
    talk.says("存")
    assert {i.action for i in talk.items if i.status is CommitmentStatus.DONE} == {"安装隔离护栏"}


def test_nothing_is_stored_while_it_is_open_which_promise_is_meant(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("停车的事办好了")
    assert texts_cards.CHOOSE_FIRST in talk.says("存")
    assert {item.status for item in talk.items} == {CommitmentStatus.OPEN}


def test_progress_of_what_was_not_stored_yet_asks_to_store_it_first(talk: Talk) -> None:
    talk.says("帮我盯一下城管局12月5号前拆广告牌")
    assert talk.says("广告牌拆掉了") == texts_cards.SAVE_FIRST


def test_a_greeting_confirms_nothing(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("你好")
    assert talk.items == []


def test_a_correction_that_is_not_understood_is_answered_by_how_to_say_it(talk: Talk) -> None:
    talk.says(LOGGED)
    assert talk.says("把第1条和第2条对调") == texts_cards.CANNOT_EDIT[Unclear.HOW]
    assert talk.says("第九条不要") == texts_cards.no_such_line(2)
    assert "2项承诺" in talk.says("存")


def test_a_correction_without_a_card_is_told_that_there_is_none(talk: Talk) -> None:
    assert talk.says("第二条不要") == texts_cards.NOTHING_TO_CHANGE


def test_a_card_that_is_all_wrong_can_be_told_anew(talk: Talk) -> None:
    talk.says(LOGGED)
    assert talk.says("不对，重来") == texts_cards.TELL_AGAIN
    assert talk.says("存吧") == texts_cards.NOTHING_TO_SAVE


def test_promises_followed_together_are_told_apart_by_their_own_words(talk: Talk) -> None:
    talk.says("帮我盯一下城管局12月1号前拆广告牌，民政局12月11号前装扶手")
    talk.says("存")
    assert "民政局：装扶手\n待办 → 已办结" in talk.says("扶手装好了")


def test_the_history_of_what_was_spoken_of_last_is_told_though_it_is_done(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("划线弄好了，划了46个")
    talk.says("存")
    told = talk.says("这件事的来龙去脉")
    assert "物业公司：划线" in told
    assert "待办 → 已办结" in told


def test_sums_can_be_of_one_topic(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("帮我盯一下民政局12月1号前装扶手")
    talk.says("存")
    assert "2026年停车：协商1次，承诺2项，兑现0%" in talk.says("今年停车的承诺兑现了多少")


def test_a_press_that_is_run_again_after_a_kill_says_the_same(talk: Talk) -> None:
    talk.says("帮我盯一下城管局12月1号前拆广告牌")
    talk.says("存")
    talk.says("第1条怎么样了")
    press = Incoming("m1", "private", "", talk.now, press=talk.button("推进中").data, update_id=900)
    first = talk.sends(press)
    assert talk.sends(press) == first
    assert len(talk.knowledge.ledger_view.timeline(talk.items[0].id)) == 2


def test_a_second_errand_is_a_card_of_its_own_and_no_change_to_the_first(talk: Talk) -> None:
    talk.says("帮我盯一下城管局12月5号前拆广告牌")
    assert "消防救援大队：换灭火器，2026-12-09前" in talk.says("再帮我盯一下消防12月9号前换灭火器")
    talk.says("都存")
    assert {str(item.due) for item in talk.items} == {"2026-12-05", "2026-12-09"}


def test_what_a_unit_reported_as_done_counts_once_the_member_has_looked(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("物业回复说线已经划好了，共46个")
    talk.says("存")
    assert "物业公司：划线" in talk.says("我去看过了，确实划好了")
    talk.says("存")
    [done] = [item for item in talk.items if item.status is CommitmentStatus.DONE]
    events = talk.knowledge.ledger_view.timeline(done.id)
    assert [event.status for event in events if event.item_id == done.id] == ["待办", "已办结", "已办结"]
    consultation = talk.knowledge.ledger_view.consultations()[0]
    assert consultation.outcome is Outcome.PARTLY_DONE


def test_what_was_done_and_is_undone_again_is_found_though_it_is_closed(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("划线弄好了，划了46个")
    talk.says("存")
    assert "已办结 → 未落实" in talk.says("划线又被铲掉了，没人管")


def test_a_card_can_be_put_off_without_being_dropped(talk: Talk) -> None:
    talk.says(LOGGED)
    assert talk.says("等等，先别存") == texts_cards.HELD
    assert talk.items == []
    talk.says("存吧")
    assert len(talk.items) == 2


def test_two_reports_may_be_parted_by_a_space_and_named_by_one_character(talk: Talk) -> None:
    talk.says("帮我盯一下交警12月20日前装灯，供电公司12月15日前拉线")
    talk.says("存")
    talk.says("线拉好了 灯还没装")
    talk.says("都存")
    assert {item.action: item.status for item in talk.items} == {
        "拉线": CommitmentStatus.DONE,
        "装灯": CommitmentStatus.NOT_DONE,
    }


def test_a_question_is_no_answer_to_which_promise_is_meant(talk: Talk) -> None:
    talk.says("帮我盯一下城管局12月20日前拆广告牌，城管局12月15日前清渣土")
    talk.says("存")
    talk.says("城管局那个弄好了")
    assert "还没办完的2件" in talk.says("城管局欠着几件")


@pytest.mark.parametrize(
    "words", ["反悔，撤销", "把刚才那条撤了", "撤销刚才的改动", "撤回", "刚才那个记错了，撤销"]
)
def test_the_last_change_is_taken_back_in_plain_words(talk: Talk, words: str) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says("划线弄好了，划了46个")
    talk.says("存")
    assert "已撤销" in talk.says(words)
    assert {item.status for item in talk.items} == {CommitmentStatus.OPEN}


def test_a_wish_to_prepare_is_no_report_on_a_promise_of_the_same_matter(talk: Talk) -> None:
    talk.says("帮我盯一下住建局加装电梯补贴什么时候到账，12月20号前")
    talk.says("存吧")
    assert "会前一页卡：加装电梯" in talk.says("帮我准备一下明天去城东开加装电梯的协商会")


def test_a_line_is_struck_out_by_a_body_that_the_profile_does_not_know(talk: Talk) -> None:
    talk.says("今天城南板凳会，绿化的事，园林局12月5号前补树，城管局月底前清理")
    assert "园林局：" not in talk.says("园林那条不要")


def test_an_edit_of_the_open_card_is_no_answer_to_which_promise_is_meant(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    talk.says(LOGGED)
    talk.says("那条没有动静吧")
    assert "2026-12-20前" in talk.says("第二条期限改成12月20号")


def test_what_is_still_open_is_listed_however_it_is_asked(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert "还没办完的2件" in talk.says("没办完的还有哪些")


def test_a_town_without_a_matter_lists_its_latest_consultations(talk: Talk) -> None:
    talk.says("今天城南板凳会，停车的事，物业说月底前划线")
    talk.says("存吧")
    for asked in ("城南的协商现在什么情况", "城南今年开过哪些协商会"):
        assert "最近的在前" in talk.says(asked)
        assert "1. 停车" in talk.says(asked)


@pytest.mark.parametrize(
    ("told", "topic"),
    [
        ("今天城南板凳会 说灌溉渠的事 水利局讲12月中旬把淤泥清了", "灌溉渠"),
        ("昨天城北议事会，卫生站缺药，卫健局春节前补齐", "卫生站缺药"),
    ],
)
def test_a_topic_is_neither_a_promise_nor_half_a_form(talk: Talk, told: str, topic: str) -> None:
    assert f"议题：{topic}\n" in talk.says(told)


@pytest.mark.parametrize(
    "words", ["嗯，就按这个记", "行，就存这两条", "大田那张会议卡片也存了", "前面那张也存了", "是"]
)
def test_a_card_is_stored_however_it_is_confirmed(talk: Talk, words: str) -> None:
    talk.says("昨天大田板凳会，机耕路，交通局12月8号前补坑，水利局12月20号前清沟")
    assert "2项承诺我来跟" in talk.says(words)


def test_the_card_that_is_named_is_stored_and_no_other(talk: Talk) -> None:
    talk.says("昨天大田板凳会，机耕路，交通局12月8号前补坑")
    talk.says("帮我盯一下城管局月底前清垃圾")
    assert "1项承诺我来跟" in talk.says("把大田那张会议卡片存了")
    assert [item.action for item in talk.items] == ["补坑"]


def test_a_body_that_is_not_on_the_card_strikes_out_no_line(talk: Talk) -> None:
    talk.says("昨天大田板凳会，贷款难，金融办的人说再看看，财政局12月18号前拨贴息")
    talk.says("金融办那条拿掉")
    assert "1项承诺我来跟" in talk.says("存吧")


def test_what_was_forgotten_may_be_a_name_and_no_promise(talk: Talk) -> None:
    talk.says("今天开了板凳会，讲的是野猪，农业局12月6号前上门登记")
    card = talk.says("忘了说，是青石镇")
    assert "乡镇街道：青石镇" in card
    assert "本人" not in card


def test_a_number_that_leads_nowhere_is_asked_back_and_can_be_answered(talk: Talk) -> None:
    talk.says(LOGGED)
    talk.says("存吧")
    assert "没有第5件" in talk.says("第5条搞定了")
    assert "物业公司：划线\n待办 → 已办结" in talk.says("我说的是划线")


def test_a_line_is_given_to_another_body_by_the_one_that_stands_there(talk: Talk) -> None:
    talk.says("今天城东板凳会，宠物的事，航天局月底前立牌子，城管局12月3日前巡查")
    assert "1. 区住建局：立牌子" in talk.says("单位不对，航天局那条是住建局")


def test_a_meeting_that_lies_ahead_is_pointed_out(talk: Talk) -> None:
    assert texts_cards.ahead(date(2027, 11, 22)) in talk.says("明年的今天在城南开板凳会，物业说划线")


def test_a_noun_answers_which_promise_is_meant(talk: Talk) -> None:
    talk.says("记两条待跟的，水利局12月3号前清堰塘，水利局12月20号前修闸门")
    talk.says("存")
    talk.says("水利局那件没动静，一点没弄")
    assert "待办 → 未落实" in talk.says("闸门")


def test_the_deed_that_was_promised_is_done_when_it_is_finished(talk: Talk) -> None:
    talk.says("今天柳河镇协商议事会，步道照明，供电公司12月11号前勘察线路，住建局年底前装灯")
    talk.says("存")
    assert "供电公司：勘察线路\n待办 → 已办结" in talk.says("线路勘察完了，图我看到了")
