"""The unit that words or signs name, and how the quantities of two units compare."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from assistant.currencies import (
    COINS,
    FAMILY_WORDS,
    NATION_WORDS,
    NATIONS,
    SIGNS,
    UNSPACED_CURRENCIES,
)
from assistant.measures import (
    AMBIGUOUS,
    COMPOUND_ENDINGS,
    MEASURE_WORDS,
    SCALE,
    UNSPACED_MEASURES,
)
from assistant.number_words import fold

_HUNDREDTH = Decimal("0.01")
_CODES = frozenset(code for codes in NATIONS.values() for code in codes.values()) | {"EUR", "CNY"}
CURRENCIES = _CODES | FAMILY_WORDS.keys() | frozenset(SIGNS.values())
# "Livres" are books and weigh pounds too, so that this word alone says nothing of money.
MONEY = CURRENCIES - {"pound"}

_Forms = Mapping[str, list[tuple[re.Pattern[str], str]]]


def _compiled(words: Mapping[str, str]) -> _Forms:
    """Return the forms of each code as patterns by their first two letters, longest first."""
    forms = [(fold(form), code) for code, forms in words.items() for form in forms.split()]
    by_start = defaultdict(list)
    for form, code in sorted(forms, key=lambda one: -len(one[0])):
        spaced = re.escape(re.sub("[-'_]", " ", form)).replace(r"\*", r"[^\W\d_]{0,4}")
        by_start[form[:2]].append((spaced, code))
    return {
        start: [(re.compile(rf"{form}(?![^\W_])"), code) for form, code in some]
        for start, some in by_start.items()
    }


_UNITS = _compiled({**MEASURE_WORDS, **FAMILY_WORDS})
_NATIONS = _compiled({nation: words.replace("*", "****") for nation, words in NATION_WORDS.items()})
_COMPOUND_CODES = {
    fold(ending): code for code, endings in COMPOUND_ENDINGS.items() for ending in endings.split()
}
_COMPOUND = re.compile(
    rf"[^\W\d_]{{3,}}?({'|'.join(sorted(_COMPOUND_CODES, key=len, reverse=True))})(?![^\W_])"
)
_UNSPACED_CODES = {
    word: code
    for code, words in [*UNSPACED_MEASURES.items(), *UNSPACED_CURRENCIES.items()]
    for word in words.split()
}
_UNSPACED_PATTERN = re.compile(
    # "升至" is "rises to" and no litre, "元素" an element.
    "(?!升[至到高级]|元[素旦件]|周[年岁]|分[之の])"
    f"(?:{'|'.join(sorted(_UNSPACED_CODES, key=len, reverse=True))})"
)


@lru_cache(maxsize=20_000)
def unit_of_words(words: str) -> tuple[str, int] | None:
    """Return the unit that folded `words` begin with, and how many words it takes, or None."""
    nation, rest = _found(_NATIONS, words), words
    if nation:
        rest = words[nation[1] :].lstrip()
    unit = _found(_UNITS, rest)
    if nation and not (unit and unit[0] in CURRENCIES):
        nation, rest = None, words
        unit = _found(_UNITS, rest)
    if not unit:
        compound = _COMPOUND.match(words)
        return (_COMPOUND_CODES[compound[1]], 1) if compound else None
    code, end = unit
    if code in NATIONS and not nation:
        nation = _found(_NATIONS, rest[end + 1 :].removeprefix("de "))
        if nation:
            end = rest.index(" ", end) + 1 + rest[end + 1 :].startswith("de ") * 3 + nation[1]
    taken = len(words) - len(rest) + end
    return _national(code, nation[0] if nation else ""), words[:taken].count(" ") + 1


def _found(forms: _Forms, words: str) -> tuple[str, int] | None:
    """Return the code of the longest form at the start of `words`, and where the form ends."""
    for pattern, code in forms.get(words[:2], ()):
        match = pattern.match(words)
        if match:
            return code, match.end()
    return None


def _national(family: str, nation: str) -> str:
    """Return the currency of a family that the nation has, or that is alone in the family."""
    codes = NATIONS.get(family, {})
    return next(iter(codes.values())) if len(codes) == 1 else codes.get(nation, family)


def unspaced_unit(text: str, at: int) -> tuple[str, int] | None:
    """Return the Chinese, Japanese or Korean unit at `at`, and where it ends, or None."""
    found = _UNSPACED_PATTERN.match(text, at)
    return (_national(_UNSPACED_CODES[found[0]], ""), found.end()) if found else None


def currencies_in(folded: str) -> frozenset[str]:
    """Return the currencies that the signs and words of a folded text name."""
    words = re.findall(r"[^\W\d_]+", folded)
    named = {found[0] for word in words if (found := unit_of_words(word))}
    named |= {_UNSPACED_CODES[found[0]] for found in _UNSPACED_PATTERN.finditer(folded)}
    named |= {code for sign, code in SIGNS.items() if not sign[-1].isalpha() and sign in folded}
    return frozenset(named & CURRENCIES)


@lru_cache(maxsize=1_000)
def base_units(unit: str) -> frozenset[tuple[str, Decimal]]:
    """Return what one `unit` may be, in units that all of their kind are compared in.

    A kilometre is 1000 metres. What names several units gives all of them: "pounds" are sterling,
    another country's or a weight.
    """
    return frozenset(_base_units(unit))


def in_base_unit(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a quantity in the first of the units that its own may be compared in."""
    base, factor = next(_base_units(unit))
    return value * factor, base


def _base_units(unit: str) -> Iterator[tuple[str, Decimal]]:
    if unit in COINS:
        for whole in COINS[unit]:
            yield from ((base, factor * _HUNDREDTH) for base, factor in _base_units(whole))
    elif unit in NATIONS:
        yield unit, Decimal(1)
        yield from ((code, Decimal(1)) for code in NATIONS[unit].values())
        if unit == "pound":
            yield "lb", Decimal(1)
    elif unit == "¥":
        yield from (("JPY", Decimal(1)), ("CNY", Decimal(1)))
    elif unit in AMBIGUOUS:
        for one in AMBIGUOUS[unit]:
            yield SCALE.get(one, (one, Decimal(1)))
    else:
        yield SCALE.get(unit, (unit, Decimal(1)))
