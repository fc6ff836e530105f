"""The figures of a text as values, and which figures of a claim its evidence does not hold.

An answer is written in one language and its evidence in another, so figures are compared as values
with units: "$2B", "2 milliards de dollars" and "20亿美元" are one figure. Where a text can be read
in two ways both readings are kept, since nothing tells the language of "1,500" surely enough to
drop one of them. What has no number of its own but is as easily told wrong ("last month", "on
Friday", "those millions") is compared too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.bounds import bound_of
from assistant.dates import find_moments
from assistant.faint_figures import faint_figures
from assistant.figure_match import Figure, Kind, date_is_known, figures_match
from assistant.figure_tokens import HIDDEN, folded_text, plain_text
from assistant.headed import unit_above
from assistant.magnitudes import bare_magnitudes, order_of
from assistant.marks import Mark, same
from assistant.measures import TIME_UNITS
from assistant.numerals import find_numbers
from assistant.periods import bare_months, implied_weekdays, periods
from assistant.phrases import LANGUAGE_NAMES
from assistant.rates import periods_in, rate_of, rates_in
from assistant.relative_times import (
    is_told_of_the_year_before,
    order_words_in,
    relative_times,
)
from assistant.units import MONEY, base_units, currencies_in, unit_of_words
from index.language import detect
from index.words import function_words

__all__ = [
    "Figure",
    "Kind",
    "calendar_words",
    "figures_match",
    "holds_figure",
    "missing_figures",
    "order_words",
    "read_figures",
]

# The unit of a family of currencies that is meant if no country is named.
_LIKELIEST = {"dollar": "USD"}
# What evidence must say if a claim does; other times may be told in figures.
_REQUIRED = frozenset({"weekday", "part of year"})
# The words behind a figure, in a folded text, and up to how many things are mostly counted.
_FOLLOWING = re.compile(r"(?: [^\W\d_]+){1,3}")
_MOST_THINGS = 12


def read_figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order, none overlapping another.

    Left out are numbers that belong to a name ("GPT-4"), citation markers ("[1]"), list markers,
    fractions of no unit, and words for 1 that stand alone, since they are mostly articles.
    """
    return list(_read(text).figures)


def holds_figure(text: str, figure: Figure) -> bool:
    """Tell whether `text` has a figure that bears out `figure`."""
    return any(figures_match(figure, one) for one in read_figures(text))


def missing_figures(claim: str, evidence: str) -> list[Figure]:
    """Return the figures of `claim` that nothing in `evidence` equals, in order.

    Months, weekdays, quarters, centuries, times such as "last month" and magnitudes such as
    "millions" count as figures here, although `read_figures` leaves them out.
    """
    said, held = _read(claim), _read(evidence)
    missing = []
    spoken_for = []
    for mark in said.marks:
        found = _is_held(mark, held)
        inside = any(_within(figure, mark) for figure in said.figures)
        if found is False or (found is None and mark.kind in _REQUIRED and not inside):
            missing.append(Figure(mark.start, mark.end, "mark", Decimal(0)))
        if found is not None:
            spoken_for.append(mark)
    for figure in (*said.figures, *said.months):
        if not any(_within(figure, mark) for mark in spoken_for) and not _is_known(figure, held):
            missing.append(figure)
    for start, end, orders in said.magnitudes:
        if orders.isdisjoint(held.orders):
            missing.append(Figure(start, end, "mark", Decimal(0)))
    return sorted(missing, key=lambda figure: figure.start)


def calendar_words(text: str) -> list[tuple[int, int]]:
    """Return where months and weekdays stand in `text`, which `missing_figures` compares."""
    read = _read(text)
    months = [(month.start, month.end) for month in read.months]
    return months + [(mark.start, mark.end) for mark in read.marks if mark.kind == "weekday"]


