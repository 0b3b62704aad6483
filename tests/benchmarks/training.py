"""How the parameters of `knowledge/data/` are learned, and the n-grams of `bot/data/intents.npz`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from torch.nn import functional

from knowledge.reading.ngrams import ngrams
from knowledge.search.adapter import QueryAdapter
from knowledge.search.candidates import Scores

_TEMPERATURE = 0.02  # cosines of this model lie close together
_BATCH = 128
_HARD, _RANDOM = 20, 800  # passages that a question is told apart from: its nearest ones, and any


def train_adapter(
    queries: NDArray[np.float32],
    relevant: Sequence[Sequence[int]],
    weights: Sequence[float],
    passages: NDArray[np.float32],
    *,
    rank: int = 128,
    epochs: int = 20,
    seed: int = 0,
) -> QueryAdapter:
    """Pulls queries (n, d) to their relevant rows of passages (m, d), away from the rest of a common pool."""
    torch.manual_seed(seed)
    pool = _pool(queries, relevant, passages, seed)
    place = {row: n for n, row in enumerate(pool)}
    against = torch.tensor(passages[pool]).T
    pairs = [(q, place[row]) for q, rows in enumerate(relevant) for row in rows]
    others = [[place[row] for row in rows] for rows in relevant]
    x, share = torch.tensor(queries), torch.tensor(weights)
    down = (torch.randn(x.shape[1], rank) * 0.05).requires_grad_(True)
    up = torch.zeros(rank, x.shape[1], requires_grad=True)  # so that it starts as no change
    optimiser = torch.optim.AdamW([down, up], lr=2e-3, weight_decay=0.1)
    steps = epochs * -(-len(pairs) // _BATCH)
    decay = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, steps)
    for _ in range(epochs):
        for batch in torch.randperm(len(pairs)).split(_BATCH):
            asked = torch.tensor([pairs[i][0] for i in batch])
            target = torch.tensor([pairs[i][1] for i in batch])
            turned = x[asked] + functional.dropout(x[asked], 0.1) @ down @ up
            logits = functional.normalize(turned, dim=1) @ against / _TEMPERATURE
            loss = functional.cross_entropy(
                logits + _other_answers(asked, target, others, len(pool)), target, reduction="none"
            )
            optimiser.zero_grad()
            (loss @ share[asked] / share[asked].sum()).backward()
            optimiser.step()
            decay.step()
    return QueryAdapter(down.detach().numpy(), up.detach().numpy())


def _pool(
    queries: NDArray[np.float32],
    relevant: Sequence[Sequence[int]],
    passages: NDArray[np.float32],
    seed: int,
) -> list[int]:
    rows = set(np.random.default_rng(seed).permutation(len(passages))[:_RANDOM].tolist())
    for query, answers in zip(queries, relevant, strict=True):
        rows.update(answers, np.argpartition(-(passages @ query), _HARD)[:_HARD].tolist())
    return sorted(rows)


def _other_answers(
    asked: torch.Tensor, target: torch.Tensor, others: Sequence[Sequence[int]], width: int
) -> torch.Tensor:
    """Takes a question's other right answers out of the comparison."""
    mask = torch.zeros(len(asked), width)
    for line, (question, right) in enumerate(zip(asked.tolist(), target.tolist(), strict=True)):
        mask[line, [row for row in others[question] if row != right]] = -1e4
    return mask


def train_weights(
    candidates: Sequence[Scores], relevant: Sequence[NDArray[np.bool_]], *, steps: int = 300
) -> Scores:
    """One weight a feature: the softmax over a question's candidates shall give its right ones the most."""
    answered = [n for n, right in enumerate(relevant) if right.any()]
    stacked = np.concatenate([candidates[n] for n in answered])
    deviation = torch.tensor(stacked.std(axis=0) + 1e-6, dtype=torch.float32)
    features = [torch.tensor(candidates[n], dtype=torch.float32) / deviation for n in answered]
    right = [torch.tensor(relevant[n]) for n in answered]
    x = torch.nn.utils.rnn.pad_sequence(features, batch_first=True)
    absent = torch.nn.utils.rnn.pad_sequence([torch.zeros(len(f)) for f in features], True, -1e4)
    wanted = torch.nn.utils.rnn.pad_sequence([r / r.sum() for r in right], True)
    weights = torch.zeros(x.shape[2], requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=0.03)
    decay = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, steps)
    for _ in range(steps):
        chances = torch.log_softmax(x @ weights + absent, dim=1)
        loss = -(wanted * chances).sum(dim=1).mean() + 3e-3 * (weights**2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        decay.step()
    return np.asarray((weights.detach() / deviation).numpy(), np.float64)


def train_confidence(evidence: Scores, answered: NDArray[np.bool_], shares: Scores) -> tuple[Scores, float]:
    """Weights and constant of the log-odds; `shares` weighs the examples."""
    scaler = StandardScaler().fit(evidence)
    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit(scaler.transform(evidence), answered, sample_weight=shares)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def fit_ngrams(
    patterns: Sequence[str], labels: Sequence[str], longest: int, kept: int, *, strength: float = 10
) -> dict[str, NDArray[Any]]:
    """Weights of an `NgramModel`: the n-grams that weigh most are kept and fitted again."""
    vocabulary = None
    for _ in range(2):
        words = TfidfVectorizer(
            analyzer=lambda text: [gram for _, gram in ngrams(text, longest)],
            min_df=2 if vocabulary is None else 1,
            sublinear_tf=True,
            vocabulary=vocabulary,
            lowercase=False,
        )
        counted = words.fit_transform(patterns)
        model = LogisticRegression(C=strength, max_iter=500, class_weight="balanced").fit(counted, labels)
        names = words.get_feature_names_out()
        vocabulary = sorted(names[np.argsort(-np.abs(model.coef_).max(axis=0))[:kept]])
    return {
        "labels": np.array(model.classes_, dtype=str),
        "grams": np.array(names, dtype=str),
        "idf": words.idf_.astype(np.float16),
        "gram_weights": model.coef_.T.astype(np.float16),
        "gram_bias": model.intercept_.astype(np.float32),
    }
