"""Tables in Markdown as converters write them: a title row is no header, midnight is no time of day."""

import re
from itertools import groupby

from knowledge.reading.columns import heading_of, stands_in_columns

_MIDNIGHT = re.compile(r"(?<=\d{4}-\d\d-\d\d) 00:00:00(?=\s*\|)")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")

_LONGEST_LABEL = 12
_MOST_LABELS = 40  # rows of a table with a column for each body; a list of thousands is none
_FORM_LABEL = re.compile(
    r"(?:协商|会议|活动|召开|开会|开始)?(?:时间|日期|地点|议题|主题|名称|形式|类别|主持人?|召集人|参加|参加人员?|出席人?员?|列席|参会人?员?|记录人?|"
    r"(?:颁布|制定|公布|发布|批准)(?:单位|机关|部门|日期|时间)|(?:施行|实施|生效)(?:日期|时间)|效力级别|时效性|有效性|"
    r"索引号|发文字号|文号|发文机关|发布机构|成文日期|发文日期|发布日期|主题分类|标题|公文名称|编号|事由|事项名称|届次|案由|"
    r"提案人|提案者|联系人|单位|填报单位|镇街|联络委|组织单位|牵头单位|(?:填[表报写]|制表|登记|整理|印发)(?:日期|时间|人)?)[：:]?"
)

_OF_A_MEETING = re.compile(r"日期|时间|会议|协商|议题|地点|承诺|形式|情况|结论")
_UNDER_A_TABLE = re.compile(
    r"[填制审记报签核评]|备注|合计|结论|说明|注[：:]?$|总[体计]|联系|回访|跟踪|督查|下次|日期|时间|委员"
)


def tidy(text: str) -> str:
    lines: list[str] = []
    for is_table, group in groupby(text.splitlines(), lambda line: line.lstrip().startswith("|")):
        rows = list(group)
        lines += _table(rows) if is_table else rows
    return "\n".join(lines)


def _table(rows: list[str]) -> list[str]:
    cells = [
        [cell.strip() for cell in _split(_MIDNIGHT.sub("", row))]
        for row in rows
        if not _RULE.fullmatch(row.strip())
    ]
    cells = [row for row in cells if any(row)]
    titles: list[str] = []
    while len(cells) > 1 and len(cells[0]) > 1 and len(set(filter(None, cells[0]))) == 1:
        titles.append(next(filter(None, cells.pop(0))))  # one text over all columns
    heading = heading_of(cells)
    if heading is not None:  # what stands above the table of promises is a form
        form, promises = cells[: heading.row], cells[heading.row :]
        end = len(promises)
        while end > 2 and _filled(promises[end - 1]) <= 2 and _UNDER_A_TABLE.match(promises[end - 1][0]):
            end -= 1  # so is what stands below it
        return [*titles, *_form(form), *_grid(promises[:end]), *_form(promises[end:])]
    starts = range(max(0, len(cells) - _MOST_LABELS), len(cells) - 1)
    turned = next((i for i in starts if stands_in_columns(cells[i:])), None)
    if turned is not None:
        return [*titles, *_form(cells[:turned]), *_grid(cells[turned:])]
    if cells and _is_form(cells):
        return [*titles, *_form(cells)]
    return [*titles, *_grid(cells)]


def _is_form(cells: list[list[str]]) -> bool:
    """Labels with what is filled in behind them; the first row may only say 项目 | 内容."""
    if _FORM_LABEL.fullmatch(cells[0][0]):
        return not all(map(_FORM_LABEL.fullmatch, cells[0]))
    labels = [row[0] for row in cells if len(row[0]) <= _LONGEST_LABEL and _OF_A_MEETING.search(row[0])]
    return len(labels) > 2 and all(len(row) == 2 for row in cells)


def _filled(row: list[str]) -> int:
    return sum(map(bool, row))


def _form(cells: list[list[str]]) -> list[str]:
    return [line for row in cells for line in _form_row(row)]


def _grid(cells: list[list[str]]) -> list[str]:
    used = [i for i in range(max(map(len, cells), default=0)) if any(row[i : i + 1] != [""] for row in cells)]
    table = [f"| {' | '.join((*row, *[''] * len(used))[i] for i in used)} |" for row in cells]
    if not table or len(used) == 1:
        return [row[used[0]] for row in cells if used]
    return [table[0], f"|{' --- |' * len(used)}", *table[1:]]


def _form_row(row: list[str]) -> list[str]:
    """A row of a form, 时间 | … | 地点 | …, as lines 时间：…"""
    lines: list[str] = []
    for cell in dict.fromkeys(filter(None, row)):
        if lines and lines[-1].endswith("：") and not _FORM_LABEL.fullmatch(cell):
            lines[-1] += cell
        else:
            lines.append(f"{cell}：" if len(cell) <= _LONGEST_LABEL and cell[-1] not in "。：" else cell)
    return [line.removesuffix("：") if line == lines[-1] and line.endswith("：") else line for line in lines]


def _split(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
