"""Small documents for tests that are not about reading files."""

from datetime import date

from knowledge.assemble import Knowledge
from knowledge.model import (
    Commitment,
    CommitmentStatus,
    Consultation,
    Document,
    Kind,
    Outcome,
    Section,
    Validity,
)
from knowledge.store.versions import AddResult


def policy(
    title: str,
    *articles: str,
    doc_number: str | None = None,
    issued_on: date | None = None,
    source: str | None = None,
    validity: Validity = Validity.IN_FORCE,
) -> tuple[Document, list[Section]]:
    numerals = "一二三四五六七八九十"
    sections = [Section(text, f"第{numerals[i]}条") for i, text in enumerate(articles)]
    document = Document(
        id=f"p-{title}-{issued_on}-{len(''.join(articles))}",
        kind=Kind.POLICY,
        source=source or f"{title}-{issued_on}.md",
        title=title,
        doc_number=doc_number,
        issued_on=issued_on,
        validity=validity,
    )
    return document, sections


def record(  # noqa: PLR0913
    topic: str,
    text: str,
    *,
    town: str | None = None,
    held_on: date | None = None,
    outcome: Outcome = Outcome.UNKNOWN,
    units: tuple[str, ...] = (),
    commitments: tuple[Commitment, ...] = (),
    source: str | None = None,
) -> tuple[Document, list[Section]]:
    facts = Consultation(
        topic, town, "板凳协商会", held_on, units=units, commitments=commitments, outcome=outcome
    )
    document = Document(
        id=f"r-{topic}-{town}-{len(text)}",
        kind=Kind.RECORD,
        source=source or f"{topic}-{town}.md",
        title=f"{topic}协商纪要",
        issued_on=held_on,
        consultation=facts,
    )
    return document, [Section(text)]


def store(knowledge: Knowledge, *documents: tuple[Document, list[Section]]) -> list[AddResult]:
    """Adds the documents and makes them searchable."""
    results = [knowledge.library.add(document, sections) for document, sections in documents]
    for _ in knowledge.index():
        pass
    return results


PROMISE = Commitment(
    "区城管局", "划停车线", date(2024, 6, 30), "区城管局答应6月底前划好停车线", CommitmentStatus.DONE
)
