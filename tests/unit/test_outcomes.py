"""What a later check found, from prose, notes and tables."""

from datetime import datetime

import pytest

from knowledge.model import CommitmentStatus, Outcome
from knowledge.profile import read_district
from knowledge.reading.extraction import read_record
from knowledge.reading.states import ClauseState, clause_state
from knowledge.reading.turning_point import turning_point

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DISTRICT = read_district(None)
MEETING = "2026年4月2日，城南街道板凳协商会。区城管局答应4月底前划线。物业公司承诺5月10日前装好护栏。\n"


@pytest.mark.parametrize(
    ("clause", "state"),
    [
        ("线划好了", ClauseState.DONE),
        ("护栏已全部启用", ClauseState.DONE),
        ("再没积过水", ClauseState.DONE),
        ("没闻过一次臭味", ClauseState.DONE),
        ("污水不见了", ClauseState.DONE),
        ("破损路面修复完成", ClauseState.DONE),
        ("停工的工地复工了", ClauseState.DONE),
        ("护栏又生锈了", ClauseState.OPEN),
        ("一个没装", ClauseState.OPEN),
        ("至今未答复", ClauseState.OPEN),
        ("人家不肯签", ClauseState.OPEN),
        ("又堵上了", ClauseState.OPEN),
        ("正在招标", ClauseState.MOVING),
        ("完成约六成", ClauseState.MOVING),
        ("预计下月亮灯", ClauseState.MOVING),
        ("委员们认真听取", None),
        ("承诺5月底前装完", None),
    ],
)
def test_a_clause_says_kept_moving_or_open(clause: str, state: ClauseState | None) -> None:
    assert clause_state(clause) is state


@pytest.mark.parametrize(
    ("check", "outcome"),
    [
        ("6月3日回访，线划好了，护栏也装上了。", Outcome.DONE),
        ("转眼到了夏天。走进小区，车位线清清楚楚，护栏立起来了，堵车不见了。", Outcome.DONE),
        ("6月再去看：线划了，护栏一根没装。", Outcome.PARTLY_DONE),
        ("6月3日，委员现场看，线划好了，护栏正在安装。", Outcome.UNDER_WAY),
        ("落实情况：线没划，护栏也没装，打电话没人接。", Outcome.NOT_DONE),
        ("6月3日抽查，线和护栏均未动工，与两家上报的“全部完成”不符。", Outcome.NOT_DONE),
        ("6月3日回访：划线 √　护栏 √", Outcome.DONE),
        ("6月3日回访：划线 √　护栏 ×", Outcome.PARTLY_DONE),
        ("6月3日看，线只划了东边六栋，西边六栋没划，护栏装好了。", Outcome.PARTLY_DONE),
        ("", Outcome.UNKNOWN),
    ],
)
def test_the_outcome_is_what_the_last_check_found(check: str, outcome: Outcome) -> None:
    read = read_record(MEETING + check, NOW, DISTRICT)
    assert read.outcome is outcome
    assert (read.outcome_evidence or "") in MEETING + check


@pytest.mark.parametrize(
    ("check", "outcome"),
    [
        ("4月20日看：车位线在划，护栏已下单等到货。", Outcome.UNDER_WAY),
        ("4月20日看：车位线已经划完，护栏已下单等到货。", Outcome.UNDER_WAY),
        ("6月3日看：车位线划了东头，另一头还没划，护栏没人装。", Outcome.PARTLY_DONE),
        ("6月3日回访：两项都还没到位，物业说材料没钱买，下月一定装。", Outcome.NOT_DONE),
        ("6月3日核查：前一条销号，护栏一条继续挂账。", Outcome.PARTLY_DONE),
        ("5月1日看，线没划。6月3日再看，线划好了，护栏立稳了。", Outcome.DONE),
        ("两家来函称“均已完成”。6月3日去看，线没划，护栏没影，来函不实。", Outcome.NOT_DONE),
    ],
)
def test_each_promise_counts_by_the_last_look_at_it(check: str, outcome: Outcome) -> None:
    assert read_record(MEETING + check, NOW, DISTRICT).outcome is outcome


def test_what_a_body_says_of_itself_is_no_finding() -> None:
    read = read_record(MEETING + "6月3日去看，线没划；区城管局说已经划好了。", NOW, DISTRICT)
    assert read.outcome is Outcome.NOT_DONE


def test_attitudes_alone_are_no_result() -> None:
    text = "2026年4月2日，城南街道板凳协商会。区城管局表示高度重视，将认真研究，加强管理。"
    assert read_record(text, NOW, DISTRICT).outcome is Outcome.ATTITUDE_ONLY


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        (("已完成", "已安装"), Outcome.DONE),
        (("已完成", "正在施工"), Outcome.UNDER_WAY),
        (("已完成", "未动工"), Outcome.PARTLY_DONE),
        (("未开展", "没装"), Outcome.NOT_DONE),
        (("", ""), Outcome.UNKNOWN),
    ],
)
def test_a_column_of_progress_tells_the_outcome(cells: tuple[str, str], outcome: Outcome) -> None:
    table = (
        "| 责任单位 | 事项 | 时限 | 进展 |\n|---|---|---|---|\n"
        f"| 区城管局 | 划线 | 2026年4月30日 | {cells[0]} |\n"
        f"| 物业公司 | 护栏 | 2026年5月10日 | {cells[1]} |\n"
    )
    read = read_record(f"城南街道板凳协商会成果表\n2026年4月2日召开\n{table}", NOW, DISTRICT)
    assert read.outcome is outcome


def test_a_line_that_is_still_to_be_filled_in_tells_nothing() -> None:
    form = "城东街道协商议事会\n召开时间：2026年5月20日\n承诺：水务公司：6月5日前换井盖\n落实情况：（待填）\n"
    assert read_record(form, NOW, DISTRICT).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("text", "turns_at"),
    [
        (
            "会上，城管局答应月底前划线。会开了两个小时。今天又去数了数，线划好了四十条，剩下的工人在划。",
            "今天又去",
        ),
        ("物业承诺5月前换灯。督查发现，灯一盏没换，经办人电话打不通。", "督查发现"),
        ("交警说6月前划线。散会时天黑了，大家把板凳搬回家。", None),
    ],
)
def test_a_record_turns_to_the_later_check_where_it_is_told(text: str, turns_at: str | None) -> None:
    assert turning_point(text) == (text.index(turns_at) if turns_at else len(text))


def test_some_items_that_are_struck_off_are_not_all() -> None:
    text = MEETING + "6月3日现场看，线划好了。第一项予以销号。"
    assert read_record(text, NOW, DISTRICT).outcome is Outcome.PARTLY_DONE


def test_each_promise_stands_as_the_last_check_found_it() -> None:
    told = (
        "城北街道板凳协商会\n时间：2026年3月3日\n"
        "会上，区城管局承诺4月底前清走堆物，供电公司承诺5月10日前接好路灯。\n"
        "6月1日，委员到现场查看，堆物已全部清走；路灯还没有接电。"
    )
    read = read_record(told, NOW, DISTRICT)
    assert {c.unit: c.status for c in read.commitments} == {
        "区城管局": CommitmentStatus.DONE,
        "供电公司": CommitmentStatus.NOT_DONE,
    }
