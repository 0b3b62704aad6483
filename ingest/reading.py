"""One file as it would be stored: parsed, guarded, masked, described and cut into sections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ingest import records
from ingest.chunking import split
from ingest.formats import Format
from ingest.guard import check_marks
from ingest.identity import document_id
from ingest.kinds import recognise
from ingest.masking import mask
from ingest.metadata import read_policy
from ingest.paging import with_pages
from ingest.parsers import Parsed, parse
from knowledge.model import Document, Kind, Section
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


def read(path: Path, form: Format, brief: Brief) -> Reading | Parsed:
    """What the file says; where pages are pictures, what was parsed so far, for OCR to fill in."""
    check_marks("", brief.source)
    parsed = parse(path, form)
    return parsed if parsed.scans else interpret(parsed, brief)


def interpret(parsed: Parsed, brief: Brief) -> Reading:
    """Refused where the paper carries a mark of secrecy."""
    check_marks(f"{parsed.text}\n{parsed.margins}", brief.source)
    text = mask(parsed.text)
    name = Path(brief.source).name
    sections = with_pages(split(text), text, parsed.page_starts)
    if (brief.kind or recognise(records.title_of(text, name), text)) is Kind.RECORD:
        return Reading(_record(text, name, brief), sections)
    today = brief.now.astimezone(brief.district.timezone).date()
    facts = read_policy(text, name, today, brief.district.name)
    document = Document(
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
        file_digest=brief.file_digest,
    )
    return Reading(document, sections)


def _record(text: str, name: str, brief: Brief) -> Document:
    title = records.title_of(text, name)
    now = brief.now.astimezone(brief.district.timezone)
    # A title names the matter more surely than the first words that stand behind 议题.
    consultation = replace(read_record(text, now, brief.district), topic=title)
    return Document(
        id=document_id(Kind.RECORD, text),
        kind=Kind.RECORD,
        source=brief.source,
        title=title,
        issued_on=consultation.held_on,
        consultation=consultation,
        file_digest=brief.file_digest,
    )
