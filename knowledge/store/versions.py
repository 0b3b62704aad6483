"""Versions of a document: which copy takes whose place, and what papers say of each other's force."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum, StrEnum, auto

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import Session

from knowledge.model import Document, Fact, Kind, Validity
from knowledge.store.rows import to_document, with_consultation
from knowledge.store.tables import DocumentRow
from knowledge.store.titles import matter, means, unwrapped

_TOWN = re.compile(r"(?:.*[省市区县])?([\u4e00-\u9fa5]{2,6}?(?:街道|镇|乡))")
_ONE_PAPER = timedelta(days=180)


class AddResult(StrEnum):
    ADDED = "added"
    UPDATED = "updated"  # took the place of an older text of the same document
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # stored, but a newer version is already here


def settle_versions(session: Session, document: Document) -> tuple[AddResult, list[DocumentRow]]:
    """Marks or hides the versions of `document` that are already here; also those whose place it takes."""
    same: list[ColumnElement[bool]] = [DocumentRow.source == document.source]
    if document.kind is Kind.POLICY:
        same.append(DocumentRow.title.contains(matter(document.title), autoescape=True))
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


def mark(session: Session, names: Iterable[str], validity: Validity, on: date | None = None) -> int:
    """Marks papers by title or number; with the day `on` of the paper that says so, none that is younger."""
    wanted = list(names)
    if not wanted:
        return 0
    titled = (DocumentRow.title.contains(unwrapped(name), autoescape=True) for name in wanted)
    rows = session.scalars(
        select(DocumentRow).where(
            or_(*titled, DocumentRow.doc_number.in_(wanted)),
            DocumentRow.kind == Kind.POLICY,
            DocumentRow.validity.not_in([Validity.REPEALED, validity]),
        )
    ).all()
    marked = [
        row
        for row in rows
        if (row.doc_number in wanted or any(means(name, row.title) for name in wanted))
        and (on is None or _precedes(row.issued_on, on, validity))
    ]
    for row in marked:
        row.validity = validity
    return len(marked)


def _precedes(issued_on: date | None, on: date, validity: Validity) -> bool:
    """Only what is surely older is amended; what nothing tells the age of is repealed all the same."""
    if issued_on is None or issued_on == on:
        return validity is Validity.REPEALED
    return issued_on < on


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
    issued_on = document.issued_on

    def meant(names: list[str]) -> bool:
        return document.doc_number in names or any(means(name, document.title) for name in names)

    for repeals, amends, on in rows:
        if meant(repeals) and not (on and issued_on and on < issued_on):
            return Validity.REPEALED
        if meant(amends) and on and issued_on and issued_on < on:
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
    if not same_source and not _is_one_paper(new, stored, abs(new.issued_on - stored.issued_on)):
        return _Relation.OTHER
    return _Relation.NEWER if new.issued_on > stored.issued_on else _Relation.OLDER


def _is_one_paper(one: Document, other: Document, between: timedelta) -> bool:
    """Whether two papers of different days are versions of each other."""
    if one.doc_number is not None and one.doc_number == other.doc_number:
        return True
    if matter(one.title) != matter(other.title) or _town(one) != _town(other):
        return False
    # A notice and the rule that it issues, in files of their own, are no versions of each other.
    issues = [unwrapped(paper.title) != paper.title for paper in (one, other)]
    return issues[0] == issues[1] or between > _ONE_PAPER


def _town(document: Document) -> str | None:
    """Rules of two towns may well have one title."""
    found = _TOWN.search(document.issuer or "")
    return found[1] if found else None


def _held_on(document: Document) -> date | None:
    return document.consultation.held_on if document.consultation else None
