"""Tables of promises, whatever their columns are called and wherever their heading stands."""

from datetime import datetime

import pytest

from ingest import tables as sheets
from ingest.tables import tidy
from knowledge.profile import read_district
from knowledge.reading.characters import normalised
from knowledge.reading.columns import Meaning, heading_of
from knowledge.reading.duty_tables import table_progress, tables
from knowledge.reading.extraction import read_record

READ_AT = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
DISTRICT = read_district(None)

SHEET = """| 登记表 |  |  |  |
| --- | --- | --- | --- |
| 会议时间 | 2026年3月4日 |  |  |
| 地点 | 城南街道文化站 |  |  |
| 要办的事 | 牵头单位 | 何时前 | 现场查看 |
| 补齐井盖 | 区城管局 | 3月底 | 已补齐 |
| 清掉淤泥 |  | 4.20 | 还没清 |
| 夜里加一班车 | 公交公司 | 尽快 | 已开行 |
| 填表人 | 示例 |  |  |
"""


def promised(paper: str) -> set[tuple[str, str | None]]:
    read = read_record(paper, READ_AT, DISTRICT)
    return {(c.unit, str(c.due) if c.due else None) for c in read.commitments}


@pytest.mark.parametrize(
    "heading",
    [
        ["序号", "事项", "责任单位", "时限"],
        ["承诺内容", "承办单位", "配合单位", "完成时限", "实地核看"],
        ["谁来办", "办什么", "什么时候办完"],
        ["任务", "主办", "期限", "进展"],
    ],
)
def test_columns_are_known_by_the_meaning_of_their_headings(heading: list[str]) -> None:
    assert heading_of([["登记表"], ["时间", "2026年3月4日"], heading, ["x"] * len(heading)]) is not None


@pytest.mark.parametrize(
    "row", [["发言单位", "发言内容"], ["时间", "2026年3月4日", "主办单位", "区政协"], ["姓名", "电话"]]
)
def test_a_form_or_a_list_of_speakers_is_no_table_of_promises(row: list[str]) -> None:
    assert heading_of([row, ["x"] * len(row)]) is None


def test_a_sheet_is_a_form_above_and_below_its_table() -> None:
    lines = tidy(SHEET).splitlines()
    assert lines[:3] == ["登记表", "会议时间：2026年3月4日", "地点：城南街道文化站"]
    assert lines[3] == "| 要办的事 | 牵头单位 | 何时前 | 现场查看 |"
    assert lines[-1] == "填表人：示例"


def test_each_row_is_a_promise_and_a_merged_cell_counts_for_the_rows_below() -> None:
    assert promised(tidy(SHEET)) == {
        ("区城管局", "2026-03-31"),
        ("区城管局", "2026-04-20"),
        ("公交公司", None),
    }


def test_the_station_of_a_town_is_not_the_town() -> None:
    table = "协商议事会 2026年3月4日\n| 事项 | 责任单位 | 时限 |\n| 夜间巡逻 | 城北派出所 | 月底前 |\n"
    assert promised(table) == {("区公安分局", "2026-03-31")}


def test_progress_is_the_last_column_that_tells_how_it_went() -> None:
    (table,) = tables(normalised(tidy(SHEET)))
    assert [told for told, _ in table_progress(table)] == ["已补齐", "还没清", "已开行"]


def test_the_last_row_may_share_its_merged_cells_too() -> None:
    rows = "| 序号 | 事项 | 责任单位 | 时限 |\n| 1 | 补灯 | 供电公司 | 月底前 |\n| 2 | 移杆 |  |  |\n"
    assert [line.count("|") for line in tidy(rows).splitlines()] == [5, 5, 5, 5]


def test_a_table_may_have_a_column_for_each_body() -> None:
    table = (
        "柳河镇协商议事会承诺表\n会议时间：2026年3月4日\n"
        "| 项目 | 区交通局 | 公交公司 |\n| --- | --- | --- |\n| 承诺 | 修好会车点 | 加开早班车 |\n"
        "| 完成时限 | 4月30日前 | 会后一个月内 |\n"
    )
    assert promised(table) == {("区交通局", "2026-04-30"), ("公交公司", "2026-04-04")}


