"""The figures of a text as values, and which figures of a claim its evidence does not hold.

An answer is written in one language and its evidence in another, so figures are compared as values
with units: "$2B", "2 milliards de dollars" and "20亿美元" are one figure. Where a text can be read
in two ways both readings are kept, since nothing tells the language of "1,500" surely enough to
drop one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.dates import find_moments
from assistant.figure_tokens import HIDDEN, plain_text
from assistant.number_words import MONTHS, fold, folded
from assistant.numerals import find_numbers
from assistant.units import base_units

Kind = Literal["number", "ordinal", "date", "time"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that `text[start:end]` says.

    `value` is its likeliest reading and `others` are the rest. A date's value is
    year * 10000 + month * 100 + day, with 0 for a part that is not said; a time's is the seconds
    since midnight. `unit` is an ISO 4217 code, "%", or the symbol of a measure such as "km", "h" or
    "°C"; None where none is written beside the figure.
    """

    start: int
    end: int
    kind: Kind
    value: Decimal
    unit: str | None = None
    others: frozenset[Decimal] = frozenset()
    family: str | None = None

    @property
    def values(self) -> frozenset[Decimal]:
        """Return all readings of the figure."""
        return self.others | {self.value}


def read_figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order, none overlapping another.

    Left out are numbers that belong to a name ("GPT-4"), citation markers ("[1]"), list markers,
    fractions, and words for 1 that stand alone, since they are mostly articles.
    """
    plain = plain_text(text)
    moments = find_moments(plain)
    for start, end, _, _ in moments:
        plain = plain[:start] + HIDDEN * (end - start) + plain[end:]
    figures = [
        Figure(start, end, kind, min(values), others=values - {min(values)})
        for start, end, kind, values in moments
    ]
    for number in find_numbers(plain):
        value, *others = number.values
        kind: Kind = "ordinal" if number.ordinal else "number"
        figures.append(
            Figure(number.start, number.end, kind, value, number.unit, frozenset(others) - {value})
        )
    return sorted(figures, key=lambda figure: figure.start)


def missing_figures(claim: str, evidence: str) -> list[Figure]:
    """Return the figures of `claim` that no figure of `evidence` equals, in order."""
    known = [*read_figures(evidence), *_faint_figures(evidence)]
    return [figure for figure in read_figures(claim) if not _is_known(figure, known)]


def figures_match(claim: Figure, evidence: Figure) -> bool:
    """Tell whether `evidence` bears out `claim`.

    The values must be equal, in units of the same kind exactly converted. A claim without a unit
    matches any; evidence without one matches any but percent, because a currency often stands
    elsewhere in the text and a percent sign never does. An ordinal matches itself and a bare
    number. Each part of a claimed date must be in the evidence's date; a number may be its year or
    its day.
    """
    if "date" in (claim.kind, evidence.kind):
        return _dates_match(claim, evidence)
    if "time" in (claim.kind, evidence.kind):
        return bool(_hours(claim) & _hours(evidence))
    if "ordinal" in (claim.kind, evidence.kind) and (claim.unit or evidence.unit):
        return False
    if claim.unit is None or evidence.unit is None:
        return claim.unit != "%" and bool(claim.values & evidence.values)
    return not _quantities(claim.values, claim.family or claim.unit).isdisjoint(
        _quantities(evidence.values, evidence.unit)
    )


def _quantities(values: frozenset[Decimal], unit: str) -> set[tuple[Decimal, str]]:
    return {(value * factor, base) for base, factor in base_units(unit) for value in values}


def _dates_match(claim: Figure, evidence: Figure) -> bool:
    if evidence.kind != "date":
        return False
    if claim.kind == "date":
        return any(_is_part(said, held) for said in claim.values for held in evidence.values)
    parts = {part for date in evidence.values for part in (date // 10_000, date % 100)} - {0}
    return claim.unit is None and not claim.values.isdisjoint(parts)


def _is_part(said: Decimal, held: Decimal) -> bool:
    """Tell whether each part of the date that is said is the same in the date that is held."""
    parts = ((date // 10_000, date // 100 % 100, date % 100) for date in (said, held))
    return all(one in (0, other) for one, other in zip(*parts, strict=True))


def _hours(figure: Figure) -> frozenset[Decimal]:
    """Return the seconds since midnight of a time, or of an hour that is written as a number."""
    if figure.kind == "time":
        return figure.values
    if figure.unit in (None, "h"):
        return frozenset(value * 3600 for value in figure.values)
    return frozenset()


def _is_known(claim: Figure, known: list[Figure]) -> bool:
    if any(figures_match(claim, figure) for figure in known):
        return True
    if claim.kind != "date":
        return False
    year, day = divmod(claim.value, 10_000)
    if not year or not day % 100:
        return False
    # "le 3 mai … (1994)" says the whole date too, unless its day stands beside another year.
    yearless = [figure for figure in known if figure.kind == "date" and figure.value < 10_000]
    return _is_known(replace(claim, value=day, others=frozenset()), yearless) and _is_known(
        Figure(claim.start, claim.end, "number", year), known
    )


# Words that are no figure of a claim, since they mostly mean something else, but bear one out.
_FAINT_NUMBERS = {
    word: value
    for value, words in (
        (1, "one a an un une una uno ein eine einer einem einen eines um uma een jeden bir один"
            " одна одно одного одной واحد واحدة single seul seule einzige solo única"),
        (2, "both second seconde segundo segunda secondo seconda tweede deux double beide beiden"
            " ambos ambas entrambi entrambe оба обе pair couple twice zweimal вдвое"),
        (12, "dozen douzaine docena dutzend dozzina dúzia dozijn дюжина"),
    )
    for word in folded(words)
}  # fmt: skip
_FAINT_EASTERN = {"一": 1, "両": 2, "两": 2, "双": 2}
_WORD = re.compile(r"[^\W\d_]+")
_EASTERN = re.compile(f"[{''.join(_FAINT_EASTERN)}]")
_QUARTER = re.compile(r"\b[QT]([1-4])\b")
_YEAR_IN_NAME = re.compile(r"(?<=[A-Za-z])(1\d{3}|20\d{2})(?!\d)")
_AT_FIRST = re.compile(
    r"\b(?:d'abord|dans un premier temps|initial|inicial|inizial|zunächst|zuerst|vorerst|eerst"
    r"|сначала|первоначально|أولا)|首先|最初|まず",
    re.IGNORECASE,
)
# Centuries and rulers: "XVIIIe siècle", "siglo XVIII", "XVIII век".
_ROMAN = re.compile(r"\b([IVXLC]+)(?:e|er|ème|º)?\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _faint_figures(evidence: str) -> Iterator[Figure]:
    """Yield what bears a figure out without being one: "une entreprise" for "1 company"."""
    plain = plain_text(evidence)
    for match in _WORD.finditer(plain):
        word = fold(match[0])
        if word in _FAINT_NUMBERS:
            yield Figure(*match.span(), "number", Decimal(_FAINT_NUMBERS[word]))
        if word in MONTHS:
            yield Figure(*match.span(), "date", Decimal(MONTHS[word] * 100))
    for match in _EASTERN.finditer(plain):
        yield Figure(*match.span(), "number", Decimal(_FAINT_EASTERN[match[0]]))
    for match in (*_QUARTER.finditer(plain), *_YEAR_IN_NAME.finditer(plain)):
        yield Figure(*match.span(), "number", Decimal(match[1]))
    for match in _AT_FIRST.finditer(plain):
        yield Figure(*match.span(), "ordinal", Decimal(1))
    for match in _ROMAN.finditer(plain):
        yield Figure(*match.span(), "ordinal", Decimal(_roman(match[1])))


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in numeral]
    smaller_first = (a < b for a, b in zip(values, [*values[1:], 0], strict=True))
    return sum(-value if less else value for value, less in zip(values, smaller_first, strict=True))
