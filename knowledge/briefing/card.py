"""The card before a meeting: sections of lines, each line with the words that it stands on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.model import Level, Outcome
from knowledge.reading.meetings import Meeting


class Part(StrEnum):
    """The sections in their order."""

    RULES = "规定"
    PRECEDENTS = "先例"
    DEBTS = "欠账"
    DUTIES = "谁负责"
    QUESTIONS = "问什么"
    UNKNOWN = "还不清楚"


class Sort(StrEnum):
    """What a line is; it decides the sentence around the quote."""

    RULE = "rule"
    PRECEDENT = "precedent"
    DEBT = "debt"  # promised and not reported as done
    UNSETTLED = "unsettled"  # of a consultation that is half done: nobody wrote which half
    DUTY_BY_RULE = "duty_by_rule"
    DUTY_BY_PROMISE = "duty_by_promise"
    ASK_DEBT = "ask_debt"
    ASK_ATTITUDE = "ask_attitude"
    ASK_REASON = "ask_reason"
    ASK_LIMIT = "ask_limit"  # a rule sets a time limit
    NO_RECORD_HERE = "no_record_here"
    NO_LOCAL_RULE = "no_local_rule"
    NO_DUTY = "no_duty"
    NO_RESULT = "no_result"  # nobody wrote how a precedent ended
    WAS_ABSENT = "was_absent"
    NO_DAY = "no_day"  # promised without a day


@dataclass(frozen=True, slots=True)
class Line:
    """`quote` stands word for word in the chunk, or in the promise `item_id`; without either it is "".

    `title` is the paper's or the meeting's; `whom`: who may know, for what is not known.
    """

    sort: Sort
    quote: str = ""
    chunk_id: str | None = None
    item_id: int | None = None
    title: str = ""
    doc_number: str | None = None
    locator: str = ""
    level: Level | None = None
    town: str | None = None
    held_on: date | None = None
    outcome: Outcome | None = None
    unit: str | None = None
    action: str = ""
    due: date | None = None
    whom: str | None = None
    open: int = 0  # of a precedent: promises that were not kept
    near: bool = False  # of a neighbouring matter, not surely the topic itself

    @property
    def evidence(self) -> str | None:
        """What its number opens: a chunk, or a promise of the ledger."""
        return self.chunk_id or (f"item:{self.item_id}" if self.item_id is not None else None)


@dataclass(frozen=True, slots=True)
class Card:
    """`parts` has every section, with no line where nothing was found."""

    meeting: Meeting
    made_on: date
    parts: dict[Part, tuple[Line, ...]]

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the numbers of the lines open, from 1; the same evidence has one number."""
        found = (line.evidence for part in Part for line in self.parts[part])
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def number(self, line: Line) -> int | None:
        return None if line.evidence is None else self.evidence.index(line.evidence) + 1

    @property
    def units(self) -> tuple[str, ...]:
        """Who will hardly be missing: the unit that was named, and those of the town's own promises."""
        here = self.meeting.town
        asked = (
            line.unit
            for part in (Part.DUTIES, Part.DEBTS)
            for line in self.parts[part]
            if line.town == here or here is None
        )
        return tuple(dict.fromkeys(unit for unit in (self.meeting.unit, *asked) if unit))
