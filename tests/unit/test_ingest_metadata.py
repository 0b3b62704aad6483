from datetime import date

import pytest

from ingest.metadata import PolicyFacts, read_policy
from ingest.tables import tidy
from knowledge.model import Fact, Level, Validity

TODAY = date(2026, 11, 22)


def _read(text: str, name: str = "文件.docx") -> PolicyFacts:
    return read_policy(text, name, TODAY, "示例区")


NOTICE = """示例区人民政府办公室文件
示政办发〔2024〕27号
示例区人民政府办公室关于加强住宅小区
电动自行车充电设施管理的通知
各街道办事处、镇人民政府：
根据《消防法》和国办发〔2020〕23号文件，现通知如下：
一、加快补齐设施。
本通知自2024年9月1日起施行，有效期五年。
示例区人民政府办公室
2024年8月12日
（此件公开发布）
"""


def test_an_official_notice_is_read_from_head_and_signature() -> None:
    facts = _read(NOTICE)
    assert facts.title == "示例区人民政府办公室关于加强住宅小区电动自行车充电设施管理的通知"
    assert facts.doc_number == "示政办发〔2024〕27号"
    assert facts.issuer == "示例区人民政府办公室"
    assert (facts.issued_on, facts.effective_on) == (date(2024, 8, 12), date(2024, 9, 1))
    assert (facts.level, facts.region, facts.validity) == (Level.DISTRICT, "示例区", Validity.IN_FORCE)


REGULATION = """# 示例市养犬管理条例
（2017年8月31日示例市第八届人民代表大会常务委员会第五次会议通过
2017年9月30日示例省第十二届人民代表大会常务委员会第三十二次会议批准）
第一条 为了规范养犬行为，制定本条例。
第二条 养犬登记证有效期为一年。
第三条 本条例自2018年5月1日起施行。2009年1月1日起施行的《示例市犬类管理办法》同时废止。
"""


def test_a_regulation_is_issued_by_the_assembly_that_adopted_it() -> None:
    facts = _read(REGULATION)
    assert facts.title == "示例市养犬管理条例"
    assert facts.issuer == "示例市人民代表大会常务委员会"
    assert (facts.issued_on, facts.effective_on) == (date(2017, 9, 30), date(2018, 5, 1))
    assert (facts.level, facts.region) == (Level.CITY, "示例市")


def test_the_day_of_publication_in_the_name_comes_before_the_days_of_adoption() -> None:
    assert _read(REGULATION, "示例市养犬管理条例(2017-10-11).md").issued_on == date(2017, 10, 11)


def test_how_long_something_else_is_valid_does_not_end_the_rule() -> None:
    assert _read(REGULATION).validity is Validity.IN_FORCE


@pytest.mark.parametrize("term", ["有效期至2025年12月31日", "有效期三年", "试行期2年"])
def test_a_rule_whose_term_has_run_out_is_not_in_force(term: str) -> None:
    text = f"示例区老年助餐办法\n第一条 为老年人制定。\n第二条 本办法自2022年6月1日起施行，{term}。"
    assert _read(text).validity is Validity.REPEALED


def test_chinese_numerals_and_broken_titles_are_read() -> None:
    facts = _read(
        "示例区民政局\n关于发放高龄津贴的通知\n示民发[2023] 12 号\n各街道：\n请执行。\n"
        "示例区民政局　示例区财政局\n二〇二三年七月六日"
    )
    assert facts.title.endswith("关于发放高龄津贴的通知")
    assert facts.doc_number == "示民发〔2023〕12号"
    assert facts.issuer == "示例区民政局、示例区财政局"
    assert facts.issued_on == date(2023, 7, 6)


def test_what_the_paper_does_not_say_stays_unknown() -> None:
    facts = _read("停车指引\n\n一、先看标志。", "停车指引.txt")
    assert (facts.doc_number, facts.issuer, facts.issued_on, facts.effective_on) == (None, None, None, None)


def test_the_name_of_the_file_helps_where_the_text_is_silent() -> None:
    facts = _read("为规范停车，提出以下要求。", "示政办发〔2021〕18号 停车管理细则2021年3月5日.docx")
    assert facts.title == "停车管理细则"
    assert facts.doc_number == "示政办发〔2021〕18号"
    assert facts.issued_on == date(2021, 3, 5)