def test_a_long_list_is_not_looked_through_row_by_row_for_such_a_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    monkeypatch.setattr(sheets, "stands_in_columns", lambda rows: tried.append(len(rows)))
    rows = [f"| 住户{i} | {i}号 | 已登记 |" for i in range(2_000)]
    assert tidy("\n".join(["| 姓名 | 门牌 | 备注 |", "| --- | --- | --- |", *rows])).count("已登记") == 2_000
    assert len(tried) < 100


def test_an_attitude_in_the_column_of_answers_is_no_promise() -> None:
    table = (
        "2026年6月3日 枫林镇协商议事会\n| 问题 | 被问单位 | 答复 |\n| --- | --- | --- |\n"
        "| 护栏补助 | 区财政局 | 会积极向上反映 |\n| 护栏 | 枫林镇 | 6月底前立好 |\n"
    )
    assert promised(table) == {("枫林镇", "2026-06-30")}


def test_a_blank_in_a_form_stays_blank() -> None:
    lines = tidy("| 会议日期 |  | 填报日期 | 2026年7月13日 |\n| 地点 | 老戏台 |  |  |\n").splitlines()
    assert lines == ["会议日期：", "填报日期：2026年7月13日", "地点：老戏台"]


def test_a_table_with_headings_of_its_own_is_read_by_what_they_mean() -> None:
    table = (
        "2026年4月17日 白塘镇协商议事会\n"
        "| 笔 | 谁 | 做什么 | 到哪天 | 凭据 |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | 区文旅局 | 导览牌15块 | 五月底 | 录音 |\n| 2 | 区交通局 | 路标4处 | 会后30天 | 录音 |\n"
        "| 3 | 区发改局 | 没来人 | — | — |\n"
    )
    assert promised(table) == {("区文旅局", "2026-05-31"), ("区交通局", "2026-05-17")}


def test_what_was_promised_goes_before_what_it_was_about() -> None:
    heading = heading_of([["事项", "单位", "承诺", "期限"], ["书屋", "区文旅局", "配书", "4月30日前"]])
    assert heading is not None
    assert heading.columns[Meaning.ACTION] == 2


@pytest.mark.parametrize(
    "labels",
    [
        ["要种的树", "栽树的", "浇透水那天", "我五月去数"],
        ["航次", "掌舵", "靠岸", "岸上望见"],
    ],
)
def test_columns_with_labels_of_unknown_words_are_known_by_their_cells(labels: list[str]) -> None:
    rows = [
        ["白塘镇协商议事会", "2026年3月9日", "记录：示例", ""],
        labels,
        ["给渡口装四盏灯", "供电所", "4月底前", "四盏都亮着，照得见台阶"],
        ["补好码头缺的石板", "白塘镇政府", "会后两周内", "还缺两块，走路要跨"],
    ]
    heading = heading_of(rows)
    assert heading is not None
    assert heading.row == 1
    assert heading.columns == {Meaning.ACTION: 0, Meaning.UNIT: 1, Meaning.DUE: 2, Meaning.PROGRESS: 3}
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert promised(tidy(table)) == {("供电公司", "2026-04-30"), ("白塘镇", "2026-03-23")}


def test_a_column_of_limits_goes_before_a_column_of_meeting_days() -> None:
    table = (
        "| 日期 | 单位 | 事 | 期限 |\n| --- | --- | --- | --- |\n"
        "| 2026-03-09 | 区水利局 | 清淤 | 4月底前 |\n| 同上 | 区交通局 | 补路 | 3月20日前 |\n"
    )
    assert promised(f"2026年3月9日 协商议事会\n{table}") == {
        ("区水利局", "2026-04-30"),
        ("区交通局", "2026-03-20"),
    }


