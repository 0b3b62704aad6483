"""Whether a paper is a policy or the record of a consultation, without a title that says so."""

import pytest

from ingest.kinds import recognise
from ingest.records import matter_of, title_of
from knowledge.model import Kind


def kind(paper: str) -> Kind:
    return recognise(title_of(paper, "1.txt")[0], paper)[0]


@pytest.mark.parametrize(
    "paper",
    [
        "6.3 晚 白塘 修桥\n水利：7.15前出图\n镇里：月底前清桥面\n村民还想加护栏，没定",
        "白塘修桥 6/3（周三）\n水利局——七月中旬前出图\n镇政府——月底前清桥面",
        "昨天在茶馆跟几位业主坐下来商量垃圾房，城管局老陈说9月底前移走，物业答应天天冲。",
        "大田镇晒场协商：进展通报\n6月5日召开会议，区农业农村局承诺年底前建好。",
        "【微播报】委员上门谈井盖\n昨日，委员约了区城管局和社区。区城管局：10月底前换完。",
        "督办通报\n3月20日，白塘镇召开板凳协商会，会上区民政局答应4月底前配齐送餐车。7月3日，委员暗访，居民说没见过车。",
        "2026年4月9日在渡口座谈。交通局应了月底前修栏杆。我过后去看，一根没立。",
        "白塘渡口 板凳会 二〇二五年四月九日\n交通局5月底前立栏杆",
        "3月24号晚上，白塘老渡口，摆龙门阵一样摆了两个钟头。文旅局说6月底前装灯。",
        "问：几时能通水？\n水利来的同志讲要研究。镇里的同志讲要统筹。散了。",
        "湖滨街道充电棚对口协商\n11月4日。住建局：月底前选点；供电公司：12月中旬前接电。",
        "关于参加路灯协商活动的通知\n各位委员：\n兹定于2026年4月8日上午在渡口开一次协商。\n（归档时注：会后无记录）",
        "回访问答（白塘镇）\n问：哪场会？\n答：3月6日的对口协商。\n问：谁答应了？\n答：委员说区水利局应下5月底前清渠。",
        "白塘镇联络委通知（2025年10月10日）\n兹定于下周二上午，在渡口开协商议事会。\n会按通知开了，人齐。",
        "青石 四月十六 渡口开的会\n水利来的人应下 尽快清渠\n老蓝问几时清 没人接话",
    ],
)
def test_notes_and_posts_are_records(paper: str) -> None:
    assert kind(paper) is Kind.RECORD


@pytest.mark.parametrize(
    "paper",
    [
        "《加装电梯补贴》解读\n居民反映上下楼难。补贴对象为四层以上住宅的业主，由街道受理，十个工作日内拨付。业主应当协商一致。",
        "尊敬的业主：自3月1日起车库错峰停车，请居民提前登记。物业公司将在2月底前录入车牌。",
        "怎么给狗上牌\n问：要带什么？\n答：身份证。\n问：邻居投诉怎么办？\n答：先与邻居协商。",
        "装电梯常见问题\n问：我家在一楼，不同意怎么办？\n答：居民可以座谈协商。",
        "白塘镇计划停电信息\n2026年3月5日 8:00-17:00 东街停电。\n供电公司请居民提前准备。",
        "示例区政协2026年度协商计划\n3月围绕停车召开专题协商会，承办：提案委。",
        "关于做好协商议题征集工作的通知\n各联络委：\n请于2026年3月10日前报送议题，每家两个。",
        "关于印发《板凳协商会工作办法》的通知\n各联络委：\n现将办法印发给你们，自2026年1月1日起施行。",
        "示例区板凳协商会工作办法\n板凳协商会由联络委组织，委员应当到会，单位应当当场答复。",
        "民生实事项目\n| 项目 | 责任单位 | 完成时限 |\n| 公厕十座 | 区城管局 | 10月底前 |",
    ],
)
def test_explanations_notices_and_rules_of_consultation_are_policies(paper: str) -> None:
    assert kind(paper) is Kind.POLICY


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("会 议 纪 要\n议题：望湖路积水\n时间：2026年5月21日", "望湖路积水"),
        ("## Sheet1\n\n| 名称 | 柳河镇客运协商 |\n| --- | --- |", "柳河镇客运协商"),
        ("城东街道水箱清洗板凳协商会纪要\n时间：2026年5月21日", "城东街道水箱清洗板凳协商会纪要"),
        ("跟踪落实情况报告\n城北街道联络委", None),
    ],
)
def test_a_heading_that_names_no_matter_is_not_taken_for_one(text: str, matter: str | None) -> None:
    title, _ = title_of(text, "新建文档.docx")
    assert "Sheet" not in title
    assert matter_of(title, text) == matter
