"""Between table rows and the frozen types of the domain."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from knowledge.model import (
    Chunk,
    Commitment,
    CommitmentStatus,
    Consultation,
    Document,
    Fact,
    Kind,
    Level,
    Outcome,
    ReplyKind,
    Section,
    Validity,
)
from knowledge.promises.items import Event, Happening, Item, KeptReport, Logged, Report, ReportState
from knowledge.store.tables import (
    ChunkRow,
    CommitmentEventRow,
    CommitmentRow,
    ConsultationRow,
    DocumentRow,
    ReportRow,
)


def with_consultation() -> tuple[_AbstractLoad, ...]:
    """Loader options that `to_document` needs on a query for DocumentRow."""
    return (joinedload(DocumentRow.consultation).options(selectinload(ConsultationRow.commitments)),)


def to_chunk(row: ChunkRow) -> Chunk:
    return Chunk(row.id, row.document_id, row.position, row.text, row.locator, row.heading)


def to_document(row: DocumentRow) -> Document:
    return Document(
        id=row.id,
        kind=Kind(row.kind),
        source=row.source,
        title=row.title,
        doc_number=row.doc_number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        effective_on=row.effective_on,
        level=None if row.level is None else Level(row.level),
        region=row.region,
        validity=Validity(row.validity),
        repeals=tuple(row.repeals),
        amends=tuple(row.amends),
        keywords=tuple(row.keywords),
        uncertain=tuple(map(Fact, row.uncertain)),
        file_digest=row.file_digest,
        consultation=None if row.consultation is None else _to_consultation(row.consultation),
    )


def _to_consultation(row: ConsultationRow) -> Consultation:
    return Consultation(
        topic=row.topic,
        town=row.town,
        form=row.form,
        held_on=row.held_on,
        host=row.host,
        units=tuple(row.units),
        commitments=tuple(
            Commitment(c.unit, c.action, c.due, c.quote, CommitmentStatus(c.status)) for c in row.commitments
        ),
        outcome=Outcome(row.outcome),
        outcome_evidence=row.outcome_evidence,
    )


def document_row(
    document: Document, sections: Sequence[Section], member: str | None, at: datetime
) -> DocumentRow:
    """`member` logged it and follows its promises; None: it came as a file."""
    return DocumentRow(
        id=document.id,
        kind=document.kind,
        source=document.source,
        title=document.title,
        doc_number=document.doc_number,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        level=document.level,
        region=document.region,
        validity=document.validity,
        repeals=list(document.repeals),
        amends=list(document.amends),
        keywords=list(document.keywords),
        uncertain=list(document.uncertain),
        file_digest=document.file_digest,
        added_at=at,
        consultation=document.consultation and _consultation_row(document.consultation, member, at),
        chunks=[
            ChunkRow(
                id=f"{document.id}:{position}",
                position=position,
                text=section.text,
                locator=section.locator,
                heading=section.heading,
            )
            for position, section in enumerate(sections)
        ],
    )


def _consultation_row(consultation: Consultation, member: str | None, at: datetime) -> ConsultationRow:
    return ConsultationRow(
        topic=consultation.topic,
        town=consultation.town,
        form=consultation.form,
        held_on=consultation.held_on,
        host=consultation.host,
        units=list(consultation.units),
        member=member,
        outcome=consultation.outcome,
        outcome_evidence=consultation.outcome_evidence,
        commitments=[commitment_row(c, consultation, member, at) for c in consultation.commitments],
    )


def commitment_row(
    commitment: Commitment, of: Consultation, member: str | None, at: datetime
) -> CommitmentRow:
    return CommitmentRow(
        member=member,
        topic=of.topic,
        town=of.town,
        unit=commitment.unit,
        action=commitment.action,
        due=commitment.due,
        first_due=commitment.due,
        status=commitment.status,
        quote=commitment.quote,
        version=0,
        updated_at=at,
    )


def to_item(row: CommitmentRow) -> Item:
    return Item(
        id=row.id,
        consultation_id=row.consultation_id,
        member=row.member,
        topic=row.topic,
        town=row.town,
        unit=row.unit,
        action=row.action,
        due=row.due,
        first_due=row.first_due,
        status=CommitmentStatus(row.status),
        quote=row.quote,
        result=row.result,
        reply_kind=None if row.reply_kind is None else ReplyKind(row.reply_kind),
        version=row.version,
        updated_at=row.updated_at,
        held_on=row.consultation.held_on if row.consultation else None,
    )


def to_logged(row: ConsultationRow) -> Logged:
    return Logged(
        id=row.id,
        source=row.document.source,
        title=row.document.title,
        member=row.member,
        topic=row.topic,
        town=row.town,
        form=row.form,
        held_on=row.held_on,
        host=row.host,
        units=tuple(row.units),
        outcome=Outcome(row.outcome),
        outcome_evidence=row.outcome_evidence,
    )


def to_event(row: CommitmentEventRow) -> Event:
    was, is_ = row.before.get("status"), row.after
    return Event(
        item_id=row.commitment_id,
        happening=Happening(row.happening),
        member=row.member,
        words=row.words,
        status=CommitmentStatus(is_["status"]),
        due=_day(is_["due"]),
        result=is_["result"],
        was=None if was is None else CommitmentStatus(was),
        was_due=_day(row.before.get("due")),
        happened_at=row.happened_at,
    )


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def to_report(row: ReportRow) -> KeptReport:
    report = Report(row.topic, row.town, row.problem, row.suggestion, row.words)
    return KeptReport(row.id, row.member, report, ReportState(row.state), row.added_at)
