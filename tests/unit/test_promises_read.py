"""What a message or a paper promises: who, by when; and the frame of the meeting."""

from datetime import date, datetime

import pytest

from knowledge.model import Outcome
from knowledge.profile import read_district
from knowledge.reading.extraction import read_consultation, read_record
from knowledge.reading.followups import read_followups

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")  # a Sunday
DISTRICT = read_district(None)


def promised(text: str) -> set[tuple[str, str | None]]:
    return {
        (c.unit, c.due.isoformat() if c.due else None)
        for c in read_consultation(text, NOW, DISTRICT).commitments
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("教育局说月底前修，物业答应12月5日前清", {("区教育局", "2026-11-30"), ("物业公司", "2026-12-05")}),
        ("水务公司和供电公司都说年底前完工", {("水务公司", "2026-12-31"), ("供电公司", "2026-12-31")}),
        ("交警说半个月画好线", {("交警大队", "2026-12-07")}),
        ("城管说今晚就拆", {("区城管局", "2026-11-22")}),
        ("民政局 挂牌 元旦前 住建局 出图 下周五", {("区民政局", "2026-12-31"), ("区住建局", "2026-11-27")}),
        ("环卫答应每天清两次", {("区城管局", None)}),
        ("燃气公司验收后一周内通气", {("燃气公司", None)}),
    ],
)  # fmt: skip
def test_each_promise_has_its_own_body_and_day(said: str, expected: set[tuple[str, str | None]]) -> None:
    assert promised(f"今天开了板凳会，{said}") == expected


@pytest.mark.parametrize(
    "said",
    [
        "居民要求月底前修好",
        "教育局说争取年底前修好",
        "城管局不同意年底前拆",
        "住建局说高度重视，积极支持",
        "城管同意不罚款",
        "摊主答应月底前搬走",
        "水务公司说管径太细，年前换不了",
        "交警依照规定：腾退超过20个，要拿夜间方案",
    ],
)
def test_wishes_refusals_attitudes_and_residents_promise_nothing(said: str) -> None:
    assert promised(f"今天开了板凳会，{said}") == set()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11.20大田镇协商议事会", "2026-11-20"),
        ("刚跟几位居民谈完停车", "2026-11-22"),
        ("今天板凳会", "2026-11-22"),
        ("昨天（2026年9月16日）召开了协商会", "2026-09-16"),
        ("板凳会，供电所周三来看线路", None),
        ("板凳会，乡政府今天就把牌子立上", None),
    ],
)
def test_the_day_of_the_meeting_is_not_a_day_that_somebody_speaks_of(text: str, day: str | None) -> None:
    held_on = read_consultation(text, NOW, DISTRICT).held_on
    assert (held_on.isoformat() if held_on else None) == day


def test_a_table_with_or_without_outer_bars_gives_its_promises() -> None:
    rows = (
        "单位 | 任务 | 时限 | 现状",
        "区水利局 | 清淤 | 2026年9月30日 | 已完工",
        "大田镇 | 立牌 | 2026年8月底 | 没立",
    )
    for table in (
        "\n".join(rows),
        "\n".join(f"| {row} |" for row in rows),
        "\n".join(rows).replace(" | ", "\t"),
    ):
        read = read_record(f"大田镇协商议事会\n2026年7月1日召开\n{table}", NOW, DISTRICT)
        assert {(c.unit, str(c.due)) for c in read.commitments} == {
            ("区水利局", "2026-09-30"),
            ("大田镇", "2026-08-31"),
        }


