"""Whether a claim answers of another than was asked of: of Anthropic instead of OpenAI."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.figures import missing_figures, read_figures
from assistant.names import (
    Name,
    groups,
    is_abbreviation,
    is_known,
    names_beside,
    places,
    sure_names,
)
from assistant.nearness import WordNearness
from assistant.wording import basic_words
from index.language import detect
from index.lexical import likeness
from index.words import fold

# By language, those that say what the name behind them has to do with the rest. Without capitals,
# or where names are inflected in other ways, this tells nothing.
_PREPOSITIONS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "in into of to for from by with at on under against about",
        "fr": "dans en de à pour par avec sur sous contre chez du des au aux d",
        "es": "en de a por para con sobre contra del al", "de": "in im an bei von für mit aus zu",
        "it": "in di a da per con su contro del della al alla", "pt": "em de a por para com no na",
        "nl": "in van aan voor door met bij op tegen", "ru": "в во из от для с со к у на",
    }.items()
}  # fmt: skip
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s'’\"“«(]*$")


def asked_of_another(
    claim: str, question: str, evidence: Sequence[Evidence], nearness: WordNearness
) -> tuple[str, str] | None:
    """Return a name of the question and what the claim has in its place, as they stand there.

    Both follow the same preposition, as in "How much does Google invest in OpenAI?" and "Google
    invests 2 billion in Anthropic", which says all else that the question says, and gives another
    figure or name as its answer; and the question's name is neither in the claim nor in its
    evidence, nor what that is about. None if there are no such names, and where claim and question
    are not of one language, or of one whose prepositions are not known.
    """
    language = detect(question)
    if language not in _PREPOSITIONS or detect(claim) != language:
        return None
    texts = [text for item in evidence for text in (item.stated, item.context, item.about)]
    known = sure_names([(text, detect(text)) for text in (question, *texts)])
    said = [name for name in _names_in(claim, known) if not any(places(name, question, nearness))]
    answers = len(said) + len(missing_figures(claim, question))
    for asked in _names_in(question, known):
        before = _preposition_before(asked[0].start, question, language)
        if not before or is_known(asked, "\n".join([claim, *texts]), nearness):
            continue
        for other in said:
            if (
                _preposition_before(other[0].start, claim, language) == before
                and answers > 1
                and _says_the_rest(claim, question, asked, language)
            ):
                return _words(asked), _words(other)
    return None


def _names_in(text: str, known: frozenset[str]) -> list[tuple[Name, ...]]:
    names = names_beside(read_figures(text), text, known)
    sure = [name for name in names if name.sure and not is_abbreviation(name)]
    return groups(sure, text)


def _preposition_before(at: int, text: str, language: str) -> str | None:
    """Return the preposition that stands before a place, folded."""
    word = _WORD_BEFORE.search(text[:at])
    found = fold(word[1]) if word else ""
    return found if found in set(map(fold, _PREPOSITIONS[language])) else None


def _says_the_rest(claim: str, question: str, asked: Sequence[Name], language: str) -> bool:
    """Tell whether a claim has all content words of a question, in some form, but for a name."""
    rest = f"{question[: asked[0].start]} {question[asked[-1].end :]}"
    held = basic_words(claim, (), language)
    return all(
        any(likeness(word, other) for other in held)
        for word in basic_words(rest, read_figures(rest), language)
    )


def _words(group: Sequence[Name]) -> str:
    return " ".join(name.word for name in group)
