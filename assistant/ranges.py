"""Two figures that share a unit or a power: "5 to 10 million euros"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple


class Number(NamedTuple):
    """A number at `text[start:end]`, its likeliest value first.

    `power` is the last word that multiplied it, or 1: 10^6 in "5 million".
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str | None = None
    ordinal: bool = False
    power: Decimal = Decimal(1)


# What joins the two ends of a range, or two figures that share a unit: "5 and 10 percent".
_RANGE = re.compile(
    r"\s*(?:[-–—~/]|to|and|or|à|et|ou|a|y|e|o|u|bis|und|oder|tot|en|of|do|i|lub|ile|ve|до|и|или|至|到"
    r"|から|と|和|或|إلى|و|أو|auf|naar|para|hasta|su|fino a|do que|up to|jusqu'à|auf bis zu|até"
    r"|增至|升至|增加到|上升到|增长到|降至|降到|下降到|升到)\s*"
)

_CELL = " / "
_LAST_WORD = re.compile(r"([^\W\d_]+)\W{1,3}$")
# What stands before a year: "in 2023", "im ersten Halbjahr 2023".
_WHEN = frozenset((
    "in", "en", "im", "em", "nel", "del", "no", "of", "year", "année", "an", "año", "Jahr", "Jahre",
    "Halbjahr", "Quartal", "anno", "ano", "jaar", "в", "году", "since", "depuis", "desde", "seit",
    "dal", "sinds", "с", "half", "semestre", "trimestre", "semester", "quarter",
))  # fmt: skip


def with_ranges(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers; in "5 to 10 million dollars" the 5 has the unit and power of the 10.

    A power is only one more reading: "in 2019 and 5 million" leaves 2019 what it is.
    """
    shared = list(numbers)
    for place in reversed(range(len(shared) - 1)):
        one, other = shared[place : place + 2]
        if not _RANGE.fullmatch(text, one.end, other.start):
            continue
        if _is_year(text, one) or _are_cells(text, one, other):
            continue
        values = one.values
        if one.power == 1 and other.power > 1:
            values += tuple(value * other.power for value in values)
        shared[place] = one._replace(values=values, unit=one.unit or other.unit)
        if 1000 <= one.values[0] <= 2100 and other.end - other.start == 2:
            # "2019-20" ends in 2020.
            full_year = one.values[0] // 100 * 100 + other.values[0]
            shared[place + 1] = other._replace(values=(*other.values, full_year))
    return shared


def _are_cells(text: str, one: Number, other: Number) -> bool:
    """Tell whether a slash parts two cells of a row, of three or more: "500 / 18 590 / 189 €"."""
    first, last = text.rfind("\n", 0, one.start) + 1, text.find("\n", other.end)
    line = text[first : last if last >= 0 else len(text)]
    return text[one.end : other.start] == _CELL and line.count(_CELL) > 1


def _is_year(text: str, number: Number) -> bool:
    """Tell whether a number before "to" is a year: "4.7% in 2023 to 3.1%", not "from 1500 to"."""
    before = _LAST_WORD.search(text, 0, number.start)
    looks_so = number.unit is None and number.power == 1 and 1000 <= number.values[0] <= 2100
    return looks_so and number.end - number.start == 4 and bool(before and before[1] in _WHEN)
