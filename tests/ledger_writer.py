"""A process that confirms cards, to be killed at any moment and started again.

`python -m tests.ledger_writer HOME FIRST LAST [--talk]` writes one consultation a number and prints
it once the write was answered. Started again, it goes on from FIRST; what was written before it was
killed comes under the same key again. With --talk the whole conversation writes, otherwise the ledger.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from knowledge.model import Commitment, Consultation
from knowledge.promises.ledger import Ledger
from knowledge.store.database import open_database

START = datetime.fromisoformat("2026-11-22T10:00:00+08:00")


def told(number: int) -> str:
    return f"今天城南板凳会，{number}号楼停车的事，城管局答应12月10日前划好第{number}号车位"


def ledger_writes(home: Path) -> Callable[[int], None]:
    ledger = Ledger(open_database(f"sqlite:///{home / 'bandeng.db'}"), home / "evidence")

    def write(number: int) -> None:
        promise = Commitment("区城管局", "划车位", date(2026, 12, 10), told(number))
        consultation = Consultation(f"{number}号楼停车", commitments=(promise,))
        ledger.confirm(consultation, "m1", f"card-{number}", told(number), START)

    return write


def talk_writes(home: Path) -> Callable[[int], None]:
    from bot.dialogue import Dialogue
    from bot.messages import Incoming
    from knowledge.assemble import open_knowledge
    from knowledge.settings import Settings
    from tests.fakes import WordEmbeddings

    dialogue = Dialogue(open_knowledge(Settings(home=home, _env_file=None), WordEmbeddings()))

    def write(number: int) -> None:
        now = START + timedelta(seconds=number)
        dialogue.turn(Incoming("m1", "private", told(number), now, update_id=2 * number))
        press = f"save:u{2 * number}-1"
        dialogue.turn(Incoming("m1", "private", "", now, press=press, update_id=2 * number + 1))

    return write


def main(home: Path, first: int, last: int, *, talk: bool) -> None:
    write = talk_writes(home) if talk else ledger_writes(home)
    for number in range(first, last):
        write(number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), talk="--talk" in sys.argv)
