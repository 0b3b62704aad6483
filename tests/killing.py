"""Kills the ledger's writer again and again, and counts what is in the ledger afterwards."""

import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from knowledge.promises.items import Scope
from knowledge.promises.ledger_view import LedgerView
from knowledge.store.database import open_database
from tests.ledger_writer import told


@dataclass(frozen=True, slots=True)
class Outcome:
    kills: int
    lost: tuple[int, ...]  # answered, and not stored
    doubled: tuple[int, ...]


def kill_and_count(home: Path, writes: int, kills: int, *, seconds: float, talk: bool = False) -> Outcome:
    """Each process is killed within `seconds` of its first answer, until there were `kills`."""
    moments, answered, killed = random.Random(7), 0, 0
    writer = [sys.executable, "-m", "tests.ledger_writer", str(home)]
    options = ["--talk"] if talk else []
    while answered < writes:
        command = [*writer, str(answered), str(writes), *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            timer = threading.Timer(moments.uniform(0, seconds), process.kill)
            for line in process.stdout:
                if killed < kills and timer.ident is None:  # not started yet
                    timer.start()
                answered = int(line) + 1
            timer.cancel()
        killed += process.returncode == -signal.SIGKILL
    database = open_database(f"sqlite:///{home / 'bandeng.db'}")
    stored = Counter(item.quote for item in LedgerView(database).items(Scope()))
    database.close()
    counts = {number: stored[told(number)] for number in range(writes)}
    return Outcome(
        killed,
        lost=tuple(number for number, count in counts.items() if count == 0),
        doubled=tuple(number for number, count in counts.items() if count > 1),
    )
