"""What the columns of a table hold: told by the words of the heading, else by what stands in the cells."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_LONGEST_HEADING = 16
_LIKELY = 0.5
_EDGE = " *：:"
_FIRST_ROWS = 12  # among which a heading stands
_LOOKED_AT = 40  # rows below it that show what its columns hold
_CORNER = ("", "项目", "栏目", "内容", "类别")  # over the labels of a table with a column for each body


class Meaning(StrEnum):
    """What a column holds, by the words of its heading; the first that fits."""

    NUMBER = r"^(?:序号?|编号|号|项次|笔|行|№|No\.?|#)$"
    ASIDE = r"(?:协商|面商|面谈|会议|召开|开会|议事|受理|立案|登记|填[表报])会?的?(?:时间|日期|日$)|^(?:协商|议事)?会议?$|[看查核验访]收?[人员]?[/／、]?的?(?:时间|日期|日子?)$|自报|自评|自述|^(?:乡镇|镇街|街道|形式|(?:面商|协商|会议)?地点|议题|主题|类别)|(?<!事项)(?<!项目)名称$|提问|^记录|配合|会同|协办|协助|会办|电话|谁[看核查填记]|发言(?!要点|内容|摘要)|参加|参与|[到参与]会|出席|列席|对口|签到|缺席|请假|填[报表]"
    PERSON = r"(?<!责任)(?<!负责)人员?$"  # counts only where bodies stand below
    ANSWER = r"^(?:当?场|会上|现场|部门|单位|口头)?的?(?:应?答复?|回应|表态|回[答复]|应承)(?:内容|意见|情况)?的?(?:要点|原[话句意]|口径|话)?$|发言(?:要点|内容|摘要)|说了?些?(?:什么|啥)$"
    PROGRESS = (
        r"(?!.*(?:时间|日期)$)(?:进[展度]|(?:完成|落实|办理|执行|整改|推进|兑现|办结)(?:的?情况|结果|状态|程度|与否|了?没)|状态|结果|现状|是否|核(?!心|定)|复查|验收|看见|实[办测况]|回访|跟踪|跟进"
        r"|查看|看到|目前|现在|评[价议定判]|结论|备注|实地|现场|销号|满意|怎么?样了?$|反馈|实际|情况$|核对|对账|能否|所见|抽查|走访|督办|落实(?!单位|部门|主体|人|时|期))"
    )
    UNIT = r"责任|[诺办应]方$|户头|主责|牵头|承办|主办|落实单位|单位|部门|负责|谁|哪[家个]|主体|经办"
    DUE = r"^限$|[办交]日$|时限|到期|到哪天|日子|期限|限期|时间|日期|完成|截止|最[迟晚]|何时|几时|时候|哪天|几号|多久|办[结完]|时点|节点"
    ACTION = r"事[项由情]?|应办|内容|任务|措施|承诺|什么|成果|共识|意见|工作|项目|举措|答应|问题|要求"


_MEANINGS = {meaning: re.compile(meaning.value) for meaning in Meaning}
_BODY = re.compile(  # by what bodies are called in every district
    r"(?:由|@)?(?:(?:[一-龥]{0,12}?(?:局|委员会|街道(?:办(?:事处)?)?|镇政府|乡政府|[一-龥]镇|[一-龥]乡|公司|大队|中队|派出所|司法所|供电所|街办|政府|集团|社工部))"
    r"|(?:示例)?[区市县]?(?:住建|房管|城管|环卫|民政|教育|教体|卫健委?|公安|交警队?|市监|市场监管|工商|水利|河长办|农业(?:农村)?|交通|公路站|文旅|生态环境|环保|消防队?|应急|人社|社保|医保"
    r"|国土|资规|规划|发改委?|物价|财政|司法|社工|退役军人|残联|妇联|团区?委|供电|电力|燃气|煤气|天然气|水务|自来水|水司|公交|运营商|电信|联通|移动|城投|政协|物业|业委会?|居委会?|村委会?|社区|村里|村上|村两委|镇里|镇上|乡里|乡上|街道)(?:上|那边|中心|科|站)?)"
    r"(?=$|[\s，,、；;（(/+和及—\d一二三四五六七八九十年月本下会春元国])"
)
_DAY = r"\d{1,2} ?[月./-] ?\d{0,2}|[一二三四五六七八九十正冬腊]月|[月年季][底中初内末前终]|[天日周月年期拜时][之以]?[内前后]|\d[日号]|工作日|[上中下]旬|季度|[节夕旦秋明午][之以]?前|尽快|抓紧|即日|随时|长期|立即|[当今明后]天|[本下]周|[本下]月"
_LIMIT = re.compile(rf"[^，,。；]{{0,12}}(?:{_DAY})[^，,。；]{{0,8}}$")
_UNTIL = re.compile(r".*[前内底末旬止]|.*(?:尽快|抓紧|会后)")
_ASKS_UNTIL = re.compile(r"[到期限时日天终几]")  # in a label
_WORDS = re.compile(r".*[一-龥]{2}.{3}|.{3}.*[一-龥]{2}")
NOTHING = re.compile(r"[—\-–/\s无]*|同上|不详|待定|未[定填记写]录?|空白?|没有?[填记].*")


@dataclass(frozen=True, slots=True)
class Heading:
    """The row that names the columns of promises; the others stand above it or are unknown."""

    row: int
    columns: dict[Meaning, int]


def heading_of(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The row whose labels say who and what, until when or how it went, else the one over such columns."""
    named = next((i for i, cells in enumerate(rows[:-1]) if _are_labels(cells)), None)
    above = rows[:named]
    best, row = max(((_clearness(above, i), -i) for i in range(len(above[:_FIRST_ROWS]))), default=(0.0, 0))
    if named is not None and (best == 0 or _clearness(rows, named) > 0):
        return Heading(named, _columns(rows, named))
    if best:
        return Heading(-row, _columns(rows, -row))
    answering = ((i, _answering(rows, i)) for i in range(len(rows[:_FIRST_ROWS])))
    return next((Heading(i, columns) for i, columns in answering if columns), None)


