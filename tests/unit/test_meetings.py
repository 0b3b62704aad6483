"""What a member says of the meeting to prepare."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.profile import read_district
from knowledge.reading.meetings import read_meeting

DISTRICT = read_district(None)
NOW = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Sunday


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("明天去城东开加装电梯的协商会 帮我准备一下", "加装电梯"),
        ("下周三青石镇要开停车难的板凳会，给我理一理材料", "停车难"),
        ("我下午要在专题协商会上讲河道治理，帮我做做功课", "河道治理"),
        ("会前给我捋一捋物业费纠纷这块的规定和案例", "物业费纠纷"),
        ("要去跟城管局谈流动摊贩，怎么发言比较好", "流动摊贩"),
        ("幫我準備一下明天垃圾分類的協商會", "垃圾分类"),
        ("下周五参加对口协商，议题是医保参保率下降，帮忙准备一下", "医保参保率下降"),
        ("加装电梯", "加装电梯"),
        ("帮我准备明天的会", ""),
    ],
)
def test_the_topic_is_what_is_left_when_frame_and_request_are_gone(text: str, topic: str) -> None:
    assert read_meeting(text, NOW, DISTRICT).topic == topic


def test_town_day_unit_and_minutes_are_read_where_they_are_said() -> None:
    meeting = read_meeting("后天去城北跟城管局谈夜市油烟，我有5分钟发言，帮我准备", NOW, DISTRICT)
    assert (meeting.town, meeting.on, meeting.unit, meeting.minutes) == (
        "城北街道",
        date(2026, 11, 24),
        "区城管局",
        5,
    )


def test_a_pasted_paper_gives_a_short_topic() -> None:
    assert len(read_meeting("关于加装电梯的情况。" * 500, NOW, DISTRICT).topic) <= 40
