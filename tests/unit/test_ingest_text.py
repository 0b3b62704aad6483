"""Texts out of files that lay their lines out in their own way: cut lines, web pages, lists of RTF."""

from ingest.rtf import with_numbers
from ingest.webframe import without_frame
from ingest.wrapping import unwrapped

ARTICLES = [
    "第一条　为了规范停车秩序，改善交通环境，保障道路安全，根据有关法律、法规，结合本区实际，制定本办法。",
    "第二条　按照本办法第八条第一款第三项和示例市的有关规定，居民小区周边道路的停车泊位在夜间免费开放。",
    "第三条　停车按次收费，收费的标准由区发展改革部门会同区交通运输部门提出，报区人民政府批准以后执行。",
]


def _cut(indent: str, width: int = 30) -> list[str]:
    lines = [f"{indent}{article}" for article in ARTICLES]
    return [line[at : at + width] for line in lines for at in range(0, len(line), width)]


def test_cut_lines_become_paragraphs() -> None:
    assert unwrapped("\r\n".join(_cut("　　"))).splitlines() == [f"　　{article}" for article in ARTICLES]


def test_cut_lines_without_indents_become_paragraphs() -> None:
    title = "            示例区停车管理办法"
    assert unwrapped("\n".join([title, *_cut("")])).splitlines() == [title, *ARTICLES]


def test_a_page_number_between_cut_lines_is_left_out() -> None:
    lines = _cut("　　")
    paged = [*lines[:1], "", "        — 1 —", "", *lines[1:4], "", "        — 2 —", "", *lines[4:]]
    assert unwrapped("\n".join(paged)).splitlines() == [f"　　{article}" for article in ARTICLES]


def test_lines_that_nobody_cut_stay() -> None:
    notes = "\n".join(
        ["示例区停车协商会纪要", *(f"第{n}项议题谈了路边停车的收费和夜间的开放时间。" for n in range(1, 9))]
    )
    assert unwrapped(notes) == notes


LINKS = "".join(f"<li><a href='{n}'>示例市第{n}号公告</a><span>2020-01-0{n}</span></li>" for n in range(1, 7))
PAGE = f"""<?xml version="1.0" encoding="gb2312"?>
<html><body><form id="aspnetForm"><div class="top-nav">首页 政务公开</div>
<table><tr><td><b>相关法规</b><ul>{LINKS}</ul></td><td><table><tr><td>示例市停车条例</td></tr><tr><td>
{"".join(f"<p>{article}</p>" for article in ARTICLES)}</td></tr></table></td></tr></table>
<table><tr><td>单位</td><td>事项</td></tr><tr><td>城管局</td><td>划线</td></tr></table></form></body></html>"""


def test_the_frame_of_a_page_goes_and_its_paper_stays() -> None:
    html = without_frame(PAGE)
    assert all(article in html for article in ARTICLES)
    assert "示例市停车条例" in html
    assert not any(word in html for word in ("首页", "相关法规", "第3号公告"))


def test_tables_that_only_lay_out_are_dissolved_and_others_stay() -> None:
    html = without_frame(PAGE)
    assert html.count("<table") == 1
    assert "<td>城管局</td>" in html


def test_the_title_that_only_the_head_of_a_page_names_is_kept() -> None:
    head = "<head><meta name='ArticleTitle' content='示例市停车条例'></head>"
    page = f"<html>{head}<body><p>{ARTICLES[0]}</p></body></html>"
    assert without_frame(page).startswith("<h1>示例市停车条例</h1>")


def test_a_page_of_links_alone_is_not_emptied() -> None:
    assert "第3号公告" in without_frame(f"<html><body><ul>{LINKS}</ul></body></html>")


def test_numbers_of_lists_become_text_in_rtf() -> None:
    data = rb"{\rtf1{\listtext\pard 1.\tab}\ilvl0\ls7 \li0 one\par}"
    assert with_numbers(data) == rb"{\rtf1{\pard 1.\tab}\ilvl0 \li0 one\par}"
    assert with_numbers(rb"{\rtf1\ls7 one}") == rb"{\rtf1\ls7 one}"
