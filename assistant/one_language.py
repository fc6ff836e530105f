"""Whether a sentence is in one language, from its first word to its last."""

import re
import unicodedata

from assistant.figures import read_figures
from assistant.wording import has_capitals, without
from index.language import may_be_in

_WORD = re.compile(r"[^\W\d_]+")
# Of those that `index.language` tells apart, the ones with capitals that are not written in Latin
# letters.
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr"})
_GREEK = "el"
# Of fewer words nothing can be told.
_ENOUGH_WORDS = 3


def is_in(language: str, sentence: str, read: str) -> bool:
    """Tell whether a sentence may be in `language`, giving short ones the benefit of doubt.

    Its figures do not count: they were put into the asker's notation before it was translated, as
    in "Amazon invests 4 миллиарда долларов". Nor may it have a word in a foreign script that stands
    in nothing of what was `read` to write it, as in "ge報eerd".
    """
    if not may_be_in(language, sentence) or _has_stray_letters(language, sentence, read):
        return False
    rest = without(read_figures(sentence), sentence)
    words = _WORD.findall(rest)
    if _is_latin_elsewhere(language) and all(map(_is_latin_word, words)):
        return not any(map(str.islower, words))  # nothing but names
    return len(words) < _ENOUGH_WORDS or may_be_in(language, rest)


def _is_latin_elsewhere(language: str) -> bool:
    """Tell whether a language is not written in Latin letters itself."""
    return not has_capitals(language) or language in _CYRILLIC or language == _GREEK


def _has_stray_letters(language: str, sentence: str, read: str) -> bool:
    """Tell whether a word has foreign letters that nothing accounts for.

    In Cyrillic only a word that mixes in Latin letters is such a word: names are written in those
    everywhere. Scripts without capitals may do without spaces between the two.
    """
    if not has_capitals(language):
        return False
    known = _plain(read)
    for word in _WORD.findall(_plain(sentence)):
        scripts = {_script(letter) for letter in word}
        is_foreign = scripts >= {"latin", "other"} if language in _CYRILLIC else "other" in scripts
        if is_foreign and word not in known:
            return True
    return False


def _plain(text: str) -> str:
    """Return a text with plain letters and digits for those that are raised, framed or joined."""
    return unicodedata.normalize("NFKC", text)


def _script(letter: str) -> str:
    """Return "latin", "greek", which signs such as µ and Ω are everywhere, or "other"."""
    name = unicodedata.name(letter, "")
    return next((one for one in ("latin", "greek") if one.upper() in name), "other")


def _is_latin_word(word: str) -> bool:
    return all(_script(letter) == "latin" for letter in word)
