"""A file in chat: a card with what was read of it, and nothing in the library before 入库."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.texts import cards as texts_cards
from bot.texts import ingest as texts
from bot.uploads import Held
from ingest.refusals import Refusal
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.model import Document, Kind, Section, Validity
from knowledge.settings import Settings
from tests.botapi import BotApi
from tests.fakes import WordEmbeddings
from tests.papers import pdf, word
from tests.people import enrol
from tests.serving import serving
from tests.walks.ledger_talk import START, Talk

STAFF, MEMBER = "tg:4", "tg:1"
NOTICE = (
    "示例区人民政府办公室文件",
    "示政办发〔2024〕27号",
    "关于加强电动自行车充电设施管理的通知",
    "各街道办事处：",
    "一、每个小区建设充电设施不少于两处。",
    "二、区住建局负责督促检查。",
    "示例区人民政府办公室",
    "2024年8月12日",
)
MINUTES = (
    "城南街道锦绣花园停车问题板凳协商会纪要\n"
    "时间：2026年11月10日\n地点：锦绣花园活动室\n"
    "参加单位：区城管局、区住建局\n"
    "区城管局承诺12月10日前安装隔离护栏。\n"
    "区住建局承诺12月20日前公布停车收费标准。\n"
)


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    return Talk(knowledge)


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "充电通知.txt"
    path.write_text("\n".join(NOTICE), encoding="utf-8")
    return path


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "锦绣花园纪要.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def send(talk: Talk, file: Path, caption: str = "", member: str = "m1", **facts: object) -> str:
    return talk.says(caption, member, file=file, file_name=file.name, **facts)


def stored(talk: Talk) -> list[Document]:
    return [document for document, _ in talk.knowledge.library.documents()]


def waiting(knowledge: Knowledge) -> list[Path]:
    return list((knowledge.settings.home / "uploads").rglob("*.json"))


def test_a_file_is_read_into_a_card_and_stored_only_when_confirmed(talk: Talk, notice: Path) -> None:
    card = send(talk, notice)
    for line in (
        "标题：关于加强电动自行车充电设施管理的通知",
        "文号：示政办发〔2024〕27号",
        "机关：示例区人民政府办公室",
        "日期：2024-08-12（周一）",
        "施行：〔未写明〕",
        "效力：现行有效",
    ):
        assert line in card
    assert [b.text for b in talk.replies[0].buttons[0]] == ["入库", "改一下", "不要"]
    assert stored(talk) == []
    notice.unlink()  # the channel takes its copy away when the turn ends
    assert "已入库，现在就能查到" in talk.presses("入库")
    assert talk.replies[0].edits
    (document,) = stored(talk)
    assert (document.doc_number, document.issued_on) == ("示政办发〔2024〕27号", date(2024, 8, 12))
    assert waiting(talk.knowledge) == []
    hits = talk.knowledge.retrieval.search("充电设施 小区").passages
    assert hits[0].document.id == document.id


def test_the_same_button_twice_stores_once(talk: Talk, notice: Path) -> None:
    send(talk, notice)
    save = talk.button("入库")
    talk.presses(save)
    assert "已经存过了" in talk.presses(save)
    assert "已经存过了" in talk.says("入库")
    assert len(stored(talk)) == 1


def test_plain_words_correct_and_confirm_the_card(talk: Talk, notice: Path) -> None:
    send(talk, notice)
    assert texts.HOW_TO_EDIT in talk.presses("改一下")
    assert "日期：2024-08-15" in talk.says("日期改成2024年8月15日，文号是示政办发〔2024〕28号")
    assert "标题：充电设施管理通知" in talk.says("标题应该是《充电设施管理通知》")
    assert texts.NO_SUCH_DAY in talk.says("日期改成2024年2月30日")
    assert "效力：⚠已废止" in talk.says("效力改成已废止")
    assert stored(talk) == []
    talk.says("好的，入库吧")
    (document,) = stored(talk)
    assert document.title == "充电设施管理通知"
    assert document.doc_number == "示政办发〔2024〕28号"
    assert (document.issued_on, document.validity) == (date(2024, 8, 15), Validity.REPEALED)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("日期不对，是2024年5月6日", "日期：2024-05-06"),
        ("不是8月12日，是2024年8月21日", "日期：2024-08-21"),
        ("把标题改成关于停车的通知", "标题：关于停车的通知"),
        ("机关写错了，应该是区住建局，施行日期是2024年6月1日", "机关：区住建局"),
        ("改成示建发[2024]3号", "文号：示建发〔2024〕3号"),
        ("没有文号", "文号：〔未写明〕"),
        ("标题里的“加强”去掉", texts.HOW_TO_EDIT),
    ],
)
def test_a_card_is_corrected_in_many_words(talk: Talk, notice: Path, words: str, line: str) -> None:
    send(talk, notice)
    assert line in talk.says(words)


def test_a_question_in_between_leaves_the_card_open(talk: Talk, notice: Path) -> None:
    send(talk, notice)
    assert "请核对" not in talk.says("充电设施归谁管？")
    assert "已入库" in talk.says("入库")


@pytest.mark.parametrize("words", ["不要", "不入库了", "算了"])
def test_what_is_not_wanted_leaves_nothing_behind(talk: Talk, notice: Path, words: str) -> None:
    send(talk, notice)
    save = talk.button("入库")
    assert len(waiting(talk.knowledge)) == 1
    assert talk.says(words) == texts_cards.DROPPED
    assert waiting(talk.knowledge) == []
    assert talk.presses(save) == texts_cards.CARD_GONE
    assert stored(talk) == []


def test_what_is_uncertain_is_marked_until_a_person_has_said_it(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "示政办发〔2024〕9号 停车 2024-03-05.txt"
    path.write_text("一、抓紧办理。\n二、各街道按时报送。\n", encoding="utf-8")
    card = send(talk, path)
    assert "文号：示政办发〔2024〕9号〔待核〕" in card
    assert "日期：2024-03-05（周二）〔待核〕" in card
    assert "日期：2024-03-06（周三）\n" in talk.says("日期改成2024年3月6日")


@pytest.mark.parametrize("staff", [True, False])
def test_a_classified_paper_is_refused_with_its_reason(talk: Talk, tmp_path: Path, staff: bool) -> None:
    enrol(talk.knowledge.people)
    path = tmp_path / "通知.docx"
    path.write_bytes(word("机密★10年", "关于某事的通知", "请遵照执行。"))
    assert send(talk, path, member=STAFF if staff else MEMBER) == Refusal.CLASSIFIED.value
    assert (waiting(talk.knowledge), stored(talk)) == ([], [])


def test_two_files_at_once_are_two_cards(talk: Talk, notice: Path, minutes: Path) -> None:
    send(talk, notice)
    assert "1. 区城管局：安装隔离护栏，2026-12-10前" in send(talk, minutes)
    said = talk.says("都入库")
    assert said.count("已入库") == 2
    assert {document.kind for document in stored(talk)} == {Kind.POLICY, Kind.RECORD}
    assert {item.unit for item in talk.items} == {"区城管局", "区住建局"}


def test_the_papers_of_a_zip_are_cards_and_refusals(talk: Talk, notice: Path, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "材料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(notice, notice.name)
        archive.writestr("空.txt", "")
    send(talk, path)
    assert [bool(reply.buttons) for reply in talk.replies] == [True, False]
    assert Refusal.EMPTY.value in talk.replies[1].blocks[0].text


def test_a_card_outlives_a_restart(knowledge: Knowledge, notice: Path) -> None:
    talk = Talk(knowledge)
    send(talk, notice)
    save = talk.button("入库")
    notice.unlink()
    knowledge.close()
    again = open_knowledge(Settings(home=knowledge.settings.home, _env_file=None), WordEmbeddings())  # type: ignore[call-arg]
    later = Talk(again, first_update=100)
    assert "已入库" in later.presses(save)
    assert len(stored(later)) == 1
    again.close()


def test_a_kill_between_storing_and_answering_stores_once(talk: Talk, notice: Path) -> None:
    send(talk, notice)
    save = talk.button("入库")
    before = talk.knowledge
    held = Held(before.settings.home, "m1")
    sections = held.get(save.data.removeprefix("save:"))
    assert sections is not None
    # The paper was stored and its sections deleted, but the conversation's row still shows the open card.
    (reply,) = [talk.replies[0]]
    assert "充电" in reply.blocks[1].text
    _store_as_the_killed_turn_did(talk, save.data, sections)
    held.keep_only(())
    assert "已入库" in talk.presses(save)
    assert len(stored(talk)) == 1


def _store_as_the_killed_turn_did(talk: Talk, press: str, sections: Sequence[Section]) -> None:
    from bot.turn import load_state

    incoming = Incoming("m1", "private", "", START, press=press)
    card = load_state(talk.knowledge.database, incoming).cards.get(press.removeprefix("save:"))
    assert card is not None
    talk.knowledge.library.add(replace(card.draft, source="chat:x/充电通知.txt"), sections)  # type: ignore[arg-type]


def test_a_paper_that_is_in_the_library_is_not_offered_again(talk: Talk, notice: Path) -> None:
    send(talk, notice)
    talk.presses("入库")
    assert "已经在库里" in send(talk, notice)
    assert waiting(talk.knowledge) == []


def test_photos_of_different_papers_do_not_replace_each_other(talk: Talk, tmp_path: Path) -> None:
    for matter in ("停车", "养犬"):
        path = tmp_path / "照片.pdf"
        path.write_bytes(
            pdf([f"关于{matter}的通知", "各街道：", "一、抓紧办理。", "示例区民政局", "2024年3月5日"])
        )
        send(talk, path)
        talk.presses("入库")
    assert {document.title for document in stored(talk)} == {"关于停车的通知", "关于养犬的通知"}


def test_a_record_taken_for_a_policy_is_set_right_in_words(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "停车事项工作意见.txt"
    path.write_text(MINUTES.replace("板凳协商会纪要", "的意见"), encoding="utf-8")
    assert "类别：政策文件" in send(talk, path)
    assert "类别：协商记录" in talk.says("这是协商记录")
    assert "1. 区城管局：安装隔离护栏" in talk.says("标题是锦绣花园停车协商会纪要")
    talk.says("入库")
    (document,) = stored(talk)
    assert (document.kind, document.title) == (Kind.RECORD, "锦绣花园停车协商会纪要")


def test_a_member_is_told_whom_to_ask(talk: Talk, notice: Path) -> None:
    enrol(talk.knowledge.people)
    told = send(talk, notice, member=MEMBER)
    assert told == texts.ask_staff(["丁示例"])
    assert (waiting(talk.knowledge), stored(talk)) == ([], [])
    assert "标题：" in send(talk, notice, member=STAFF)


def test_a_members_minutes_become_the_card_of_a_consultation(talk: Talk, minutes: Path) -> None:
    enrol(talk.knowledge.people)
    card = send(talk, minutes, member=MEMBER)
    assert texts_cards.RECORD_TITLE in card
    assert "日期：2026-11-10" in card
    assert "2. 区住建局：公布停车收费标准，2026-12-20前" in card
    talk.presses("存", member=MEMBER)
    assert {item.unit for item in talk.items} == {"区城管局", "区住建局"}


def test_who_takes_minutes_in_follows_their_promises(talk: Talk, minutes: Path) -> None:
    send(talk, minutes)
    assert "2项承诺我来跟" in talk.says("入库")
    assert "区城管局：安装隔离护栏" in talk.says("我有哪些要跟的")


def test_a_photo_with_a_told_consultation_is_about_the_words(talk: Talk, tmp_path: Path) -> None:
    from PIL import Image

    photo = tmp_path / "照片.jpg"
    Image.new("RGB", (640, 480), "gray").save(photo)
    card = send(talk, photo, "今天城南锦绣花园板凳会，停车的事，城管局答应12月10日前安装隔离护栏")
    assert texts_cards.RECORD_TITLE in card


def test_a_photo_without_words_says_how_to_make_it_evidence(talk: Talk, tmp_path: Path) -> None:
    from PIL import Image

    photo = tmp_path / "照片.jpg"
    Image.new("RGB", (640, 480), "gray").save(photo)
    assert send(talk, photo) == texts.NO_WORDS_IN_PICTURE


def test_a_group_is_no_place_for_files(talk: Talk, notice: Path) -> None:
    incoming = Incoming("m1", "group:g1", "", START, file=notice, file_name=notice.name)
    assert talk.sends(incoming) == texts.PRIVATE_ONLY
    assert waiting(talk.knowledge) == []


def test_the_senders_file_name_is_never_a_path(talk: Talk, notice: Path) -> None:
    talk.says("", file=notice, file_name="../../etc/充电通知.txt")
    talk.presses("入库")
    (document,) = stored(talk)
    assert document.source.endswith("/充电通知.txt")
    assert ".." not in document.source


def test_a_file_in_telegram_becomes_a_card_and_is_found_after_the_button(
    api: BotApi, knowledge: Knowledge, tmp_path: Path
) -> None:
    (tmp_path / "bot").mkdir()
    with serving(api, tmp_path / "bot", Dialogue(knowledge).turn):
        api.upload("充电通知.txt", "\n".join(NOTICE).encode("gb18030"))
        (card,) = api.replies()
        assert "文号：示政办发〔2024〕27号" in card.text
        save = next(b for row in card.buttons for b in row if b["text"] == "入库")
        api.press(card, save["callback_data"])
        api.say("小区充电设施不少于几处？")
        answer = api.replies(2)[-1]
    assert "不少于两处" in answer.text