def _answering(rows: Sequence[Sequence[str]], row: int) -> dict[Meaning, int]:
    """The columns of a register of meetings whose answers name their body: 城管局：10月底前划线."""
    meanings = [_meaning(label.strip(_EDGE)) for label in rows[row]]
    kept = (Meaning.DUE, Meaning.PROGRESS)
    others: dict[Meaning, int] = {m: i for i, m in enumerate(meanings) if m in kept}
    for place, meaning in enumerate(meanings):
        cells = _below(rows, row, place) if meaning is Meaning.ANSWER else []
        bodies = [cell.split("：")[0] for cell in cells if "：" in cell]
        if cells and _share(_BODY, bodies) * len(bodies) >= _LIKELY * len(cells):
            return {Meaning.UNIT: place, **others}
    return {}


def _are_labels(cells: Sequence[str]) -> bool:
    """Whether the words are labels of promises: enough of them known, one of them for the body."""
    said = [cell.strip(_EDGE) for cell in cells]
    known = [meaning for meaning in map(_meaning, said) if meaning]
    told = {Meaning.ACTION, Meaning.ANSWER, Meaning.DUE, Meaning.PROGRESS}.intersection(known)
    whole = {Meaning.UNIT, Meaning.ACTION, Meaning.DUE}.issubset(known)
    return Meaning.UNIT in known and bool(told) and (whole or 3 * len(known) >= 2 * sum(map(bool, said)))


def _clearness(rows: Sequence[Sequence[str]], row: int) -> float:
    """How clearly bodies and limits stand below one row; 0 where they do not, or it is no heading."""
    columns = _columns(rows, row)
    if not {Meaning.UNIT, Meaning.DUE}.issubset(columns):
        return 0
    heads = [rows[row][columns[meaning]] for meaning in (Meaning.UNIT, Meaning.DUE)]
    if any(
        not 0 < len(head) <= _LONGEST_HEADING or _BODY.match(head) or _LIMIT.match(head) for head in heads
    ):
        return 0
    bodies, limits = (_below(rows, row, columns[meaning]) for meaning in (Meaning.UNIT, Meaning.DUE))
    shares = (_share(_BODY, bodies), _share(_LIMIT, limits))
    told = _ASKS_UNTIL.search(heads[1]) or any(map(_UNTIL.match, limits))
    return sum(shares) if told and min(shares) >= _LIKELY else 0


