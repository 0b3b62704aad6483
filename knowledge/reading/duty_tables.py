"""Promises in a table 事项—责任单位—时限—进展, its cells parted by bars or tabs."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest

from knowledge.model import Commitment
from knowledge.reading.dates import due_reading
from knowledge.reading.firmness import is_firm, stands
from knowledge.reading.names import Names, NameSort

_ROW = re.compile(
    r"^[ \t]*(?:\|(?P<barred>.+)\||(?P<tabbed>[^\n|\t]+\t+[^\n|\t]*\t[^\n|]*)|(?P<open>[^\n|]+\|[^\n|]+\|[^\n]*[^\n|\s]))[ \t]*$",
    re.MULTILINE,
)
_RULE = re.compile(r"[\s|:：-]+")
_SUPPORT = re.compile(r"[（(、，,]?\s*(?:配合|协办|协助|会办)(?:单位)?[：:]?.*$")
_LONGEST_HEADING = 16


class Meaning(StrEnum):
    """What a column holds, by the words of its heading; the first that fits."""

    NUMBER = r"^(?:序号?|编号|号|项次|笔|行|№|No\.?|#)$"
    ASIDE = r"^(?:协商|会议|召开|开会|议事|受理|立案|登记|填[表报])的?(?:时间|日期|日$)|[看查核验访]的?(?:时间|日期|日子?)$|自报|自评|自述|^(?:乡镇|镇街|街道|形式|地点|议题|主题|类别)|(?<!事项)(?<!项目)名称$|提问|^记录|配合|会同|协办|协助|会办|联系人|电话|(?<!责任)(?<!负责)人员?$|谁[看核查填记]|发言|参加|参与|缺席|请假|填[报表]"
    ANSWER = r"^(?:当?场|会上|现场|部门|单位|口头)?(?:的?答复|回应|表态|回答|回复)(?:内容|意见|情况)?(?:要点|原话)?$"
    PROGRESS = (
        r"(?!.*(?:时间|日期)$)(?:进[展度]|(?:完成|落实|办理|执行|整改|推进|兑现|办结)(?:的?情况|结果|状态|程度|与否|了?没)|状态|结果|现状|是否|核(?!心|定)|复查|验收|看见|实[办测况]|回访|跟踪|跟进"
        r"|查看|看到|目前|现在|评[价议定判]|结论|备注|实地|现场|销号|满意|怎么?样了?$|反馈|实际|情况$|核对|对账|能否|所见|抽查|走访|督办|落实(?!单位|部门|主体|人|时|期))"
    )
    UNIT = r"责任|[诺办应]方$|户头|主责|牵头|承办|主办|落实单位|单位|部门|负责|谁|哪[家个]|主体|经办"
    DUE = r"^限$|[办交]日$|时限|到期|到哪天|日子|期限|限期|时间|日期|完成|截止|最[迟晚]|何时|几时|时候|哪天|几号|多久|办[结完]|时点|节点"
    ACTION = r"事[项由情]?|应办|内容|任务|措施|承诺|什么|成果|共识|意见|工作|项目|举措|答应|问题|要求"


_NOT_COUNTED = re.compile(
    r"不(?:计|列|记)入?(?:账|承诺)?(?=[（(\s，。]|$)|不作(?:为)?承诺|不在(?:承诺|清单)|不跟踪|[没未](?:来人|到会|参会|出席|派人)|缺席|请假"
    r"|未同意|[没未不](?:谈妥|谈拢|商定)|[定议]不(?:了|下来)"
)
_SPAN = re.compile(r"^会后[^内]*[天周月日]$")  # in a cell that is the limit: 会后30天
_CORNER = ("", "项目", "栏目", "内容", "类别")  # over the labels of a table with a column for each body
_MEANINGS = {meaning: re.compile(meaning.value) for meaning in Meaning}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with the places of their lines in the text."""

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The row that names the columns of promises; the others stand above it or are unknown."""

    row: int
    columns: dict[Meaning, int]


def heading_of(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The first row whose cells say who and what, until when or how it went: wherever it stands."""
    for index, cells in enumerate(rows[:-1]):
        if columns := _columns_named(cells):
            return Heading(index, columns)
    return None


def _columns_named(cells: Sequence[str]) -> dict[Meaning, int]:
    """The place of each meaning among the labels of promises; empty where these are none."""
    said = [cell.strip(" *：:") for cell in cells]
    meanings = [_meaning(cell) for cell in said]
    known = [meaning for meaning in meanings if meaning]
    told = {Meaning.ACTION, Meaning.ANSWER, Meaning.DUE, Meaning.PROGRESS}.intersection(known)
    whole = {Meaning.UNIT, Meaning.ACTION, Meaning.DUE}.issubset(known)
    if Meaning.UNIT not in known or not told or not (whole or 3 * len(known) >= 2 * sum(map(bool, said))):
        return {}
    columns: dict[Meaning, int] = {}
    for place, meaning in enumerate(meanings):
        newer = meaning is Meaning.PROGRESS or (meaning is Meaning.ACTION and "承诺" in said[place])
        if meaning and (newer or meaning not in columns):
            columns[meaning] = place  # the last column of progress is the latest
    return columns


