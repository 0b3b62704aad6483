"""The ledger of promises as it is written: confirmed by a member, once a key, with a history that only grows.

A write locks the promise it changes, so that two members and a reminder come one after the other. Whoever
decided on an older view of it is told (`ItemChanged`) instead of overwriting what came between.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.errors import ItemChanged, ItemGone
from knowledge.model import CommitmentStatus, Consultation
from knowledge.promises.items import Change, Happening, Item, Report, ReportState
from knowledge.promises.ledger_events import happened, last_change, restore, standing_changes, state_of
from knowledge.promises.logged import logged_document
from knowledge.promises.settling import settle_outcome
from knowledge.store.database import Database
from knowledge.store.rows import commitment_row, document_row, to_item
from knowledge.store.tables import CommitmentRow, EvidenceRow, LedgerWriteRow, ReportRow

_ENDING = re.compile(r"\.[a-z0-9]{1,5}")


class Ledger:
    """`key` names a write (the card that was confirmed): the same key again changes nothing."""

    def __init__(self, database: Database, evidence: Path) -> None:
        self._database, self._evidence = database, evidence

    def written(self, key: str) -> tuple[int, ...] | None:
        """What the write with this key made or changed; None where there was none."""
        with self._database.read() as session:
            row = session.get(LedgerWriteRow, key)
            return None if row is None else tuple(row.ids)

    def confirm(self, consultation: Consultation, member: str, key: str, words: str, at: datetime) -> int:
        """Stores a logged consultation as a record that search can find; its id."""
        document, sections = logged_document(consultation, key, words, at)

        def write(session: Session) -> list[int]:
            row = document_row(document, sections, member, at)
            session.add(row)
            assert row.consultation is not None  # the document was made from one
            for commitment in row.consultation.commitments:
                happened(commitment, Happening.ADDED, member, words, {}, at)
            session.flush()
            return [row.consultation.id]

        return self._once(key, at, write)[0]

    def add_followup(
        self, followed: Consultation, member: str, key: str, words: str, at: datetime
    ) -> tuple[int, ...]:
        """Stores promises to follow that belong to no logged consultation; their ids.

        Without a topic each is a matter of its own.
        """

        def write(session: Session) -> list[int]:
            rows = [
                commitment_row(c, replace(followed, topic=followed.topic or c.action), member, at)
                for c in followed.commitments
            ]
            for row in rows:
                happened(row, Happening.ADDED, member, words, {}, at)
            session.add_all(rows)
            session.flush()
            return [row.id for row in rows]

        return self._once(key, at, write)

    def change(
        self,
        item_id: int,
        change: Change,
        member: str,
        key: str,
        at: datetime,
        *,
        expected_version: int | None = None,
    ) -> Item:
        """The promise in its new state. 延期 keeps the date first promised. Raises ItemGone, ItemChanged."""

        def write(session: Session) -> list[int]:
            row = _locked(session, item_id)
            if expected_version is not None and row.version != expected_version:
                raise ItemChanged(to_item(row))
            before = state_of(row)
            row.status = change.status
            if change.status is CommitmentStatus.POSTPONED and change.new_due is not None:
                row.due = change.new_due
            if change.result or change.status is not CommitmentStatus.DONE:
                row.result = change.result
            row.reply_kind = change.reply_kind or row.reply_kind
            event = happened(row, Happening.CHANGED, member, change.words, before, at)
            event.checked = change.checked
            settle_outcome(session, row.consultation_id)
            return [row.id]

        self._once(key, at, write)
        with self._database.read() as session:
            return to_item(_present(session.get(CommitmentRow, item_id)))

    def undo(self, member: str, key: str, at: datetime, item_id: int | None = None) -> Item | None:
        """Takes the member's last change back; None: there is none. ItemChanged: others came after."""

        def write(session: Session) -> list[int]:
            last = last_change(session, member, item_id)
            if last is None:
                return []
            row = _locked(session, last.commitment_id)
            if standing_changes(row)[-1] is not last:
                raise ItemChanged(to_item(row))
            before = state_of(row)
            restore(row, last.before)
            event = happened(row, Happening.UNDONE, member, "", before, at)
            event.undoes, event.checked = last.id, last.checked
            session.flush()
            settle_outcome(session, row.consultation_id)
            return [row.id]

        ids = self._once(key, at, write)
        with self._database.read() as session:
            return to_item(_present(session.get(CommitmentRow, ids[0]))) if ids else None

    def hold(self, file: Path, name: str) -> str:
        """Copies a photo or paper into the evidence folder, whole or not at all; the name it has there."""
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:24]
        ending = Path(name).suffix.lower()
        held = digest + (ending if _ENDING.fullmatch(ending) else "")
        target = self._evidence / held
        if not target.exists():
            self._evidence.mkdir(parents=True, exist_ok=True)
            part = self._evidence / f"{held}.{os.getpid()}.part"
            shutil.copyfile(file, part)
            part.replace(target)
        return held

    def release(self, held: str) -> None:
        """Deletes a held file, unless it is evidence of a promise."""
        with self._database.write() as session:
            if session.scalar(select(EvidenceRow.id).where(EvidenceRow.file == held).limit(1)) is None:
                (self._evidence / held).unlink(missing_ok=True)

    def attach(self, item_id: int, held: str, name: str, member: str, at: datetime) -> None:
        """Makes a held file evidence of a promise; the same content again changes nothing."""
        with self._database.write() as session:
            row = _locked(session, item_id)
            if all(evidence.file != held for evidence in row.evidence):
                row.evidence.append(EvidenceRow(member=member, file=held, name=name, added_at=at))
                happened(row, Happening.ATTACHED, member, name, state_of(row), at)

    def add_report(self, report: Report, member: str, key: str, at: datetime) -> int:
        """Keeps a 社情民意 as a draft; its id."""

        def write(session: Session) -> list[int]:
            row = ReportRow(
                member=member,
                topic=report.topic,
                town=report.town,
                problem=report.problem,
                suggestion=report.suggestion,
                words=report.words,
                state=ReportState.DRAFT,
                added_at=at,
            )
            session.add(row)
            session.flush()
            return [row.id]

        return self._once(key, at, write)[0]

    def _once(self, key: str, at: datetime, write: Callable[[Session], list[int]]) -> tuple[int, ...]:
        try:
            with self._database.write() as session:
                done = session.get(LedgerWriteRow, key)
                if done is not None:
                    return tuple(done.ids)
                mark = LedgerWriteRow(key=key, ids=[], written_at=at)
                session.add(mark)
                session.flush()
                mark.ids = write(session)
                return tuple(mark.ids)
        except IntegrityError:  # another process has just written under the same key
            written = self.written(key)
            if written is None:
                raise
            return written


def _present(row: CommitmentRow | None) -> CommitmentRow:
    if row is None:
        raise ItemGone
    return row


def _locked(session: Session, item_id: int) -> CommitmentRow:
    return _present(session.get(CommitmentRow, item_id, with_for_update=True))
