"""What an action is: one capability with typed arguments, whichever door it came through."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.messages import Button, Reply
from bot.turn import Turn
from knowledge.model import Intent, Outcome


class Name(StrEnum):
    """Names of the actions. They stand in the buttons of old messages, so they are never used anew."""

    ASK = "ask"
    PRECEDENT = "precedent"
    PRECEDENTS_OF = "precedents_of"
    POLICIES_OF = "policies_of"
    SOURCE = "source"
    MORE = "more"
    RATE = "rate"
    REMINDERS = "reminders"
    RECORD = "record"
    FOLLOW = "follow"
    UPDATE = "update"
    FOLLOWUPS = "followups"
    REPORT = "report"
    SAVE = "save"
    EDIT = "edit"
    DROP = "drop"
    PICK = "pick"
    SET = "set"
    ITEM = "item"
    ITEMS_MORE = "items_more"
    UNDO = "undo"
    EXPORT = "export"
    PREPARE = "prepare"
    PREPARE_CARD = "prepare_card"
    PREPARE_SPEECH = "prepare_speech"
    PREPARE_WORD = "prepare_word"
    PREPARE_PART = "prepare_part"
    PAPER = "paper"
    PAPER_SHOW = "paper_show"
    PAPER_EXPORT = "paper_export"
    PAPER_EVIDENCE = "paper_evidence"
    PAPER_CHECK = "paper_check"
    PAPER_SWITCH = "paper_switch"
    PAPER_DROP = "paper_drop"
    MEANT = "meant"
    MATTERS = "matters"
    MATTERS_TABLE = "matters_table"
    MATTER = "matter"
    MATTER_PAPER = "matter_paper"
    START = "start"
    HELP = "help"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"


class Arguments(BaseModel):
    """Arguments of an action. Buttons carry them by position, so their order is part of old messages."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Narrowing(BaseModel):
    """Filters as the reading of a message gives them (interface of `bandeng understand`)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    town: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    outcome: Outcome | None = None
    department: str | None = None

    def or_else(self, other: "Narrowing") -> "Narrowing":
        """These filters, and those of `other` where nothing is set here."""
        own = self.model_dump(exclude_none=True)
        return Narrowing.model_validate(other.model_dump() | own)


@dataclass(frozen=True, slots=True)
class Action:
    """`intent`: sentences that lead here; `command`: /command, with its line in the menu.

    `private`: about the member's own records, so never in a group.
    """

    name: Name
    arguments: type[Arguments]
    run: Callable[[Turn, Any], list[Reply]]
    description: str = ""
    command: str | None = None
    intent: Intent | None = None
    private: bool = False

    def from_press(self, values: list[str]) -> Arguments | None:
        """Arguments out of button data; None where they are not those of this version."""
        try:
            return self.arguments.model_validate(dict(zip(self.arguments.model_fields, values, strict=False)))
        except ValidationError:
            return None


def button(text: str, name: Name, *values: object) -> Button:
    return Button(text, ":".join([name, *(str(value) for value in values)]))
