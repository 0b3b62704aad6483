"""The roster: who takes part, in which role, and which chat account is whose."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, selectinload

from knowledge.roster.members import Binding, Enrolment, Person, Role, RosterLine
from knowledge.roster.phones import PhoneHasher, canonical_number
from knowledge.store.database import Database
from knowledge.store.tables import BindingRow, MemberRow


class People:
    """Who is removed keeps a row without number or account, so that what they followed still has a name."""

    def __init__(self, database: Database, home: Path) -> None:
        self._database, self._hash = database, PhoneHasher(home)

    def has_roster(self) -> bool:
        """Whether anybody was ever enrolled: from then on strangers stay outside."""
        with self._database.read() as session:
            return bool(session.scalar(select(exists().where(MemberRow.id.is_not(None)))))

    def person(self, chat: str) -> Person | None:
        """Whose account it is now."""
        with self._database.read() as session:
            binding = session.get(BindingRow, chat)
            if binding is None or binding.ended_at is not None:
                return None
            return _person(binding.member)

    def everyone(self) -> list[Person]:
        """In the order of the roster, without who was removed."""
        with self._database.read() as session:
            return [_person(row) for row in session.scalars(_present().order_by(MemberRow.id))]

    def by_account(self) -> dict[str, Person]:
        """Everyone by each account they ever had, who was removed included."""
        query = select(MemberRow).options(selectinload(MemberRow.bindings))
        with self._database.read() as session:
            people = [_person(row) for row in session.scalars(query)]
        return {account: person for person in people for account in person.identities}

    def named(self, name: str) -> list[Person]:
        """By name, or by the number that `everyone` gives."""
        return [person for person in self.everyone() if name in (person.name, str(person.id))]

    def enrol(self, lines: Sequence[RosterLine], at: datetime) -> list[tuple[Enrolment, str | None]]:
        """All lines that can be, in one transaction. TAKEN comes with the name of who has the number."""
        hashes = [self._hash(line.number) for line in lines]
        namesakes = Counter((line.name, line.liaison_committee) for line in lines)
        outcomes: list[tuple[Enrolment, str | None]] = []
        with self._database.write() as session:
            for position, (line, phone) in enumerate(zip(lines, hashes, strict=True)):
                if phone in hashes[:position]:
                    outcomes.append((Enrolment.REPEATED, None))
                    continue
                row = session.scalar(_present().where(MemberRow.phone_hash == phone))
                if row is not None and row.name != line.name:
                    outcomes.append((Enrolment.TAKEN, row.name))
                    continue
                if row is None and namesakes[line.name, line.liaison_committee] == 1:
                    row = _with_old_number(session, line, hashes)
                outcomes.append((_store(session, row, line, phone, at), None))
        return outcomes

    def bind_by_phone(self, chat: str, phone: str, at: datetime) -> tuple[Binding, Person | None]:
        """`phone` as the chat service vouches for it. The person comes with BOUND alone."""
        number = canonical_number(phone)
        if number is None:
            return Binding.UNKNOWN, None
        owner = _present().where(MemberRow.phone_hash == self._hash(number)).with_for_update()
        with self._database.write() as session:
            row = session.scalar(owner)
            if row is None:
                return Binding.UNKNOWN, None
            binding = _bind(session, row, chat, at)
            return binding, _person(row) if binding is Binding.BOUND else None

    def bind(self, person_id: int, chat: str, at: datetime) -> Binding:
        """By staff, who may also give on an account that was once bound to the wrong member."""
        with self._database.write() as session:
            before = session.get(BindingRow, chat)
            if before is not None and before.ended_at is not None:
                session.delete(before)
                session.flush()
            return _bind(session, session.get_one(MemberRow, person_id, with_for_update=True), chat, at)

    def unbind(self, person_id: int, at: datetime) -> None:
        """Another account can be bound then; what was followed stays with the member."""
        with self._database.write() as session:
            _end_bindings(session.get_one(MemberRow, person_id), at)

    def set_role(self, person_id: int, role: Role, unit: str | None = None) -> None:
        with self._database.write() as session:
            row = session.get_one(MemberRow, person_id)
            row.role, row.unit = role, unit

    def remove(self, person_id: int, at: datetime) -> None:
        with self._database.write() as session:
            row = session.get_one(MemberRow, person_id)
            row.removed_at, row.phone_hash, row.phone_tail = at, None, ""
            _end_bindings(row, at)


def _present() -> Select[MemberRow]:
    return select(MemberRow).where(MemberRow.removed_at.is_(None)).options(selectinload(MemberRow.bindings))


def _person(row: MemberRow) -> Person:
    latest_first = sorted(row.bindings, key=lambda binding: (binding.ended_at is not None, binding.chat))
    identities = tuple(binding.chat for binding in latest_first)
    in_use = bool(latest_first) and latest_first[0].ended_at is None
    return Person(
        row.id,
        row.name,
        Role(row.role),
        row.sector,
        row.liaison_committee,
        row.unit,
        row.phone_tail,
        identities[0] if in_use else None,
        identities,
    )


def _with_old_number(session: Session, line: RosterLine, hashes: Sequence[str]) -> MemberRow | None:
    """The one member of this name and committee whose number the roster no longer has."""
    rows = session.scalars(
        _present().where(
            MemberRow.name == line.name,
            MemberRow.liaison_committee == line.liaison_committee,
            MemberRow.phone_hash.not_in(hashes),
        )
    ).all()
    return rows[0] if len(rows) == 1 else None


def _store(session: Session, row: MemberRow | None, line: RosterLine, phone: str, at: datetime) -> Enrolment:
    facts = {
        "role": line.role,
        "sector": line.sector,
        "liaison_committee": line.liaison_committee,
        "unit": line.unit,
        "phone_hash": phone,
        "phone_tail": line.number[-4:],
    }
    known = {name: value for name, value in facts.items() if value is not None}
    if row is None:
        session.add(MemberRow(name=line.name, added_at=at, **{"role": Role.MEMBER, **known}))
        outcome = Enrolment.ADDED
    elif all(getattr(row, name) == value for name, value in known.items()):
        outcome = Enrolment.UNCHANGED
    else:
        for name, value in known.items():
            setattr(row, name, value)
        outcome = Enrolment.UPDATED
    session.flush()
    return outcome


def _bind(session: Session, row: MemberRow, chat: str, at: datetime) -> Binding:
    in_use = [binding.chat for binding in row.bindings if binding.ended_at is None]
    if in_use and in_use != [chat]:
        return Binding.MEMBER_TAKEN
    binding = session.get(BindingRow, chat)
    if binding is None:
        row.bindings.append(BindingRow(chat=chat, bound_at=at))
    elif binding.member_id != row.id and not _returns(binding, row):
        return Binding.ACCOUNT_TAKEN
    else:
        binding.member, binding.ended_at = row, None
    return Binding.BOUND


def _returns(binding: BindingRow, row: MemberRow) -> bool:
    """Somebody removed and enrolled again comes back with the account and what was followed under it."""
    return binding.member.removed_at is not None and binding.member.name == row.name


def _end_bindings(row: MemberRow, at: datetime) -> None:
    for binding in row.bindings:
        binding.ended_at = binding.ended_at or at
