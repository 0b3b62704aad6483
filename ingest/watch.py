"""A watched folder: what is put into it is taken in, what is taken out of it is retired."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ingest.intake import Item
from ingest.masking import mask
from ingest.pipeline import Improve, Report, found, take_in
from ingest.refusals import Refusal
from knowledge.model import Validity
from knowledge.profile import District
from knowledge.store.library import Library

REMOVED = "removed"


class _State(NamedTuple):
    """A file as it stands; while none of this changes it is not read again."""

    source: str
    size: int
    changed_ns: int


class Watch:
    """Owns the documents whose source begins with the folder's name; tries a refused file once.

    A file that was changed less than `settle` seconds ago may still be being written, and waits.
    """

    def __init__(
        self,
        folder: Path,
        library: Library,
        district: District,
        settle: float = 0,
        improve: Improve | None = None,
    ) -> None:
        self._folder, self._library, self._district = folder, library, district
        self._settle, self._improve = settle, improve
        self._read: dict[_State, list[Report]] = {}
        self._looked_at: set[_State] = set()

    def sync(self, now: datetime) -> Iterator[Report]:
        """One look at the folder; a report for each file that changed something, or was refused."""
        if not self._folder.is_dir():
            return  # a share that is not mounted is no reason to retire everything
        prefix = f"{self._folder.name}/"
        items = [replace(item, source=prefix + item.source) for item in found([self._folder])]
        states = {_state(item): item for item in items}
        fresh = [item for state, item in states.items() if state not in self._read and self._is_still(state)]
        if not fresh and set(states) == self._looked_at:
            return
        yield from self._taken_in(fresh, now)
        self._read = {state: reports for state, reports in self._read.items() if state in states}
        yield from self._retired(prefix, states)
        self._looked_at = set(states)

    def _is_still(self, state: _State) -> bool:
        return not 0 <= time.time() - state.changed_ns / 1e9 < self._settle

    def _taken_in(self, fresh: Sequence[Item], now: datetime) -> Iterator[Report]:
        states = {item.source: _state(item) for item in fresh}
        for report in take_in(fresh, self._library, self._district, now=now, improve=self._improve):
            whole = report.source if report.source in states else _archive_of(report.source, states)
            if report.reason != Refusal.NOT_STARTED:  # which says nothing about the file
                self._read.setdefault(states[whole], []).append(report)
            if report.status != "unchanged":
                yield report

    def _retired(self, prefix: str, states: dict[_State, Item]) -> Iterator[Report]:
        """Documents whose file is gone, or now says something else without being a newer version."""
        reports = [report for read in self._read.values() for report in read]
        kept = {report.document_id for report in reports}
        # The last good text stays until its file can be read again.
        waiting = {mask(report.source) for report in reports if report.document_id is None}
        waiting |= {mask(state.source) for state in states if state not in self._read}
        sources = {mask(report.source) for report in reports}
        for document, _ in self._library.documents():
            if not document.source.startswith(prefix) or document.id in kept or document.source in waiting:
                continue
            if document.source in sources and document.validity is not Validity.IN_FORCE:
                continue  # an older version, kept to be asked for by year
            if self._library.remove(document.id):
                yield Report(document.source, REMOVED, document.id, document.kind, document.title)


def _state(item: Item) -> _State:
    try:
        found = item.path.lstat()
    except OSError:
        return _State(item.source, 0, 0)
    return _State(item.source, found.st_size, found.st_mtime_ns)


def _archive_of(source: str, states: dict[str, _State]) -> str:
    return next(whole for whole in states if source.startswith(f"{whole}/"))
