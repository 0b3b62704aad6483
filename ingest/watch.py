"""A watched folder: what is put into it is taken in, what is taken out of it is retired."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ingest.intake import Item
from ingest.pipeline import Report, found, take_in
from knowledge.model import Validity
from knowledge.profile import District
from knowledge.store.library import Library

REMOVED = "removed"


class Watch:
    """Owns the documents whose source begins with the folder's name; tries a refused file once."""

    def __init__(self, folder: Path, library: Library, district: District) -> None:
        self._folder, self._library, self._district = folder, library, district
        self._refused: dict[tuple[str, int, int], Report] = {}

    def sync(self, now: datetime) -> Iterator[Report]:
        """One look at the folder; a report for each file that changed something, or was refused."""
        if not self._folder.is_dir():
            return  # a share that is not mounted is no reason to retire everything
        prefix = f"{self._folder.name}/"
        items = [replace(item, source=prefix + item.source) for item in found([self._folder])]
        fresh = [item for item in items if self._signature(item) not in self._refused]
        sources = {item.source for item in items if item not in fresh}
        ids: set[str] = set()
        signatures = {item.source: self._signature(item) for item in fresh}
        for report in take_in(fresh, self._library, self._district, now=now):
            sources.add(report.source)
            if report.document_id is not None:
                ids.add(report.document_id)
            elif report.source in signatures:
                self._refused[signatures[report.source]] = report
            if report.status != "unchanged":
                yield report
        yield from self._retired(prefix, sources, ids)

    def _signature(self, item: Item) -> tuple[str, int, int]:
        try:
            state = item.path.lstat()
        except OSError:
            return item.source, 0, 0
        return item.source, state.st_size, state.st_mtime_ns

    def _retired(self, prefix: str, sources: set[str], ids: set[str]) -> Iterator[Report]:
        """Documents whose file is gone, or now says something else without being a newer version."""
        refused = {source for source, _, _ in self._refused}
        for document, _ in self._library.documents():
            if not document.source.startswith(prefix) or document.id in ids:
                continue
            if document.source in refused:
                continue  # the last good text stays until its file can be read again
            if document.source in sources and document.validity is not Validity.IN_FORCE:
                continue  # an older version, kept to be asked for by year
            if self._library.remove(document.id):
                yield Report(document.source, REMOVED, document.id, document.kind, document.title)
