"""Words as search compares them."""

import re
import unicodedata
from functools import lru_cache

import stopwordsiso

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")
# The scripts of India and its neighbours write vowels as signs, which are no letters to `re`; left
# out are their full stops.
_WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff\u1000-\u1049\u1780-\u17d3]+")
# Stopwords ISO's English list, drawn from the web of its day, takes them for empty words.
_NO_FUNCTION_WORDS = frozenset({"microsoft", "netscape"})


def terms(text: str) -> list[str]:
    """Return the words of `text` as lexical search compares them: folded, without accents.

    Scripts that do not part words (Chinese, Japanese, Thai) give overlapping pairs of characters.
    """
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        folded = unicodedata.normalize("NFC", bare)  # so that a Korean syllable is one character
    return _parted(folded)


def small_words(text: str) -> list[str]:
    """Return the words of `text` in small letters, accents and all, parted as by `terms`."""
    return _parted(unicodedata.normalize("NFC", text.lower()))


def fold(word: str) -> str:
    """Return a word as names are compared: without case, accents and punctuation."""
    return "".join(terms(word))


@lru_cache
def function_words(language: str) -> frozenset[str]:
    """Return the words of a language that carry no meaning of their own, folded as by `fold`."""
    return frozenset(map(fold, stopwordsiso.stopwords(language))) - _NO_FUNCTION_WORDS


def _parted(text: str) -> list[str]:
    if not _IDEOGRAPHS.search(text):
        return _WORD.findall(text)
    found: list[str] = []
    for word in _WORD.findall(text):
        start = 0
        for run in _IDEOGRAPHS.finditer(word):
            found += [word[start : run.start()]] if run.start() > start else []
            ideographs = run.group()
            found += [ideographs[at : at + 2] for at in range(max(1, len(ideographs) - 1))]
            start = run.end()
        found += [word[start:]] if start < len(word) else []
    return found
