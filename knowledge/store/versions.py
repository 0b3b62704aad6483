"""Versions of a document: which copy takes whose place, and what papers say of each other's force."""

from collections.abc import Iterable
from datetime import date
from enum import Enum, StrEnum, auto

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import Session

from knowledge.model import Document, Fact, Kind, Validity
from knowledge.store.rows import to_document, with_consultation
from knowledge.store.tables import DocumentRow


class AddResult(StrEnum):
    ADDED = "added"
    UPDATED = "updated"  # took the place of an older text of the same document
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # stored, but a newer version is already here


def settle_versions(session: Session, document: Document) -> tuple[AddResult, list[DocumentRow]]:
    """Marks or hides the versions of `document` that are already here; also those whose place it takes."""
    same: list[ColumnElement[bool]] = [DocumentRow.source == document.source]
    if document.kind is Kind.POLICY:
        same.append(DocumentRow.title == document.title)
        if document.doc_number is not None:
            same.append(DocumentRow.doc_number == document.doc_number)
    versions = session.scalars(
        select(DocumentRow)
        .where(or_(*same), DocumentRow.kind == document.kind, ~DocumentRow.removed)
        .options(*with_consultation())
    ).all()
    result = AddResult.ADDED
    replaced: list[DocumentRow] = []
    for version in versions:
        match _relation(document, to_document(version)):
            case _Relation.OLDER:
                return AddResult.SUPERSEDED, replaced
            case _Relation.SAME:
                version.removed = True
                replaced.append(version)
                result = AddResult.UPDATED
            case _Relation.NEWER:
                if version.validity == Validity.IN_FORCE:
                    version.validity = Validity.AMENDED
                    result = AddResult.UPDATED
    return result, replaced


def mark(session: Session, names: Iterable[str], validity: Validity, before: date | None = None) -> int:
    """Marks papers by title or number; with `before` only those that were issued earlier."""
    wanted = list(names)
    rows = session.scalars(
        select(DocumentRow).where(
            or_(DocumentRow.title.in_(wanted), DocumentRow.doc_number.in_(wanted)),
            DocumentRow.kind == Kind.POLICY,
            DocumentRow.validity.not_in([Validity.REPEALED, validity]),
        )
    ).all()
    marked = [row for row in rows if before is None or (row.issued_on is not None and row.issued_on < before)]
    for row in marked:
        row.validity = validity
    return len(marked)


def fate(session: Session, document: Document, validity: Validity) -> Validity:
    """What papers that are here already, and are not older, make of this one."""
    if document.kind is not Kind.POLICY or validity is Validity.REPEALED:
        return validity
    rows = session.execute(
        select(DocumentRow.repeals, DocumentRow.amends, DocumentRow.issued_on).where(
            or_(cast(DocumentRow.repeals, String) != "[]", cast(DocumentRow.amends, String) != "[]"),
            ~DocumentRow.removed,
        )
    )
    own, issued_on = {document.title, document.doc_number}, document.issued_on
    for repeals, amends, on in rows:
        if own & set(repeals) and not (on and issued_on and on < issued_on):
            return Validity.REPEALED
        if own & set(amends) and on and issued_on and issued_on < on:
            validity = Validity.AMENDED
    return validity


class _Relation(Enum):
    """What a new document is to a stored one."""

    SAME = auto()  # a corrected copy: takes its place
    NEWER = auto()
    OLDER = auto()
    OTHER = auto()


def _relation(new: Document, stored: Document) -> _Relation:
    same_source, same_title = new.source == stored.source, new.title == stored.title
    if new.kind is Kind.RECORD:
        # Two meetings may well be kept in files of one name; a corrected file keeps its title or its date.
        same_day = _held_on(new) is not None and _held_on(new) == _held_on(stored)
        return _Relation.SAME if same_source and (same_title or same_day) else _Relation.OTHER
    if same_source and not same_title:
        return _Relation.SAME
    if new.issued_on is None or stored.issued_on is None:
        # A title that is only the file's name says nothing: many files are called 名单.
        named = same_title and Fact.TITLE not in new.uncertain
        return _Relation.SAME if same_source else _Relation.NEWER if named else _Relation.OTHER
    if new.issued_on == stored.issued_on:
        return _Relation.SAME if same_title else _Relation.OTHER  # a notice and its annex share a number
    return _Relation.NEWER if new.issued_on > stored.issued_on else _Relation.OLDER


def _held_on(document: Document) -> date | None:
    return document.consultation.held_on if document.consultation else None
