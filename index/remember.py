"""Vectors of texts that come again: sentences and words of the documents that are asked about."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
# Texts to unit vectors, of shape (texts, dimensions).
Embed = Callable[[list[str]], Vectors]

# Some 30 MB of vectors in each memory, and the words and sentences of many questions.
_KEPT = 8_000


class Remembered:
    """An embedding function that embeds each text once, as long as it keeps its vector.

    May be used from several threads: at worst two embed the same text.
    """

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._vectors: dict[str, Vectors] = {}

    def __call__(self, texts: list[str]) -> Vectors:
        """Return the vectors of texts."""
        if not texts:
            return self._embed(texts)
        known = self._vectors
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if len(known) + len(new) > _KEPT:
            known = {}
            new = list(dict.fromkeys(texts))
        if new:
            known = known | dict(zip(new, self._embed(new), strict=True))
            self._vectors = known
        return np.stack([known[text] for text in texts])
