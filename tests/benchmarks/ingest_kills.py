"""Kills `bandeng ingest` at random moments, lets it end, and compares with a run that nothing disturbed.

python -m tests.benchmarks.ingest_kills FOLDER [--kills 20]
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import chromadb
import tantivy

_COMMAND = [sys.executable, "-c", "from bot.cli import main; main()", "ingest"]


def start(folder: Path, home: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "BANDENG_HOME": str(home)}
    return subprocess.Popen(
        [*_COMMAND, str(folder)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def contents(home: Path) -> dict[str, object]:
    """What the tables and both indexes hold, without the times at which it came there."""
    database = sqlite3.connect(home / "bandeng.db")
    columns = "id, kind, title, doc_number, issued_on, effective_on, validity, repeals, file_digest, removed"
    held: dict[str, object] = {
        "documents": sorted(database.execute(f"SELECT {columns} FROM documents").fetchall()),
        "chunks": sorted(
            database.execute("SELECT id, text, locator, heading, indexed FROM chunks").fetchall()
        ),
        "commitments": sorted(
            map(repr, database.execute("SELECT unit, action, due, status FROM commitments"))
        ),
    }
    database.close()
    client = chromadb.PersistentClient(str(home / "chroma"))
    held["vectors"] = sorted(i for c in client.list_collections() for i in c.get(include=[])["ids"])
    index = tantivy.Index.open(str(home / "keywords"))
    searcher = index.searcher()
    found = searcher.search(tantivy.Query.all_query(), limit=1_000_000).hits
    held["keywords"] = sorted(searcher.doc(address)["id"][0] for _, address in found)
    return held


def killed(process: "subprocess.Popen[bytes]", after: float) -> bool:
    """Whether it was still at work after so many seconds."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def differences(home: Path, undisturbed: dict[str, object]) -> list[str]:
    held = contents(home)
    return [name for name, value in undisturbed.items() if value != held[name]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as temporary:
        calm = Path(temporary, "calm")
        started = time.perf_counter()
        status = start(options.folder, calm).wait()
        whole = time.perf_counter() - started
        undisturbed = contents(calm)
        sizes = {name: len(value) for name, value in undisturbed.items() if isinstance(value, list)}
        print(f"undisturbed: {whole:.0f} s, exit {status}, {sizes}", flush=True)
        left, ingest = options.kills, 0
        while left:  # another home for each ingest that came to its end
            ingest += 1
            home, before = Path(temporary, f"killed-{ingest}"), left
            while left and killed(start(options.folder, home), chance.uniform(0.02, 0.6) * whole):
                left -= 1
            start(options.folder, home).wait()
            wrong = differences(home, undisturbed)
            print(f"ingest {ingest}: killed {before - left} times, then {wrong or 'the same'}", flush=True)


if __name__ == "__main__":
    main()
