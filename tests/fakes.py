"""Fakes that can be computed by hand."""

import numpy as np

from index.embed import Embedder, Vectors
from index.words import terms

DIMENSIONS = 64


class WordEmbedder(Embedder):
    """A text's vector counts its words, each at the place that the sum of its letters names."""

    def __init__(self, name: str = "words") -> None:
        self._word_id = name
        self.embedded: list[str] = []

    @property
    def id(self) -> str:
        return self._word_id

    @property
    def is_packaged(self) -> bool:
        return False

    def load(self) -> None:  # type: ignore[override]
        """Nothing to load."""

    def encode_documents(self, texts: list[str]) -> Vectors:
        self.embedded += texts
        return np.stack([_vector(text) for text in texts])

    def encode_sentences(self, texts: list[str]) -> Vectors:
        return self.encode_documents(texts)

    @property
    def words_id(self) -> str:
        return self._word_id

    def encode_words(self, words: list[str]) -> Vectors:
        return np.stack([_vector(word) for word in words])

    def encode_queries(self, texts: list[str]) -> Vectors:
        return np.stack([_vector(text) for text in texts])


def _vector(text: str) -> Vectors:
    vector = np.full(DIMENSIONS, 0.01, np.float32)
    for word in terms(text):
        vector[sum(word.encode()) % DIMENSIONS] += 1
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
