"""A learned low-rank map that turns the vector of an everyday question towards the passages that answer it.

Trained by `tests/benchmarks/train_ranking.py` for one embedding model; for any other there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class QueryAdapter:
    """q → normalised(q + q · down · up)."""

    down: NDArray[np.float32]  # (dimension, rank)
    up: NDArray[np.float32]  # (rank, dimension)

    def __call__(self, vector: Sequence[float]) -> list[float]:
        query = np.asarray(vector, np.float32)
        turned = query + query @ self.down @ self.up
        adapted: list[float] = (turned / np.linalg.norm(turned)).tolist()
        return adapted


def load_adapter(embedding_model: str) -> QueryAdapter | None:
    with resources.as_file(resources.files("knowledge") / "data" / "query_adapter.npz") as path:
        return read_adapter(path, embedding_model)


def read_adapter(path: Path, embedding_model: str) -> QueryAdapter | None:
    with np.load(path) as data:
        if str(data["embedding_model"]) != embedding_model:
            return None
        return QueryAdapter(data["down"].astype(np.float32), data["up"].astype(np.float32))
