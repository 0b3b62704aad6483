"""What the running bot does beside talking: it makes newly stored documents searchable."""

import logging
import threading

from knowledge.assemble import Knowledge
from knowledge.errors import Unavailable

_log = logging.getLogger(__name__)
_PAUSE = 5.0  # seconds between two looks for new documents


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
