"""The day of the meeting in papers that name several days, and the year where it is said elsewhere."""

from datetime import datetime

import pytest

from knowledge.profile import read_district
from knowledge.reading.extraction import read_record

READ_AT = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DISTRICT = read_district(None)


def held_on(paper: str) -> str | None:
    day = read_record(paper, READ_AT, DISTRICT).held_on
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    ("paper", "day"),
    [
        (
            "工作快报\n第8期\n区政协办公室　2025年1月6日\n雨棚谈拢了\n12月19日，委员和摊主坐下来谈雨棚。\n",
            "2024-12-19",
        ),
        ("青石联络委动态\n（2026年第3期，3月2日印发）\n上周四，渡口开了场板凳协商会。\n", "2026-02-26"),
        ("大田简讯\n2025-07-11　文/图 示例\n前天晚上，村口开了场板凳协商会，说的是路灯。\n", "2025-07-09"),
        ("【转】微播报\n城南街道　2026-04-08\n昨日，委员约了几家单位坐下来商量井盖。\n", "2026-04-07"),
        ("3.18 上午 城东 理发店门口\n说的是窨井，大家都同意先换\n（2025年记）\n", "2025-03-18"),
        ("白塘 养殖 6/16（周二）\n水利局：7.10前清塘\n", "2026-06-16"),
        (
            "会议名称：雨水管协商\n登记日期：2026-05-20\n回访日期：2026-08-01\n开会时间：2026年5月12日\n",
            "2026-05-12",
        ),
        (
            "督办单\n核查时间：2025年12月2日\n来自：湖滨街道协商议事会（2025.8.14）\n水务公司9月底前换管——没换\n",
            "2025-08-14",
        ),
        ("跟踪报告\n云岭乡联络委　2026年2月10日\n去年11月6日，乡里召开协商议事会，议饮水。\n", "2025-11-06"),
        ("此前的4月2日，委员先去看过。4月16日，板凳协商会开在晒场上。\n【2026年4月20日】\n", "2026-04-16"),
        ("记录\n十二月八日，柳河镇召开协商议事会。\n（2026年1月5日整理）\n", "2025-12-08"),
        ("青石 2026 年 3 月 5 日协商议事会\n镇里：月底前铺路\n", "2026-03-05"),
        ("新桥一周动态（2026年6月1日—6月7日）\n周五晚上，一场板凳协商会开了。\n", "2026-06-05"),
        ("灌渠协商回头看\n日期：2026年10月9日\n8月3日，镇里召开协商议事会，定了两件。\n", "2026-08-03"),
        ("灌渠协商会跟踪记录\n时间：2026年10月9日\n地点：村部\n水利局：月底前清渠。\n", "2026-10-09"),
        ("整理：示例　时间：3月2日\n上周五晚上开了个协商议事会。\n（2026年）\n", "2026-02-27"),
        ("云岭乡协商会\n5月6日，会前踏勘；5月13日，正式协商；6月30日，回访。\n2026年7月整理\n", "2026-05-13"),
        ("农历八月初十，村里的板凳协商会开了（2025年10月1日）。\n", "2025-10-01"),
        ("8月3日来函称，2026年5月8日的板凳协商会所定事项已办完。\n2026年8月14日\n", "2026-05-08"),
        ("11月7日周六，白塘镇协商议事会，物业答应月底前修好。\n", "2026-11-07"),
        ("2008年老小区加梯\n城北街道　2026年6月9日\n6月2日晚，板凳协商会开了。\n", "2026-06-02"),
        ("井盖协商议事会\n（2026年第5期　3月9日）\n3月7日晚，几十位居民到了巷口。\n", "2026-03-07"),
        ("7月2日板凳协商会，定了三件事。\n——发自工作群 2024.7.4\n", "2024-07-02"),
    ],
)  # fmt: skip
def test_the_day_of_the_meeting_is_none_of_the_other_days_of_a_paper(paper: str, day: str) -> None:
    assert held_on(paper) == day


@pytest.mark.parametrize(
    "paper",
    [
        "近日，大田镇开了一场板凳协商会，谈的是桥。\n（大田镇联络委，2026年8月）\n",
        "日前，新桥街道就停车开了协商会。\n印发日期：2026年5月6日\n",
    ],
)
def test_a_meeting_of_the_other_day_has_no_day(paper: str) -> None:
    assert held_on(paper) is None


def test_deadlines_belong_to_the_year_of_the_meeting() -> None:
    read = read_record(
        "回头看\n城北街道联络委　2025年12月\n"
        "8月5日的板凳协商会上，区城管局答应9月20日前拆棚子，区水利局一个月内清沟。\n",
        READ_AT,
        DISTRICT,
    )
    assert {(c.unit, str(c.due)) for c in read.commitments} == {
        ("区城管局", "2025-09-20"),
        ("区水利局", "2025-09-05"),
    }


def test_this_year_is_the_year_of_the_paper() -> None:
    read = read_record(
        "枫林镇回头看\n去年12月10日，镇里开板凳协商会，水务公司承诺今年4月底前接通水管。\n"
        "2026年6月2日，委员再去，水管接通了。\n",
        READ_AT,
        DISTRICT,
    )
    assert str(read.held_on) == "2025-12-10"
    assert [str(c.due) for c in read.commitments] == ["2026-04-30"]


def test_the_day_under_a_paper_is_no_deadline() -> None:
    read = read_record(
        "协商会纪要\n会议时间：2026年3月4日\n区水利局承诺月底前清沟。\n区政协办公室　2026年3月9日印发\n",
        READ_AT,
        DISTRICT,
    )
    assert [(c.unit, str(c.due)) for c in read.commitments] == [("区水利局", "2026-03-31")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5月12日（2026年）协商议事会上，物业说月底前清完。到7月1日再去，没有清。", "2026-05-12"),
        ("城北 反诈 5-6 晚7点 板凳协商会 2026\n派出所：月底前配联络警", "2026-05-06"),
        ("案由：午休（提案第7号）\n记录时间：2026年9月24日，召开当天\n区教育局：年底前到位。", "2026-09-24"),
        (
            "“烟没了。”11月26日，委员又进村。\n这事得从9月24日说起。那天，镇里开了协商议事会。\n（2025年11月28日供稿）",
            "2025-09-24",
        ),
        ("会议日期：\n印发日期：2026年5月14日\n城南街道协商议事会纪要", None),
        ("提案2月20日提交。\n3月27日，提案办理协商在卫生院开。\n（写于2026年7月2日）", "2026-03-27"),
        ("协商议事会原定4月9日，因雨改在4月16日开。\n2026年4月20日整理", "2026-04-16"),
        ("今年一月十五日，镇里开板凳协商会。\n批复原件已出示，日期为3月17日。\n2026年4月3日", "2026-01-15"),
        ("根据3月2日的安排，3月20日上午召开提案办理协商。\n2026年3月25日印发", "2026-03-20"),
    ],
)  # fmt: skip
def test_the_year_in_brackets_and_the_day_it_began_are_read(text: str, day: str | None) -> None:
    assert held_on(text) == day