def order_words(text: str) -> list[Mark]:
    """Return the words for "now" and for "later" in `text`; others may tell the same, as dates."""
    return list(order_words_in(folded_text(plain_text(text))))


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that is read in a text; `known` is what it bears out, `orders` its magnitudes."""

    folded: str
    figures: tuple[Figure, ...]
    months: tuple[Figure, ...]
    known: tuple[Figure, ...]
    marks: tuple[Mark, ...]
    implied_weekdays: tuple[Mark, ...]
    magnitudes: tuple[tuple[int, int, frozenset[int]], ...]
    orders: frozenset[int]


# Each claim is compared with many sentences and each sentence with many claims.
@lru_cache(maxsize=2_000)
def _read(text: str) -> _Reading:
    plain = plain_text(text)
    folded = folded_text(plain)
    figures = _figures(plain, folded)
    months = tuple(
        Figure(start, end, "date", Decimal(month * 100))
        for start, end, month in bare_months(plain)
        if not _overlaps(start, end, figures)
    )
    magnitudes = tuple(
        (start, end, orders)
        for start, end, orders in bare_magnitudes(plain)
        if not _overlaps(start, end, figures)
    )
    orders = {order for _, _, some in magnitudes for order in some}
    orders |= {order_of(value) for figure in figures for value in figure.values}
    return _Reading(
        folded,
        figures,
        months,
        (*figures, *faint_figures(plain), *_year_before(folded, figures)),
        (*periods(folded), *relative_times(folded)),
        tuple(implied_weekdays(folded)),
        magnitudes,
        frozenset(orders),
    )


def _figures(plain: str, folded: str) -> tuple[Figure, ...]:
    moments = find_moments(plain)
    for start, end, _, _ in moments:
        plain = plain[:start] + HIDDEN * (end - start) + plain[end:]
    figures = [
        Figure(start, end, kind, min(values), others=values - {min(values)})
        for start, end, kind, values in moments
    ]
    for number in find_numbers(plain):
        values, start, end, unit = number.values, number.start, number.end, number.unit
        if unit is None and (headed := unit_above(plain, start, end)):
            unit, values = headed.unit, tuple(one * headed.factor for one in values)
        value, *others = dict.fromkeys(values)
        figures.append(
            Figure(
                start,
                end,
                "ordinal" if number.ordinal else "number",
                value,
                _LIKELIEST.get(unit or "", unit),
                frozenset(others) - {value},
                unit if unit in _LIKELIEST else None,
                None if number.ordinal else rate_of(folded, start, end),
                None if number.ordinal else bound_of(folded, start, end),
            )
        )
    return tuple(sorted(figures, key=lambda figure: figure.start))


def _year_before(folded: str, figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """Give the year before the only one of a text that compares with it: "4% more than in 2023"."""
    years = {figure.value for figure in figures if figure.may_be_year}
    years |= {one.value // 10_000 for one in figures if one.kind == "date"} - {0}
    if len(years) == 1 and is_told_of_the_year_before(folded):
        yield Figure(0, 0, "number", years.pop() - 1)


def _overlaps(start: int, end: int, figures: tuple[Figure, ...]) -> bool:
    return any(figure.start < end and start < figure.end for figure in figures)


def _within(figure: Figure, mark: Mark) -> bool:
    return mark.start <= figure.start and figure.end <= mark.end


def _is_held(mark: Mark, held: _Reading) -> bool | None:
    """Tell whether the evidence holds the mark; None if it holds none of its kind."""
    marks = [one for one in held.marks if one.kind == mark.kind]
    if any(same(mark, one) for one in (*marks, *held.implied_weekdays)):
        return True
    return False if marks else None


def _is_known(claim: Figure, held: _Reading) -> bool:
    matches = [figure for figure in held.known if figures_match(claim, figure)]
    if not matches:
        return date_is_known(claim, list(held.known))
    if claim.unit in MONEY and all(figure.unit is None for figure in matches):
        return not _is_other_money(claim.family or claim.unit, held)
    if claim.unit in TIME_UNITS and all(_counts_things(figure, held.folded) for figure in matches):
        return False
    if claim.rate in TIME_UNITS and all(figure.rate is None for figure in matches):
        return not rates_in(held.folded) or claim.rate in periods_in(held.folded)
    return True


def _counts_things(figure: Figure, folded: str) -> bool:
    """Tell whether a figure of a folded text counts some things: "three bedrooms" are no time.

    A larger one may be an age: "at 71 he sold". Nor may a time follow: "three more years".
    """
    following = _FOLLOWING.match(folded, figure.end)
    if figure.unit or figure.value > _MOST_THINGS or not following:
        return False
    language = detect(folded)
    words = following[0].split()
    is_time = any((unit := unit_of_words(word)) and unit[0] in TIME_UNITS for word in words)
    return language in LANGUAGE_NAMES and words[0] not in function_words(language) and not is_time


def _is_other_money(unit: str, held: _Reading) -> bool:
    """Tell whether the evidence speaks of money, and of that in other currencies only."""
    currencies = {figure.unit for figure in held.figures if figure.unit in MONEY}
    if not currencies:
        return False
    bases = {base for base, _ in base_units(unit)}
    others = currencies | currencies_in(held.folded)
    return not any(bases & {base for base, _ in base_units(other)} for other in others if other)