def _meaning(heading: str) -> Meaning | None:
    bare = re.sub(r"[（(].*", "", heading) or heading
    if not 0 < len(bare) <= _LONGEST_HEADING or re.search(r"[，。；、]", bare):
        return None
    return next((meaning for meaning, words in _MEANINGS.items() if words.search(bare)), None)


def tables(text: str) -> Iterator[Table]:
    """Runs of lines that begin and end with a bar."""
    run: list[re.Match[str]] = []
    for match in [*_ROW.finditer(text), None]:
        if match and (not run or text[run[-1].end() : match.start()].strip(" \r\t") == "\n"):
            run.append(match)
            continue
        if len(run) > 1:
            yield _table(run)
        run = [match] if match else []


def _table(run: list[re.Match[str]]) -> Table:
    kept = [m for m in run if not _RULE.fullmatch(m.group())]
    rows = tuple(_cells(m) for m in kept)
    return Table(run[0].start(), run[-1].end(), rows, tuple(slice(*m.span()) for m in kept))


def _cells(row: re.Match[str]) -> tuple[str, ...]:
    said = re.split(r"\t+", row["tabbed"]) if row["tabbed"] else (row["barred"] or row["open"]).split("|")
    return tuple(cell.strip() for cell in said)


def _promises(table: Table) -> Iterator[tuple[dict[Meaning, str], slice]]:
    """The cells, by meaning, of each row that counts, and its line."""
    return (row for row in _rows(table) if not _NOT_COUNTED.search(" ".join(row[0].values())))


def _rows(table: Table) -> Iterator[tuple[dict[Meaning, str], slice]]:
    """The cells of each row below the heading, by meaning; a cell of merged rows counts for all of them."""
    heading = heading_of(table.rows)
    if heading is None:
        yield from _columns(table)
        return
    above: dict[Meaning, str] = {}
    for cells, line in zip(table.rows[heading.row + 1 :], table.lines[heading.row + 1 :], strict=True):
        said = {m: cells[i] for m, i in heading.columns.items() if i < len(cells)}
        if sum(map(bool, said.values())) < 2:
            continue
        for shared in (Meaning.UNIT, Meaning.DUE):
            if (
                said.get(shared) == ""
                and said.get(Meaning.ACTION)
                and len(cells) == len(table.rows[heading.row])
            ):
                said[shared] = above.get(shared, "")
        above = said
        yield said, line


def stands_in_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each body has a column of its own: | | 交通局 | 公交公司 |, | 期限 | … | … |."""
    return len({len(row) for row in rows}) == 1 and len(rows[0]) > 2 and bool(_labels(rows))


def _labels(rows: Sequence[Sequence[str]]) -> dict[Meaning, int]:
    """The rows by what their first cells say."""
    first, *others = [row[0] for row in rows]
    return _columns_named(["单位" if first in _CORNER else first, *others])


def _columns(table: Table) -> Iterator[tuple[dict[Meaning, str], slice]]:
    """The same of a table with a column for each body."""
    if labels := _labels(table.rows):
        line = table.lines[labels.get(Meaning.ACTION, labels[Meaning.UNIT])]
        for cells in [*zip_longest(*table.rows, fillvalue="")][1:]:
            said = {meaning: cells[row] for meaning, row in labels.items()}
            if sum(map(bool, said.values())) > 1:
                yield said, line


def table_progress(table: Table) -> Iterator[tuple[str, slice]]:
    """What the last column of progress says of each promise, and the whole row."""
    for said, line in _promises(table):
        if Meaning.PROGRESS in said:
            yield said[Meaning.PROGRESS], line


def table_commitments(
    text: str, table: Table, names: Names, now: datetime, town: str | None
) -> Iterator[Commitment]:
    """One commitment for each body that a row names as responsible."""
    for said, line in _promises(table):
        responsible = _SUPPORT.sub("", said.get(Meaning.UNIT, ""))
        bodies = list(dict.fromkeys(_bodies(responsible, names)))
        if not bodies and town and re.search(r"街道|镇|乡", responsible):
            bodies = [town]
        quote = text[line].strip()
        action = said.get(Meaning.ANSWER) or said.get(Meaning.ACTION, quote)
        day = due_reading(_SPAN.sub(r"\g<0>内", said.get(Meaning.DUE, "")) or action, now).on
        if Meaning.ANSWER in said and not (day and stands(action)) and not is_firm(action):
            continue  # an attitude
        for body in bodies:
            yield Commitment(body, action, day, quote)


def _bodies(responsible: str, names: Names) -> Iterator[str]:
    found = [m for m in names.find(responsible) if m.sort is not NameSort.FORM]
    units = {m.start for m in found if m.sort is NameSort.UNIT}
    # 湖滨派出所: the town only says which station
    yield from (m.name for m in found if m.sort is NameSort.UNIT or m.end not in units)
