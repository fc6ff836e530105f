"""How much of what a question says a passage says in the same words, in whatever form.

A word counts in full where it stands in the passage, and in part where a form of it does
("Revolutionen" and "Revolutionskrieg" of "Revolution"; but not "sang" of "singen"). Languages
inflect and compound too differently for one stemmer, and names and terms of one language are often
those of another with another ending, so that the letters decide: how many of them the two share
from the beginning, or whether the shorter is a part of the longer.
"""

import re
from collections.abc import Iterable, Mapping

from index.words import terms

# In letters. Shorter beginnings are shared by chance, shorter parts stand in any word.
_LEAST_BEGINNING = 4
_LEAST_PART = 5
# Of the longer word's letters.
_LEAST_SHARED = 0.6
# Korean writes a syllable as one character, and ties small words to what stands before them.
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LEAST_SYLLABLES = 2


class SharedWords:
    """Tells for each of many passages which share of a question's weight they hold.

    `weights` are those of the question's words, as `terms` gives them.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._total = sum(weights.values())
        self._words = " ".join(weights)
        self._beginnings = {word[:_LEAST_BEGINNING] for word in weights}
        self._syllables = {word[:_LEAST_SYLLABLES] for word in weights if _HANGUL.match(word)}
        self._any_word = re.compile("|".join(map(re.escape, weights)) or "(?!)")
        # Passages of one subject share most of their words, each of which is compared once: those
        # like a word of the question, with how much of each they hold; and the many that are not.
        self._like: dict[str, dict[str, float]] = {}
        self._unlike: set[str] = set()

    def share_in(self, text: str) -> float:
        """Return which share of the question's weight, from 0 to 1, stands in `text`."""
        words = set(terms(text))
        self._compare(words - self._unlike - self._like.keys())
        held: dict[str, float] = {}
        for word in words & self._like.keys():
            for asked, share in self._like[word].items():
                held[asked] = max(held.get(asked, 0), share)
        if not self._total:
            return 0
        return sum(self._weights[word] * held.get(word, 0) for word in self._weights) / self._total

    def _compare(self, words: Iterable[str]) -> None:
        for word in words:
            asked_words = self._weights if self._may_be_like_some(word) else ()
            found = {asked: likeness(asked, word) for asked in asked_words}
            if alike := {asked: share for asked, share in found.items() if share}:
                self._like[word] = alike
            else:
                self._unlike.add(word)

    def _may_be_like_some(self, word: str) -> bool:
        """Tell at once, of nearly all of the thousands of words, that they are like none."""
        return (
            word[:_LEAST_BEGINNING] in self._beginnings
            or word[:_LEAST_SYLLABLES] in self._syllables
            or word in self._words
            or self._any_word.search(word) is not None
        )


def likeness(one: str, other: str) -> float:
    """Return how much of two words is the same, from 0 to 1.

    That is the share of the longer one's letters that both begin with, or that are the other
    word; 0 where that is too little to tell. Figures are the same or not.
    """
    if one == other:
        return 1
    if one[:_LEAST_SYLLABLES] != other[:_LEAST_SYLLABLES] and one not in other and other not in one:
        return 0
    if any(map(str.isdigit, one + other)):
        return 0
    shorter, longer = sorted((one, other), key=len)
    same = next((n for n in range(len(shorter), 0, -1) if one[:n] == other[:n]), 0)
    if same >= max(_least_beginning(one[:same]), _LEAST_SHARED * len(longer)):
        return same / len(longer)
    if len(shorter) >= _LEAST_PART and shorter in longer:
        return len(shorter) / len(longer)
    return 0


def _least_beginning(letters: str) -> int:
    return _LEAST_SYLLABLES if _HANGUL.fullmatch(letters) else _LEAST_BEGINNING
