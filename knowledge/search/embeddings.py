"""Text → vectors. sentence-transformers is the one door, to the embedded default and to any other model."""

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import EmbeddingModelMissing
from knowledge.ports import EmbeddingModel
from knowledge.search import e5

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HEADING_NUMBER = re.compile(r"^第[一二三四五六七八九十百零]+[编章节]\s*")
_OPTIONS: dict[str, Any] = {"batch_size": 32, "normalize_embeddings": True, "show_progress_bar": False}
_FORMAT = "int8-2"  # a change of the conversion makes a new folder


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


def open_embeddings(name: str | None, home: Path) -> SentenceEmbeddings:
    """The model called `name` (a sentence-transformers name or folder), or the embedded default for None.

    Raises EmbeddingModelMissing.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if name is None:
        return SentenceEmbeddings(_embedded_model(home), e5.NAME)
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


def _embedded_model(home: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    from knowledge.search.onnx_module import OnnxModule

    folder = home / "models" / f"{e5.NAME}-{_FORMAT}"
    if not folder.exists():
        _convert(folder)
    module = OnnxModule(folder)
    return SentenceTransformer(
        modules=[module], device="cpu", prompts={"query": "query: ", "document": "passage: "}
    )


def _convert(folder: Path) -> None:
    """Writes beside and renames, so that a kill or a second process never leaves half a model."""
    from knowledge.search.e5_graph import write_graph

    weights = e5.read_weights(e5.packaged_file())
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
        write_graph(weights, Path(draft) / "model.onnx")
        e5.build_tokenizer(weights).save(str(Path(draft) / "tokenizer.json"))
        try:
            Path(draft).rename(folder)
        except OSError:
            if not folder.exists():  # not a second process that was quicker
                raise
        else:
            Path(draft).mkdir()  # for TemporaryDirectory to remove


def embedded_text(title: str, heading: str, text: str) -> str:
    """What of a chunk is embedded and searched by words: its text under the titles that it stands below."""
    headings = (_HEADING_NUMBER.sub("", part) for part in heading.split(" › "))
    above = " ".join(part for part in (title.removeprefix("中华人民共和国"), *headings) if part)
    return f"{above}\n{text}"
