"""Cards over many topics: do the words behind each line stand in the source, and how long does a card take?

    python -m tests.benchmarks.prepare --home FOLDER

FOLDER is a data folder that is already filled (`bandeng demo` fills one). Checked by code: every quote word
for word in its chunk or promise; title, 文号, article and status as stored; every figure of a line in what it
stands on; no rule out of force; no section without lines or a word why; no card beyond 1,500 characters.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.actions.prepare import card_reply
from bot.render import plain_text
from bot.texts.prepare import EMPTY, line_text
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.briefing.card import Card, Line, Part
from knowledge.briefing.preparing import prepare_card
from knowledge.evidence.figures import unsupported
from knowledge.model import Kind, Validity
from knowledge.promises.access import Access
from knowledge.reading.meetings import read_meeting
from knowledge.settings import Settings

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TOPICS = Path(__file__).parent / "labels" / "topics.jsonl"
_LONGEST = 1_500


def fault(knowledge: Knowledge, card: Card, line: Line) -> str | None:  # noqa: PLR0911
    """What is wrong with a line; None where its evidence bears it."""
    if line.evidence is None:
        return "says more than that nothing is known" if line.quote else None
    if line.chunk_id is None:
        return None  # a member's own promise; its words are the ledger's
    rows = knowledge.library.chunks([line.chunk_id])
    if line.chunk_id not in rows:
        return "chunk is gone"
    chunk, document = rows[line.chunk_id]
    if line.quote not in chunk.text:
        return "quote is not verbatim"
    if document.kind is Kind.POLICY:
        if document.validity is not Validity.IN_FORCE:
            return "rule is not in force"
        if (line.title, line.doc_number, line.locator) != (
            document.title,
            document.doc_number,
            chunk.locator,
        ):
            return "title, number or article differ"
    facts = document.consultation
    dates = [d.isoformat() for d in (line.due, line.held_on) if d]
    if facts and line.held_on != facts.held_on:
        return "day of the meeting differs"
    known = [
        chunk.text,
        document.title,
        *dates,
        f"{line.open}项",
        str(card.number(line)),
        line.doc_number or "",
    ]
    said = line_text(card, line, 300)
    return "figure without support" if unsupported(said, [*known, line.locator]) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--topics", type=Path, default=TOPICS)
    parser.add_argument("--show", action="store_true", help="print every line, to be read")
    asked = parser.parse_args()
    knowledge = open_knowledge(Settings(home=asked.home, _env_file=None))
    knowledge.warm_up()
    lines, faults, seconds, empty = 0, Counter[str](), list[float](), Counter[str]()
    for row in map(json.loads, asked.topics.read_text(encoding="utf-8").splitlines()):
        started = time.perf_counter()
        meeting = read_meeting(row["text"], NOW.astimezone(knowledge.district.timezone), knowledge.district)
        card = prepare_card(meeting, knowledge, Access(), NOW.date())
        shown = plain_text(card_reply(card, 1))
        seconds.append(time.perf_counter() - started)
        for part in Part:
            empty[part] += not card.parts[part]
            if not card.parts[part] and EMPTY[part] not in shown:
                faults["section without a word why"] += 1
            for line in card.parts[part]:
                lines += 1
                if asked.show:
                    print(
                        f"{row['id']} {meeting.topic}｜{part}｜{line_text(card, line, 120)}".replace(
                            "\n", " "
                        )
                    )
                if (wrong := fault(knowledge, card, line)) is not None:
                    faults[wrong] += 1
                    print(f"{row['id']} {part}: {wrong}: {line_text(card, line, 60)}")
        if len(shown) > _LONGEST:
            faults["card too long"] += 1
            print(f"{row['id']}: {len(shown)} characters")
    knowledge.close()
    share = 1 - sum(faults.values()) / lines
    print(f"{len(seconds)} topics, {lines} lines, supported {share:.1%} {dict(faults)}")
    print(f"sections without lines: {dict(empty)}")
    print(f"a card: p50 {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
