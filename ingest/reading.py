"""One file as it would be stored: parsed, guarded, masked, described and cut into sections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ingest import records
from ingest.chunking import split
from ingest.guard import check_marks
from ingest.identity import document_id
from ingest.kinds import recognise
from ingest.masking import mask
from ingest.metadata import read_policy
from ingest.paging import with_pages
from ingest.parsers import Parsed
from ingest.topics import keywords_of
from knowledge.model import Document, Fact, Kind, Section
from knowledge.profile import District
from knowledge.reading.extraction import read_record


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its sections, ready for `Library.add`."""

    document: Document
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class Brief:
    """What reading a file depends on beside its content. `source` is its name for people; `now` is aware."""

    source: str
    district: District
    now: datetime
    kind: Kind | None = None
    file_digest: str | None = None


def interpret(parsed: Parsed, brief: Brief) -> Reading:
    """Refused where the paper carries a mark of secrecy."""
    check_marks(f"{parsed.text}\n{parsed.margins}", brief.source, *parsed.labels.splitlines())
    text = mask(parsed.text)
    brief = replace(brief, source=mask(brief.source))
    document = describe(text, brief)
    if parsed.has_scans:
        document = replace(document, uncertain=(*document.uncertain, Fact.TEXT))
    return Reading(document, with_pages(split(text), text, parsed.page_starts))


def describe(text: str, brief: Brief) -> Document:
    """What a text, masked already, says about itself; its kind is that of the brief where it names one."""
    name = Path(brief.source).name
    kind, sure = recognise(records.title_of(text, name)[0], text)
    document = (_record if (brief.kind or kind) is Kind.RECORD else _policy)(text, name, brief)
    if brief.kind is None and not sure:
        document = replace(document, uncertain=(Fact.KIND, *document.uncertain))
    return document


def _policy(text: str, name: str, brief: Brief) -> Document:
    today = brief.now.astimezone(brief.district.timezone).date()
    facts = read_policy(text, name, today, brief.district.name)
    return Document(
        id=document_id(Kind.POLICY, text),
        kind=Kind.POLICY,
        source=brief.source,
        title=facts.title,
        doc_number=facts.doc_number,
        issuer=facts.issuer,
        issued_on=facts.issued_on,
        effective_on=facts.effective_on,
        level=facts.level,
        region=facts.region,
        validity=facts.validity,
        repeals=facts.repeals,
        amends=facts.amends,
        keywords=facts.keywords,
        uncertain=facts.uncertain,
        file_digest=brief.file_digest,
    )


def _record(text: str, name: str, brief: Brief) -> Document:
    title, in_text = records.title_of(text, name)
    now = brief.now.astimezone(brief.district.timezone)
    read = read_record(text, now, brief.district)
    # A title names the matter more surely than the first words that stand behind 议题.
    consultation = replace(read, topic=records.matter_of(title, text) or read.topic or title)
    if title not in consultation.topic:
        title = f"{title}：{consultation.topic}"
    held_on = consultation.held_on
    names = (brief.district.name, consultation.town or "")
    doubts = [Fact.TITLE] if not in_text else []
    if held_on is not None and held_on > now.date():
        doubts.append(Fact.HELD_ON)
    return Document(
        id=document_id(Kind.RECORD, text),
        kind=Kind.RECORD,
        source=brief.source,
        title=title,
        issued_on=held_on,
        consultation=consultation,
        keywords=keywords_of(title, text, (*names, *consultation.units, *brief.district.forms)),
        uncertain=tuple(doubts),
        file_digest=brief.file_digest,
    )