def _columns(rows: Sequence[Sequence[str]], row: int) -> dict[Meaning, int]:
    """The place of each meaning: bodies and limits are known by the cells too, the others by their labels."""
    labels = rows[row]
    meanings = [_meaning(label.strip(_EDGE)) for label in labels]
    columns: dict[Meaning, int] = {}
    for wanted in (Meaning.UNIT, Meaning.DUE):
        likely = [_likelihood(label, wanted, _below(rows, row, i)) for i, label in enumerate(meanings)]
        likely = [0.0 if i in columns.values() else how for i, how in enumerate(likely)]
        if max(likely, default=0) >= _LIKELY:
            best = [place for place, how in enumerate(likely) if how == max(likely)]
            columns[wanted] = best[0 if wanted in [meanings[place] for place in best] else -1]
    for place, meaning in enumerate(meanings):
        newer = meaning is Meaning.PROGRESS or (meaning is Meaning.ACTION and "承诺" in labels[place])
        if meaning and place not in columns.values() and (newer or meaning not in columns):
            columns[meaning] = place  # the last column of progress is the latest
    return columns | _unnamed(rows, row, meanings, columns)


def _likelihood(label: Meaning | None, wanted: Meaning, cells: list[str]) -> float:
    """That a column holds bodies or limits; 4月底前 is more of a limit than 2026-03-09."""
    if label in (Meaning.ASIDE, Meaning.NUMBER, Meaning.ANSWER, Meaning.PROGRESS):
        return 0
    bodies = wanted is Meaning.UNIT
    share = _share(_BODY, cells) if bodies else _share(_LIMIT, cells) * 0.7 + _share(_UNTIL, cells) * 0.3
    return share + (_LIKELY if label is wanted else 0)


def _unnamed(
    rows: Sequence[Sequence[str]], row: int, meanings: Sequence[Meaning | None], columns: dict[Meaning, int]
) -> dict[Meaning, int]:
    """Of the columns with labels of unknown words the first tells what is promised, the last what was found."""
    places = [i for i, meaning in enumerate(meanings) if meaning is None and i not in columns.values()]
    places = [i for i in places if _share(_WORDS, _below(rows, row, i)) >= _LIKELY]
    found: dict[Meaning, int] = {}
    if places and Meaning.ACTION not in columns:
        found[Meaning.ACTION] = places.pop(0)
    if places and Meaning.PROGRESS not in columns and places[-1] > columns.get(Meaning.UNIT, 0):
        found[Meaning.PROGRESS] = places[-1]
    return found


def _below(rows: Sequence[Sequence[str]], row: int, place: int) -> list[str]:
    """What is filled in in one column."""
    cells = [cells[place] for cells in rows[row + 1 : row + 1 + _LOOKED_AT] if place < len(cells)]
    return [cell for cell in cells if not NOTHING.fullmatch(cell)]


def _share(form: re.Pattern[str], cells: list[str]) -> float:
    return sum(bool(form.match(cell)) for cell in cells) / len(cells) if cells else 0


def _meaning(heading: str) -> Meaning | None:
    bare = re.sub(r"[（(].*", "", heading) or heading
    if not 0 < len(bare) <= _LONGEST_HEADING or re.search(r"[，。；、]", bare):
        return None
    return next((meaning for meaning, words in _MEANINGS.items() if words.search(bare)), None)


def stands_in_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each body has a column of its own: | | 交通局 | 公交公司 |, | 期限 | … | … |."""
    return len({len(row) for row in rows}) == 1 and len(rows[0]) > 2 and bool(labelled_rows(rows))


def labelled_rows(rows: Sequence[Sequence[str]]) -> dict[Meaning, int]:
    """The rows by what their first cells say, of a table with a column for each body."""
    first, *others = [row[0] for row in rows]
    labels = ["单位" if first in _CORNER else first, *others]
    columns = _columns([labels], 0) if _are_labels(labels) else {}
    alone = columns and max(map(len, rows)) == 2  # a form of one promise names one body, and no more
    return {} if alone and not _BODY.match(rows[columns[Meaning.UNIT]][-1]) else columns
