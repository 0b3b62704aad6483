"""The embedded default: multilingual-e5-small on ONNX Runtime. Opens in a second, without torch."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from sentencepiece import SentencePieceProcessor

from knowledge.ports import EmbeddingModel
from knowledge.search import e5
from knowledge.search.e5_graph import write_graph

_FORMAT = "int8-3"  # a change of the conversion makes a new folder


class E5Embeddings(EmbeddingModel):
    """`folder` holds model.onnx and tokenizer.model.

    Each text runs by itself, so nothing is padded and a vector does not depend on its neighbours. Texts run
    side by side, each on one core: that wastes less than many cores for one text.
    """

    name = e5.NAME

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Beyond BASIC, residual and norm become the slow operator that `e5_graph` leaves out.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
        self._threads = ThreadPoolExecutor(os.cpu_count())
        self.dimension = self._session.get_outputs()[0].shape[1]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return list(self._threads.map(self._embed, (f"passage: {text}" for text in texts)))

    def embed_query(self, text: str) -> list[float]:
        return self._embed(f"query: {text}")

    def _embed(self, text: str) -> list[float]:
        pieces = self._pieces.encode(text, add_bos=True)[: e5.POSITIONS - 1]
        tokens = np.array([[*pieces, self._pieces.eos_id()]])
        vector: list[float] = self._session.run(None, {"input_ids": tokens})[0][0].tolist()
        return vector


def open_e5(home: Path) -> E5Embeddings:
    """Converts the packaged weights at the first call. Raises EmbeddingModelMissing."""
    folder = home / "models" / f"{e5.NAME}-{_FORMAT}"
    if not folder.exists():
        _convert(folder)
    return E5Embeddings(folder)


def _convert(folder: Path) -> None:
    """Writes beside and renames, so that a kill or a second process never leaves half a model."""
    weights = e5.read_weights(e5.packaged_file())
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
        write_graph(weights, Path(draft) / "model.onnx")
        (Path(draft) / "tokenizer.model").write_bytes(e5.tokenizer_model(weights))
        try:
            Path(draft).rename(folder)
        except OSError:
            if not folder.exists():  # not a second process that was quicker
                raise
        else:
            Path(draft).mkdir()  # for TemporaryDirectory to remove
