"""Which other papers a policy puts out of force, by the words 废止, 失效, 停止执行."""

import re
from collections.abc import Iterator

from ingest.headlines import NUMBER, normal_number, numbers_in

_ENDS = r"(?:废止|失效|停止(?:执行|施行|使用)|不再(?:执行|施行))"
_END = re.compile(_ENDS)
_SENTENCE = re.compile(
    rf"[^。；\n]*(?:同时|予以|即行|一并|相应|随之|自行|宣布|决定|自[^。；，\n]{{2,24}}起|^自)[^。；\n]{{0,30}}?{_ENDS}[^。\n]*"
)
_ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百\d]+[条款]\s*")
_OWN_START = re.compile(r"起?(?:施行|实施|生效)[，,；]")  # what stands before it speaks of the paper itself
_FUNCTION = re.compile(r"^.*[对将把原和及与的止]")
_IS_ENDED = re.compile(
    rf"(?:文件?|通知|[、和及与，\s]|{NUMBER.pattern})*"
    rf"(?:自[^，。]{{2,20}}起|同时|予以|即行|一并|相应|随之|自行|均|全部|[，\s])*{_ENDS}"
)
_OWN_TITLE = re.compile(r"关于(?:宣布|公布)?(?:废止|停止执行)")
_LIST = re.compile(
    rf"(?:废止|失效|停止执行)[^。\n]{{0,40}}(?:下列|以下|如下|目录|附件)|(?:下列|以下)[^。\n]{{0,40}}{_ENDS}"
)
_NAMED = re.compile(
    r"《((?:[^《》]|《[^《》]*》)+)》\s*([（(][^（）()]{4,40}[）)])?\s*(第[^，。；、]{1,12}条|有关条款|的?部分条款|附件)?"
)
_PARTIAL = re.compile(r"条款|条第|个别|部分内容|第[一二三四五六七八九十百\d]+[条款项]")
_NOT_YET = re.compile(r"根据|依据|按照|修改|修订|代替|取代|不一致|相抵触|以本")
_DECISION = re.compile(r"关于(?:修改|修订|修正)[^。；]*?(?:的决定|决定)")
_QUOTED = re.compile(r"[《〈＜<]([^《》〈〉＜＞<>]{4,60})[》〉＞>]")
_ITEM = re.compile(r"^(?:\||[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|《)")


def repealed_by(text: str, own_title: str, own_number: str | None) -> tuple[str, ...]:
    """Titles or, where the paper gives them, numbers of what it repeals; parts of papers are left alone."""
    pieces = list(_pieces(text))
    if ends := _OWN_TITLE.search(own_title):
        pieces.append(own_title[ends.end() :])
    names = dict.fromkeys(name for piece in pieces for name in _names(piece))
    return tuple(name for name in names if name not in (own_title, own_number))


def amended_by(title: str, head: list[str]) -> tuple[str, ...]:
    """What a decision 关于修改《…》的决定 changes; of a rule that one renamed, the former title."""
    if decided := _DECISION.search(title):
        return tuple(_QUOTED.findall(decided[0]))
    quoted = (name for line in head for part in _DECISION.findall(line) for name in _QUOTED.findall(part))
    return tuple(dict.fromkeys(name for name in quoted if name != title and _same_matter(name, title)))


def _same_matter(one: str, other: str) -> bool:
    """莱芜市既有多层住宅增设电梯规定 and 济南市既有多层住宅增设电梯规定: alike but for the region."""
    region = re.compile(r"^[\u4e00-\u9fa5]{2,7}?(?:省|市|州|区|县)")
    bare, compared = region.sub("", one), region.sub("", other)
    return bare == compared and bare not in (one, other)


def _pieces(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for index, whole in enumerate(lines):
        line = _ARTICLE.sub("", whole)
        if not _END.search(line):
            continue
        if _LIST.search(line) and not _PARTIAL.search(line):
            listed = _listed(lines[index + 1 :])
            if listed:
                yield from listed
                continue
        for sentence in _SENTENCE.finditer(line):
            *own, rest = _OWN_START.split(sentence[0])
            stated = sentence[0] if any(map(_END.search, own)) else rest
            if not _PARTIAL.search(stated):
                yield stated


def _listed(lines: list[str]) -> list[str]:
    """The items of the list or table that follows, which may stand after a signature, as an annex."""
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line.strip()):
            items.append(line.strip())
        elif items and line.strip():
            break
    return [item for item in items if "《" in item or numbers_in(item)]


def _names(piece: str) -> Iterator[str]:
    if piece.startswith("|"):
        # A cell with the reason may name papers that stay in force: only titles and numbers count.
        yield from _row(piece)
        return
    yield from _bare_numbers(_NAMED.sub(" ", piece))
    for match in _NAMED.finditer(piece):
        if match[3] or _NOT_YET.search(piece[max(0, match.start() - 8) : match.start()]):
            continue
        numbers = numbers_in(match[2] or "") or numbers_in(piece[match.end() : match.end() + 24])[:1]
        yield from numbers or [match[1]]


def _bare_numbers(piece: str) -> Iterator[str]:
    """Papers named by their numbers alone; 对示政发〔2018〕5号 is also given without its first word."""
    for match in NUMBER.finditer(piece):
        if _NOT_YET.search(piece[max(0, match.start() - 8) : match.start(2)]):
            continue
        is_item = _ITEM.match(piece) and not re.search("[，。]", piece[match.end() :])
        if (
            is_item
            or "废止" in piece[max(0, match.start() - 2) : match.start(2)]
            or _IS_ENDED.match(piece, match.end())
        ):
            number = normal_number(match)
            yield from dict.fromkeys((number, _FUNCTION.sub("", number)))


def _row(row: str) -> Iterator[str]:
    for cell in row.strip("|").split("|"):
        numbers = numbers_in(cell)
        if numbers:
            yield numbers[0]
            return
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    yield from (cell.strip("《》") for cell in cells if re.fullmatch(r"《[^《》]+》", cell))
