"""Whose commitments someone may see, as conditions on a query."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from knowledge.store.tables import BindingRow, CommitmentRow, MemberRow


@dataclass(frozen=True, slots=True)
class Access:
    """The default sees nothing: that is what a group gets, whoever asks in it.

    `identities`: the chat accounts that someone has had, the present one first.
    """

    identities: tuple[str, ...] = ()
    committee: str | None = None  # of its head
    unit: str | None = None  # of its contact
    everything: bool = False  # staff

    def own(self) -> ColumnElement[bool]:
        return CommitmentRow.member.in_(self.identities) if self.identities else false()

    def visible(self) -> ColumnElement[bool]:
        if self.everything:
            return true()
        conditions = [self.own()]
        if self.committee is not None:
            conditions.append(_of_committee(self.committee))
        if self.unit is not None:
            conditions.append(CommitmentRow.unit == self.unit)
        return or_(*conditions)


def _of_committee(committee: str) -> ColumnElement[bool]:
    """What its members follow, those who have left included, and what nobody follows in its town."""
    members = select(BindingRow.chat).join(MemberRow).where(MemberRow.liaison_committee == committee)
    followed_by_nobody = and_(CommitmentRow.member.is_(None), CommitmentRow.town == committee)
    return or_(CommitmentRow.member.in_(members), followed_by_nobody)