@pytest.mark.parametrize(
    ("title", "level", "region"),
    [
        ("中华人民共和国民法典", Level.NATIONAL, None),
        ("国务院办公厅关于推进老旧小区改造的指导意见", Level.NATIONAL, None),
        ("浙江省物业管理条例", Level.PROVINCE, "浙江省"),
        ("内蒙古自治区物业管理条例", Level.PROVINCE, "内蒙古自治区"),
        ("上海市住宅物业管理规定", Level.PROVINCE, "上海市"),
        ("宁波市住宅小区物业管理条例", Level.CITY, "宁波市"),
        ("衢州市市区电动自行车管理规定", Level.CITY, "衢州市"),
        ("丽水市城市养犬管理规定", Level.CITY, "丽水市"),
        ("青岛市市南区停车管理办法", Level.DISTRICT, "市南区"),
        ("政协示例区委员会协商工作规则", Level.DISTRICT, "示例区"),
        ("区住建局关于加装电梯的通知", Level.DISTRICT, "示例区"),
        ("城市生活垃圾管理办法", None, None),
        ("社区用房管理办法", None, None),
    ],
)
def test_level_and_region_follow_from_names(title: str, level: Level | None, region: str | None) -> None:
    facts = _read(f"{title}\n第一条 为了管理。\n第二条 略。")
    assert (facts.level, facts.region) == (level, region)


REPEALING = """示例区人民政府关于废止部分文件的通知
经研究，决定废止下列文件：
| 序号 | 文件名称 | 文号 | 理由 |
| --- | --- | --- | --- |
| 1 | 犬类准养办法 | 示政发〔2009〕31号 | 与《示例市养犬管理条例》不一致 |
下列文件的有关条款一并停止执行：《社区用房管理办法》第六条。
《旧停车办法》（示政发〔2010〕2号）、《旧摊点办法》同时废止。
"""


def test_a_notice_of_repeal_names_what_it_repeals_and_nothing_else() -> None:
    assert _read(REPEALING).repeals == ("示政发〔2009〕31号", "示政发〔2010〕2号", "旧摊点办法")


def test_a_list_of_repealed_papers_may_be_numbered() -> None:
    text = (
        "关于宣布失效文件的决定\n以下文件予以废止：\n"
        "1.《甲办法》（示政〔2001〕1号）\n2.《乙办法》\n特此通知。\n《丙办法》继续有效。"
    )
    assert _read(text).repeals == ("示政〔2001〕1号", "乙办法")


def test_a_new_version_repeals_the_old_one_by_number_not_itself_by_title() -> None:
    text = (
        "示例区助餐办法\n示民发〔2025〕6号\n第一条 为了助餐。\n"
        "第二条 本办法自2025年5月1日起施行。《示例区助餐办法》（示民发〔2022〕9号）同时废止。"
    )
    assert _read(text).repeals == ("示民发〔2022〕9号",)


def test_what_stands_in_the_paper_itself_is_certain() -> None:
    assert _read(NOTICE).uncertain == ()


def test_what_the_files_name_alone_says_is_uncertain() -> None:
    facts = _read("一、抓紧办理。\n二、按时报送。", "示政办发〔2024〕9号 停车管理办法 2024-03-05.docx")
    assert (facts.doc_number, facts.issued_on) == ("示政办发〔2024〕9号", date(2024, 3, 5))
    assert facts.uncertain == (Fact.TITLE, Fact.DOC_NUMBER, Fact.ISSUED_ON)


def test_a_number_and_a_date_that_contradict_each_other_are_both_uncertain() -> None:
    facts = _read(NOTICE.replace("〔2024〕27号", "〔2014〕27号"))
    assert facts.uncertain == (Fact.DOC_NUMBER, Fact.ISSUED_ON)


def test_keywords_name_the_matter_and_not_the_paper() -> None:
    keywords = _read(NOTICE).keywords
    assert {"电动自行车", "充电"} <= set(keywords)
    assert not {"通知", "示例", "办公室"} & set(keywords)


