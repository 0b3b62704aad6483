"""The ledger of promises as it is read: open items, what is late, how one matter went, sums."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, or_, select, true
from sqlalchemy.orm import joinedload

from knowledge.model import CommitmentStatus, Outcome, ReplyKind
from knowledge.promises.items import Event, Item, KeptReport, Logged, Scope, Summary
from knowledge.promises.matching import about
from knowledge.store.database import Database
from knowledge.store.rows import to_event, to_item, to_logged, to_report
from knowledge.store.tables import (
    CommitmentEventRow,
    CommitmentRow,
    ConsultationRow,
    DocumentRow,
    EvidenceRow,
    ReportRow,
)


class LedgerView:
    """Every query leaves out what came from a document that was removed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def items(self, scope: Scope, within: ColumnElement[bool] | None = None) -> list[Item]:
        """Promises in the order in which they fall due; those without a day last.

        `within`: what the asker may see (`Access.own`, `Access.visible`); None: everything.
        """
        query = _standing(within).where(*_conditions(scope))
        with self._database.read() as session:
            found = [to_item(row) for row in session.scalars(query).unique()]
        if scope.topic is not None:
            found = [item for item in found if about(scope.topic, item)]
        return sorted(found, key=lambda item: (item.due or date.max, item.id))

    def get(self, ids: Sequence[int], within: ColumnElement[bool] | None = None) -> list[Item]:
        """Promises by id, in the order asked for; what is gone or out of sight is left out."""
        with self._database.read() as session:
            rows = session.scalars(_standing(within).where(CommitmentRow.id.in_(ids))).unique()
            found = {row.id: to_item(row) for row in rows}
        return [found[id_] for id_ in ids if id_ in found]

    def timeline(self, item_id: int) -> list[Event]:
        """What happened to the promise and to the others of the same consultation, oldest first."""
        own = select(CommitmentRow.consultation_id).where(CommitmentRow.id == item_id).scalar_subquery()
        return self.history(or_(CommitmentRow.id == item_id, CommitmentRow.consultation_id == own))

    def history(self, within: ColumnElement[bool] | None = None) -> list[Event]:
        """Everything that happened to the promises within sight, oldest first."""
        query = (
            select(CommitmentEventRow)
            .join(CommitmentRow, CommitmentRow.id == CommitmentEventRow.commitment_id)
            .where(true() if within is None else within)
            .order_by(CommitmentEventRow.happened_at, CommitmentEventRow.id)
        )
        with self._database.read() as session:
            return [to_event(event) for event in session.scalars(query)]

    def evidence(self, item_id: int) -> list[tuple[str, str]]:
        """(file in the evidence folder, the sender's name for it), oldest first."""
        with self._database.read() as session:
            query = select(EvidenceRow).where(EvidenceRow.commitment_id == item_id).order_by(EvidenceRow.id)
            return [(row.file, row.name) for row in session.scalars(query)]

    def consultations(self, town: str | None = None, year: int | None = None) -> list[Logged]:
        """Newest first."""
        query = (
            select(ConsultationRow)
            .join(ConsultationRow.document)
            .where(~DocumentRow.removed)
            .options(joinedload(ConsultationRow.document))
            .order_by(ConsultationRow.held_on.desc().nulls_last(), ConsultationRow.id.desc())
        )
        if town is not None:
            query = query.where(ConsultationRow.town == town)
        if year is not None:
            query = query.where(extract("year", ConsultationRow.held_on) == year)
        with self._database.read() as session:
            return [to_logged(row) for row in session.scalars(query)]

    def reports(self, member: str | None = None) -> list[KeptReport]:
        """Newest first."""
        query = select(ReportRow).order_by(ReportRow.id.desc())
        if member is not None:
            query = query.where(ReportRow.member == member)
        with self._database.read() as session:
            return [to_report(row) for row in session.scalars(query)]

    def summary(self, scope: Scope, today: date, within: ColumnElement[bool] | None = None) -> Summary:
        items = self.items(scope, within)
        done = [item for item in items if item.status is CommitmentStatus.DONE]
        whole = within is None and scope.unit is None and scope.topic is None
        held = self.consultations(scope.town, scope.year) if whole else None
        from_items = {item.consultation_id for item in items if item.consultation_id is not None}
        empty = [c for c in held or [] if c.outcome is Outcome.ATTITUDE_ONLY and c.id not in from_items]
        return Summary(
            consultations=len(from_items) if held is None else len(held),
            promised=len(items),
            kept=len(done),
            kept_late=sum(_closed_late(item) for item in done),
            overdue=sum(item.is_overdue(today) for item in items),
            postponed=sum(item.status is CommitmentStatus.POSTPONED for item in items),
            not_done=sum(item.status is CommitmentStatus.NOT_DONE for item in items),
            attitude_only=len(empty)
            + sum(item.reply_kind is ReplyKind.ATTITUDE and item.is_open for item in items),
        )


def _standing(within: ColumnElement[bool] | None) -> Select[Any]:
    return (
        select(CommitmentRow)
        .outerjoin(CommitmentRow.consultation)
        .outerjoin(ConsultationRow.document)
        .where(or_(DocumentRow.id.is_(None), ~DocumentRow.removed), true() if within is None else within)
        .options(joinedload(CommitmentRow.consultation))
    )


def _conditions(scope: Scope) -> list[ColumnElement[bool]]:
    row = CommitmentRow
    conditions: list[ColumnElement[bool]] = []
    if scope.unit is not None:
        conditions.append(row.unit == scope.unit)
    if scope.town is not None:
        conditions.append(row.town == scope.town)
    if scope.year is not None:
        conditions.append(
            or_(
                extract("year", ConsultationRow.held_on) == scope.year,
                ConsultationRow.held_on.is_(None) & (extract("year", row.updated_at) == scope.year),
            )
        )
    if scope.consultation_id is not None:
        conditions.append(row.consultation_id == scope.consultation_id)
    if scope.only_open or scope.overdue_on is not None:
        conditions.append(row.status != CommitmentStatus.DONE)
    if scope.overdue_on is not None:
        conditions.append(row.due < scope.overdue_on)
    if scope.due_from is not None:
        conditions.append(row.due >= scope.due_from)
    if scope.due_to is not None:
        conditions.append(row.due <= scope.due_to)
    return conditions


def _closed_late(item: Item) -> bool:
    """Closed after the day first promised; what a document told of as done has no day of closing."""
    return bool(item.version and item.first_due and item.updated_at.date() > item.first_due)
