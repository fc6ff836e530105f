"""Whether a sentence is in one language, from its first word to its last."""

import re
import unicodedata

from assistant.figures import read_figures
from assistant.wording import has_capitals, without
from index.language import may_be_in

_WORD = re.compile(r"[^\W\d_]+")
# Of those that `index.language` tells apart, the ones in Cyrillic letters.
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr"})
# Figures are put into the question's notation before a sentence is translated, so that they tell
# nothing; of fewer words beside them than this, nothing can be told either.
_ENOUGH_WORDS = 3


def is_in(language: str, sentence: str, read: str) -> bool:
    """Tell whether a sentence may be in `language`, giving short ones the benefit of doubt.

    It is not if its words are likelier another's, such as "Amazon invests 4 миллиарда долларов", or
    if it has a word in a foreign script that stands in nothing of what was `read` to write it, such
    as "ge報eerd".
    """
    if not may_be_in(language, sentence) or _has_stray_letters(language, sentence, read):
        return False
    words = without(read_figures(sentence), sentence)
    return len(_WORD.findall(words)) < _ENOUGH_WORDS or may_be_in(language, words)


def _has_stray_letters(language: str, sentence: str, read: str) -> bool:
    """Tell whether a word has foreign letters that nothing accounts for.

    Where Latin letters are the foreign ones, only a word that mixes both is such a word: names are
    written in them everywhere. Scripts without capitals may do without spaces between the two.
    """
    if not has_capitals(language):
        return False
    known = frozenset(_WORD.findall(read))
    for word in _WORD.findall(sentence):
        latin = {_is_latin(letter) for letter in word}
        is_foreign = latin == {True, False} if language in _CYRILLIC else False in latin
        if is_foreign and word not in known:
            return True
    return False


def _is_latin(letter: str) -> bool:
    """Tell whether a letter is Latin, or Greek: µ and Ω are signs everywhere."""
    return letter < "\u0400" or "LATIN" in unicodedata.name(letter, "")
