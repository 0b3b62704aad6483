"""Which sentence of a draft tells, which explains, which asks for something."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    SITUATION = "情况"
    ANALYSIS = "分析"
    SUGGESTION = "建议"


@dataclass(slots=True)
class Anatomy:
    """The sentences of a draft by what they do, in order; every sentence stands in the draft."""

    situation: list[str] = field(default_factory=list)
    analysis: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    def of(self, role: Role) -> list[str]:
        return {
            Role.SITUATION: self.situation,
            Role.ANALYSIS: self.analysis,
            Role.SUGGESTION: self.suggestions,
        }[role]


_NUMBER = r"(?:第?[一二三四五六七八九十\d]{1,2}(?:部分|是)?[、.．：:]|[（(][一二三四五六七八九十\d]{1,2}[）)]|#+)?\s*"
_HEADINGS = (
    (
        Role.SUGGESTION,
        r"(?:具体)?(?:意见(?:和|与|及)?)?(?:对策)?(?:措施)?建议|对策|意见建议|工作建议|几点建议",
    ),
    (Role.ANALYSIS, r"(?:原因|成因|问题)?分析|(?:主要)?原因|成因|必要性|难点|症结|问题原因|存在的?原因"),
    (Role.SITUATION, r"(?:基本|有关|具体)?情况|(?:存在的?|主要|突出)?问题|现状|背景|案由|情况反映|基本现状"),
)
_HEADING = [
    (role, re.compile(rf"^[\s　*]*{_NUMBER}[【\[]?(?:{words})[】\]]?(?:如下)?\**\s*(?:[：:]|$)"))
    for role, words in _HEADINGS
]
_INLINE = re.compile(  # 问题：…。原因：…。建议：… on one line
    rf"(?<=[。！？；\s])\s*(?={_NUMBER}(?:{'|'.join(words for _, words in _HEADINGS)})[：:])"
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?[”’」』）)]*")
_CLAUSE_ASKS = r"建议|希望|呼吁|恳请|提请|盼望|请(?=区|市|县|有关|相关|街道|部门|组织|政府|民政|住建|城管)|应(?:当|该|尽快|由|加强|建立)?(?=[^用对急答聘届])|要(?:求|尽快|加强|进一步)|可(?:以)?(?:由|在|参照|借鉴)|由[^。；，]{2,14}(?:牵头|负责|承办|主办|会同)"
_ASKS = re.compile(_CLAUSE_ASKS)
_STRONG_ASKS = re.compile(r"建议|希望|呼吁|恳请|提请|由[^。；，]{2,14}(?:牵头|负责|会同)|请(?=区|有关|街道)")
_OPENS_SUGGESTIONS = re.compile(
    r"(?:为此|因此|对此|鉴于此)?[，,]?(?:特|现|我|提出)?(?:以下)?(?:建议|恳请|提请|呼吁)"
)
_EXPLAINS = re.compile(r"原因|由于|因为|究其|症结|根源|根子|导致|造成|难在|卡在|归结|源于|主要是|所致|在于")
_GOES_ON = re.compile(
    r"^[\s　]*(?:[一二三四五六七八九十]是|第?[一二三四五六七八九十\d]{1,2}[、.．，是]|[（(][一二三四五六七八九十\d]{1,2}[）)]|同时|另外|并)"
)


def anatomy(text: str) -> Anatomy:
    """By its headings where it has them, else by the words of each sentence."""
    found = Anatomy()
    heading: Role | None = None
    before: Role = Role.SITUATION
    for paragraph in filter(str.strip, _INLINE.sub("\n", _without_title(text)).splitlines()):
        rest = paragraph
        for role, pattern in _HEADING:
            if match := pattern.match(paragraph):
                heading, rest = role, paragraph[match.end() :]
                before = role
                break
        for sentence in (m.group().strip() for m in _SENTENCE.finditer(rest)):
            if len(sentence) < 4 or re.match(r"(?:案由|标题|提案者|反映人|主送)", sentence):
                continue
            if _OPENS_SUGGESTIONS.match(sentence) and heading in (Role.SITUATION, Role.ANALYSIS):
                heading = None
            before = heading or role_of(sentence, before)
            found.of(before).append(sentence)
    return found


def role_of(sentence: str, before: Role = Role.SITUATION) -> Role:
    """What one sentence does; a numbered one goes on with what stood before it."""
    if _STRONG_ASKS.search(sentence) and not _reports_an_ask(sentence):
        return Role.SUGGESTION
    if _GOES_ON.match(sentence) and before is not Role.SITUATION:
        return before
    if _EXPLAINS.search(sentence):
        return Role.ANALYSIS
    if _ASKS.search(sentence) and not _reports_an_ask(sentence):
        return Role.SUGGESTION
    return before if before is Role.SUGGESTION else Role.SITUATION


def _reports_an_ask(sentence: str) -> bool:
    """居民多次希望解决 tells; it asks for nothing yet."""
    return bool(
        re.search(
            r"(?:居民|群众|业主|村民|家长|商户|老人|大家)[^，。]{0,8}(?:建议|希望|呼吁|要求|盼望)", sentence
        )
    )


def _without_title(text: str) -> str:
    head, _, rest = text.strip().partition("\n")
    return rest if rest and len(head) <= 50 and head[-1] not in "。！？；：:" else text
