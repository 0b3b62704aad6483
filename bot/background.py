"""What is newly stored becomes searchable: at once where it is little, else while the bot runs."""

import logging
import threading

from knowledge.assemble import Knowledge
from knowledge.errors import IndexBusy, Unavailable

_log = logging.getLogger(__name__)
_PAUSE = 5.0  # seconds between two looks for new documents


def index_soon(knowledge: Knowledge, most: int = 64) -> bool:
    """Makes what was just stored searchable at once; whether it is.

    Where more than `most` chunks wait, or another process indexes, that is left to whoever indexes anyway.
    """
    if knowledge.library.count_chunks(pending=True) > most:
        return False
    try:
        for _ in knowledge.index():
            pass
    except IndexBusy:
        return False
    return True


class BackgroundIndexer:
    """A thread that indexes what other processes and members have stored. `close` ends it after a batch."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="indexer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                for _ in self._knowledge.index():
                    if self._stopping.is_set():
                        return
            except Unavailable as error:  # another process holds the index, or the server is down: try later
                _log.warning("indexing put off: %s", type(error).__name__)
            self._stopping.wait(_PAUSE)
