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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as temporary:
        calm, killed = Path(temporary, "calm"), Path(temporary, "killed")
        started = time.perf_counter()
        status = start(options.folder, calm).wait()
        whole = time.perf_counter() - started
        print(f"undisturbed: {whole:.0f} s, exit {status}", flush=True)
        for _ in range(options.kills):
            process = start(options.folder, killed)
            try:
                process.wait(chance.uniform(0.05, 1.0) * whole)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            print("killed" if process.wait() == -signal.SIGKILL else "ended by itself", flush=True)
        start(options.folder, killed).wait()
        one, other = contents(calm), contents(killed)
        for name, value in one.items():
            assert isinstance(value, list)
            print(f"{name}: {len(value)}, {'the same' if value == other[name] else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
