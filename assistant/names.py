"""Proper names: which of those in a claim its evidence does not hold.

Names are compared as written first, without case and accents. What is left may be the same name in
another language ("Londres") or script ("谷歌"): there the embedder, which has read all of them,
decides.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import simplemma

from index.catalog import terms

Embed = Callable[[list[str]], npt.NDArray[np.float32]]

_WORD = re.compile(r"\w+(?:[.&'’-]\w+)*")
# Before a word that opens a sentence, a quotation or a list item, a capital says nothing.
_OPENING = re.compile(r"(?:^|[.!?:;…]\s|[\n\"“”„«»‹›(\[—–-])\s*$")
# Measured on pairs of names: the same one in two languages (London, Londres) gives .90 and more,
# two of a kind (Google, Amazon) up to .90; in two scripts (Google, 谷歌) .86 and more, against .85.
_SAME_SCRIPT = 0.91
_OTHER_SCRIPT = 0.86


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is, or is part of, a proper name: `text[start:end] == word`."""

    word: str
    start: int
    end: int


def read_names(text: str, language: str, known: frozenset[str] = frozenset()) -> list[Name]:
    """Return the words of `text` that are proper names, as far as capitals tell.

    `known` holds the words, folded, that are names for certain. German gives every noun a capital,
    and every language the first word of a sentence; such a word is a name if it is known to be
    one, or if the dictionary of `language` does not have it.
    """
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        first, rest = word[0], word[1:]
        if not first.isalpha() or word.lower() == word or not rest:
            continue
        is_certain = rest.lower() != rest or fold(word) in known
        is_plain = language == "de" or _OPENING.search(text[: match.start()])
        if is_certain or not (is_plain and _is_in_dictionary(word, language)):
            found.append(Name(word, match.start(), match.end()))
    return found


def certain_names(texts: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the folded words that are names in any of the texts, each with its language."""
    return frozenset(
        fold(name.word)
        for text, language in texts
        if language != "de"
        for name in read_names(text, language)
    )


def missing_names(names: Sequence[Name], evidence: str, embed: Embed) -> list[Name]:
    """Return those of a claim's names that the evidence does not hold in any form."""
    held = {stem for word in _WORD.findall(evidence) for stem in _stems(word)}
    left = [name for name in names if not held & _stems(name.word)]
    candidates = [word for word in _candidates(evidence) if word]
    if not left or not candidates:
        return left
    vectors = embed([*(name.word for name in left), *candidates])
    cosines = vectors[: len(left)] @ vectors[len(left) :].T
    return [
        name
        for name, row in zip(left, cosines, strict=True)
        if not any(
            cosine >= (_SAME_SCRIPT if _is_latin(name.word) == _is_latin(word) else _OTHER_SCRIPT)
            for cosine, word in zip(row, candidates, strict=True)
        )
    ]


def fold(word: str) -> str:
    """Return a word as names are compared: without case, accents and punctuation."""
    return "".join(terms(word))


def _stems(word: str) -> set[str]:
    """Return the forms by which a name is known again: whole, in parts, without an ending."""
    parts = [fold(part) for part in re.split(r"['’.&-]", word)]
    forms = {fold(word), *(part for part in parts if len(part) > 1)}
    return forms | {form[:-1] for form in forms if len(form) > 3 and form.endswith("s")}


def _candidates(evidence: str) -> list[str]:
    """Return the words of the evidence that may be names: with a capital, or in other scripts."""
    words = dict.fromkeys(_WORD.findall(evidence))
    return [word for word in words if word[0].isupper() or _is_foreign(word)]


def _is_foreign(word: str) -> bool:
    return not _is_latin(word) and len(word) > 2


def _is_latin(word: str) -> bool:
    return all(ord(character) < 0x250 for character in word)


def _is_in_dictionary(word: str, language: str) -> bool:
    try:
        return simplemma.is_known(word.lower(), lang=language)
    except ValueError:  # no dictionary for this language
        return True