@pytest.mark.parametrize(
    ("said", "unit", "due"),
    [
        ("帮我盯着，燃气公司答应12月1日前查漏", "燃气公司", "2026-12-01"),
        ("下周三提醒我问教育局校车的事", "区教育局", "2026-11-25"),
        ("我怕忘，下周一问下财政局那笔钱", "区财政局", "2026-11-23"),
        ("我答应村民12月1号前去看水沟，提醒我", "本人", "2026-12-01"),
        ("物业说12月内装好门禁，帮忙追踪", "物业公司", "2026-12-31"),
    ],
)
def test_a_follow_up_names_the_body_that_is_followed(said: str, unit: str, due: str) -> None:
    assert [(c.unit, str(c.due)) for c in read_followups(said, NOW, DISTRICT)] == [(unit, due)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("大田镇联络委\n2024年4月11日记（示例）\n今天开了板凳会。", date(2024, 4, 11)),
        ("记一下今天（2026年5月14日）的事。\n今天开了板凳会。", date(2026, 5, 14)),
        ("柳河 9/8下午 议事会\n（2025年，示例）\n水利局10月20号前清淤", date(2025, 9, 8)),
    ],
)
def test_a_note_counts_from_the_day_that_it_was_written(text: str, day: date) -> None:
    assert read_record(text, NOW, DISTRICT).held_on == day


PAPER = "城东街道协商纪要\n时间：2026年3月4日\n形式：板凳协商会\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("街道城建办：4月底前补种行道树。", {("城东街道", "2026-04-30")}),
        ("街道会尽快把三户的协议签下来。", {("城东街道", None)}),
        ("街道会尽快研究解决。", set()),
        ("教育：错峰方案三月底前发到各班。", {("区教育局", "2026-03-31")}),
        ("区文旅局说，如果预算批下来，六月底前换灯箱。", set()),
        ("区残联表示，做几处看勘察结果再定。", set()),
        (
            "区民政局：3月20日前，把明年的补贴标准定下来。",
            {("区民政局", "2026-03-20")},
        ),
        ("对停车问题形成意见：交警大队4月10日前划线。", {("交警大队", "2026-04-10")}),
        ("“4月10日前划好线。”——交警大队", {("交警大队", "2026-04-10")}),
        ("“秤的事我们管，4月10日前检定一遍。”市场监管局计量科的小伙子说。", {("区市场监管局", "2026-04-10")}),
        ("区卫健局4月20日前在卫生院开设周六门诊。", {("区卫健局", "2026-04-20")}),
        ("区水利局两周内（3月25日前）清完沟。", {("区水利局", "2026-03-25")}),
        ("街道——4月底前补种行道树。", {("城东街道", "2026-04-30")}),
    ],
)
def test_papers_promise_in_many_forms(words: str, expected: set[tuple[str, str | None]]) -> None:
    read = read_record(PAPER + words, NOW, DISTRICT)
    assert {(c.unit, c.due.isoformat() if c.due else None) for c in read.commitments} == expected


def test_a_report_that_names_promises_with_what_came_of_them_keeps_both() -> None:
    text = (
        "【督办记录】城东街道板凳协商会（2026年3月4日）第二次核查\n核查时间：2026年6月9日\n"
        "（1）区城管局，4月10日前清运杂物——楼道里照样堆着。\n"
        "（2）城东街道，4月20日前装好长椅——一张没见。\n"
    )
    read = read_record(text, NOW, DISTRICT)
    assert {(c.unit, str(c.due)) for c in read.commitments} == {
        ("区城管局", "2026-04-10"),
        ("城东街道", "2026-04-20"),
    }
    assert read.outcome is Outcome.NOT_DONE


