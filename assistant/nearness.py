"""How near in meaning single words are, whatever their languages and scripts."""

import re
from collections.abc import Sequence

import anyascii
import numpy as np

from index.remember import Embed, Vectors

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
)
_NO_CONSONANT = re.compile(r"[^b-df-gj-np-tx]")
# What Japanese adds to a last consonant: アッバス is "abasu", Abbas.
_ADDED_VOWEL = re.compile(r"(?<=[b-df-gj-np-tx])[uo]$")
# The small tsu only doubles what follows; vav within a Hebrew word is mostly a vowel.
_SILENT = re.compile(r"ッ|(?<=\w)ו")
_KATAKANA = re.compile(r"[ァ-ヴー]+")
POSSESSIVE = re.compile(r"['’]s$")
_LEAST_CONSONANTS = 3
_LEAST_SOUNDS = 4
# A word and its translation are as near as .82 and more (see `assistant.names`), but where a word
# that is taken for another one's would do harm, they have to be nearer.
SAME_WORD = 0.84


class WordNearness:
    """Cosines between words."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed

    def cosines(self, words: Sequence[str], others: Sequence[str]) -> Vectors:
        """Return the cosine of each word with each other one, of shape (words, others)."""
        return np.asarray(self._embed(list(words)) @ self._embed(list(others)).T, np.float32)


def nearest(text: str, parts: Sequence[str], embed: Embed) -> str:
    """Return the one of `parts` that is nearest to `text` in meaning."""
    vectors = embed([text, *parts])
    return parts[int((vectors[1:] @ vectors[0]).argmax())]


def sounds_alike(one: str, other: str) -> bool:
    """Tell whether two words, mostly of two scripts, have the same consonants: Google, グーグル.

    Words of fewer than three consonants are too short to tell by those alone: in katakana, which
    writes all vowels, these have to be the same, too.
    """
    sounds, others = _sounds(one), _sounds(other)
    consonants = _NO_CONSONANT.sub("", sounds)
    if len(consonants) >= _LEAST_CONSONANTS:
        return consonants == _NO_CONSONANT.sub("", others)
    if bool(_KATAKANA.fullmatch(one)) == bool(_KATAKANA.fullmatch(other)):
        return False
    japanese, latin = (sounds, others) if _KATAKANA.fullmatch(one) else (others, sounds)
    is_long = len(latin) >= _LEAST_SOUNDS
    return is_long and latin in (japanese, _ADDED_VOWEL.sub("", japanese))


def _sounds(word: str) -> str:
    sounds = anyascii.anyascii(_SILENT.sub("", POSSESSIVE.sub("", word))).lower()
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds
