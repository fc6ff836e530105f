"""How near the words of a question come to those of a passage, each to its own nearest.

That is late interaction, as in ColBERT (Khattab & Zaharia 2020), with vectors of single words. One
vector for a whole passage says what it is about, and little of what in it would be an answer.
"""

from collections.abc import Sequence
from itertools import chain

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
    every = {word: at for at, word in enumerate(dict.fromkeys(chain(asked, *held)))}
    vectors = embed(list(every))
    # Text by text: all at once numpy would have done by several threads, which go on waiting for
    # more and slow down what torch does next.
    return np.array(
        [
            _nearness(vectors[: len(asked)], vectors[[every[word] for word in words]])
            for words in held
        ],
        np.float32,
    )


def _nearness(asked: Vectors, held: Vectors) -> float:
    if not len(held):
        return 0
    cosines = asked @ held.T
    return float(np.clip((cosines.max(axis=1) - _UNRELATED) / (1 - _UNRELATED), 0, 1).mean())
