"""What came of a promise: the words that name it, its new state, its new day, its result."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.model import CommitmentStatus
from knowledge.reading.characters import normalised, number
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.state_model import state_model
from knowledge.reading.states import DEED

_COUNT = r"\d{1,4}|[一二两三四五六七八九十百]{1,4}"
_THING = r"(?P<thing>[个处栋幢根台盏户条座口间块棵家套辆组段场次期批份件项公米张])"
_LESS_THAN_ALL = (
    re.compile(rf"(?P<all>{_COUNT}){_THING}[^。\d]{{0,12}}?了(?P<done>{_COUNT})(?P=thing)"),  # 十二栋装了八栋
    re.compile(  # 搞了两场，一共定的四场
        rf"了(?P<done>{_COUNT}){_THING}[^。]{{0,8}}(?:共|应该|[定答应说好]的)[^，。\d]{{0,4}}(?P<all>{_COUNT})(?P=thing)"
    ),
)
_SPAN = re.compile(
    r"(?:延|推|缓|宽限|等|拖|晚)[一-龥]{0,4}?(半|[一两二三四五六七八九十]|\d{1,2})(?:个)?(天|周|星期|礼拜|月|年)"
)
_CLAUSES = re.compile(r"[，,。；;！!？?\n]+")
_MARKS = ' ，,。；;：:、！!\n“”"'


@dataclass(frozen=True, slots=True)
class UpdateReading:
    """`refers_to` are the message's own words for the promise; `new_due` stands only with 延期."""

    refers_to: str | None
    status: CommitmentStatus
    new_due: date | None
    result: str | None


def read_status(text: str, now: datetime) -> CommitmentStatus | None:
    """The state that a report names, None where it reports nothing."""
    reading = read_update(text, now)
    return reading.status if reading else None


def read_update(text: str, now: datetime, *, reports: bool = False) -> UpdateReading | None:
    """None where the text reports no state of a promise; with `reports` it is known to."""
    plain = normalised(text[:2000])
    told = state_model().read(plain, now)
    if not (told.reports or reports):
        return None
    status = CommitmentStatus.UNDER_WAY if _part_of_all(plain) else told.state
    new_due = _new_due(plain, now) if status is CommitmentStatus.POSTPONED else None
    return UpdateReading(_refers_to(text, told.place), status, new_due, _result(text, plain, told.place))


def _part_of_all(plain: str) -> bool:
    """Whether 十二栋装了八栋 says that not all is done."""
    counted = next(filter(None, (form.search(plain) for form in _LESS_THAN_ALL)), None)
    return counted is not None and (number(counted["done"]) or 0) < (number(counted["all"]) or 0)


def _new_due(plain: str, now: datetime) -> date | None:
    """The latest day ahead: the new one comes after the old one."""
    ahead = [m.on for m in mentions(plain, now, Lean.AHEAD) if m.on and m.on >= now.date()]
    if ahead:
        return max(ahead)
    span = _SPAN.search(plain)
    if span is None:
        return None
    counted = mentions(f"{span[1]}{'个' if span[2] == '月' else ''}{span[2]}内", now, Lean.AHEAD)
    return counted[0].on if counted else None


def _refers_to(text: str, place: int) -> str | None:
    """The words in front of the state, else its whole clause."""
    before = text[:place].strip(_MARKS)
    end = next((m.start() for m in _CLAUSES.finditer(text) if m.start() > place), len(text))
    return before if len(before) > 1 else text[:end].strip(_MARKS) or None


def _result(text: str, plain: str, place: int) -> str | None:
    """What the report adds from the deed on: 装好了，今天去看过."""
    deed = re.search(rf"{DEED}.{{0,2}}$", plain[:place])
    return text[deed.start() if deed else place :].strip(_MARKS) or None
