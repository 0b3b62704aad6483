"""How good and how fast search is: `python -m tests.benchmarks.retrieval [--questions FILE] [--home FOLDER]`.

Over all national laws and the samples, through the product's own indexes. Real questions by 5-fold
cross-validation: each is searched with an adapter and ranked with weights that were learned without it.
"""

import multiprocessing
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.assemble import Knowledge
from knowledge.model import Filters, Kind
from knowledge.search.candidates import Candidate
from knowledge.search.ranking import PLAIN, Ranking, load_ranking
from tests.benchmarks.corpus import Labels, Question, abstention
from tests.benchmarks.crossval import FOLDS, Seen, Training, searched
from tests.benchmarks.train_ranking import (
    district_policies,
    examples,
    found_in_district,
    open_training,
    weights_of,
)
from tests.benchmarks.training import train_confidence

Order = Callable[[int, Seen], Sequence[Candidate]]


def measures(ranked: Sequence[str], relevant: frozenset[str]) -> tuple[float, float, float, float]:
    """R@10, R@100, MRR@10, nDCG@10 of one question."""
    hits = [id_ in relevant for id_ in ranked[:100]]
    gains = [1 / np.log2(place + 2) for place in range(10)]
    first = next((1 / (place + 1) for place, hit in enumerate(hits[:10]) if hit), 0.0)
    gain = sum(g for g, hit in zip(gains, hits, strict=False) if hit)
    return (
        sum(hits[:10]) / len(relevant),
        sum(hits) / len(relevant),
        first,
        gain / sum(gains[: len(relevant)]),
    )


@dataclass(frozen=True, slots=True)
class Table:
    questions: Sequence[Question]

    def show(self, name: str, seen: Sequence[Seen], order: Order) -> None:
        rows = [
            measures([c.id for c in order(n, s)], q.relevant)
            for n, (q, s) in enumerate(zip(self.questions, seen, strict=True))
        ]
        print(f"{name:36}", *(f"{value:.3f}" for value in np.mean(rows, axis=0)))


def by_cosine(_: int, seen: Seen) -> list[Candidate]:
    return sorted((c for c in seen.candidates if c.cosine is not None), key=lambda c: -(c.cosine or 0))


def by_words(_: int, seen: Seen) -> list[Candidate]:
    return sorted((c for c in seen.candidates if c.keyword is not None), key=lambda c: -(c.keyword or 0))


def by(*rankings: Ranking, fold: Sequence[int] | None = None) -> Order:
    """One ranking for all, or one a fold."""
    return lambda n, seen: [c for c, _ in rankings[fold[n] if fold is not None else 0].order(seen.candidates)]


def ranking_tables(training: Training, labels: Labels) -> None:
    real, local = training.real, district_policies(labels)
    plain = searched(training.knowledge, None, [(q.text, q.kind) for q in [*real, *local]])
    adapted = [*training.out_of_fold(), *found_in_district(training, labels)]
    questions = [*real, *local]
    fold = np.concatenate([training.fold, np.arange(len(local)) * FOLDS // len(local)])  # by document
    folds = [_learned(np.flatnonzero(training.fold != f), adapted, questions) for f in range(FOLDS)]
    for title, part in (("about law", slice(len(real))), ("about the district", slice(len(real), None))):
        of_part = Table(questions[part])
        print(f"\n{f'{len(questions[part])} questions {title}':36}", "R@10  R@100 MRR   nDCG@10")
        of_part.show("words alone", plain[part], by_words)
        of_part.show("vectors alone", plain[part], by_cosine)
        of_part.show("both, plain sum", plain[part], by(PLAIN))
        of_part.show("vectors with adapter", adapted[part], by_cosine)
        of_part.show("both with adapter, plain sum", adapted[part], by(PLAIN))
        of_part.show("learned ranking", adapted[part], by(*folds, fold=fold[part].tolist()))
    records = [q for q in labels.about_district() if q.kind is Kind.RECORD]
    asked, shipped = (
        [(q.text, q.kind) for q in records],
        load_ranking(training.knowledge.embeddings.name),
    )
    print(f"\n{f'{len(records)} questions about records':36}", "R@10  R@100 MRR   nDCG@10")
    Table(records).show("both, plain sum", searched(training.knowledge, None, asked), by(PLAIN))
    found = searched(training.knowledge, training.adapter(), asked)
    Table(records).show("learned ranking", found, by(shipped))


def _learned(numbers: np.ndarray, seen: Sequence[Seen], questions: Sequence[Question]) -> Ranking:
    weights = weights_of([seen[n] for n in numbers], [questions[n] for n in numbers])
    return Ranking(weights, PLAIN.confidence, PLAIN.constant)


def abstention_table(training: Training, labels: Labels) -> None:
    """Found or not by 5-fold cross-validation; a question is found if policies or records answer it."""
    known = examples(training, load_ranking(training.knowledge.embeddings.name).weights, labels)
    questions = list(dict.fromkeys(known.group))
    fold = dict(zip(questions, np.random.default_rng(1).permutation(len(questions)) % FOLDS, strict=True))
    lines = np.array([fold[q] for q in known.group])
    x, answered, shares = np.array(known.evidence), np.array(known.answered), np.array(known.shares)
    found: dict[str, bool] = {}
    for f in range(FOLDS):
        kept, asked = lines != f, np.flatnonzero(lines == f)
        confidence, constant = train_confidence(x[kept], answered[kept], shares[kept])
        for n in asked:
            found[known.group[n]] = found.get(known.group[n], False) or x[n] @ confidence + constant > 0
    print("\nfound, of the questions that")
    groups = {
        "can be answered": [text for text, answerable, _ in abstention() if answerable],
        "cannot be answered": [text for text, answerable, _ in abstention() if not answerable],
        "ask for law (real)": [q.text for q in training.real],
        "ask about the district": [q.text for q in labels.about_district()],
    }
    for name, group in groups.items():
        print(f"{name:36} {np.mean([found[text] for text in group]):.3f} of {len(group)}")


def latency_table(knowledge: Knowledge, questions: Sequence[Question]) -> None:
    print(f"\n{'milliseconds a search':36}", "p50   p99")
    for name, busy in (("idle", 0), ("one core busy", 1)):
        burners = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(busy)]
        for burner in burners:
            burner.start()
        times = sorted(
            knowledge.retrieval.search(q.text, Filters(Kind.POLICY)).milliseconds for q in questions
        )
        for burner in burners:
            burner.terminate()
        print(f"{name:36} {statistics.median(times):.1f}  {times[int(len(times) * 0.99)]:.1f}")


def _burn() -> None:
    while True:
        pass


def main() -> None:
    training, labels = open_training(__doc__ or "")
    latency_table(training.knowledge, training.real)
    ranking_tables(training, labels)
    abstention_table(training, labels)


if __name__ == "__main__":
    main()
