"""What a question speaks of and the sources do not: "How is Meta's $2B split?" of Google's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.binding import figure_kind
from assistant.codes import code_places
from assistant.evidence import Evidence
from assistant.figures import Figure, missing_figures, read_figures
from assistant.measures import TIME_UNITS
from assistant.names import (
    Name,
    gloss_of,
    groups,
    is_abbreviation,
    is_known,
    misnumbered,
    names_beside,
    spelled_out,
    sure_names,
)
from assistant.nearness import POSSESSIVE, WordNearness
from assistant.renderings import is_rendered
from index.language import detect
from index.words import fold, function_words

# What stands between two things that a question lists, by language, besides a comma.
AND = {
    "en": "and|or", "fr": "et|ou", "es": "y|e|o|u", "de": "und|oder", "it": "ed?|od?", "pt": "e|ou",
    "nl": "en|of", "ru": "и|или", "zh": "和|与|或", "ja": "と|や", "ar": "و|أو",
}  # fmt: skip
_LAST_WORD = re.compile(r"([^\W\d_]+)\s$")
_NUMBER_BEHIND = re.compile(r"[ \u00a0-](\d+)\b")
# A question's smaller figures count things that the sources need not count: "the two reasons".
_LARGE = 10
# Ages that rules speak of, in years.
_YOUNGEST, _OLDEST = 10, 120


@dataclass(frozen=True, slots=True)
class Unknown:
    """What of a question the sources do not speak of, in its own words.

    `all_of_it` says that nothing is left to be answered; else it is one of several things that the
    question lists: "Google and Tesla".
    """

    words: tuple[str, ...]
    all_of_it: bool


def unknown_in(question: str, evidence: Sequence[Evidence], nearness: WordNearness) -> Unknown:
    """Return what of a question the sources do not speak of.

    That is a name or a large figure that no sentence of them holds, nor what they are about.
    """
    texts = dict.fromkeys(text for item in evidence for text in (item.context, item.stated))
    text = "\n".join([*texts, *{item.about: None for item in evidence}])
    held = read_figures(question)
    known, written = sure_names(texts), read_figures(text)
    # Languages abbreviate the same thing otherwise: "EU" is "UE".
    is_foreign = detect(question) not in {detect(item.stated) for item in evidence}
    names = [
        name
        for name in names_beside(held, question, known)
        if name.sure and not (is_foreign and is_abbreviation(name))
    ]
    numbers = misnumbered(names, held, question, text)
    figures = [
        words
        for figure in missing_figures(question, text)
        if (words := question[figure.start : figure.end]) not in numbers.values()
        if _is_telling(figure, words, text) and not _is_judged(figure, question, written)
    ]
    found = [
        (group, group[-1] not in numbers and _is_held(group, question, text, nearness))
        for group in groups(names, question)
    ]
    strangers = [group for group, is_held in found if not is_held]
    # What is listed beside something that is held, or beside what is so itself.
    beside: list[tuple[Name, ...]] = []
    listed = [group for group, is_held in found if is_held]
    while listed:
        one = listed.pop()
        more = [s for s in strangers if s not in beside and _are_listed(s, one, question)]
        beside += more
        listed += more
    unheard = figures + [
        POSSESSIVE.sub("", f"{spelled_out(group)} {numbers.get(group[-1], '')}".rstrip())
        for group in strangers
    ]
    return Unknown(tuple(unheard), bool(figures) or len(beside) < len(strangers))


def _is_held(group: Sequence[Name], question: str, text: str, nearness: WordNearness) -> bool:
    gloss = gloss_of(group, question)
    if (gloss and fold(gloss) in fold(text)) or is_known(group, text, nearness):
        return True
    *first, last = group
    number = _NUMBER_BEHIND.match(question, last.end)
    if number and last.word.isupper() and code_places(f"{last.word}{number[1]}", text):
        return not first or is_known(first, text, nearness)  # "A 320" is the A320
    return any(
        all(is_rendered(name, question, part, nearness) for name in group)
        for part in _by_language(text)
    )


def _by_language(text: str) -> list[str]:
    """Return the lines of a text, those of a language together."""
    parts: dict[str, list[str]] = {}
    for line in text.splitlines():
        parts.setdefault(detect(line), []).append(line)
    return ["\n".join(lines) for lines in parts.values()]


def _is_telling(figure: Figure, words: str, text: str) -> bool:
    """Tell whether a question about this figure is none for a text that does not hold it."""
    name = rf"[^\W\d_]-?{re.escape(words)}(?![\w%]|[.,]\d)"
    if figure.unit is None and re.search(name, text):
        return False  # in "oxygen-18" it is no figure
    if figure.kind == "date":
        year = figure.value // 10_000
        # "In October 2024" may be said of a note that is dated otherwise.
        return bool(year) and str(year) not in text
    return figure.value >= _LARGE


def _is_judged(figure: Figure, question: str, written: Sequence[Figure]) -> bool:
    """Tell whether a text may judge of an age or a time that it does not name.

    "May someone of 75 …?" is answered by "over 70 years: …", and "ten hours ago" by "within 6".
    """
    if figure.unit in TIME_UNITS - {"year"}:
        return any(other.unit == figure.unit for other in written)
    # "Of 75", but not "room 57".
    before = _LAST_WORD.search(question, 0, figure.start)
    is_bare = before and fold(before[1]) in function_words(detect(question))
    may_be_age = is_bare and figure_kind(figure, question) == "number"
    return (figure.unit == "year" or bool(may_be_age)) and any(
        other.unit == "year" and max(other.value, figure.value) <= _OLDEST
        for other in written
        if other.value >= _YOUNGEST
    )


def _are_listed(one: Sequence[Name], other: Sequence[Name], text: str) -> bool:
    first, second = sorted((one, other), key=lambda group: group[0].start)
    between = text[first[-1].end : second[0].start]
    conjunction = AND.get(detect(text), AND["en"])
    return bool(
        re.fullmatch(rf"(?: \d+)?\s*[,、，،&]?\s*(?:{conjunction})?\s*", between, re.IGNORECASE)
    )