def test_keywords_that_a_paper_names_itself_come_first() -> None:
    assert _read(NOTICE + "主题词：消防 安全\n").keywords[:2] == ("消防", "安全")


ANNOUNCED = """示例市人民代表大会常务委员会公告
第17号
《示例市养犬管理条例》已经通过，现予公布。
示例市人民代表大会常务委员会
2017年10月9日
示例市
养犬管理条例
第一条 为了规范养犬行为，制定本条例。
第二条 本条例自2018年5月1日起施行。
"""


def test_a_rule_below_its_announcement_gives_the_title() -> None:
    facts = _read(ANNOUNCED)
    assert (facts.title, facts.issued_on) == ("示例市养犬管理条例", date(2017, 10, 9))


def test_an_announcement_without_the_rule_keeps_its_own_title() -> None:
    assert _read(ANNOUNCED.split("示例市\n养犬", maxsplit=1)[0]).title == "示例市人民代表大会常务委员会公告"


@pytest.mark.parametrize("above", ["━━━━━━━━━━━━", "示例市地方性法规汇编", "示例市人民政府门户网站"])
def test_what_stands_above_the_name_of_a_rule_is_no_part_of_its_title(above: str) -> None:
    assert _read(REGULATION.replace("# ", f"{above}\n")).title == "示例市养犬管理条例"


def test_a_title_that_passes_on_another_stays_whole() -> None:
    text = "示例市人民政府关于印发\n示例市停车管理办法的通知\n各区人民政府：\n一、认真执行。\n2024年3月1日\n"
    assert _read(text).title == "示例市人民政府关于印发示例市停车管理办法的通知"


def test_notes_of_adoption_are_read_over_the_ends_of_lines() -> None:
    cut = """示例市养犬管理条例
（2017年8月31日示例市第八届人民代表大会
常务委员会第五次会议通过　2017年9月30日示例省第十二届人民代表大会常务委员会第三十二次会议批准　20
21年10月28日示例市第九届人民代表大会常务委员会第四十次会议
修订）
第一条 为了规范养犬行为，制定本条例。
第二条 养犬登记证有效期为一年。
"""
    facts = _read(cut)
    assert (facts.title, facts.issued_on) == ("示例市养犬管理条例", date(2021, 10, 28))
    assert facts.issuer == "示例市人民代表大会常务委员会"


def test_a_note_of_amendment_that_begins_with_its_ground_is_read() -> None:
    note = (
        "根据2020年12月30日示例市第十五届人民代表大会常务委员会第二十八次会议《关于修改〈示例〉的决定》修正"
    )
    assert _read(REGULATION.replace("第一条", f"{note}\n第一条", 1)).issued_on == date(2020, 12, 30)


@pytest.mark.parametrize(
    ("posted", "expected"), [("2017-10-11", date(2017, 10, 11)), ("2022-03-01", date(2017, 9, 30))]
)
def test_the_day_of_a_web_page_counts_only_soon_after_the_adoption(posted: str, expected: date) -> None:
    assert _read(REGULATION.replace("（2017", f"发布日期：{posted}\n（2017", 1)).issued_on == expected


def test_a_title_cut_before_a_word_for_a_district_stays_whole() -> None:
    assert (
        _read(REGULATION.replace("养犬管理条例", "住宅小\n区物业管理条例", 1)).title
        == "示例市住宅小区物业管理条例"
    )


def test_the_table_of_a_law_database_is_read_as_labels() -> None:
    rows = "| 颁布单位 | 示例市人民代表大会常务委员会 |\n| --- | --- |\n| 公布日期 | 2017.10.11 |"
    facts = _read(tidy(f"示例市养犬管理条例\n{rows}\n第一条 养犬应当登记。\n第二条 不得弃养。"))
    assert (facts.issuer, facts.issued_on) == ("示例市人民代表大会常务委员会", date(2017, 10, 11))


def test_a_label_without_a_value_does_not_end_the_head() -> None:
    facts = _read(f"索引号：001/2021\n文 号：\n有效性：\n{REGULATION}")
    assert (facts.issuer, facts.issued_on) == ("示例市人民代表大会常务委员会", date(2017, 9, 30))
