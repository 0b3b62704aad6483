"""Learns what search ships with: `python -m tests.benchmarks.train_ranking [--questions F] [--home FOLDER]`.

From 300 real legal questions (the dev part of STARD, https://github.com/oneal2000/STARD, MIT licence; Su et
al. 2024, "STARD: A Chinese Statute Retrieval Dataset with Real Queries Issued by Non-professionals") and from
the invented ones in `labels/`. No question is shipped: only the adapter's matrices, ten weights of the
ranking and ten of the confidence.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import knowledge as package
from knowledge.model import Kind
from knowledge.search.candidates import FEATURES, Scores, features
from knowledge.search.confidence import EVIDENCE
from tests.benchmarks.corpus import LABELS, Labels, Question, abstention, open_corpus
from tests.benchmarks.crossval import Seen, Training, searched
from tests.benchmarks.training import train_confidence, train_weights

ROOT = Path(__file__).resolve().parents[2]
OWN = ("questions_laws.jsonl", "questions_civil_code.jsonl")
DATA = Path(str(package.__file__)).parent / "data"
LOCAL = 3.0  # of the feature "local", the last one: law questions lose nothing by it, local ones gain
WRONG = 2.5  # an answer where there is none costs more than none where there is one
SOURCE = "STARD dev (github.com/oneal2000/STARD, MIT licence) and tests/benchmarks/labels"


def weights_of(seen: Sequence[Seen], questions: Sequence[Question]) -> Scores:
    """Weights for questions about law, which say nothing of local papers: that one is set."""
    weights = train_weights(
        [features(s.candidates)[:, :-1] for s in seen],
        [s.right(q) for s, q in zip(seen, questions, strict=True)],
    )
    return np.append(weights, LOCAL)


def district_policies(labels: Labels) -> list[Question]:
    return [question for question in labels.about_district() if question.kind is Kind.POLICY]


def found_in_district(training: Training, labels: Labels) -> list[Seen]:
    """The adapter has not seen these questions."""
    asked = [(question.text, question.kind) for question in district_policies(labels)]
    return searched(training.knowledge, training.adapter(), asked)


class Examples:
    """Evidence for and against an answer; `group` names the question: folds keep its lines together."""

    def __init__(self) -> None:
        self.evidence: list[Scores] = []
        self.answered: list[bool] = []
        self.shares: list[float] = []
        self.group: list[str] = []

    def add(self, question: str, found: Scores, *, answered: bool, share: float) -> None:
        self.evidence.append(found)
        self.answered.append(answered)
        self.shares.append(share)
        self.group.append(question)


def examples(training: Training, weights: Scores, labels: Labels) -> Examples:
    """Real questions as they are found out of fold; the adapter sees none of the others."""
    result = Examples()
    for question, found in zip(training.real, training.out_of_fold(weights), strict=True):
        result.add(question.text, found.evidence, answered=True, share=0.5)
    district = labels.about_district()
    asked = [(q.text, q.kind, True, 0.5) for q in district]
    for text, answerable, right in abstention():
        asked += [
            (text, kind, answerable, 1.0 if answerable else WRONG) for kind in ([right] if right else Kind)
        ]
    pairs = [(text, kind) for text, kind, _, _ in asked]
    found_all = searched(training.knowledge, training.adapter(), pairs, weights)
    for (text, _, answered, share), found in zip(asked, found_all, strict=True):
        result.add(text, found.evidence, answered=answered, share=share)
    return result


def learn(training: Training, labels: Labels) -> None:
    """Writes the shipped files."""
    model = training.knowledge.embeddings.name
    weights = weights_of(training.out_of_fold(), training.real)
    adapter = training.adapter()
    np.savez_compressed(
        DATA / "query_adapter.npz",
        embedding_model=model,
        source=SOURCE,
        down=adapter.down.astype(np.float16),
        up=adapter.up.astype(np.float16),
    )
    found = examples(training, weights, labels)
    confidence, constant = train_confidence(
        np.array(found.evidence), np.array(found.answered), np.array(found.shares)
    )
    stored = {
        "embedding_model": model,
        "source": SOURCE,
        "weights": dict(zip(FEATURES, weights.round(4).tolist(), strict=True)),
        "confidence": dict(zip(EVIDENCE, confidence.round(4).tolist(), strict=True)),
        "constant": round(constant, 4),
    }
    (DATA / "ranking.json").write_text(
        json.dumps(stored, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def open_training(description: str) -> tuple[Training, Labels]:
    """What the command line names."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--questions", type=Path, default=ROOT / "../shared/data/stard_dev/queries.jsonl")
    parser.add_argument("--home", type=Path, default=ROOT / ".bench")
    options = parser.parse_args()
    labels = Labels(knowledge := open_corpus(options.home))
    own = [question for name in OWN for question in labels.about_laws(LABELS / name)]
    return Training(knowledge, labels.about_laws(options.questions), own), labels


if __name__ == "__main__":
    learn(*open_training(__doc__ or ""))
