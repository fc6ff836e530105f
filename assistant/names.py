"""Proper names: which of those in a claim its evidence does not hold.

Names are compared as written first, without case and accents. What is left may be the same name in
another language ("Londres") or script ("谷歌"): there the embedder, which has read all of them,
decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import simplemma

from index.catalog import terms

Embed = Callable[[list[str]], npt.NDArray[np.float32]]

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff"
# Words of scripts that part them; names of others stand between ideographs ("谷歌向Anthropic投资").
_WORD = re.compile(rf"[^\W{_IDEOGRAPHS}]+(?:[.&'’-][^\W{_IDEOGRAPHS}]+)*")
_RUN = re.compile(rf"[{_IDEOGRAPHS}]+(?:[·・][{_IDEOGRAPHS}]+)*")
_ELISION = re.compile(r"\w{1,5}['’](?=\w{2})")
# Before a word that opens a sentence, a quotation or a list item, a capital says nothing.
_OPENING = re.compile(r"(?:^|[.!?:;…]\s|[\n\"“”„«»‹›(\[—–-])\s*$")
# Measured with the packaged embedder on some seventy pairs of words: one name in two languages
# (Köln, Cologne) gives .88 and more, two names up to .86; one in two scripts (Google, 谷歌) .80
# and more, two names up to .77. Two companies or two towns (Google, Amazon) give .78 and more, a
# name and a word that is none up to .77.
_SAME_SCRIPT = 0.87
_OTHER_SCRIPT = 0.79
_OF_A_KIND = 0.78


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
    return [
        Name(word, start, start + len(word))
        for word, start in _words(text)
        if _is_name(word, text[:start], language, known)
    ]


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
    held = {form for word, _ in _words(evidence) for form in _forms(word)}
    left = [name for name in names if not held & _forms(name.word)]
    candidates = list(dict.fromkeys(_candidates(evidence)))
    if not left or not candidates:
        return left
    cosines = _cosines([name.word for name in left], candidates, embed)
    return [
        name
        for name, row in zip(left, cosines, strict=True)
        if not any(
            cosine >= (_SAME_SCRIPT if _is_latin(name.word) == _is_latin(word) else _OTHER_SCRIPT)
            for cosine, word in zip(row, candidates, strict=True)
        )
    ]


def has_rival(name: Name, evidence: str, others: Sequence[str], embed: Embed) -> bool:
    """Tell whether the evidence names another of the same kind as `name`, as two companies are.

    Words with a capital are compared, but for those among `others`, which the claim names too.
    """
    if name.word.isupper():  # languages abbreviate the same thing otherwise: CEO and PDG
        return False
    held = {fold(word) for word in others}
    capitals = [word for word, _ in _words(evidence) if word[:1].isupper() and len(word) > 2]
    rivals = [word for word in dict.fromkeys(capitals) if fold(word) not in held]
    if not rivals:
        return False
    return bool((_cosines([name.word], rivals, embed) >= _OF_A_KIND).any())


def fold(word: str) -> str:
    """Return a word as names are compared: without case, accents and punctuation."""
    return "".join(terms(word))


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Give the words of `text` with their places, without articles that are tied to them."""
    for match in _WORD.finditer(text):
        elision = _ELISION.match(match.group())
        cut = elision.end() if elision else 0
        yield match.group()[cut:], match.start() + cut


def _is_name(word: str, before: str, language: str, known: frozenset[str]) -> bool:
    if not word[0].isalpha() or word.lower() == word or len(word) < 2:
        return False
    if fold(word) in known:
        return True
    if word[1:].lower() != word[1:]:  # OpenAI, GPT-4; but not CEO
        return not (word.isupper() and _is_in_dictionary(word, language))
    is_plain = language == "de" or _OPENING.search(before)
    return not (is_plain and _is_in_dictionary(word, language))


def _cosines(words: Sequence[str], others: Sequence[str], embed: Embed) -> npt.NDArray[np.float32]:
    vectors = embed([*words, *others])
    return np.asarray(vectors[: len(words)] @ vectors[len(words) :].T, np.float32)


def _forms(word: str) -> set[str]:
    """Return the forms by which a name is known again: whole, in parts, without an ending."""
    parts = [fold(part) for part in re.split(r"['’.&-]", word)]
    forms = {fold(word), *(part for part in parts if len(part) > 2)}
    return forms | {form[:-1] for form in forms if len(form) > 3 and form.endswith("s")}


def _candidates(evidence: str) -> Iterator[str]:
    """Give what may be a name in the evidence: words with a capital, and of other scripts all."""
    for word, _ in _words(evidence):
        if word[:1].isupper() or (not _is_latin(word) and len(word) > 2):
            yield word
    for run in _RUN.finditer(evidence):
        text = run.group()
        yield from (
            text[start : start + length]
            for length in (2, 3, 4, 7)
            for start in range(max(1, len(text) - length + 1))
        )


def _is_latin(word: str) -> bool:
    return all(ord(character) < 0x250 for character in word)


def _is_in_dictionary(word: str, language: str) -> bool:
    try:
        return simplemma.is_known(word.lower(), lang=language)
    except ValueError:  # no dictionary for this language
        return True