def recorded(told: str, head: str = "2026年3月10日，枫林镇板凳协商会。") -> set[tuple[str, str | None]]:
    read = read_record(f"{head}\n{told}\n", NOW, DISTRICT)
    return {(c.unit, c.due.isoformat() if c.due else None) for c in read.commitments}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("老周：电力应了，4月底前换变压器。", {("供电公司", "2026-04-30")}),
        ("人社上的话是，5月10号前追回工钱。", {("区人社局", "2026-05-10")}),
        ("城管队长拍了胸脯，说4月2日前清走。", {("区城管局", "2026-04-02")}),
        ("一笔记在水务公司名下，4月底前换表。", {("水务公司", "2026-04-30")}),
        ("拉线归供电所的：4月15日前拉完。", {("供电公司", "2026-04-15")}),
        ("轮到我，我说半个月内把材料交上去。", {("本人", "2026-03-25")}),
        (
            "公路站：压减速带，4月20日前。交警：立爆闪灯，同一天前亮。",
            {("区交通局", "2026-04-20"), ("交警大队", "2026-04-20")},
        ),
        ("文旅局：音箱清明演出前搬来，最迟4月2日。", {("区文旅局", "2026-04-02")}),
        (
            "三件事定了，供电公司4月底前，交警4月1日前，镇里3月20日前排好班。",
            {("供电公司", "2026-04-30"), ("交警大队", "2026-04-01"), ("枫林镇", "2026-03-20")},
        ),
        ("文旅局的小温说，请师傅来换柱子，4月底前换好。", {("区文旅局", "2026-04-30")}),
        ("发改局同意4月10日前书面答复收费是否偏高。", {("区发改局", "2026-04-10")}),
    ],
)
def test_a_promise_may_be_told_in_words_of_its_own(told: str, expected: set[tuple[str, str | None]]) -> None:
    assert recorded(told) == expected


@pytest.mark.parametrize(
    "told",
    [
        "区水利局3月28日来函，称已经清完。",
        "市监局讲，一定绷紧这根弦。",
        "卫健小白：我们始终把老年人摆在突出位置。",
        "会前3月5日我去看过，路还是土路。",
        "退役军人事务局说，三个月后还有六十人没着落。",
    ],
)
def test_letters_visits_and_fine_words_promise_nothing(told: str) -> None:
    assert recorded(told) == set()


def test_the_limit_of_a_body_that_is_not_known_belongs_to_nobody_else() -> None:
    assert recorded("金融办4月9日前答复，财政局4月18日前拨贴息") == {("区财政局", "2026-04-18")}


def test_without_the_day_of_the_meeting_a_limit_has_no_day() -> None:
    head = "柳河镇板凳协商会，哪天开的记不清了。"
    assert recorded("农业局的说一个月内派技术员来。", head) == {("区农业农村局", None)}
    assert recorded("农业局的说10月底前派技术员来。", head) == {("区农业农村局", None)}
    assert recorded("农业局的说2026年5月底前派技术员来。", head) == {("区农业农村局", "2026-05-31")}
    assert recorded("农业局的说12月底前派技术员来。", head) == {("区农业农村局", "2026-12-31")}


