"""A sentence-transformers module that runs an ONNX graph: its own backend needs an older transformers."""

from pathlib import Path
from typing import Any

import onnxruntime
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer


class OnnxModule(InputModule):  # its texts are str; the parent also takes images and sound
    """`folder` holds model.onnx and tokenizer.json; texts → `sentence_embedding` (batch, dimension)."""

    modalities = ["text"]  # noqa: RUF012

    def __init__(self, folder: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        options = onnxruntime.SessionOptions()
        # Threads that spin while they wait slow the rest of the process down when another program is busy.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, Any]:
        encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        inputs = {name: features[name].numpy() for name in ("input_ids", "attention_mask")}
        (vectors,) = self._session.run(None, inputs)
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def save(self, *_: Any, **__: Any) -> None:
        raise TypeError("this module is made from the packaged weights, not saved")
