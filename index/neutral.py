"""How near a question is to texts of any language, without what its own language makes of it.

Multilingual encoders put texts of one language nearer together, whatever these say, so that over a
folder of several languages a question finds what is written in its own. The mean of a language's
vectors, apart from that of all languages, is most of that (Libovický, Rosa, Fraser: "How
Language-Neutral is Multilingual BERT?", 2019), and is taken off both sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from index.remember import Vectors

# How much of it is taken off. Of 60 questions in 16 languages over twelve documents in eleven,
# which were written for this choice by somebody else, .72 / .92 found their passage first / among
# the first three without it; with .25, .5, .75 and 1: .77 / .95, .78 / .95, .80 / .97, .80 / .97.
# Of 477 of XQuAD's, asked in English, Spanish and German over articles of which a third each is in
# one of these, .89 / .97 did, and with .5, .75 and 1 .90 / .97, .91 / .98, .91 / .98.
_WEIGHT = 0.75
_FILE = "languages.npz"


@dataclass(frozen=True, slots=True)
class Bias:
    """What the vectors of questions, and of passages, in one language have in common."""

    question: Vectors
    passage: Vectors


class Neutral:
    """A question's `vector`, of length 1, in `language`; `biases` are those of its embedder.

    What of a language is not known is taken to be nothing.
    """

    def __init__(self, vector: Vectors, language: str, biases: Mapping[str, Bias]) -> None:
        self._biases = biases
        own = biases.get(language)
        asked = vector - _WEIGHT * own.question if own else vector
        self._length = float(np.linalg.norm(asked))
        self.vector = np.asarray(asked / self._length, np.float32)
        # Added to all, so that within one language scores nearly stay what they were.
        self._own = _WEIGHT * float(vector @ own.passage) if own else 0.0

    def score(self, cosine: float, language: str) -> float:
        """Return how near a text in `language` is, from the cosine of its vector to `vector`."""
        bias = self._biases.get(language)
        foreign = _WEIGHT * float(self.vector @ bias.passage) if bias else 0.0
        return self._length * (cosine - foreign) + self._own


@cache
def packaged_biases() -> Mapping[str, Bias]:
    """Return the biases of the packaged embedder, by language, as `tests.bench.languages` has them.

    They are of the names of the world's countries, which all languages have (Unicode's CLDR).
    """
    with (files("index") / _FILE).open("rb") as file, np.load(file) as kept:
        return {language: Bias(*np.asarray(kept[language], np.float32)) for language in kept.files}
