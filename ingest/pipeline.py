"""Files into the library: what the commands, the watched folder and an upload in chat call."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from ingest.intake import Item, read_all
from ingest.laws import laws
from ingest.reading import Brief, Reading, describe
from ingest.refusals import Refusal
from ingest.workers import Workers
from knowledge.model import Document, Fact, Kind, Section
from knowledge.profile import District
from knowledge.search.fulltext import full_text
from knowledge.store.library import Library
from knowledge.store.versions import AddResult

Improve = Callable[[Reading], Reading]


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


def ingest(
    paths: Iterable[Path], library: Library, district: District, *, kind: Kind | None = None, now: datetime
) -> Iterator[Report]:
    """Takes in files, folders and zips; `now` is aware. Nothing of a refused file is stored.

    A file that was taken in before is not read again, so a run that was stopped goes on where it was.
    """
    return take_in(found(paths), library, district, kind=kind, now=now)


def take_in(
    items: Iterable[Item],
    library: Library,
    district: District,
    *,
    kind: Kind | None = None,
    now: datetime,
    improve: Improve | None = None,
) -> Iterator[Report]:
    """`ingest` for files that have their names already; `improve` sees what is about to be stored."""

    def known(digest: str) -> tuple[Document, int] | None:
        stored = library.read_from(digest)
        return stored if stored and kind in (None, stored[0].kind) else None

    with Workers() as workers:
        for source, read in read_all(items, Brief("", district, now, kind), workers, known):
            if isinstance(read, Refusal):
                yield Report(source, "refused", reason=read.value)
            elif isinstance(read, Reading):
                read = improve(read) if improve else read  # noqa: PLW2901
                status = library.add(read.document, read.sections)
                yield _report(source, read.document, len(read.sections), status)
            else:
                document, chunks = read
                yield _report(source, document, chunks, AddResult.UNCHANGED)


def ingest_laws(names: Sequence[str], library: Library) -> Iterator[Report]:
    """Takes in national laws, all without names; UnknownLaw and LawsNotInstalled come at the first step."""
    for document, sections in laws(names):
        yield _report(document.source, document, len(sections), library.add(document, sections))


def read_file(
    path: Path, name: str, district: District, *, now: datetime, improve: Improve | None = None
) -> list[tuple[str, Reading | Refusal]]:
    """A file as it would be stored, for a card to confirm; of a zip each entry. `name` is the sender's."""
    with Workers() as workers:
        brief = Brief("", district, now)
        outcomes = read_all([Item(path, name)], brief, workers, known=lambda _: None)
        return [
            (source, improve(read) if improve and isinstance(read, Reading) else read)
            for source, read in outcomes
            if read is not None
        ]


def described_as(
    kind: Kind, document: Document, sections: Sequence[Section], district: District, *, now: datetime
) -> Document:
    """The document read anew as the other kind; nothing else of it changes."""
    brief = Brief(document.source, district, now, kind, document.file_digest)
    anew = describe(full_text(sections), brief)
    scanned = tuple(fact for fact in document.uncertain if fact is Fact.TEXT)
    return replace(anew, uncertain=(*anew.uncertain, *scanned))


def found(paths: Iterable[Path]) -> Iterator[Item]:
    """Files with the names that they are known by: relative to the folder that was given."""
    for path in paths:
        if not path.is_dir():
            yield Item(path, _readable(path.name))
            continue
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                file = Path(folder, name)
                if not name.startswith((".", "~$")) and name != "Thumbs.db":
                    yield Item(file, _readable(file.relative_to(path).as_posix()), path.resolve())


def _readable(name: str) -> str:
    """A name that old systems wrote in GBK, which Python keeps as bytes in disguise."""
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _report(source: str, document: Document, chunks: int, status: str) -> Report:
    promised = document.consultation.commitments if document.consultation else ()
    return Report(
        source=source,
        status=status,
        document_id=document.id,
        kind=document.kind,
        title=document.title,
        doc_number=document.doc_number,
        issued_on=document.issued_on,
        chunks=chunks,
        commitments=len(promised),
    )
