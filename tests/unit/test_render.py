import re
from html import unescape
from html.parser import HTMLParser

import pytest

from bot.messages import Block, Reply, Style
from bot.render import plain_text, telegram_html, terminal_text

SENTENCE = "小区停车位不足的，由街道办事处组织协商，物业服务人应当配合。"


def visible(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Balanced(HTMLParser):
    """Raises where a tag is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_valid(html: str) -> None:
    parser = Balanced()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert 0 < units(visible(html)) <= 4096


def reply(*blocks: Block) -> Reply:
    return Reply(blocks)


def test_each_style_has_its_tag_and_text_is_escaped() -> None:
    [html] = telegram_html(
        reply(
            Block("答复", Style.TITLE),
            Block("费用 < 5 元 & 不退"),
            Block("第一条 <b>不是标签</b>", Style.QUOTE),
            Block("《示例办法》", Style.NOTE),
        )
    )
    assert html == (
        "<b>答复</b>\n费用 &lt; 5 元 &amp; 不退\n\n"
        "<blockquote>第一条 &lt;b&gt;不是标签&lt;/b&gt;</blockquote>\n<i>《示例办法》</i>"
    )


def test_plain_text_and_terminal_text_say_the_same_without_marks() -> None:
    message = reply(
        Block("题", Style.TITLE), Block("原文", Style.QUOTE), Block("出处", Style.NOTE), Block("完")
    )
    assert plain_text(message) == "题\n原文\n出处\n\n完"
    assert terminal_text(message).plain == plain_text(message)


def test_empty_blocks_are_left_out_and_an_empty_reply_sends_nothing() -> None:
    assert telegram_html(reply(Block("  \n"), Block(""))) == []
    assert plain_text(reply()) == ""
    assert telegram_html(reply(Block(" "), Block("有"))) == ["有"]


def test_a_long_text_is_split_at_sentence_ends() -> None:
    pages = telegram_html(reply(Block(SENTENCE * 400)))
    assert len(pages) == 3
    for page in pages:
        assert_valid(page)
        assert page.endswith("。")
    assert "".join(pages) == SENTENCE * 400


def test_a_citation_mark_and_a_closing_quote_stay_with_their_sentence() -> None:
    text = "".join(f"他说：“这件事第{n}次协商时已经定了。”〔{n}〕" for n in range(400))
    pages = telegram_html(reply(Block(text)))
    assert len(pages) > 1
    assert all(page.endswith("〕") for page in pages)
    assert "".join(pages) == text


def test_emoji_count_as_two() -> None:
    pages = telegram_html(reply(Block("👍" * 4096)))
    assert [units(page) for page in pages] == [4096, 4096]


def test_a_text_without_any_pause_is_still_cut() -> None:
    pages = telegram_html(reply(Block("字" * 10_000)))
    assert [len(page) for page in pages] == [4096, 4096, 1808]


def test_the_limit_counts_what_is_read_not_the_escapes() -> None:
    assert telegram_html(reply(Block("&" * 4096))) == ["&amp;" * 4096]


def test_a_long_quote_is_a_valid_quote_in_every_message() -> None:
    pages = telegram_html(reply(Block("前言"), Block(SENTENCE * 300, Style.QUOTE), Block("出处", Style.NOTE)))
    for page in pages:
        assert_valid(page)
    assert all("<blockquote>" in page for page in pages)
    assert pages[0].startswith("前言")
    assert pages[-1].endswith("<i>出处</i>")


def test_a_title_is_never_the_last_line_of_a_message() -> None:
    pages = telegram_html(
        reply(
            Block("甲" * 3000), Block("第二部分", Style.TITLE), Block("小题", Style.TITLE), Block("乙" * 2000)
        )
    )
    assert [visible(page)[:4] for page in pages] == ["甲甲甲甲", "第二部分"]


def test_a_title_goes_with_the_first_part_of_a_long_text() -> None:
    pages = telegram_html(reply(Block("题", Style.TITLE), Block(SENTENCE * 138)))
    assert len(pages) == 2
    assert pages[0].startswith("<b>题</b>\n小区")


def test_paragraphs_that_fit_together_move_whole() -> None:
    pages = telegram_html(reply(*(Block(SENTENCE * 40) for _ in range(7))))
    assert [page.count("\n\n") for page in pages] == [2, 2, 0]


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("length", [4095, 4096, 4097, 8192, 30_000])
def test_nothing_is_lost_whatever_the_style_and_length(style: Style, length: int) -> None:
    text = "".join(chr(0x4E00 + n % 3000) for n in range(length))
    pages = telegram_html(reply(Block("题", Style.TITLE), Block("短"), Block(text, style), Block("尾")))
    for page in pages:
        assert_valid(page)
    assert "".join("".join(visible(page).split()) for page in pages) == f"题短{text}尾"


def test_half_a_surrogate_pair_does_no_harm() -> None:
    [html] = telegram_html(reply(Block("坏\ud83d字")))
    assert html == "坏\ufffd字"
