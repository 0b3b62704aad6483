"""Trains bot/data/intents.npz: `python -m tests.benchmarks.train_intents [--check] [--stard FILE]`.

Learns from the labelled messages, from phrases whose slots are filled from two profiles, and from real
legal questions (STARD, MIT) where given. `--check` only reports 5-fold cross-validation over the messages.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.understanding.intent_model import EMBEDDED, LONGEST, IntentModel, intent_model, pattern_of
from bot.understanding.intents import score_by_rules
from knowledge.model import Intent
from knowledge.profile import District, read_district
from knowledge.reading.characters import normalised
from knowledge.search.embeddings import open_embeddings
from tests.benchmarks.training import fit_ngrams

LABELS = Path(__file__).parent / "labels"
MODEL = Path("bot/data/intents.npz")
GRAMS = 4000
COPIES = 4  # of each phrase, with other names
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
TOPICS = (LABELS / "intent_topics.txt").read_text(encoding="utf-8").split()
DATES = (
    "月底",
    "12月5号",
    "下周五",
    "年底",
    "周四",
    "春节",
    "三天内",
    "明天",
    "后天",
    "12月10日",
    "下个月底",
    "半个月内",
    "元旦",
    "一个月内",
    "明年三月",
)

Example = tuple[str, str, District, datetime]  # text, intent, district, now


def labelled() -> list[Example]:
    rows = [json.loads(line) for line in (LABELS / "messages.jsonl").open(encoding="utf-8")]
    districts = {
        name: read_district(LABELS / name if name else None) for name in {r["district"] for r in rows}
    }
    return [
        (r["text"], r["intent"], districts[r["district"]], datetime.fromisoformat(r["now"])) for r in rows
    ]


def phrases() -> Iterator[Example]:
    chance = random.Random(0)
    districts = (read_district(LABELS / "messages_district.toml"), read_district(None))
    for line in (LABELS / "intent_phrases.tsv").open(encoding="utf-8"):
        intent, phrase = line.rstrip("\n").split("\t")
        for _ in range(COPIES if "{" in phrase else 1):
            district = chance.choice(districts)
            units = [chance.choice((e.name, *e.aliases)) for e in chance.sample(district.units, 2)]
            towns = [chance.choice((e.name, *e.aliases)) for e in chance.sample(district.towns, 2)]
            topics = chance.sample(TOPICS, 2)
            text = phrase.format(
                t=topics[0],
                t2=topics[1],
                u=units[0],
                u2=units[1],
                w=towns[0],
                w2=towns[1],
                d=chance.choice(DATES),
            )
            yield text, intent, district, NOW


def legal_questions(file: Path | None) -> Iterator[Example]:
    for line in file.open(encoding="utf-8") if file else ():
        yield json.loads(line)["query"], Intent.ASK_POLICY.value, read_district(None), NOW


def features(examples: Sequence[Example], home: Path) -> tuple[list[str], Any, str]:
    model = open_embeddings(None, home)
    patterns = [pattern_of(normalised(text), now, district) for text, _, district, now in examples]
    vectors = np.array([model.embed_query(normalised(text)[:EMBEDDED]) for text, *_ in examples])
    return patterns, vectors, model.name


def fit(patterns: Sequence[str], vectors: Any, intents: Sequence[str], embedding: str) -> dict[str, Any]:
    """Both halves of the model."""
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0)
    meaning = LogisticRegression(C=0.003, max_iter=500, class_weight="balanced")
    meaning.fit((vectors - mean) / spread, intents)
    weights = (meaning.coef_ / spread).T
    return {
        **fit_ngrams(patterns, intents, LONGEST, GRAMS),
        "vector_weights": weights.astype(np.float32),
        "vector_bias": (meaning.intercept_ - mean @ weights).astype(np.float32),
        "embedding": np.array(embedding),
    }


def check(messages: Sequence[Example], rest: Sequence[Example], home: Path) -> None:
    """Share of right intents over messages that the model did not see, with the rules in all cases."""
    patterns, vectors, name = features([*messages, *rest], home)
    intents = np.array([intent for _, intent, _, _ in [*messages, *rest]])
    seen_always = np.arange(len(messages), len(intents))
    right = {"rules": 0, "rules + n-grams": 0, "rules + n-grams + embedding": 0}
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    for learn, ask in folds.split(patterns[: len(messages)], intents[: len(messages)]):
        known = np.concatenate([learn, learn, seen_always])
        model = IntentModel(fit([patterns[i] for i in known], vectors[known], intents[known], name))
        for i in ask:
            text, intent, district, now = messages[i]
            rules = score_by_rules(normalised(text[:3000]).strip(), now, district)
            for kind, extra in _readings(model, patterns[i], vectors[i], name).items():
                best = max(rules, key=lambda one: rules[one] + extra.get(one, 0.0))
                right[kind] += best == intent
    for kind, count in right.items():
        print(f"{kind}: {count / len(messages):.3f} of {len(messages)}")


def _readings(model: IntentModel, pattern: str, vector: Any, name: str) -> dict[str, dict[Intent, float]]:
    class Known:
        def embed_query(self, _text: str) -> list[float]:
            return list(vector)

    Known.name = name  # type: ignore[attr-defined]
    both = model.by_meaning(pattern, pattern, Known())  # type: ignore[arg-type]
    return {
        "rules": {},
        "rules + n-grams": model.by_ngrams(pattern),
        "rules + n-grams + embedding": both or {},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--stard", type=Path)
    options = parser.parse_args()
    messages, rest = labelled(), [*phrases(), *legal_questions(options.stard)]
    with tempfile.TemporaryDirectory() as home:
        if options.check:
            check(messages, rest, Path(home))
            return
        examples = [*messages, *messages, *rest]
        patterns, vectors, name = features(examples, Path(home))
        np.savez_compressed(MODEL, **fit(patterns, vectors, [intent for _, intent, _, _ in examples], name))
    intent_model.cache_clear()
    print(f"{MODEL}: {MODEL.stat().st_size // 1024} KB, n-grams up to {LONGEST} and {name}")


if __name__ == "__main__":
    main()