def test_a_cell_may_name_the_body_and_its_limit() -> None:
    table = (
        "2026年3月9日 协商议事会\n| 欠着的 | 谁去办 | 现在 |\n| --- | --- | --- |\n"
        "| 三个月工钱 | 区人社局，五一前发到人 | 未办 |\n| 渠上的桥 | 区水利局没接 | — |\n"
    )
    assert promised(table) == {("区人社局", "2026-04-30")}


def test_a_list_of_those_present_is_no_table_of_promises() -> None:
    assert (
        heading_of([["时间", "3月5日 14:00"], ["到会", "区市场监管局、白塘镇"], ["没到", "区城管局"]]) is None
    )


def test_sentences_in_the_cells_of_a_list_are_read_as_running_text() -> None:
    table = (
        "| 协商记事 | 菜场换水 |\n| --- | --- |\n| 哪天 | 2026年3月9日，板凳协商会 |\n"
        "| 应了什么 | 水务公司：一个月内换表；物业：4月底前加锁 |\n| 镇里当场讲的 | 5月底前把路补平 |\n"
    )
    assert promised(tidy(f"枫林镇菜场\n{table}")) == {
        ("水务公司", "2026-04-09"),
        ("物业公司", "2026-04-30"),
        ("枫林镇", "2026-05-31"),
    }


def test_what_was_said_without_a_limit_is_an_attitude() -> None:
    table = "| 单位 | 说了什么 | 期限 |\n| --- | --- | --- |\n| 区财政局 | 一定树立大局意识 | 无 |\n"
    assert promised(f"2026年3月9日 协商议事会\n{table}") == set()


def test_who_signed_in_or_whose_answer_was_not_written_down_has_promised_nothing() -> None:
    signed = "| 序号 | 姓名 | 单位 | 签到时间 |\n| --- | --- | --- | --- |\n| 1 | 吕倩 | 区城管局 | 14:25 |\n"
    card = "| 日期 | 未填 |\n| --- | --- |\n| 到会单位 | 区卫健局、区人社局 |\n| 单位答复 | 未记录 |\n"
    for table in (signed, card):
        assert promised(f"2026年3月9日 协商议事会\n{table}") == set()


def test_the_community_alone_is_its_committee_in_a_cell() -> None:
    table = "| 责任单位 | 任务 | 时限 |\n| --- | --- | --- |\n| 社区 | 贴公约 | 4月15日前 |\n"
    assert ("社区居委会", "2026-04-15") in promised(f"2026年3月9日 协商议事会\n{table}")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("单位 | 应答原句 | 进展", "区水利局 | 我们会加大力度 | "), set()),
        (("群众提的 | 单位说的 | 时限", "塘租贵 | 区发改局：会放在心上 | 无"), set()),
        (("单位 | 承诺 | 期限 | 兑现与否", "区水利局 | 接好水管 | 4月底前 | 水管没接"),
         {("区水利局", "2026-04-30")}),
        (
            ("单位 | 应承的话 | 跟踪", "水利上 | 4月10日前派人；5月底前修好埠头 | 在修"),
            {("区水利局", "2026-04-10"), ("区水利局", "2026-05-31")},
        ),
        (("主体 | 应付 | 到期日", "本人 | 报一篇信息 | 2026-06-24"), {("本人", "2026-06-24")}),
        (("责任单位 | 任务 | 时限", "区水利局 | 补坝 | 待议，未定"), set()),
        (("立项号 | 协商会（日期） | 承办及承诺 | 结果", "01 | 2026-03-09 | 区水利局：5月20日前补坝 | 补了"),
         {("区水利局", "2026-05-20")}),
    ],
)  # fmt: skip
def test_a_row_promises_what_its_words_undertake(
    rows: tuple[str, ...], expected: set[tuple[str, str | None]]
) -> None:
    head, *others = (f"| {row} |" for row in rows)
    lines = (head, "|" + " --- |" * (rows[0].count("|") + 1), *others)
    assert promised("2026年3月9日 协商议事会\n" + "\n".join(lines) + "\n") == expected
