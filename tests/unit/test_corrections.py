"""Plain words about an open card, each on the same draft of four promises."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.card_lines import Unclear
from bot.corrections import Correction, Verdict, read_correction
from knowledge.model import Commitment, Consultation
from knowledge.profile import read_district

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")  # a Sunday
DISTRICT = read_district(None)
QUOTE = "物业划线，城管拖车，交警装摄像头，消防画通道"
DRAFT = Consultation(
    topic="停车",
    town="城南街道",
    form="板凳协商会",
    held_on=date(2026, 11, 22),
    units=("物业公司", "区城管局", "交警大队", "消防救援大队"),
    commitments=tuple(
        Commitment(unit, action, date(2026, 12, day), QUOTE)
        for unit, action, day in (
            ("物业公司", "划线", 1),
            ("区城管局", "拖车", 2),
            ("交警大队", "装摄像头", 3),
            ("消防救援大队", "画通道", 5),
        )
    ),
)


def read(words: str, draft: Consultation = DRAFT) -> Correction | None:
    return read_correction(words, NOW, DISTRICT, draft)


def after(words: str, draft: Consultation = DRAFT) -> Consultation:
    correction = read(words, draft)
    assert correction is not None
    assert correction.draft is not None, correction
    return correction.draft


def dues(draft: Consultation) -> list[str]:
    return [f"{c.due:%m-%d}" if c.due else "?" for c in draft.commitments]


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("不是城南是城北", "城北街道"),
        ("不是城南，是城北", "城北街道"),
        ("街道错了 是湖滨", "湖滨街道"),
        ("地点错了，在湖滨", "湖滨街道"),
        ("城南改城东", "城东街道"),
        ("乡镇是柳河镇", "柳河镇"),
    ],
)
def test_the_town_is_replaced(words: str, town: str) -> None:
    assert after(words) == replace(DRAFT, town=town)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("日期改成12月5号", date(2026, 12, 5)),
        ("日期错了，是昨天开的", date(2026, 11, 21)),
        ("昨天", date(2026, 11, 21)),
        ("这个会是上周五开的", date(2026, 11, 13)),
        ("时间是11月20号", date(2026, 11, 20)),
    ],
)
def test_the_day_of_the_meeting_is_replaced(words: str, day: date) -> None:
    assert after(words) == replace(DRAFT, held_on=day)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("第二条改成12月20号", ["12-01", "12-20", "12-03", "12-05"]),
        ("第二条12月9号，第三条月底", ["12-01", "12-09", "11-30", "12-05"]),
        ("城管那条期限十五天", ["12-01", "12-07", "12-03", "12-05"]),
        ("交警12月10号", ["12-01", "12-02", "12-10", "12-05"]),
        ("不是12月1日，是12月11日", ["12-11", "12-02", "12-03", "12-05"]),
        ("划线那条改到12月8号，拖车那条往后推一周", ["12-08", "12-09", "12-03", "12-05"]),
        ("拖车提前两天", ["12-01", "11-30", "12-03", "12-05"]),
        ("全部推迟一周", ["12-08", "12-09", "12-10", "12-12"]),
        ("都改成月底", ["11-30", "11-30", "11-30", "11-30"]),
        ("第一条和第三条改到12月15号", ["12-15", "12-02", "12-15", "12-05"]),
    ],
)
def test_days_of_promises_are_replaced_and_moved(words: str, expected: list[str]) -> None:
    assert dues(after(words)) == expected


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("物业不对，应该是业委会", ["业委会", "区城管局", "交警大队", "消防救援大队"]),
        ("把城管换成市监局", ["物业公司", "区市场监管局", "交警大队", "消防救援大队"]),
        ("第一条单位改成住建局", ["区住建局", "区城管局", "交警大队", "消防救援大队"]),
        ("不是物业，业委会答应的", ["业委会", "区城管局", "交警大队", "消防救援大队"]),
        ("不是物业，是园林局", ["园林局", "区城管局", "交警大队", "消防救援大队"]),
    ],
)
def test_who_promised_is_replaced_on_the_line_and_among_those_present(words: str, units: list[str]) -> None:
    changed = after(words)
    assert [c.unit for c in changed.commitments] == units
    assert set(changed.units) == set(units)


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ("把划线改成划46个车位", ["划46个车位", "拖车", "装摄像头", "画通道"]),
        ("城管那条事项改成拖走僵尸车", ["划线", "拖走僵尸车", "装摄像头", "画通道"]),
        ("第一条改成物业重新划线", ["重新划线", "拖车", "装摄像头", "画通道"]),
        ("第二条不要", ["划线", "装摄像头", "画通道"]),
        ("1和3不要", ["拖车", "画通道"]),
        ("最后一条去掉", ["划线", "拖车", "装摄像头"]),
        ("城管那条删了", ["划线", "装摄像头", "画通道"]),
    ],
)
def test_lines_are_reworded_and_struck_out(words: str, actions: list[str]) -> None:
    assert [c.action for c in after(words).commitments] == actions


def test_a_line_is_added_with_its_body_among_those_present() -> None:
    added = after("加一条：民政局12月8号前回访")
    assert (added.commitments[-1].unit, added.commitments[-1].due) == ("区民政局", date(2026, 12, 8))
    assert "区民政局" in added.units


def test_a_line_is_told_anew_with_another_body_and_day() -> None:
    line = after("第三条改成民政局12月9号前装扶手").commitments[2]
    assert (line.unit, line.action, line.due) == ("区民政局", "装扶手", date(2026, 12, 9))


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("参加单位加上民政局", ("物业公司", "区城管局", "交警大队", "消防救援大队", "区民政局")),
        ("参加单位去掉消防", ("物业公司", "区城管局", "交警大队")),
        ("消防没来", ("物业公司", "区城管局", "交警大队")),
        ("参加单位是物业、城管", ("物业公司", "区城管局")),
    ],
)
def test_who_was_present_changes_without_touching_the_promises(words: str, units: tuple[str, ...]) -> None:
    assert after(words) == replace(DRAFT, units=units)


def test_several_changes_in_one_message_count_lines_as_they_are_shown() -> None:
    changed = after("第二条不要，第四条改到12月9号，另外形式是专题协商会，议题改成停车难")
    assert (changed.topic, changed.form) == ("停车难", "专题协商会")
    assert [c.action for c in changed.commitments] == ["划线", "装摄像头", "画通道"]
    assert dues(changed) == ["12-01", "12-03", "12-09"]


def test_a_change_and_the_word_to_store_it_may_come_together() -> None:
    correction = read("第二条不要，其他存吧")
    assert correction is not None
    assert correction.verdict is Verdict.SAVE
    assert correction.draft is not None
    assert len(correction.draft.commitments) == 3


@pytest.mark.parametrize(
    "words", ["存吧", "存吧谢谢", "妥，存上", "照这个存", "没问题", "都对，存", "可以", "ok"]
)
def test_yes_stores(words: str) -> None:
    assert read(words) == Correction(Verdict.SAVE)


@pytest.mark.parametrize("words", ["你好", "您好", "好了", "谢谢", "好不好", "可以吗"])
def test_what_is_no_yes_stores_nothing(words: str) -> None:
    correction = read(words)
    assert correction is None or correction.verdict is not Verdict.SAVE


@pytest.mark.parametrize(
    ("words", "again"), [("算了", False), ("不要了", False), ("先不存", False), ("不对，重来", True)]
)
def test_no_drops_the_card(words: str, again: bool) -> None:
    assert read(words) == Correction(Verdict.CANCEL, again=again)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("第九条不要", Unclear.NO_SUCH_LINE),
        ("第二条改成2月30日", Unclear.NO_SUCH_DAY),
        ("期限不对，十五天", Unclear.WHICH_LINE),
        ("形式不是板凳会，是茶话会", Unclear.UNKNOWN_NAME),
        ("把第1条和第3条对调期限", Unclear.HOW),
        ("不对", Unclear.HOW),
    ],
)
def test_a_correction_that_cannot_be_made_says_why(words: str, why: Unclear) -> None:
    assert read(words) == Correction(Verdict.UNCLEAR, why=why)


@pytest.mark.parametrize(
    "words",
    ["今天天气不错", "停车的事你再查查规定", "物业划线了吗", "有没有哪个街道谈成过", "民政局12月9号前换门锁"],
)
def test_what_is_about_something_else_is_left_alone(words: str) -> None:
    assert read(words) is None


@pytest.mark.parametrize(
    ("words", "due"),
    [("12月3号", "12-03"), ("那就12月3号", "12-03"), ("十天", "12-02"), ("春节前", "02-05")],
)
def test_a_mere_day_fills_the_one_that_is_missing(words: str, due: str) -> None:
    one = replace(DRAFT, commitments=(replace(DRAFT.commitments[0], due=None), DRAFT.commitments[1]))
    assert dues(after(words, one)) == [due, "12-02"]


@pytest.mark.parametrize(
    "words", ["不是两班，是三班", "是三班不是两班", "把两班改成三班", "加两班车改成加三班车"]
)
def test_words_that_stand_on_the_card_are_replaced(words: str) -> None:
    one = replace(DRAFT, commitments=(Commitment("公交公司", "加两班车", None, "加两班车"),))
    assert [c.action for c in after(words, one).commitments] == ["加三班车"]
