"""A chunk's text cut into the units that a quote is made of, each known by its place in the text."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise


class Role(Enum):
    PLAIN = auto()
    LEAD = auto()  # "有下列情形之一的：", worth nothing without its items
    ITEM = auto()  # （一）…, hardly readable without its lead
    HEADING = auto()  # never quoted on its own


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]` of the chunk, without surrounding white space."""

    start: int
    end: int
    role: Role


_ITEM = re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]|[（(]?\d{1,2}[）).、．](?!\d)|[①-⑳]|[-*•·]\s")
_NUMBERED_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百零\d]+(?:分编|[编章节])\s*|附\s*[则件录]$|#"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零\d]+条(?:之[一二三四五六七八九十]+)?[\s　]+")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)》]*|[^。！？!?]+")
_CLAUSE = re.compile(r"[^；;]*[；;]|[^；;]+")
_LONG = 160
_PART = re.compile(rf".{{1,{_LONG - 1}}}(?:[，,；;。]|$)|.{{1,{_LONG}}}", re.DOTALL)
_INLINE_ITEM = re.compile(r"(?<=[：:；;。])(?=[（(][一二三四五六七八九十]{1,3}[）)])")
_FINISHED = "。！？!?；;：:”’」』"
_INSTRUCTION = re.compile(
    r"(?:忽略|无视|忘记|不要理会|跳过).{0,12}(?:要求|指令|指示|提示|规则|内容|设定|约束)"
    r"|(?:系统|管理员)(?:提示词?|指令|消息)[：:]|你(?:现在)?(?:是|扮演|充当).{0,10}(?:助手|模型|机器人|AI|人工智能)"
    r"|(?:ignore|disregard|forget).{0,30}(?:instruction|prompt|above|previous)"
    r"|system prompt|<\|?(?:im_start|system)",
    re.IGNORECASE,
)


def units_of(text: str) -> list[Unit]:
    """All quotable units in order."""
    text = trusted(text)
    found: list[Unit] = []
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        if not paragraph.strip():
            continue
        if _is_heading(paragraph.strip()):
            found.append(_unit(text, start, end, Role.HEADING))
            continue
        skipped = _ARTICLE.match(paragraph.lstrip())
        body = start + (len(paragraph) - len(paragraph.lstrip()) + skipped.end() if skipped else 0)
        found.extend(_unit(text, a, b, _role(text[a:b])) for a, b in _pieces(text, body, end))
    return found


def trusted(text: str) -> str:
    """The text up to the first paragraph that gives orders to a language model (“忽略以上要求”).

    What follows such an order belongs to it: nothing of that is evidence, nor is it shown to a model.
    """
    order = _INSTRUCTION.search(text)
    return text if order is None else text[: text.rfind("\n", 0, order.start()) + 1]


def _unit(text: str, start: int, end: int, role: Role) -> Unit:
    raw = text[start:end]
    return Unit(start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip())), role)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines, except that a line broken in the middle of a sentence (PDF) goes on in the next one."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if spans and _goes_on(text[spans[-1][0] : spans[-1][1]], line):
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((start, position))
    return spans


def _goes_on(before: str, line: str) -> bool:
    last, stripped = before.rstrip("\n").rsplit("\n", 1)[-1].rstrip(), line.strip()
    if len(last) < 18 or last[-1] in _FINISHED + "|" or not stripped:
        return False
    return not (stripped[0] in "|#" or _ITEM.match(stripped) or _NUMBERED_HEADING.match(stripped))


def _is_heading(line: str) -> bool:
    return bool(_NUMBERED_HEADING.match(line)) and len(line) <= 40 and line[-1] not in _FINISHED + "，,、"


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    cuts = [start, *(m.start() + start for m in _INLINE_ITEM.finditer(text[start:end])), end]
    for a, b in pairwise(cuts):
        for sentence in _SENTENCE.finditer(text, a, b):
            pieces.extend(_shortened(text, *sentence.span()))
    return [(a, b) for a, b in pieces if text[a:b].strip()]


def _shortened(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One sentence, or its clauses where it is too long for a phone."""
    if end - start <= _LONG:
        return [(start, end)]
    clauses = [c.span() for c in _CLAUSE.finditer(text, start, end)]
    return [c.span() for a, b in clauses for c in _PART.finditer(text, a, b)]


def _role(piece: str) -> Role:
    stripped = piece.strip()
    if _ITEM.match(stripped):
        return Role.ITEM
    return Role.LEAD if stripped[-1] in "：:" else Role.PLAIN
