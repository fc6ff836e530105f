"""Whether a claim answers of another than was asked of: of Anthropic instead of OpenAI."""

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale

from assistant.evidence import Evidence
from assistant.figures import missing_figures, read_figures
from assistant.names import (
    Name,
    groups,
    is_abbreviation,
    is_known,
    names_beside,
    places,
    spelled_out,
    sure_names,
)
from assistant.nearness import WordNearness
from assistant.wording import basic_words
from index.language import detect
from index.lexical import likeness
from index.words import fold

# By language, those that say what the name behind them has to do with the rest, each with its
# other forms. Without capitals, or where nouns are inflected in other ways, this tells nothing.
_PREPOSITIONS = {
    language: {form: forms.split()[0] for forms in words.split(",") for form in forms.split()}
    for language, words in {
        "en": "in, into, of, to, for, from, by, with, at, on, under, against, about",
        "fr": "dans, en, de d du des, a au aux, pour, par, avec, sur, sous, contre, chez",
        "es": "en, de del, a al, por, para, con, sobre, contra",
        "de": "in im, an am, bei beim, von vom, für, mit, aus, zu zum zur, gegen",
        "it": "in nel nell nella, di d del dell della, a al all alla, da dal dall dalla, per, con, "
        "su sul sull sulla, contro",
        "pt": "em no na nos nas, de do da dos das, a ao aos, por pelo pela, para, com, contra",
        "nl": "in, van, aan, voor, door, met, bij, op, tegen",
        "ru": "в во, из, от, для, с со, к, у, на",
    }.items()
}  # fmt: skip
# What a question asks for, which its answer gives without the word: how much money.
_ASKED_FOR = frozenset(
    {
        *("money", "much", "many", "sum", "amount", "geld", "viel", "wieviel", "betrag", "summe"),
        *("argent", "montant", "somme", "combien", "dinero", "cantidad", "suma", "soldi", "denaro"),
        *("somma", "quanto", "dinheiro", "quantia", "soma", "hoeveel", "bedrag", "som"),
        *("деньга", "сумма", "сколько"),
    }
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s'’\"“«(]*$")


def asked_of_another(
    claim: str, question: str, evidence: Sequence[Evidence], nearness: WordNearness
) -> tuple[str, str] | None:
    """Return a name of the question and what the claim has in its place, as they stand there.

    Both follow the same preposition, as in "How much does Google invest in OpenAI?" and "Google
    invests 2 billion in Anthropic", which says all else that the question says, and gives another
    figure or name as its answer; and the question's name is neither in the claim nor in its
    evidence, nor what that is about. None if there are no such names, or the question's is a
    country, which what lies in it need not name; and where claim and question are not of one
    language, or of one whose prepositions are not known.
    """
    language = detect(question)
    if language not in _PREPOSITIONS or detect(claim) != language:
        return None
    texts = [text for item in evidence for text in (item.stated, item.context, item.about)]
    known = sure_names([question, *texts])
    said = [
        group
        for group in _names_in(claim, known)
        if not (any(places(group, question, nearness)) or all(map(is_abbreviation, group)))
    ]
    if len(said) + len(missing_figures(claim, question)) < 2:
        return None  # the name is all that it answers
    for asked in _names_in(question, known):
        before = preposition_before(asked[0].start, question)
        others = [group for group in said if preposition_before(group[0].start, claim) == before]
        if (
            before
            and others
            and not _is_a_country(asked, language)
            and _says_the_rest(claim, question, asked, language)
            and not is_known(asked, "\n".join([claim, *texts]), nearness)
        ):
            return spelled_out(asked), spelled_out(others[0])
    return None


def _names_in(text: str, known: frozenset[str]) -> list[tuple[Name, ...]]:
    names = names_beside(read_figures(text), text, known)
    return groups([name for name in names if name.sure], text)


def _is_a_country(group: Sequence[Name], language: str) -> bool:
    names = _countries(language)
    return any(likeness(fold(name.word), one) for name in group for one in names)


@cache
def _countries(language: str) -> frozenset[str]:
    """Return the names of countries and continents in a language, folded."""
    return frozenset(fold(name) for name in Locale(language).territories.values())


def preposition_before(at: int, text: str) -> str | None:
    """Return the preposition that stands before a place in `text`, in its plain form."""
    word = _WORD_BEFORE.search(text[:at])
    prepositions = _PREPOSITIONS.get(detect(text), {})
    return prepositions.get(word[1].lower().replace("à", "a")) if word else None


def _says_the_rest(claim: str, question: str, asked: Sequence[Name], language: str) -> bool:
    """Tell whether a claim has all content words of a question, in some form, but for a name."""
    rest = f"{question[: asked[0].start]} {question[asked[-1].end :]}"
    held = basic_words(claim, (), language)
    return all(
        any(likeness(word, other) for other in held)
        for word in basic_words(rest, read_figures(rest), language) - _ASKED_FOR
    )
