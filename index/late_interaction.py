"""How near the words of a question come to those of a passage, each to its own nearest.

That is late interaction, as in ColBERT (Khattab & Zaharia 2020), with vectors of single words. One
vector for a whole passage says what it is about, and little of what in it would be an answer.
"""

from collections.abc import Sequence

import numpy as np

from index.language import detect
from index.remember import Embed, Vectors
from index.words import fold, function_words, small_words

# The cosine of two words, by `Embedder.encode_words`, below which they have nothing in common.
_UNRELATED = 0.4


def word_nearness(question: str, texts: Sequence[str], embed: Embed) -> Vectors:
    """Return for each text how near it comes to the words of the question, from 0 to 1.

    `embed` gives the vectors of single words. The small words of the question's language do not
    count; a question that has no others comes near to nothing.
    """
    empty = function_words(detect(question))
    asked = [word for word in dict.fromkeys(small_words(question)) if fold(word) not in empty]
    if not asked:
        return np.zeros(len(texts), np.float32)
    held = [list(dict.fromkeys(small_words(text))) for text in texts]
    every = list(dict.fromkeys([*asked, *(word for words in held for word in words)]))
    vectors = dict(zip(every, embed(every), strict=True))
    return np.array([_nearness(asked, words, vectors) for words in held], np.float32)


def _nearness(asked: Sequence[str], held: Sequence[str], vectors: dict[str, Vectors]) -> float:
    if not held:
        return 0
    cosines = (
        np.stack([vectors[word] for word in asked]) @ np.stack([vectors[word] for word in held]).T
    )
    return float(np.clip((cosines.max(axis=1) - _UNRELATED) / (1 - _UNRELATED), 0, 1).mean())
