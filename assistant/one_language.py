"""Whether a sentence is in one language, from its first word to its last."""

import re
import unicodedata
from itertools import pairwise

from assistant.figures import read_figures
from assistant.wording import has_capitals, is_latin, script, without
from index.language import may_be_in

_WORD = re.compile(r"[^\W\d_]+")
# Of those that `index.language` tells apart, the ones in Cyrillic letters, and those with capitals
# that are never in Latin ones, as Serbian may be.
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr"})
_NEVER_LATIN = frozenset({"ru", "uk", "bg", "el"})
# Small words inside of names: Ludwig van Beethoven.
_PARTICLES = frozenset(
    {
        *("de", "da", "di", "do", "du", "del", "la", "le", "van", "von", "der", "den", "of", "the"),
        *("bin", "ibn", "al", "el"),
    }
)
# Of fewer words nothing can be told.
_ENOUGH_WORDS = 3


def is_in(language: str, sentence: str, read: str) -> bool:
    """Tell whether a sentence may be in `language`, giving short ones the benefit of doubt.

    Its figures do not count: they were put into the asker's notation before it was translated, as
    in "Amazon invests 4 миллиарда долларов". Nor may it have a word in a foreign script that stands
    in nothing of what was `read` to write it, as in "ge報eerd".
    """
    rest = without(read_figures(sentence), sentence)
    words = _WORD.findall(rest)
    is_latin_elsewhere = not has_capitals(language) or language in _NEVER_LATIN
    if is_latin_elsewhere and is_latin(rest):
        return not _has_small_words(rest)
    if not may_be_in(language, sentence) or _has_stray_letters(language, sentence, read):
        return False
    return len(words) < _ENOUGH_WORDS or may_be_in(language, rest)


def _has_small_words(text: str) -> bool:
    """Tell whether words in small letters stand beside others: "Google invests", but not "fps"."""
    found = [*_WORD.finditer(text)]
    return any(
        text[one.end() : other.start()].isspace()
        and any(word.islower() and word not in _PARTICLES for word in (one[0], other[0]))
        for one, other in pairwise(found)
    )


def _has_stray_letters(language: str, sentence: str, read: str) -> bool:
    """Tell whether a word has foreign letters that nothing accounts for.

    In Cyrillic only a word that mixes in Latin letters is such a word: names are written in those
    everywhere. Scripts without capitals may do without spaces between the two.
    """
    if not has_capitals(language):
        return False
    known = _plain(read)
    for word in _WORD.findall(_plain(sentence)):
        scripts = {script(letter) for letter in word}
        is_foreign = scripts >= {"latin", "other"} if language in _CYRILLIC else "other" in scripts
        if is_foreign and word not in known:
            return True
    return False


def _plain(text: str) -> str:
    """Return a text with plain letters and digits for those that are raised, framed or joined."""
    return unicodedata.normalize("NFKC", text)
