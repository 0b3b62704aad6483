"""A sentence-transformers module that runs an ONNX graph: its own backend needs an older transformers."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer


class OnnxModule(InputModule):  # its texts are str; the parent also takes images and sound
    """`folder` holds model.onnx and tokenizer.json; texts → `sentence_embedding` (batch, dimension).

    Each text runs by itself, so nothing is padded and a vector does not depend on its neighbours. Texts run
    side by side, each on one core: that wastes less than many cores for one text.
    """

    modalities = ["text"]  # noqa: RUF012

    def __init__(self, folder: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Beyond BASIC, residual and norm become the slow operator that `e5_graph` leaves out.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._threads = ThreadPoolExecutor(os.cpu_count())
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, Any]:
        encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {"input_ids": [np.array([encoding.ids]) for encoding in encodings]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        vectors = np.concatenate(list(self._threads.map(self._run, features["input_ids"])))
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def _run(self, tokens: NDArray[np.int64]) -> Any:
        return self._session.run(None, {"input_ids": tokens})[0]

    def save(self, *_: Any, **__: Any) -> None:
        raise TypeError("this module is made from the packaged weights, not saved")
