"""Each question searched with an adapter that did not see it, through the product's own indexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.assemble import Knowledge
from knowledge.model import Filters, Kind
from knowledge.search.adapter import QueryAdapter
from knowledge.search.candidates import Candidate, Scores
from knowledge.search.confidence import evidence, local_names
from knowledge.search.ranking import PLAIN, Ranking
from knowledge.search.retrieval import Retrieval
from tests.benchmarks.corpus import Question
from tests.benchmarks.training import train_adapter

FOLDS = 5
OWN_SHARE = 0.3  # of an invented question in the loss; a real one counts 1
STEP = 0.8  # of the learned change of a query: the whole step is best for law, and costs on local papers


@dataclass(frozen=True, slots=True)
class Seen:
    """What search knew of one question."""

    candidates: Sequence[Candidate]
    evidence: Scores

    def right(self, question: Question) -> NDArray[np.bool_]:
        return np.array([c.id in question.relevant for c in self.candidates])


class _Recorder:
    """Stands for a Ranking and keeps what that is given."""

    def __init__(self, weights: Scores) -> None:
        self._ranking = Ranking(weights, PLAIN.confidence, PLAIN.constant)
        self.candidates: Sequence[Candidate] = ()
        self.evidence = np.zeros(0)

    def order(self, candidates: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
        self.candidates = candidates
        return self._ranking.order(candidates)

    def log_odds(self, *known: Any) -> float:
        self.evidence = evidence(*known)
        return 0.0


def searched(
    knowledge: Knowledge,
    adapter: QueryAdapter | None,
    questions: Sequence[tuple[str, Kind]],
    weights: Scores = PLAIN.weights,
) -> list[Seen]:
    recorder, seen = _Recorder(weights), []
    retrieval = Retrieval(
        knowledge.database,
        knowledge.library,
        lambda: knowledge.embeddings,
        lambda: knowledge.vectors,
        knowledge.keywords,
        adapter,
        recorder,
        local_names(knowledge.district),
    )
    for text, kind in questions:
        retrieval.search(text, Filters(kind))
        seen.append(Seen(recorder.candidates, recorder.evidence))
    return seen


class Training:
    """Real and invented questions about policies with their vectors, and all passages in force."""

    def __init__(self, knowledge: Knowledge, real: Sequence[Question], own: Sequence[Question]) -> None:
        self.knowledge, self.real = knowledge, real
        questions = [*real, *own]
        stored = knowledge.vectors._collections[Kind.POLICY].get(include=["embeddings"])
        rows = {id_: row for row, id_ in enumerate(stored["ids"])}
        self._passages = np.asarray(stored["embeddings"], np.float32)
        self._relevant = [[rows[id_] for id_ in sorted(q.relevant)] for q in questions]
        embed = knowledge.embeddings.embed_query
        self._queries = np.array([embed(q.text) for q in questions], np.float32)
        self._shares = [1.0] * len(real) + [OWN_SHARE] * len(own)
        self.fold = np.random.default_rng(0).permutation(len(real)) % FOLDS

    @cache  # noqa: B019 — one Training lives as long as the program
    def adapter(self, without_fold: int | None = None) -> QueryAdapter:
        left_out = set(np.flatnonzero(self.fold == without_fold).tolist())
        kept = [n for n in range(len(self._shares)) if n not in left_out]
        learned = train_adapter(
            self._queries[kept],
            [self._relevant[n] for n in kept],
            [self._shares[n] for n in kept],
            self._passages,
        )
        return QueryAdapter(learned.down, learned.up * np.float32(STEP))

    def out_of_fold(self, weights: Scores = PLAIN.weights) -> list[Seen]:
        """For each real question, in their order."""
        seen: dict[int, Seen] = {}
        for fold in range(FOLDS):
            numbers = np.flatnonzero(self.fold == fold).tolist()
            asked = [(self.real[n].text, self.real[n].kind) for n in numbers]
            found = searched(self.knowledge, self.adapter(without_fold=fold), asked, weights)
            seen.update(zip(numbers, found, strict=True))
        return [seen[n] for n in range(len(self.real))]
