import random
import re
from itertools import pairwise

import pytest

from ingest.chunking import LIMIT, split
from knowledge.model import Section
from knowledge.search.fulltext import full_text

REGULATION = """示例区物业管理办法
（示例文件，内容虚构）
目录
第一章 总则
第二章 业主
第一章 总则
第一条 为了规范物业管理，制定本办法。
第二条　本办法所称业主，是指房屋的所有权人。
依照本办法
第十二条第一款的规定办理。
第二章 业主
第一节 权利
第三条 业主享有下列权利：
（一）查询；
（二）监督。
第三条之一 业主可以委托他人。
"""

PAPER = f"""关于整治飞线的意见
各街道办事处：
为消除隐患，提出以下意见：
一、总体要求
{"坚持安全第一。" * 40}
二、主要任务
（一）摸底。{"逐街逐巷登记造册。" * 40}
1.区城管局牵头。{"每周一报。" * 10}
2.供电公司配合。{"每周一报。" * 10}
（二）整治。{"先主街后小巷。" * 20}
"""


def _by_locator(sections: list[Section]) -> dict[str, Section]:
    return {section.locator: section for section in sections}


def test_an_article_is_a_section_with_its_number_as_locator_and_its_chapter_as_heading() -> None:
    sections = _by_locator(split(REGULATION))
    assert sections["第二条"].heading == "第一章 总则"
    assert sections["第三条"].heading == "第二章 业主 › 第一节 权利"
    assert sections["第三条"].text == "业主享有下列权利：\n（一）查询；\n（二）监督。"
    assert sections["第三条之一"].text == "业主可以委托他人。"


def test_a_reference_at_the_start_of_a_line_opens_no_article() -> None:
    sections = _by_locator(split(REGULATION))
    assert "第十二条" not in sections
    assert sections["第二条"].text.endswith("第十二条第一款的规定办理。")


def test_a_table_of_contents_is_one_section_and_no_chapter() -> None:
    contents = [s for s in split(REGULATION) if "第二章 业主" in s.text]
    assert [s.text for s in contents] == ["第一章 总则\n第二章 业主"]


def test_official_papers_are_cited_by_their_numbers_and_small_points_stay_together() -> None:
    sections = _by_locator(split(PAPER))
    assert list(sections) == ["", "一、", "二、（一）", "二、（二）"]
    points = [s for s in split(PAPER) if "供电公司" in s.text]
    assert points[0].heading == "二、主要任务 › （一）摸底"
    assert "区城管局" in points[0].text


def test_a_heading_alone_is_no_section() -> None:
    first = next(s for s in split(PAPER) if s.locator == "二、（一）")
    assert first.text.startswith("二、主要任务\n（一）摸底。")


def test_a_short_record_stays_whole() -> None:
    record = "# 停车协商会\n时间：3月5日\n## 议定\n1. 交警大队月底前划线。\n2. 街道清理锥桶。"
    assert len(split(record)) == 1


def test_a_long_article_is_split_at_its_paragraphs_and_keeps_its_locator() -> None:
    paragraphs = ["甲" * 190 + "。"] * 4
    text = "第一条 短。\n第二条 " + "\n".join(paragraphs)
    parts = [s for s in split(text) if s.locator == "第二条"]
    assert [s.text for s in parts] == ["\n".join(paragraphs[:2]), "\n".join(paragraphs[2:])]


def test_every_piece_of_a_table_repeats_its_header() -> None:
    rows = [f"| 第{i}项任务{'内容' * 20} | 区住建局 | 2026年底 |" for i in range(30)]
    header = ["| 事项 | 责任单位 | 时限 |", "| --- | --- | --- |"]
    sections = split("任务分解：\n" + "\n".join(header + rows))
    assert len(sections) > 2
    assert all(header[0] in s.text for s in sections)
    assert [row for s in sections for row in s.text.splitlines() if "第" in row] == rows


def _some_paper(chance: random.Random) -> str:
    def body() -> str:
        sentence = "".join(chance.choices("甲乙丙丁戊己庚辛", k=chance.randint(3, 90)))
        return "".join(sentence + chance.choice("。；，") for _ in range(chance.randint(1, 12)))

    heads = (
        ["第{}章 某章", "第{}节 某节", "第{}条 "] if chance.random() < 0.5
        else ["# 某题", "## 某节{}", "一、某事", "（二）某项。", "1. ", "（3）", "议题二："]
    )  # fmt: skip
    lines, article, chapter = [], 0, 0
    for _ in range(chance.randint(1, 40)):
        head = chance.choice([*heads, ""])
        if "条" in head:
            article += 1
            lines.append(head.format(article) + body())
        else:
            chapter += 1
            lines.append(head.format(chapter) + (body() if not head else ""))
            lines += [body()] * chance.randint(0, 1)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(120))
def test_the_sections_put_together_give_the_text(seed: int) -> None:
    paper = _some_paper(random.Random(seed))
    sections = split(paper)
    assert re.sub(r"\s", "", full_text(sections)) == re.sub(r"\s|#", "", paper)
    assert all(len(s.text) <= LIMIT * 1.2 for s in sections)


def test_a_text_without_any_break_is_cut_to_fit() -> None:
    sections = split("字" * 2000)
    assert "".join(s.text for s in sections) == "字" * 2000
    assert max(len(s.text) for s in sections) <= LIMIT


def test_neighbouring_sections_do_not_overlap() -> None:
    numbered = "\n".join(f"句{i}号内容在这里。" for i in range(400))
    for before, after in pairwise(split(numbered)):
        assert before.text.splitlines()[-1] != after.text.splitlines()[0]


def test_the_signature_below_the_last_article_is_no_part_of_it() -> None:
    closing = "示例市人民代表大会常务委员会\n2021年8月9日\n示例市人大常委会办公室　2021年8月9日印发"
    sections = split(f"第一条 为了停车，制定本办法。\n第二条 停车按次收费。\n（一）小型车；\n{closing}")
    assert [(s.locator, s.text) for s in sections] == [
        ("第一条", "为了停车，制定本办法。"),
        ("第二条", "停车按次收费。\n（一）小型车；"),
        ("", closing),
    ]


def test_words_below_a_web_page_are_no_part_of_its_last_article() -> None:
    sections = split(
        "第一条 为了停车，制定本办法。\n第二条 下列车辆免费：\n（一）救护车\n相关附件：无\n返回顶部"
    )
    assert [s.text for s in sections if s.locator] == [
        "为了停车，制定本办法。",
        "下列车辆免费：\n（一）救护车",
    ]
