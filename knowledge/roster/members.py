"""The people of the roster as types."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.promises.access import Access


class Role(StrEnum):
    MEMBER = "member"
    LIAISON_HEAD = "liaison_head"
    STAFF = "staff"
    UNIT_CONTACT = "unit_contact"


@dataclass(frozen=True, slots=True)
class Person:
    """`identities`: the chat accounts someone has had; `chat` is the one in use, None before binding."""

    id: int
    name: str
    role: Role
    sector: str | None
    liaison_committee: str | None  # the name of its town
    unit: str | None  # of a unit_contact
    phone_tail: str  # the last four digits
    chat: str | None
    identities: tuple[str, ...]

    @property
    def access(self) -> Access:
        return Access(
            self.identities,
            committee=self.liaison_committee if self.role is Role.LIAISON_HEAD else None,
            unit=self.unit if self.role is Role.UNIT_CONTACT else None,
            everything=self.role is Role.STAFF,
        )


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of a roster; `number` in canonical form. None leaves what is already known."""

    name: str
    number: str
    role: Role | None = None
    sector: str | None = None
    liaison_committee: str | None = None
    unit: str | None = None


class Enrolment(StrEnum):
    """What became of a line of a roster."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"  # an earlier line has the same number
    TAKEN = "taken"  # somebody of another name has the number


class Binding(StrEnum):
    """What became of an attempt to bind a chat account to a member."""

    BOUND = "bound"
    ACCOUNT_TAKEN = "account_taken"  # the account is or was another member's
    MEMBER_TAKEN = "member_taken"  # the member has another account
    UNKNOWN = "unknown"  # no such number on the roster
