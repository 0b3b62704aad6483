from ingest.columns import in_order
from ingest.layout import Line, paragraphs, without_furniture


def _line(text: str, top: float, left: float = 100, right: float = 500, height: float = 10) -> Line:
    return Line(text, left, right, top, height)


def test_a_title_stays_where_the_running_heads_repeat_it() -> None:
    title = _line("示例市养犬管理条例", 80, height=22)
    pages = [
        [
            _line("示例市养犬管理条例", 20),
            *([title] if page == 1 else []),
            _line(f"正文{'甲乙丙丁'[page - 1]}。", 200),
        ]
        for page in (1, 2, 3, 4)
    ]
    bodies, furniture = without_furniture(pages)
    assert bodies[0][0] is title
    assert [len(body) for body in bodies] == [2, 1, 1, 1]
    assert furniture == ["示例市养犬管理条例"] * 4


def test_the_running_head_of_two_pages_is_left_out() -> None:
    pages = [[_line("示例市法规汇编", 20), _line(f"正文{word}。", 60)] for word in "甲乙"]
    assert [[line.text for line in body] for body in without_furniture(pages)[0]] == [
        ["正文甲。"],
        ["正文乙。"],
    ]


def test_attachments_at_the_heads_of_pages_are_no_running_heads() -> None:
    pages = [[_line(f"附件{page}", 20), _line(f"表{page}内容。", 60)] for page in (1, 2, 3)]
    assert [body[0].text for body in without_furniture(pages)[0]] == ["附件1", "附件2", "附件3"]


def test_rules_and_page_numbers_as_a_scanner_reads_them_are_left_out() -> None:
    body = [
        _line(text, 20 * row) for row, text in enumerate(["示例市文件", "━━━━━━━━", "甲。", "乙。", "一2一"])
    ]
    assert [line.text for line in without_furniture([body])[0][0]] == ["示例市文件", "甲。", "乙。"]


def test_lines_of_other_sizes_make_no_paragraph_together() -> None:
    page = [
        _line("示例市人民代表大会常务委员会文件", 20, height=36),
        _line("示例市养犬管理条例", 70, height=22),
        *(_line(f"第{n}行的文字一直写到右边", 100 + 20 * n) for n in range(4)),
    ]
    assert [text for _, text in paragraphs([page], 600)][:2] == [
        "示例市人民代表大会常务委员会文件",
        "示例市养犬管理条例",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    title = _line("示例市养犬管理条例", 20, 200, 400)
    left = [_line(f"左{n}", 40 + 20 * n, 50, 290) for n in range(8)]
    right = [_line(f"右{n}", 40 + 20 * n, 310, 550) for n in range(8)]
    mixed = [title, *(line for pair in zip(left, right, strict=True) for line in pair)]
    blocks = in_order(mixed)
    assert [line.text for block in blocks for line in block] == [
        title.text,
        *(line.text for line in left),
        *(line.text for line in right),
    ]
    assert blocks[2][0].left == left[0].left


def test_cells_of_a_table_are_no_columns() -> None:
    rows = [
        (_line(f"单位{n}", 20 * n, 50, 110), _line("办理的事项很长很长", 20 * n, 310, 550)) for n in range(8)
    ]
    lines = [cell for row in rows for cell in row]
    assert in_order(lines) == [lines]


def test_a_small_head_that_names_the_title_of_its_page_is_left_out() -> None:
    title = _line("示例市养犬管理条例", 80, height=22)
    page = [_line("示例市养犬管理条例（示例市法规汇编）", 20), title, _line("正文。", 120)]
    assert without_furniture([page])[0] == [page[1:]]


def test_columns_of_short_points_are_still_columns() -> None:
    left = [_line(f"左{n}", 20 * n, 50, 290 if n % 2 else 90) for n in range(10)]
    right = [_line(f"右{n}", 20 * n, 310, 550) for n in range(10)]
    assert [len(block) for block in in_order([*left, *right])] == [10, 10]
