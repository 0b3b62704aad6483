"""The ONNX graph of multilingual-e5-small: 8-bit products, 4-bit word embeddings, mean pooling, unit length.

Weights keep 7 of their 8 bits: on processors without VNNI an 8 × 8-bit product pair can overflow 16 bits.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.e5 import BLOCK, Q4Blocks, Weights, dequantise

_CONTRIB = "com.microsoft"  # ONNX Runtime's own operators


def write_graph(weights: Weights, path: Path) -> None:
    """Input `input_ids` (batch, tokens) int64, without padding → `sentence_embedding` (batch, hidden).

    Residual and norm are two operators: ONNX Runtime's fused one takes six times as long.
    """
    import onnx

    graph = _Graph(weights)
    hidden = graph.embed()
    for layer in range(weights.layers):
        hidden = graph.transform(layer, hidden)
    graph.pool(hidden)
    onnx.save(graph.model(), str(path))


class _Graph:
    def __init__(self, weights: Weights) -> None:
        from onnx import helper, numpy_helper

        self._weights, self._tensors = weights, weights.tensors
        self._helper, self._numpy = helper, numpy_helper
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        self._constants.append(self._numpy.from_array(np.ascontiguousarray(value), name))
        return name

    def _op(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        self._nodes.append(
            self._helper.make_node(kind, inputs, [output], output, domain=domain, **attributes)
        )
        return output

    def _linear(self, x: str, names: Sequence[str], width: int) -> str:
        """x · Wᵀ + b with W in 7 bits, one scale an output; of several matrices the outputs side by side."""
        name = names[0]
        matrix = np.concatenate([dequantise(self._tensors[f"{part}.w"], width) for part in names])
        bias = np.concatenate([self._tensors[f"{part}.b"] for part in names])
        scale = np.abs(matrix).max(axis=1) / 63
        quantised = np.rint(matrix / scale[:, None]).astype(np.int8).T
        inputs = [
            x,
            self._constant(f"{name}_w", quantised),
            self._constant(f"{name}_scale", scale.astype(np.float32)),
            "",
            self._constant(f"{name}_b", bias),
        ]
        return self._op("DynamicQuantizeMatMul", inputs, f"{name}_product", _CONTRIB)

    def _norm(self, x: str, name: str, output: str) -> str:
        weights = [
            self._constant(f"{name}_g", self._tensors[f"{name}.w"]),
            self._constant(f"{name}_b", self._tensors[f"{name}.b"]),
        ]
        return self._op("LayerNormalization", [x, *weights], output, axis=-1, epsilon=1e-12)

    def embed(self) -> str:
        """Word (4-bit), position and type embeddings, normalised."""
        w, tensors = self._weights, self._tensors
        rows = tensors["emb.word"].reshape(-1, w.hidden // BLOCK)[: len(w.pieces)]
        packed = self._helper.make_tensor(
            "word", 2, [len(rows), w.hidden // 2], _consecutive(rows.reshape(-1)).tobytes(), raw=True
        )  # 2: UINT8
        self._constants.append(packed)
        self._constant("word_scale", rows["d"].astype(np.float32))
        self._op(
            "GatherBlockQuantized", ["word", "input_ids", "word_scale"], "words", _CONTRIB,
            gather_axis=0, quantize_axis=1, block_size=BLOCK, bits=4,
        )  # fmt: skip
        # Every text has token type 0, so its row is added to the positions once and for all.
        positions = tensors["emb.pos"].reshape(-1, w.hidden) + tensors["emb.type"][: w.hidden]
        self._constant("positions", positions)
        self._constant("zero", np.array([0], np.int64))
        self._op("Shape", ["input_ids"], "length", start=1, end=2)
        self._op("Slice", ["positions", "zero", "length", "zero"], "position")
        self._op("Add", ["words", "position"], "embedded")
        return self._norm("embedded", "emb.ln", "hidden")

    def transform(self, layer: int, x: str) -> str:
        """One transformer layer: attention and feed-forward, each followed by residual and norm."""
        w, p = self._weights, f"l{layer}."
        parts = [p + "q", p + "k", p + "v"]
        self._nodes.append(
            self._helper.make_node(
                "Split", [self._linear(x, parts, w.hidden)], parts, axis=-1, num_outputs=len(parts)
            )
        )
        self._op("MultiHeadAttention", parts, p + "context", _CONTRIB, num_heads=w.heads)
        x = self._residual(x, self._linear(p + "context", [p + "ao"], w.hidden), p + "aln")
        self._op("Gelu", [self._linear(x, [p + "fi"], w.hidden)], p + "gelu", approximate="none")
        return self._residual(x, self._linear(p + "gelu", [p + "fo"], w.ffn), p + "oln")

    def _residual(self, x: str, change: str, norm: str) -> str:
        return self._norm(self._op("Add", [x, change], f"{norm}_sum"), norm, norm)

    def pool(self, x: str) -> None:
        """Sum over tokens at unit length: the mean's division by their number cancels out."""
        self._constant("tokens", np.array([1], np.int64))
        self._op("ReduceSum", [x, "tokens"], "sum", keepdims=0)
        self._op("LpNormalization", ["sum"], "sentence_embedding", axis=-1, p=2)

    def model(self) -> Any:
        helper, width = self._helper, self._weights.hidden
        inputs = [helper.make_tensor_value_info("input_ids", 7, ["batch", "tokens"])]  # 7: INT64
        output = helper.make_tensor_value_info("sentence_embedding", 1, ["batch", width])
        graph = helper.make_graph(self._nodes, "e5", inputs, [output], self._constants)
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def _consecutive(blocks: Q4Blocks) -> NDArray[np.uint8]:
    """Q4_0's nibble order (j, j + 16) → the consecutive pairs that ONNX Runtime reads."""
    nibbles = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], axis=1)
    pairs: NDArray[np.uint8] = (nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)).astype(np.uint8)
    return pairs
