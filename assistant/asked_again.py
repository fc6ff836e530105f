"""The last question, asked of another name or figure: "And Amazon?", "And in 2024?"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from assistant.asked_of import preposition_before
from assistant.figures import Figure, read_figures
from assistant.names import (
    OF_A_KIND,
    Name,
    is_abbreviation,
    is_known,
    read_names,
    spelled_out,
    sure_groups,
    sure_names,
)
from assistant.nearness import POSSESSIVE, WordNearness
from assistant.wording import compiled, content_words
from index.language import detect
from index.words import fold

# What such a question may begin with, and what else may stand around its name or figure. More,
# such as "why", "not" and "before", asks something else.
_OPENING = compiled(
    {
        "en": r"^\W*(?:(?:and|or|but)\b\W*)?(?:(?:what|how) about\b)?",
        "fr": r"^\W*(?:(?:et|ou|mais)\b\W*)?(?:quid\b|qu['’]en est-il\b)?",
        "es": r"^\W*(?:(?:y|o|pero)\b\W*)?(?:qué (?:hay|tal|pasa con)\b)?",
        "de": r"^\W*(?:(?:und|oder|aber)\b\W*)?(?:(?:was ist|wie (?:ist|steht) es) mit\b)?",
        "it": r"^\W*(?:(?:e|o|ma)\b\W*)?(?:che (?:ne è|dire)\b)?",
        "pt": r"^\W*(?:(?:e|ou|mas)\b\W*)?(?:quanto\b)?",
        "nl": r"^\W*(?:(?:en|of|maar)\b\W*)?(?:hoe zit het met\b)?",
        "ru": r"^\W*(?:(?:а|и|или)\b\W*)?(?:что насч[её]т\b)?",
        "ja": r"^\W*(?:では|じゃあ)?",
    }
)
_LINKS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the a an that those one ones of in at for with on by to from",
        "fr": "le la les l un une celui celle ceux celles de d du des en à au aux dans pour",
        "es": "el la los las lo un una de del en a al para con",
        "de": "der die das den dem des ein eine einen in im bei beim von vom für am an zu zum zur",
        "it": "il lo la i gli le l un una quello quella quelli quelle di del dello della dei degli "
        "delle dell in nel nella a al alla per con",
        "pt": "o a os as à um uma de do da dos das em no na nos nas para com",
        "nl": "de het een die dat van in op bij voor met",
        "ru": "в во на у для с",
        "ja": "は",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
# The number of a name: "Tern 60", "World War II".
_NUMBER = re.compile(r"[ -](?:\d+|[IVX]+)\b")

_Span = tuple[int, int]


def asked_again(asked: Sequence[str], question: str, nearness: WordNearness) -> str | None:
    """Return the last of the questions `asked` that may be asked of what this one names.

    That is another name, another figure, or both. None if the question says more than that, or if
    no other has a place for them. The amounts of one are not another's: "How are Google's 2 billion
    split?" is not asked of Amazon.
    """
    found = (_asked_of(previous, question, nearness) for previous in reversed(asked))
    return next((whole for whole in found if whole and whole not in asked), None)


def named_groups(text: str, other: str) -> list[tuple[Name, ...]]:
    """Return the names of a text that stand together, sure ones by that or by the `other` text."""
    names = read_names(text, detect(text), sure_names([text, other]))
    return sure_groups(names, text)


def is_amount(figure: Figure) -> bool:
    """Tell whether a figure is of something, and no date."""
    return figure.kind != "date" and not figure.may_be_year


def _asked_of(previous: str, question: str, nearness: WordNearness) -> str | None:
    spans, named = dict(_named(question, previous)), dict(_named(previous, question))
    figures = _figures_beside(spans, question)
    if max(len(spans), len(figures)) != 1 or _says_more(question, previous, [*spans], figures):
        return None
    if spans and any(map(is_amount, _figures_beside(named, previous))):
        return None
    places: dict[_Span | None, str] = {
        _place_of_figure(one, question, previous): question[one.start : one.end] for one in figures
    }
    for (start, end), group in spans.items():
        words = question[start:end]
        places[_place_of_name(group, words, question, previous, named, nearness)] = words
    if None in places or len(places) < len(spans) + len(figures):
        return None
    whole = previous
    for place, words in sorted(((one, places[one]) for one in places if one), reverse=True):
        possessive = POSSESSIVE.search(whole, *place)
        own = POSSESSIVE.sub("", words) + possessive[0] if possessive else words
        whole = whole[: place[0]] + own + whole[place[1] :]
    return whole


def _named(text: str, other: str) -> Iterator[tuple[_Span, tuple[Name, ...]]]:
    """Give the sure names of a text, each with where it stands, its number included."""
    figures = read_figures(text)
    for group in named_groups(text, other):
        start, end = group[0].start, group[-1].end
        number = _NUMBER.match(text, end)
        # No "2" of "2 billion", nor of "Google's 2 shops".
        if number and not (
            POSSESSIVE.search(text, start, end)
            or any(one.start < number.end() < one.end for one in figures)
        ):
            end = number.end()
        yield (start, end), group


def _figures_beside(spans: Iterable[_Span], text: str) -> list[Figure]:
    """Return the figures of a text that are not in the spans of its names."""
    return [
        figure
        for figure in read_figures(text)
        if not any(start <= figure.start < end for start, end in spans)
    ]


def _says_more(
    question: str, previous: str, spans: Sequence[_Span], figures: Sequence[Figure]
) -> bool:
    """Tell whether a question has words but for its names and figures, and the last one's nouns."""
    rest = question
    for start, end in chain(spans, ((one.start, one.end) for one in figures)):
        rest = rest[:start] + " " * (end - start) + rest[end:]
    language = detect(previous)
    held = {fold(word) for word in content_words(previous, (), language)}
    links = _LINKS.get(language, frozenset())
    return any(
        word.lower() not in links and fold(word) not in held
        for word in _WORD.findall(rest, _opening_of(question, language))
    )


