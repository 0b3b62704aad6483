"""Files into the library: parse → guard → metadata → chunks, one report a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from ingest import records
from ingest.chunking import split
from ingest.guard import check_marks
from ingest.identity import document_id
from ingest.kinds import recognise
from ingest.laws import laws
from ingest.masking import mask
from ingest.metadata import read_policy, title_from_name
from ingest.parsers import parse
from ingest.refusals import Refused
from knowledge.extraction import read_record
from knowledge.library import Library
from knowledge.model import Document, Kind, Section
from knowledge.profile import District


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file; `reason` is the sentence for people where it was refused."""

    source: str
    status: str  # an AddResult, or "refused"
    document_id: str | None = None
    kind: Kind | None = None
    title: str | None = None
    doc_number: str | None = None
    issued_on: date | None = None
    chunks: int = 0
    commitments: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it would be stored, and the titles or numbers of the papers that it repeals."""

    document: Document
    sections: Sequence[Section]
    repeals: tuple[str, ...] = ()


def ingest(
    paths: Iterable[Path], library: Library, district: District, *, kind: Kind | None = None, now: datetime
) -> Iterator[Report]:
    """Takes in files and all files of folders; `now` is aware. Nothing of a refused file is stored."""
    repealed: set[str] = set()
    for path, source in found(paths):
        try:
            reading = read(path, source, district, kind=kind, now=now)
        except Refused as refused:
            yield Report(source, "refused", reason=refused.refusal.value)
            continue
        status = library.add(reading.document, reading.sections)
        repealed.update(reading.repeals)
        # A repealed paper may come in after the notice that repeals it.
        own = {reading.document.title, reading.document.doc_number} & repealed - set(reading.repeals)
        library.repeal({*reading.repeals, *(name for name in own if name)})
        yield _report(reading.document, reading.sections, status)


def ingest_laws(names: Sequence[str], library: Library) -> Iterator[Report]:
    """Takes in national laws, all without names; UnknownLaw and LawsNotInstalled come at the first step."""
    for document, sections in laws(names):
        yield _report(document, sections, library.add(document, sections))


def read(path: Path, source: str, district: District, *, kind: Kind | None, now: datetime) -> Reading:
    """What a file says, ready to be stored; Refused where it must not or cannot be."""
    parsed = parse(path)
    check_marks(f"{parsed.text}\n{parsed.margins}", source)
    text = mask(parsed.text)
    name = Path(source).name
    if (kind or recognise(title_from_name(Path(name).stem), text)) is Kind.RECORD:
        return _record(text, source, name, now, district)
    facts = read_policy(text, name, now.astimezone(district.timezone).date(), district.name)
    document = Document(
        id=document_id(Kind.POLICY, text),
        kind=Kind.POLICY,
        source=source,
        title=facts.title,
        doc_number=facts.doc_number,
        issuer=facts.issuer,
        issued_on=facts.issued_on,
        effective_on=facts.effective_on,
        level=facts.level,
        region=facts.region,
        validity=facts.validity,
    )
    return Reading(document, split(text), facts.repeals)


def _record(text: str, source: str, name: str, now: datetime, district: District) -> Reading:
    title = records.title_of(text, name)
    # A title names the matter more surely than the first words that stand behind 议题.
    consultation = replace(read_record(text, now, district), topic=title)
    document = Document(
        id=document_id(Kind.RECORD, text),
        kind=Kind.RECORD,
        source=source,
        title=title,
        issued_on=consultation.held_on,
        consultation=consultation,
    )
    return Reading(document, split(text))


def found(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Files with the names that they are known by: relative to the folder that was given."""
    for path in paths:
        if not path.is_dir():
            yield path, path.name
            continue
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            hidden = any(part.startswith((".", "~$")) for part in inside.parts) or inside.name == "Thumbs.db"
            if file.is_file() and not hidden:
                yield file, inside.as_posix()


def _report(document: Document, sections: Sequence[Section], status: str) -> Report:
    promised = document.consultation.commitments if document.consultation else ()
    return Report(
        source=document.source,
        status=status,
        document_id=document.id,
        kind=document.kind,
        title=document.title,
        doc_number=document.doc_number,
        issued_on=document.issued_on,
        chunks=len(sections),
        commitments=len(promised),
    )
