"""Kills during confirmed writes: `python -m tests.benchmarks.ledger_kills [--talk] [--writes N] [--kills N]`.

How many were lost or doubled. With --talk each write is a message and a press in the conversation.
"""

import argparse
import tempfile
from pathlib import Path

from tests.killing import kill_and_count


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--talk", action="store_true")
    arguments.add_argument("--writes", type=int, default=2000)
    arguments.add_argument("--kills", type=int, default=200)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home:
        seconds = 2.0 if asked.talk else 0.15
        outcome = kill_and_count(Path(home), asked.writes, asked.kills, seconds=seconds, talk=asked.talk)
    lost, doubled = len(outcome.lost), len(outcome.doubled)
    print(f"{outcome.kills} kills during {asked.writes} writes: {lost} lost, {doubled} doubled")


if __name__ == "__main__":
    main()
