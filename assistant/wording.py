"""The words of a text that say something, apart from its figures and its language's small words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import simplemma

from assistant.figures import Figure
from index.language import detect
from index.lexical import likeness
from index.words import fold, function_words

# Of those that `index.language` tells apart.
_WITHOUT_CAPITALS = frozenset(
    {"zh", "ja", "ko", "ar", "fa", "ur", "he", "hi", "bn", "ta", "te", "th"}
)
_WITHOUT_GAPS = frozenset({"zh", "ja", "th"})
_AFTER_LATIN_1 = "\u0100"
# Between small words of Chinese, which stand in every sentence.
_RUN = re.compile(r"(?:(?![的为是和与在将了于从到])[\u3400-\u9fff]){2,}|[ァ-ヴー]{3,}")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\d_]+")


def content_words(text: str, figures: Sequence[Figure], language: str) -> list[str]:
    """Return the words of `text` outside of its `figures` that carry meaning, as they stand."""
    found = _WORD.findall(without(figures, text))
    return [word for word in found if fold(word) not in function_words(language)]


def telling_words(text: str, figures: Sequence[Figure]) -> list[str]:
    """Return the longer content words of `text`; of scripts that part none, the runs of signs."""
    words = content_words(text, figures, detect(text))
    return [word for word in words if len(word) > 2] + _RUN.findall(without(figures, text))


def is_unparted(word: str) -> bool:
    """Tell whether a word is a run of signs of a script that parts no words."""
    return _RUN.fullmatch(word) is not None


def basic_words(text: str, figures: Sequence[Figure], language: str) -> set[str]:
    """Return the content words of `text` in the forms that dictionaries list."""
    return {basic_form(word, language) for word in content_words(text, figures, language)}


def without(figures: Sequence[Figure], text: str) -> str:
    """Return `text` with blanks for its figures, so that all else keeps its place."""
    for figure in figures:
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def basic_form(word: str, language: str) -> str:
    """Return a word in the form that dictionaries list, folded."""
    try:
        return fold(simplemma.lemmatize(word.casefold(), lang=language, low_memory=True))
    except ValueError:  # no dictionary for this language
        return fold(word)


def is_latin(text: str) -> bool:
    """Tell whether all letters of `text` are Latin ones."""
    # The first block has ª and º, which are not called letters.
    return all(
        letter < _AFTER_LATIN_1 or script(letter) == "latin" for letter in text if letter.isalpha()
    )


@lru_cache(maxsize=10_000)
def script(letter: str) -> str:
    """Return "latin", "greek", which signs such as µ and Ω are everywhere, or "other".

    The signs of transcriptions, as in Qurʾān, are Latin.
    """
    name = unicodedata.name(letter, "")
    if "LATIN" in name or name.startswith("MODIFIER LETTER"):
        return "latin"
    return "greek" if "GREEK" in name else "other"


def parts_words(language: str) -> bool:
    """Tell whether a language has gaps between its words."""
    return language not in _WITHOUT_GAPS


def has_capitals(language: str) -> bool:
    """Tell whether the script of a language has capitals, which show what is a name."""
    return language not in _WITHOUT_CAPITALS


def is_among(word: str, others: Iterable[str]) -> bool:
    """Tell whether a folded word is one of others, in whatever form."""
    return any(likeness(word, other) for other in others)


def has_form(word: str, others: Iterable[str]) -> bool:
    """Tell whether a word is one of others as they stand, in whatever form."""
    return is_among(fold(word), map(fold, others))


def whole_words(words: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of languages for whole words, whatever their case.

    Scripts that write words without gaps have no edges of words.
    """
    return compiled(
        {
            language: rf"\b(?:{one})\b" if parts_words(language) else one
            for language, one in words.items()
        }
    )


def has_pattern(patterns: Mapping[str, re.Pattern[str]], language: str, text: str) -> bool:
    """Tell whether a text has the pattern of its language; no if there is none."""
    return language in patterns and patterns[language].search(text) is not None


def compiled(words: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of languages, for which case makes no difference."""
    return {language: re.compile(one, re.IGNORECASE) for language, one in words.items()}
