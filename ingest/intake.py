"""Many files read side by side: zips opened, old formats converted together, scans read page by page."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ingest import archives, ocr, office
from ingest.formats import PLAIN, PLAIN_SUFFIXES, Format, recognise
from ingest.guard import check_marks
from ingest.hidden import hidden
from ingest.parsers import Parsed, parse, settled
from ingest.reading import Brief, Reading, interpret
from ingest.refusals import Refusal, Refused
from ingest.workers import Workers, here, result

_SMALL = 200_000  # bytes of plain text or letters of any, which nothing here can choke on
_TOGETHER = 40  # files for one start of LibreOffice, and read ahead of the one that is stored

T = TypeVar("T")
Known = Callable[[str], T | None]  # what is known of a file by its SHA-256; it is not read again


@dataclass(frozen=True, slots=True)
class Item:
    """A file and the name that it is known by, and the folder that was given, if it was one."""

    path: Path
    source: str
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A file that is to be read."""

    path: Path
    form: Format
    brief: Brief
    original: tuple[Path, Format]  # before LibreOffice converted it, which leaves things out


def read_all(
    items: Iterable[Item], brief: Brief, workers: Workers, known: Known[T]
) -> Iterator[tuple[str, Reading | Refusal | T]]:
    """(source, what came of it) of each file, for a zip of each entry, in order; completes `brief`."""
    waiting = iter(items)
    while batch := list(islice(waiting, _TOGETHER)):
        with ExitStack() as stack:
            forms = [_form(item.path, workers) for item in batch]
            plans = [
                plan
                for item, form in zip(batch, forms, strict=True)
                for plan in _plans(item, form, brief, known, workers, stack)
            ]
            converted = _converted([plan for _, plan in plans if isinstance(plan, _Job)], stack)
            jobs = [(name, _at(plan, converted) if isinstance(plan, _Job) else plan) for name, plan in plans]
            running = [
                (name, job, _start(job, workers) if isinstance(job, _Job) else None) for name, job in jobs
            ]
            for name, job, task in running:
                if isinstance(job, _Job) and task is not None:
                    yield name, _outcome(job, task, workers)
                elif not isinstance(job, _Job):
                    yield name, job


def _form(path: Path, workers: Workers) -> "Future[Format]":
    return (here if path.suffix.lower() in PLAIN_SUFFIXES else workers.run)(recognise, path)


def _plans(
    item: Item, form: "Future[Format]", brief: Brief, known: Known[T], workers: Workers, stack: ExitStack
) -> Iterator[tuple[str, _Job | Refusal | T]]:
    """What is to be done with a file, or with each entry of a zip."""
    try:
        check_marks("", item.source, item.folder.name if item.folder else "")
        if item.folder is not None and not Path(os.path.realpath(item.path)).is_relative_to(item.folder):
            raise Refused(Refusal.OUTSIDE)
        if result(form) is not Format.ZIP:
            yield _plan(item, result(form), brief, known)
            return
        entries = archives.entries(item.path)
    except Refused as refused:
        yield item.source, refused.refusal
        return
    for index, name in entries:
        source = f"{item.source}/{name}"
        try:
            check_marks("", source)
            path = stack.enter_context(archives.unpacked(item.path, index))
            inner = result(_form(path, workers))
            if inner is Format.ZIP:
                raise Refused(Refusal.ZIP_IN_ZIP)
            yield _plan(Item(path, source), inner, brief, known)
        except Refused as refused:
            yield source, refused.refusal


def _plan(item: Item, form: Format, brief: Brief, known: Known[T]) -> tuple[str, _Job | T]:
    digest = _digest(item.path)
    seen = known(digest)
    own = replace(brief, source=item.source, file_digest=digest)
    return item.source, _Job(item.path, form, own, (item.path, form)) if seen is None else seen


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refused(Refusal.UNREADABLE) from error


def _converted(jobs: Sequence[_Job], stack: ExitStack) -> dict[Path, Path]:
    """The copies that LibreOffice made of files in old formats."""
    wanted = office.NEEDS_OFFICE | office.BETTER_WITH_OFFICE
    files = [(job.path, job.form) for job in jobs if job.form in wanted]
    if not files or not office.available():
        return {}
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="bandeng-converted-")))
    return office.convert(files, folder)


def _at(job: _Job, converted: dict[Path, Path]) -> _Job | Refusal:
    """The job on the converted copy, where there is one."""
    copy = converted.get(job.path)
    if copy is not None:
        return replace(job, path=copy, form=recognise(copy))
    if job.form in office.NEEDS_OFFICE:
        return Refusal.BROKEN if office.available() else Refusal.NO_LIBREOFFICE
    return job


def _start(job: _Job, workers: Workers) -> "Future[Parsed]":
    plain = job.form in PLAIN and job.path.stat().st_size < _SMALL
    return (here if plain else workers.run)(_parsed, job)


def _parsed(job: _Job) -> Parsed:
    parsed = parse(job.path, job.form)
    looked_at = dict([(job.path, job.form), job.original])
    unseen = [hidden(path, form) for path, form in looked_at.items()]
    margins = "\n".join((parsed.margins, *(part.text for part in unseen)))
    return replace(parsed, margins=margins, labels="\n".join(part.labels for part in unseen))


def _outcome(job: _Job, task: "Future[Parsed]", workers: Workers) -> Reading | Refusal:
    try:
        parsed = result(task)
        scans = {index: workers.run_picture(ocr.scan, job.path, index) for index in parsed.scans}
        if scans:
            pages = [result(scans[i]) if i in scans else page for i, page in enumerate(parsed.pages)]
            parsed = replace(parsed, pages=tuple(pages), has_scans=True)
        # What interpreting needs takes memory and a second to load: here it is loaded once, for all files.
        small = not scans and len(parsed.text) < _SMALL
        return result((here if small else workers.run)(_interpreted, parsed, job.brief))
    except Refused as refused:
        return refused.refusal


def _interpreted(parsed: Parsed, brief: Brief) -> Reading:
    return interpret(settled(parsed), brief)
