"""Whether an update finds its promise and state.

Run: `python tests/benchmarks/ledger_dialogues.py [--split dev|held|all] [--wrong]`.

Each dialogue logs and confirms what members tell, then reports progress in words; right is the promise meant,
its state and new day on the card, or being asked where several fit.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.cards import UpdateCard
from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.turn import State, load_state
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.promises.items import Scope
from knowledge.settings import Settings
from tests.fakes import WordEmbeddings

_LABELS = Path(__file__).parent / "labels"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--wrong", action="store_true", help="print what went wrong")
    arguments.add_argument("--split", choices=("dev", "held", "all"), default="all")
    asked = arguments.parse_args()
    show_wrong, right, turns = asked.wrong, 0, 0
    labels = (_LABELS / "ledger_dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    for dialogue in map(json.loads, labels):
        if asked.split not in ("all", dialogue["split"]):
            continue
        for text, wanted, got in _played(dialogue):
            turns += 1
            right += wanted == got
            if show_wrong and wanted != got:
                print(f"{text}\n  wanted {wanted}\n  got    {got}")
    print(f"update target and state: {right}/{turns} = {right / turns:.1%}")


def _played(dialogue: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), district=_LABELS / "messages_district.toml", _env_file=None)
        knowledge = open_knowledge(settings, WordEmbeddings())
        talk, now = Dialogue(knowledge), datetime.fromisoformat(dialogue["now"])
        for told in dialogue["log"]:
            talk.turn(Incoming("m1", "private", told, now))
            talk.turn(Incoming("m1", "private", "存吧", now))
        for turn in dialogue["turns"]:
            talk.turn(Incoming("m1", "private", turn["text"], now))
            state = load_state(knowledge.database, Incoming("m1", "private", "", now))
            wanted = "asks" if turn.get("asks") else (turn.get("status"), turn.get("due"), True)
            yield turn["text"], wanted, _shown(knowledge, state, turn.get("target"))
            talk.turn(Incoming("m1", "private", "都不是" if state.choosing else "存吧", now))
        knowledge.close()


def _shown(knowledge: Knowledge, state: State, target: list[str] | None) -> Any:
    """What the conversation proposes: (state, new day, whether of the promise meant), or that it asks."""
    card = state.cards.current
    if not isinstance(card, UpdateCard):
        return "asks" if state.choosing else "nothing"
    item = next(i for i in knowledge.ledger_view.items(Scope()) if i.id == card.item_id)
    meant = target is not None and item.unit == target[0] and target[1] in item.action + item.topic
    return card.new.status, card.new.new_due and card.new.new_due.isoformat(), meant


if __name__ == "__main__":
    main()
