"""Dialogues from a meeting that is told of to the promise that is closed: how many go right from end to end.

    python -m tests.benchmarks.whole_dialogues [--split s4] [--wrong]

A turn's `expect` names what must hold after it: the card, the update, what is stored, a question back.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from bot.cards import Card, FollowUpCard, RecordCard, UpdateCard
from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.render import plain_text
from bot.turn import State, load_state
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.ports import EmbeddingModel
from knowledge.search.embeddings import open_embeddings
from knowledge.settings import Settings
from knowledge.store.tables import CommitmentRow

LABELS = Path(__file__).parent / "labels" / "whole_dialogues.jsonl"


def faults(expected: dict[str, Any], knowledge: Knowledge, state: State, said: str) -> Iterator[str]:
    """What of `expected` does not hold."""
    card = state.cards.current
    if "card" in expected:
        yield from card_faults(expected["card"], card)
    if "update" in expected:
        updates = [open_card for open_card in state.cards.cards if isinstance(open_card, UpdateCard)]
        yield from update_faults(expected["update"], knowledge, updates[-1] if updates else None)
    if expected.get("asks") and not (state.choosing or state.unclear or any(w in said for w in "？请")):
        yield "does not ask"
    if expected.get("saved") and not any(words in said for words in ("存好了", "记下了", "已入库")):
        yield "is not stored"
    if "stored" in expected:
        with knowledge.database.read() as session:
            rows = session.scalars(select(CommitmentRow))
            stored = sorted((row.unit or "", str(row.due or ""), row.status) for row in rows)
        if stored != (
            wanted := sorted((unit, due or "", status) for unit, due, status in expected["stored"])
        ):
            yield f"stored {wanted} → {stored}"
    yield from (f"says no {word}" for word in expected.get("says", []) if word not in said)
    yield from (f"says {word}" for word in expected.get("says_not", []) if word in said)


def card_faults(expected: dict[str, Any], card: Card | None) -> Iterator[str]:
    if not isinstance(card, RecordCard | FollowUpCard):
        yield "no card"
        return
    for name in {"town", "form", "held_on"} & set(expected):
        value = getattr(card.draft, name)
        if expected[name] != (None if value is None else str(value)):
            yield f"{name} {expected[name]} → {value}"
    topic = "".join([card.draft.topic, *(c.action for c in card.draft.commitments)])
    yield from (f"topic without {word}" for word in expected.get("topic_has", []) if word not in topic)
    if "commitments" in expected:
        read = sorted((c.unit or "", str(c.due or "")) for c in card.draft.commitments)
        if read != (wanted := sorted((unit, due or "") for unit, due in expected["commitments"])):
            yield f"commitments {wanted} → {read}"


def update_faults(expected: dict[str, Any], knowledge: Knowledge, card: UpdateCard | None) -> Iterator[str]:
    if card is None:
        yield "no update"
        return
    with knowledge.database.read() as session:
        row = session.get_one(CommitmentRow, card.item_id)
        words = f"{row.action} {row.topic} {row.quote}"
        found = {
            "unit": row.unit,
            "status": card.new.status,
            "due": card.new.new_due and str(card.new.new_due),
        }
    for name in found.keys() & expected.keys():
        if found[name] != expected[name]:
            yield f"{name} {expected[name]} → {found[name]}"
    if expected.get("action_has", "") not in words:
        yield f"{words} without {expected['action_has']}"


def played(dialogue: dict[str, Any], embeddings: EmbeddingModel) -> Iterator[tuple[str, list[str]]]:
    """Each turn with its faults; a turn's `now` holds for those after it too."""
    now = datetime.fromisoformat(dialogue["now"])
    with TemporaryDirectory() as home:
        knowledge = open_knowledge(Settings(home=Path(home), _env_file=None), embeddings)
        talk = Dialogue(knowledge)
        for number, turn in enumerate(dialogue["turns"], 1):
            now = datetime.fromisoformat(turn["now"]) if "now" in turn else now
            incoming = Incoming("m1", "private", turn["say"], now, update_id=number, message_id=number)
            said = "\n".join(map(plain_text, talk.turn(incoming)))
            state = load_state(knowledge.database, incoming)
            yield turn["say"], list(faults(turn.get("expect", {}), knowledge, state, said))
        knowledge.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split")
    parser.add_argument("--wrong", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    embeddings = open_embeddings(None, Path.home() / ".bandeng")
    dialogues = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    splits = sorted({dialogue["split"] for dialogue in dialogues})
    for split in [options.split] if options.split else splits:
        told = [list(played(dialogue, embeddings)) for dialogue in dialogues if dialogue["split"] == split]
        turns = [turn for turns in told for turn in turns]
        whole = sum(not any(wrong for _, wrong in turns) for turns in told)
        right = sum(not wrong for _, wrong in turns)
        print(f"{split}: whole dialogues {whole}/{len(told)}, turns {right}/{len(turns)}")
        for said, wrong in turns:
            if wrong and options.wrong:
                print(f"  {said}: {'; '.join(wrong)}")


if __name__ == "__main__":
    main()
