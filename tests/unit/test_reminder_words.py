"""Wishes about reminders in plain words, told apart from wishes to be reminded of something."""

import pytest

from bot.reminder_words import read_muting, read_reminder_wish


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("别再提醒我", "off"),
        ("别再提醒我了，太烦", "off"),
        ("关掉提醒", "off"),
        ("提醒先关了吧", "off"),
        ("恢复提醒", "on"),
        ("重新打开提醒吧", "on"),
        ("以后提前三天提醒我", "3"),
        ("还是提前五天提醒我吧", "5"),
        ("提前一周提醒我就行", "7"),
        ("提前半个月提醒", "15"),
        ("提醒改成提前10天", "10"),
        ("到期当天提醒我就好", "0"),
        ("提醒怎么设置", ""),
    ],
)
def test_how_one_wants_to_be_reminded(words: str, wish: str) -> None:
    assert read_reminder_wish(words) == wish


@pytest.mark.parametrize(
    "words",
    [
        "提醒我12月8号问民政局",
        "提醒我交材料",
        "别提醒我划线的事",
        "明天提醒我",
        "物业说提前三天通知业主",
        "你好",
    ],
)
def test_what_one_wants_to_be_reminded_of_is_no_setting(words: str) -> None:
    assert read_reminder_wish(words) is None


@pytest.mark.parametrize(
    ("words", "muting"),
    [
        ("以后别提醒我立牌子的事", (True, "立牌子")),
        ("划线那件不用再提醒了", (True, "划线")),
        ("继续提醒立牌子的事", (False, "立牌子")),
        ("别再提醒我了", None),
        ("恢复提醒", None),
        ("提醒我12月8号问民政局", None),
    ],
)
def test_one_matter_may_be_left_out_of_the_reminders(words: str, muting: tuple[bool, str] | None) -> None:
    read = read_muting(words)
    assert (read and read[0]) == (muting and muting[0])
    assert muting is None or (read is not None and muting[1] in read[1])