def test_a_body_that_writes_of_itself_is_named_in_the_head() -> None:
    head = "城投集团关于协商事项的函\n2026年3月10日，城北街道协商议事会上"
    assert recorded("我公司承诺5月31日前铺好路面。", head) == {("区城投公司", "2026-05-31")}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("到会：水务公司许工、住户九人。\n许工：一周内洗箱。", {("水务公司", "2026-03-16")}),
        ("公路站的老梁接话：“两面反光镜，5月底前我给装上。”", {("区交通局", "2026-05-31")}),
        ("居民老王说：“垃圾5月底前我自己清。”", set()),
        ("人社局说这次不表态。加工点老板钱某表示愿意七月以前收十个人。", set()),
        ("我本人（委员祝晓琳）：3月20日前写一篇信息。", {("本人", "2026-03-20")}),
        ("物业经理老曹当着大家说，半个月内装好门禁。", {("物业公司", "2026-03-24")}),
        ("交通局说年前，也就是3月31日前，把护栏焊好。", {("区交通局", "2026-03-31")}),
        ("消防说半个月内……不，两周内装报警器。", {("消防救援大队", "2026-03-23")}),
        ("区生态环境分局来了。环境分局的同志说，10天内贴出化验单。", {("区生态环境分局", "2026-03-19")}),
        ("农业农村局、水利局 | 盼着插秧前能放到水", set()),
        ("一月到二月 协商动态", set()),
        ("大田镇第二季度协商答复登记簿", set()),
        ("政协委员甘某当众说：“我负责找师傅，3月20日前领来。”", {("本人", "2026-03-20")}),
        ("交通局答应了什么？5月底前修好路没有？", set()),
        ("到会：区生态环境分局。\n环境局：四月五日前装好噪声屏。", {("区生态环境分局", "2026-04-05")}),
        ("大田镇三月底前把已经备案的21户名单理出来。", {("大田镇", "2026-03-31")}),
        ("“6月底前建一座中转房。”——大田镇", {("大田镇", "2026-06-30")}),
        ("5月下旬，交通局在简报上说，路已修好。", set()),
        ("我自己也应了一条：4月20日前写一份申请。", {("本人", "2026-04-20")}),
        ("@公交公司 调度：3月17日前加开一趟车", {("公交公司", "2026-03-17")}),
        ("供电所王所长到会。王所长表示，5月10日前换变压器。", {("供电公司", "2026-05-10")}),
        ("本人负责4月10日前整理一篇信息。", {("本人", "2026-04-10")}),
        ("电信应允：10月底前补信号杆。", {("通信运营商", "2026-10-31")}),
        ("发改局——清明前不好说，5月15日前发电价表。", {("区发改局", "2026-05-15")}),
        ("街道出钱刷墙，7月5日前。\n快递网点说愿意轮流派人。", {("大田镇", "2026-07-05")}),
        ("白塘镇｜5月15日前辟出停车场", {("白塘镇", "2026-05-15")}),
        ("水利局答应5月15日前清渠，结果6月12日才干完。", {("区水利局", "2026-05-15")}),
        ("民政局说5月底前换锅炉。大田镇政府的同志跟着说，5月20日以前装扶手。",
         {("区民政局", "2026-05-31"), ("大田镇", "2026-05-20")}),
        ("到：居民 消防\n→消防：3.13上门讲一次课", {("消防救援大队", "2026-03-13")}),
        ("水务公司答应5月底前清管。\n区政协6月7日雨后派员抽查，仍积水。", {("水务公司", "2026-05-31")}),
        ("业委会主任老康说，两天内剪锁。", {("业委会", "2026-03-11")}),
        ("住建局答应5月底前补路。\n6月3日去看，路没补。这条是会上定的，交警也答应过4月底前划线。",
         {("区住建局", "2026-05-31"), ("交警大队", "2026-04-30")}),
    ],
)  # fmt: skip
def test_a_promise_belongs_to_the_body_of_whoever_speaks(
    said: str, expected: set[tuple[str, str | None]]
) -> None:
    read = read_record(f"2026年3月9日，大田镇板凳协商会\n{said}", NOW, DISTRICT)
    assert {(c.unit, c.due.isoformat() if c.due else None) for c in read.commitments} == expected


def test_what_came_of_it_is_no_topic() -> None:
    read = read_record("大田镇，2026年3月9日。\n交通局：5月底前把线划好。\n回访：线划上了", NOW, DISTRICT)
    assert read.topic == "把线划好"


def test_answers_in_a_register_of_meetings_are_promises() -> None:
    rows = (
        ("面商日期", "面商方式", "面商地点", "答复", "回访"),
        ("2026年3月9日", "提案办理协商", "大田镇政府", "交警大队：3月20日前装隔离护栏", "3月24日去看，没装"),
        ("", "", "", "城管局：3月底前划出六十个车位", "3月24日去看，地上没有线"),
    )
    sheet = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    promised_in = {(c.unit, c.due) for c in read_record(sheet, NOW, DISTRICT).commitments}
    assert promised_in == {("交警大队", date(2026, 3, 20)), ("区城管局", date(2026, 3, 31))}


@pytest.mark.parametrize(
    ("paper", "topic"),
    [
        ("提案办理协商纪要\n提案：第12号《关于延伸六路公交的建议》\n时间：2026年3月9日", "延伸六路公交"),
        ("2026年3月9日，到卫生院门口听大家说看病拿药的事。局里讲要“认真研究”。", "看病拿药"),
    ],
)
def test_a_topic_is_the_matter_and_not_what_was_said_of_it(paper: str, topic: str) -> None:
    assert read_record(paper, NOW, DISTRICT).topic == topic
