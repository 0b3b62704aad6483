"""Takes in the folder of tests/hostile.py and prints what became of each file, in what time and memory.

python -m tests.benchmarks.ingest_hostile [FOLDER]
"""

import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.pipeline import ingest
from ingest.refusals import Refusal
from knowledge.profile import read_district
from knowledge.store.database import open_database
from knowledge.store.library import Library
from tests import hostile


class Memory:
    """Peak of the resident memory of a process (this one) and its children, in MB, sampled every 50 ms."""

    def __init__(self, process: Any = None) -> None:
        self._process = process
        self.peak = self.peak_one = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        import psutil

        own = self._process or psutil.Process()
        while not self._done.wait(0.05):
            sizes = []
            with suppress(psutil.Error):
                for process in (own, *own.children(recursive=True)):
                    sizes.append(process.memory_info().rss / 1e6)
            self.peak, self.peak_one = max(self.peak, sum(sizes)), max(self.peak_one, *sizes, 0.0)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary) / "hostile"
        folder.mkdir(exist_ok=True)
        expected = (
            hostile.make(folder)
            if not any(folder.iterdir())
            else dict.fromkeys(p.name for p in folder.iterdir())
        )
        database = open_database(f"sqlite:///{temporary}/bandeng.db")
        slowest, wrong, started = 0.0, 0, time.perf_counter()
        with Memory() as memory:
            before = started
            for report in ingest([folder], Library(database), read_district(None), now=datetime.now(UTC)):
                took, before = time.perf_counter() - before, time.perf_counter()
                slowest = max(slowest, took)
                right = expected.get(
                    report.source.split(".zip/")[0] + (".zip" if ".zip/" in report.source else "")
                )
                reason = Refusal(report.reason).name if report.reason else report.title
                good = right is None or (report.status == "refused") == bool(right)
                wrong += not good
                mark = "" if good else "WRONG "
                print(f"{mark}{report.source[:40]}\t{report.status}\t{reason}\t{took:.1f} s", flush=True)
        total = time.perf_counter() - started
        print(f"{len(expected)} files in {total:.0f} s, slowest {slowest:.1f} s, wrong {wrong}")
        print(f"memory {memory.peak:.0f} MB in all, {memory.peak_one:.0f} MB the largest process")
        database.close()


if __name__ == "__main__":
    main()