def _opening_of(question: str, language: str) -> int:
    """Return where a question's opening ends."""
    match = _OPENING[language].match(question) if language in _OPENING else None
    return match.end() if match else 0


def _place_of_figure(figure: Figure, question: str, previous: str) -> _Span | None:
    """Return where the last question has its only figure of that kind, behind the same word."""
    before = preposition_before(figure.start, question)
    places = [
        (one.start, one.end)
        for one in read_figures(previous)
        if (one.kind, one.unit, one.may_be_year) == (figure.kind, figure.unit, figure.may_be_year)
    ]
    if len(places) != 1 or before not in (None, preposition_before(places[0][0], previous)):
        return None
    return places[0]


def _place_of_name(
    group: Sequence[Name],
    words: str,
    question: str,
    previous: str,
    named: Mapping[_Span, Sequence[Name]],
    nearness: WordNearness,
) -> _Span | None:
    """Return where the last question has the only name of that kind, behind the same word if any.

    Of several it is the one most like it, if it is plainly of its kind. A name that it has itself
    can only change its number, which is among the `words`: "Tern 90". `named` are the names of the
    last question, by place.
    """
    for (start, end), other in named.items():
        if spelled_out(other) == spelled_out(group) and previous[start:end] != words:
            return start, end
    if is_known(group, previous, nearness):
        return None
    opening = _opening_of(question, detect(previous))
    before = preposition_before(group[0].start - opening, question[opening:])
    others = {
        span: spelled_out(other)
        for span, other in named.items()
        if before in (None, preposition_before(span[0], previous))
        if all(map(is_abbreviation, other)) == all(map(is_abbreviation, group))
    }
    if len(others) > 1:
        cosines = nearness.cosines([spelled_out(group)], [*others.values()])[0]
        others = {[*others][int(cosines.argmax())]: ""} if cosines.max() >= OF_A_KIND else {}
    return next(iter(others), None)
