"""What the heading of a table's cell says of the number in it: "Profit (£ million), 2023: 2.2"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assistant.number_words import MONTHS, fold
from assistant.numerals import find_numbers
from assistant.units import MONEY

# Nothing stands in the cell but its number.
_CELL_END = re.compile(r"\s*(?:[;|]|$)", re.MULTILINE)
_BETWEEN_CELLS = ";|\n"
_UNIT = re.compile(r"[(\[](?:in |en |em |w |в )?([^()\[\]\d]{1,30})[)\]]")
# A column may name its unit without brackets: "Change in %".
_BARE_UNIT = re.compile(r"(?:\b(?:in|en|em|w|в)\s+|(?=%))(\S+)\s*$")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
# "£", "US$" and "€" stand before a number: "£ million" counts in millions of pounds.
_SIGN = re.compile(r"(?:(?:US|HK|NZ|[ACRS])(?=\$))?[^\w\s%‰°'/]")


class Headed(NamedTuple):
    """A unit, and how many of it a number counts in."""

    unit: str
    factor: Decimal


def unit_above(text: str, start: int, end: int) -> Headed | None:
    """Return what the heading of the cell says that `text[start:end]`, all that is in it, counts.

    `text` is a `figure_tokens.plain_text` in which each cell stands behind its headings, as in
    `Evidence.stated`: that of its row, and that of its column. The row's unit counts where the
    column names none but a time or number, such as a year. None if the number is a year or not all
    of a cell, or if no heading names a sum or a percentage: "(min)" and "(kg)" say many things.
    """
    begins = max(text.rfind(mark, 0, start) for mark in _BETWEEN_CELLS) + 1
    heading = text[begins:start].rstrip()
    is_filled = heading.endswith(":") and _CELL_END.match(text, end)
    if not is_filled or _YEAR.fullmatch(text, start, end):
        return None
    row, _, column = heading[:-1].rpartition(", ")
    bare = _BARE_UNIT.search(column)
    named = [*([bare[1]] if bare else []), *reversed(_UNIT.findall(column))]
    if not named and (_DIGIT.search(column) or any(fold(w) in MONTHS for w in column.split())):
        named = _UNIT.findall(row)[::-1]
    return next(filter(None, map(_read, named)), None)


@lru_cache(maxsize=1_000)
def _read(unit: str) -> Headed | None:
    """Read what is only a currency or "%", with or without a magnitude: "£ million", "Mio. €"."""
    for one in _with_one(unit.strip()):
        numbers = find_numbers(one)
        is_known = len(numbers) == 1 and (numbers[0].unit == "%" or numbers[0].unit in MONEY)
        if is_known and not one[numbers[0].end :].strip(" ."):
            return Headed(str(numbers[0].unit), numbers[0].values[0])
    return None


def _with_one(unit: str) -> Iterator[str]:
    """Give the ways to write one of a unit."""
    yield f"1 {unit}"
    if sign := _SIGN.match(unit):
        rest = unit[sign.end() :].strip()
        yield f"{sign[0]}1{rest}"
        yield f"{sign[0]}1 {rest}"
