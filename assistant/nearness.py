"""How near in meaning single words are, whatever their languages and scripts."""

import re
from collections.abc import Callable, Sequence

import anyascii
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
# Texts to unit vectors, of shape (texts, dimensions).
Embed = Callable[[list[str]], Vectors]

# Vectors of so many words are kept: some 30 MB, and the words of many questions.
_KEPT = 8_000
# What scripts write in several ways is made one: グーグル is transliterated as "guguru".
_SOUNDS = (
    (re.compile(r"th"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"[cq]"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"l"), "r"),
    (re.compile(r"v"), "b"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"[^b-df-gj-np-tx]"), ""),
)
_LEAST_CONSONANTS = 3


class WordNearness:
    """Cosines between words, each of which is embedded once.

    May be used from several threads: at worst two embed the same word.
    """

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._vectors: dict[str, Vectors] = {}

    def cosines(self, words: Sequence[str], others: Sequence[str]) -> Vectors:
        """Return the cosine of each word with each other one, of shape (words, others)."""
        return np.asarray(self._of(words) @ self._of(others).T, np.float32)

    def _of(self, words: Sequence[str]) -> Vectors:
        known = self._vectors
        new = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(new) > _KEPT:
            known = {}
            new = list(dict.fromkeys(words))
        if new:
            known = known | dict(zip(new, self._embed(new), strict=True))
            self._vectors = known
        return np.stack([known[word] for word in words])


def sounds_alike(one: str, other: str) -> bool:
    """Tell whether two words of different scripts have the same consonants: Google, グーグル.

    Words of fewer than three consonants are too short to tell.
    """
    consonants = _consonants(one)
    return len(consonants) >= _LEAST_CONSONANTS and consonants == _consonants(other)


def _consonants(word: str) -> str:
    sounds = anyascii.anyascii(word.replace("ッ", "")).lower()
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds
