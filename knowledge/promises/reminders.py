"""Who is to be reminded of what today. Nothing is planned ahead: what is due and was not sent is to be sent.

So a restart, a changed due date or a day without power need no care of their own. A digest is marked after it
was sent: a kill in between costs a second copy, never a reminder.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.model import CommitmentStatus
from knowledge.profile import District
from knowledge.promises.items import Item, Scope
from knowledge.promises.ledger_view import LedgerView
from knowledge.roster.members import Role
from knowledge.roster.people import People
from knowledge.store.database import Database
from knowledge.store.tables import CommitmentRow, ReminderRow, ReminderSettingRow


class Stage(StrEnum):
    BEFORE = "before"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATED = "escalated"  # another member's, told to the head of the committee


@dataclass(frozen=True, slots=True)
class Reminder:
    item: Item
    stage: Stage
    follower: str | None = None  # the name of who follows it, where that is another


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one account is told on a day."""

    account: str
    day: date
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class ReminderSetting:
    """What a member chose; `days_before` None: as the district does."""

    enabled: bool = True
    days_before: int | None = None
    blocked: bool = False  # nothing reaches them
    muted: tuple[int, ...] = ()  # promises of which they want none


class Reminders:
    def __init__(self, database: Database, view: LedgerView, people: People, district: District) -> None:
        self._database, self._view, self._people, self._district = database, view, people, district

    def due(self, now: datetime, accounts: str = "") -> list[Digest]:
        """What is to be sent now, one digest an account; `accounts`: only those whose name begins so."""
        local, rules = now.astimezone(self._district.timezone), self._district.reminders
        if rules.is_quiet(local.time()):
            return []
        today, settings = local.date(), self._settings()
        sent = self._sent()
        served = {key.account for key, day in sent.items() if day == today}
        found: defaultdict[str, list[Reminder]] = defaultdict(list)
        for account, reminder in self._reminders(today, settings):
            setting = settings.get(account, ReminderSetting())
            wanted = account.startswith(accounts) and account not in served
            if not wanted or not setting.enabled or setting.blocked or reminder.item.id in setting.muted:
                continue
            last = sent.get(_key(account, reminder))
            again = reminder.stage is Stage.OVERDUE and last and (today - last).days >= rules.repeat_every
            if last is None or again:
                found[account].append(reminder)
        return [
            Digest(account, today, tuple(sorted(reminders, key=_first_things_first)))
            for account, reminders in found.items()
        ]

    def mark_sent(self, digest: Digest, at: datetime) -> None:
        ids = [reminder.item.id for reminder in digest.reminders]
        with self._database.write() as session:
            present = session.scalars(
                select(CommitmentRow.id).where(CommitmentRow.id.in_(ids)).with_for_update()
            ).all()
            for reminder in digest.reminders:
                if reminder.item.id in present:
                    key = _key(digest.account, reminder)
                    session.add(ReminderRow(**key._asdict(), day=digest.day, sent_at=at))

    def setting(self, account: str) -> ReminderSetting:
        with self._database.read() as session:
            row = session.get(ReminderSettingRow, account)
            return ReminderSetting() if row is None else _setting(row)

    def choose(self, account: str, *, enabled: bool, days_before: int | None) -> None:
        with self._database.write() as session:
            row = _setting_row(session, account)
            row.enabled, row.days_before = enabled, days_before

    def mute(self, account: str, item_id: int, *, muted: bool) -> None:
        """No reminders of one promise any more, or again."""
        with self._database.write() as session:
            row = _setting_row(session, account)
            others = [id_ for id_ in row.muted or [] if id_ != item_id]
            row.muted = [*others, item_id] if muted else others

    def unreachable(self, account: str, at: datetime) -> None:
        """Nothing more is sent until they are heard from again."""
        with self._database.write() as session:
            _setting_row(session, account).blocked_at = at

    def heard_from(self, account: str) -> None:
        if self.setting(account).blocked:
            with self._database.write() as session:
                _setting_row(session, account).blocked_at = None

    def _reminders(
        self, today: date, settings: Mapping[str, ReminderSetting]
    ) -> Iterator[tuple[str, Reminder]]:
        """Everything that is near or late today, whether it was sent or not, with the account to tell."""
        rules, zone = self._district.reminders, self._district.timezone
        owners, has_roster = self._people.by_account(), self._people.has_roster()
        heads = [person for person in self._people.everyone() if person.role is Role.LIAISON_HEAD]
        chosen = [setting.days_before for setting in settings.values() if setting.days_before is not None]
        horizon = today + timedelta(days=max([rules.days_before, *chosen]))
        for item in self._view.items(Scope(only_open=True, due_to=horizon)):
            touched_today = item.updated_at.astimezone(zone).date() >= today
            if item.member is None or item.due is None or touched_today:
                continue
            owner = owners.get(item.member)
            account = owner.chat if owner else None if has_roster else item.member
            if account is not None:
                setting = settings.get(account, ReminderSetting())
                before = rules.days_before if setting.days_before is None else setting.days_before
                if stage := _stage(item.due, today, before):
                    yield account, Reminder(item, stage)
            if owner and (today - item.due).days >= rules.escalate_after:
                for head in heads:
                    if (
                        head.chat
                        and head.id != owner.id
                        and head.liaison_committee == owner.liaison_committee
                    ):
                        yield head.chat, Reminder(item, Stage.ESCALATED, owner.name)

    def _sent(self) -> dict["_Key", date]:
        """The last day of each reminder about what is still open."""
        query = (
            select(ReminderRow)
            .join(CommitmentRow)
            .where(CommitmentRow.status != CommitmentStatus.DONE)
            .order_by(ReminderRow.day)
        )
        with self._database.read() as session:
            return {
                _Key(row.account, row.commitment_id, row.due, row.stage): row.day
                for row in session.scalars(query)
            }

    def _settings(self) -> dict[str, ReminderSetting]:
        with self._database.read() as session:
            return {row.account: _setting(row) for row in session.scalars(select(ReminderSettingRow))}


class _Key(NamedTuple):
    """A new due date makes a new reminder."""

    account: str
    commitment_id: int
    due: date | None
    stage: str


def _key(account: str, reminder: Reminder) -> _Key:
    return _Key(account, reminder.item.id, reminder.item.due, reminder.stage)


def _stage(due: date, today: date, days_before: int) -> Stage | None:
    left = (due - today).days
    if left > days_before:
        return None
    return Stage.BEFORE if left > 0 else Stage.DUE if left == 0 else Stage.OVERDUE


def _first_things_first(reminder: Reminder) -> tuple[bool, date, int]:
    assert reminder.item.due is not None  # `_reminders` takes no others
    return reminder.stage is Stage.ESCALATED, reminder.item.due, reminder.item.id


def _setting(row: ReminderSettingRow) -> ReminderSetting:
    return ReminderSetting(row.enabled, row.days_before, row.blocked_at is not None, tuple(row.muted))


def _setting_row(session: Session, account: str) -> ReminderSettingRow:
    row = session.get(ReminderSettingRow, account)
    if row is None:
        row = ReminderSettingRow(account=account, enabled=True)
        session.add(row)
    return row
