"""Text → vectors: the embedded default, or through sentence-transformers any other model."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import EmbeddingModelMissing
from knowledge.ports import EmbeddingModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HEADING_NUMBER = re.compile(r"^第[一二三四五六七八九十百零]+[编章节]\s*")
_OPTIONS: dict[str, Any] = {"batch_size": 32, "normalize_embeddings": True, "show_progress_bar": False}


class SentenceEmbeddings(EmbeddingModel):
    """Any SentenceTransformer."""

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        self._model = model
        self.name = name
        self.dimension = len(self.embed_query("板凳"))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._rows(self._model.encode_document(texts, **_OPTIONS))

    def embed_query(self, text: str) -> list[float]:
        return self._rows(self._model.encode_query([text], **_OPTIONS))[0]

    @staticmethod
    def _rows(vectors: Any) -> list[list[float]]:
        rows: list[list[float]] = vectors.tolist()
        return rows


def open_embeddings(name: str | None, home: Path) -> EmbeddingModel:
    """The model called `name` (a sentence-transformers name or folder), or the embedded default for None.

    Each is imported when it is opened: sentence-transformers and torch take 7 s and 370 MB that the default
    can do without. Raises EmbeddingModelMissing.
    """
    if name is None:
        from knowledge.search.e5_embeddings import open_e5

        return open_e5(home)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if name.startswith(("/", "~", ".")) and not Path(name).expanduser().is_dir():
        raise EmbeddingModelMissing(name)
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(
            str(Path(name).expanduser()) if Path(name).exists() else name, device="cpu"
        )
    except (OSError, ValueError, KeyError) as error:  # what transformers raises for an absent or broken model
        raise EmbeddingModelMissing(name) from error
    return SentenceEmbeddings(model, name)


def embedded_text(title: str, heading: str, text: str) -> str:
    """What of a chunk is embedded and searched by words: its text under the titles that it stands below."""
    headings = (_HEADING_NUMBER.sub("", part) for part in heading.split(" › "))
    above = " ".join(part for part in (title.removeprefix("中华人民共和国"), *headings) if part)
    return f"{above}\n{text}"
