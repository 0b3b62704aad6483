"""What can be swapped, on one page. Embeddings and chat models are LangChain's own interfaces."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from langchain_core.embeddings import Embeddings

from knowledge.model import Kind

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
else:
    BaseChatModel = Any  # in annotations alone: importing it takes longer than most commands

__all__ = ["BaseChatModel", "Clock", "EmbeddingModel", "KeywordIndex", "VectorIndex"]


class EmbeddingModel(Embeddings):
    """LangChain's interface with what is stored beside the vectors. Vectors have unit length."""

    name: str
    dimension: int


class VectorIndex(Protocol):
    """Nearest chunks by meaning; one collection a kind."""

    def upsert(self, kind: Kind, ids: Sequence[str], vectors: Sequence[Sequence[float]]) -> None: ...

    def delete(self, ids: Sequence[str]) -> None: ...

    def query(self, kind: Kind, vector: Sequence[float], limit: int) -> list[tuple[str, float]]:
        """(chunk id, cosine similarity), best first."""
        ...

    def count(self) -> int: ...

    def clear(self) -> None: ...


class KeywordIndex(Protocol):
    """Chunks by their words (BM25)."""

    def upsert(self, kind: Kind, ids: Sequence[str], texts: Sequence[str]) -> None: ...

    def delete(self, ids: Sequence[str]) -> None: ...

    def query(self, kind: Kind, text: str, limit: int) -> list[tuple[str, float]]:
        """(chunk id, BM25 score), best first."""
        ...

    def count(self) -> int: ...

    def clear(self) -> None: ...


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, in UTC."""
        ...
