"""What a report says became of a promise."""

import re
from datetime import datetime

from bot.cards import NewState
from knowledge.model import CommitmentStatus, ReplyKind
from knowledge.promises.items import Item
from knowledge.reading.characters import normalised, number
from knowledge.reading.replies import classify_reply
from knowledge.reading.updates import read_update

_REPLIES = re.compile(
    r"(?:局|委|办|所|大队|公司|集团|中心|政府|街道|[镇乡]|物业|单位|部门|他们|对方|那边|里|上)[^，。]{0,6}"
    r"(?:回复|答复|答覆|回应|反馈|回话|来函|书面|报来|表态|回函)"
)
_SEEN = re.compile(r"看过|看了|去看|现场|核实|核查|回访|验收|实地|居民(?:都)?说|亲眼|照片")
_N, _UNIT = r"([一二两三四五六七八九十百\d]{1,4})", "([个处栋幢根台盏户条座口间块棵家套辆组段])"
_PROMISED = re.compile(_N + _UNIT)
_DONE_SO_FAR = re.compile("[完好掉]了?" + _N + _UNIT)
_FINISHED = re.compile(r"(?P<deed>[一-龥]{1,2})(?:完|好|妥|过|走|出来)了")
_LEFT = re.compile(r"[还尚另]|没|未|差|只|就剩|一半|部分|正在|[，。](?:等|在)")
_TELLS_MORE = re.compile(r"[，。；,;]|\d|[一二三四五六七八九十]+(?:个|处|盏|米|户|台|次)")
_BARE_STATE = 8  # characters: "弄好了" alone is a state and no result


def read_new_state(text: str, now: datetime, item: Item | None = None) -> NewState:
    """`item`: the promise that is meant, where it is known."""
    plain = normalised(text)
    reading = read_update(text, now)
    kind = classify_reply(text) if _REPLIES.search(plain) else None
    status = _by_reply(reading.status if reading else None, kind)
    if status is CommitmentStatus.DONE and item is not None and _less_than_promised(plain, item):
        status = CommitmentStatus.UNDER_WAY
    if status is CommitmentStatus.UNDER_WAY and item is not None and _is_the_deed(plain, item):
        status = CommitmentStatus.DONE
    result = (reading.result if reading else None) or text.strip()
    return NewState(
        status=status,
        new_due=reading.new_due if reading and status is CommitmentStatus.POSTPONED else None,
        result=result if status is CommitmentStatus.DONE and _is_result(result) else None,
        reply_kind=kind,
        checked=kind is None or bool(_SEEN.search(plain)),
    )


def who_replied(text: str) -> str | None:
    """The words of a reply that name whose it is; what it says may speak of anything."""
    match = _REPLIES.search(normalised(text))
    return text[: match.end()] if match else None


def _by_reply(status: CommitmentStatus | None, kind: ReplyKind | None) -> CommitmentStatus | None:
    """A reply counts for what it really is: an attitude changes nothing."""
    match kind:
        case ReplyKind.DONE:
            return CommitmentStatus.DONE
        case ReplyKind.PLAN:
            return status or CommitmentStatus.UNDER_WAY
        case ReplyKind.ATTITUDE if status is not CommitmentStatus.NOT_DONE:
            return None
        case _:
            return status


def _less_than_promised(plain: str, item: Item) -> bool:
    """两栋 of a promise of 三栋 is half the way."""
    promised = {unit: number(n) or 0 for n, unit in _PROMISED.findall(normalised(item.action))}
    done = {unit: number(n) or 0 for n, unit in _DONE_SO_FAR.findall(plain)}
    return any(0 < done[unit] < promised[unit] for unit in done if unit in promised)


def _is_the_deed(plain: str, item: Item) -> bool:
    """勘察完了 is the whole of a promise to 勘察线路, and a first step of any other."""
    deed = normalised(item.action)
    finished = _FINISHED.finditer(plain)
    return not _LEFT.search(plain) and any(m["deed"][-1] in deed[:2] or m["deed"] in deed for m in finished)


def _is_result(words: str) -> bool:
    return len(words) > _BARE_STATE or bool(_TELLS_MORE.search(words))
