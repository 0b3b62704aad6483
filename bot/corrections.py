"""Plain words about an open card: 存吧, 算了, one change to it or several."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from bot.assent import MARKS, POLITE, SHORT, says_yes
from bot.card_changes import CannotEdit
from bot.card_edits import edited, starts_an_edit
from bot.card_lines import Unclear
from knowledge.model import Consultation
from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.names import names_of

_LONGEST = 400  # characters; more is no correction but a new message


class Verdict(StrEnum):
    EDIT = "edit"
    SAVE = "save"
    CANCEL = "cancel"
    UNCLEAR = "unclear"  # a correction, but which?


@dataclass(frozen=True, slots=True)
class Correction:
    """What to do with the open card. `draft`: the new card of an EDIT, or what a SAVE changes first."""

    verdict: Verdict
    draft: Consultation | None = None
    why: Unclear | None = None  # of UNCLEAR
    again: bool = False  # of CANCEL: the member will tell it anew


_SAVE_CLAUSE = re.compile(
    rf"(?:{MARKS}|其[他它余]的?|别的|剩下的?|这样|就|可以|都|再|然后|不变|没问题|对的?|好的?|行|没错)*(?:存|保存)(?:{MARKS}|吧|了|上|下|一下|起来|档|谢谢|您)*",
)
_AGAIN = re.compile(r"重来|重新(?:来|说|发|记|写|讲)|重说|重发|重记|我再说一遍|推倒")
_CANCEL = re.compile(
    rf"(?:{MARKS}|{POLITE}|行|对|可以)*(?:算了|拉倒|(?:不|别|不用|不要|不想|暂时不|先不|先别)(?:存|记|保存|录|要|用|弄)?|取消|作废|放弃|撤销?|删(?:了|掉|除)?|丢(?:了|掉))"
    rf"(?:(?:{MARKS}|{POLITE})*(?:不|别)(?:存|记|要|用))?(?:了|吧|掉|这个|这条|这张|它|全部|整个|谢谢|{MARKS})*"
)
_ASKS = re.compile(r"[?？]|[吗呢]$|怎么|什么|多少|哪")
_SOUNDS_WRONG = re.compile(
    r"不对|错了|弄错|写错|搞错|记错|有误|改成|改为|改到|改一?下|换成|应该是|应为|^不是|更正|纠正|第\s?[一二三四五六七八九十\d]+\s?[条项](?:不|去|删|改|是|的)|那条(?:不|去|删|改)|对调|互换|调换|合并"
)
_BREAK = re.compile(rf"{MARKS}+(?:另外|还有|同时|并且|然后|以及)?{MARKS}*")


def read_correction(text: str, now: datetime, district: District, draft: Consultation) -> Correction | None:
    """None where the message is about something else; `now` in the district's zone."""
    plain = normalised(text.strip())
    if not plain or len(plain) > _LONGEST:
        return None
    if _AGAIN.search(plain) and len(plain) <= SHORT:
        return Correction(Verdict.CANCEL, again=True)
    if _CANCEL.fullmatch(plain):
        return Correction(Verdict.CANCEL)
    if says_yes(plain):
        return Correction(Verdict.SAVE)
    return None if _ASKS.search(plain) else _change(plain, now, district, draft)


def _change(plain: str, now: datetime, district: District, draft: Consultation) -> Correction | None:
    words, saves = _without_saving(plain)
    try:
        changed = _edited(words, now, district, draft)
    except CannotEdit as error:
        return Correction(Verdict.UNCLEAR, why=error.why)
    if changed is not None:
        return Correction(Verdict.SAVE if saves else Verdict.EDIT, changed)
    return Correction(Verdict.UNCLEAR, why=Unclear.HOW) if sounds_wrong(plain) else None


def sounds_wrong(plain: str) -> bool:
    """Whether a short message finds fault with something, even if what it wants is not read."""
    return len(plain) <= 40 and bool(_SOUNDS_WRONG.search(plain))


def _without_saving(plain: str) -> tuple[str, bool]:
    """第二条不要，其他存吧 → 第二条不要, and that it is to be stored."""
    for cut in _BREAK.finditer(plain):
        if _SAVE_CLAUSE.fullmatch(plain, cut.end()):
            return plain[: cut.start()], True
    return plain, False


def _edited(plain: str, now: datetime, district: District, draft: Consultation) -> Consultation | None:
    """The draft after each change that is said; where they cannot be told apart, the words as one change."""
    parts = _parts(plain, district)
    if len(parts) > 1:
        changed = _one_by_one(parts, now, district, draft)
        if changed is not None:
            return changed
    return edited(plain, now, district, draft)


def _one_by_one(
    parts: list[str], now: datetime, district: District, draft: Consultation
) -> Consultation | None:
    """What is struck out goes last, so that 第四条 stays the fourth while the others are changed."""
    struck = [part for part in parts if _STRIKES.search(part)]
    for part in [*(p for p in parts if p not in struck), *(["，".join(struck)] if struck else [])]:
        changed = edited(part, now, district, draft)
        if changed is None:
            return None
        draft = changed
    return draft


_STRIKES = re.compile(r"不要|删|去掉|取消|拿掉|划掉|不算|不记|撤掉|去了")


def _parts(plain: str, district: District) -> list[str]:
    """Cut where a clause begins that has its own field, line or body to change."""
    starts = {name.start for name in names_of(district).find(plain)}
    cuts = [cut for cut in _BREAK.finditer(plain) if starts_an_edit(plain, cut.end(), starts)]
    bounds = [(0, 0), *((cut.start(), cut.end()) for cut in cuts), (len(plain), len(plain))]
    parts = [plain[end:start] for (_, end), (start, _) in pairwise(bounds)]
    return [part for part in parts if part.strip()]
