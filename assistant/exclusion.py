"""Whether a claim says of one thing what its source says of another that excludes it.

"The shop opens before Easter" is nearly the same sentence as "the shop opens after Easter". But
"she left before he came" says what "he came after she left" does, and employees get what employers
grant: so the claim has to be its source's own sentence or clause but for the one word, in the same
language and order.
"""

import re
from collections.abc import Sequence

from assistant.clauses import statements
from assistant.negation import denies
from assistant.opposite_things import THINGS
from assistant.wording import basic_form, has_pattern, parts_words, whole_words
from index.language import detect
from index.words import fold

# Words that stand before a noun and say nothing.
_ARTICLES = {
    *("the", "a", "an", "le", "la", "les", "l", "un", "une", "des", "el", "los", "las", "una"),
    *("il", "lo", "i", "gli", "o", "os", "as", "um", "uma", "der", "die", "das", "den", "dem"),
    *("ein", "eine", "einen", "einem", "einer", "de", "het", "een"),
}
_WORD = re.compile(r"\w+")
# Of what is cited as one: "(c) The landlord insures it. This does not cover goods."
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+")
_SETS = [
    [
        whole_words({language: words[at] for language, words in things.items()})
        for at in range(len(next(iter(things.values()))))
    ]
    for things in THINGS
]


def excluded(claim: str, evidence: str) -> tuple[str, str] | None:
    """Return the words of claim and evidence that exclude each other, in one sentence, or None."""
    language = detect(claim)
    if language != detect(evidence) or denies(claim, language):
        return None
    parts = [
        part
        for part in dict.fromkeys([*_SENTENCE_END.split(evidence), *statements(evidence)])
        if not denies(part, language)
    ]
    for things in _SETS:
        said = [one[language].search(claim) for one in things if language in one]
        if sum(map(bool, said)) != 1:
            continue
        at, match = next((at, match) for at, match in enumerate(said) if match)
        own = _around(match, language)
        for part in parts:
            held = [one[language].search(part) for one in things]
            other = next((one for one in held if one), None)
            is_other = other and not held[at] and sum(map(bool, held)) == 1
            if other and is_other and all(map(_are_in_order, own, _around(other, language))):
                return match[0], other[0]
    return None


def exclude(one: str, other: str) -> bool:
    """Tell whether a text has a thing where another, in whatever language, has what excludes it."""
    languages = detect(one), detect(other)
    for things in _SETS:
        said, held = (
            {at for at, words in enumerate(things) if has_pattern(words, language, text)}
            for language, text in zip(languages, (one, other), strict=True)
        )
        if said and held and said.isdisjoint(held):
            return True
    return False


def _around(match: re.Match[str], language: str) -> tuple[list[str], list[str]]:
    """Return the words before and behind what was found in a text."""
    text = match.string
    return _tokens(text[: match.start()], language), _tokens(text[match.end() :], language)


def _tokens(text: str, language: str) -> list[str]:
    """Return the words and numbers of a text in the forms that dictionaries list."""
    if not parts_words(language):
        return [sign for sign in text if sign.isalnum()]
    words = (match[0] for match in _WORD.finditer(text) if fold(match[0]) not in _ARTICLES)
    return [basic_form(word, language) for word in words]


def _are_in_order(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether all `words` are among `others`, in the same order."""
    left = iter(others)
    return all(word in left for word in words)
