"""A watched folder, looked at again and again until told to stop."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ingest.improving import improver_of
from ingest.pipeline import Report
from ingest.watch import Watch
from knowledge.assemble import Knowledge
from knowledge.errors import Unavailable

_log = logging.getLogger("bot.watching")
_PAUSE = 5.0  # seconds between two looks
_SETTLE = 2.0  # seconds that a file must rest: a copy may still be under way


class FolderWatcher:
    """`work` looks until `close`; `start` does so in a thread of its own."""

    def __init__(self, knowledge: Knowledge, folder: Path, show: Callable[[Report], None]) -> None:
        improve = improver_of(knowledge)
        self._watch = Watch(folder, knowledge.library, knowledge.district, _SETTLE, improve)
        self._show = show
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self.work, name="watched folder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def work(self, after: Callable[[], None] = lambda: None) -> None:
        """`after` is called when a look changed something."""
        while not self._stopping.is_set():
            try:
                if self._look():
                    after()
            except Unavailable as error:
                _log.warning("the watched folder is put off: %s", type(error).__name__)
            self._stopping.wait(_PAUSE)

    def _look(self) -> bool:
        changed = False
        for report in self._watch.sync(datetime.now(UTC)):
            self._show(report)
            changed = True
            if self._stopping.is_set():
                break
        return changed


def log_report(report: Report) -> None:
    """The running bot's way to tell: names of files and reasons, no contents."""
    _log.info("%s: %s %s", report.source, report.status, report.reason or "")
