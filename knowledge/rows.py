"""Between table rows and the frozen types of the domain."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from knowledge.model import (
    Chunk,
    Commitment,
    CommitmentStatus,
    Consultation,
    Document,
    Kind,
    Level,
    Outcome,
    Section,
    Validity,
)
from knowledge.tables import ChunkRow, CommitmentRow, ConsultationRow, DocumentRow


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


def document_row(document: Document, sections: Sequence[Section], member: str | None) -> DocumentRow:
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
        added_at=datetime.now(UTC),
        consultation=document.consultation and _consultation_row(document.consultation, member),
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


def _consultation_row(consultation: Consultation, member: str | None) -> ConsultationRow:
    now = datetime.now(UTC)
    return ConsultationRow(
        topic=consultation.topic,
        town=consultation.town,
        form=consultation.form,
        held_on=consultation.held_on,
        host=consultation.host,
        units=list(consultation.units),
        outcome=consultation.outcome,
        outcome_evidence=consultation.outcome_evidence,
        commitments=[
            CommitmentRow(
                member=member,
                topic=consultation.topic,
                town=consultation.town,
                unit=commitment.unit,
                action=commitment.action,
                due=commitment.due,
                first_due=commitment.due,
                status=commitment.status,
                quote=commitment.quote,
                updated_at=now,
            )
            for commitment in consultation.commitments
        ],
    )
