"""Stand-ins for the embedding model and the clock; everything else in the tests is real."""

import zlib

import numpy as np

from knowledge.ports import EmbeddingModel
from knowledge.search.keywords import words


class WordEmbeddings(EmbeddingModel):
    """A bag of hashed words: texts that share words are near each other, and no two texts are alike."""

    name = "words"

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.full(self.dimension, 1e-3)
        for word in words(text):
            vector[zlib.crc32(word.encode()) % self.dimension] += 1.0
        return [float(value) for value in vector / np.linalg.norm(vector)]
