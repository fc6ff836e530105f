"""Number words and digits, one after the other, put together into a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from assistant.figure_tokens import EASTERN_DIGITS, EASTERN_POWERS, Token
from assistant.number_words import Vocabulary, folded

ZERO, ONE = Decimal(0), Decimal(1)
# What may stand between the words of one number: "quatre-vingt", "2 000 millions", "20亿".
_BETWEEN = re.compile(r"[ \-]{0,2}")
# In Italian "prima" is "before" but behind an article or "her".
_BEFORE = "prima"
_ARTICLE = re.compile(r"\b(?:la|una|(?:de|a|ne|su|da)lla|sua|mia|tua|loro|nostra|vostra)\s$")
_REACH = 10
# The short forms of powers, which only count after digits: "$2bn", "500 M€", "2 Mrd. Euro".
SHORT_POWERS = {
    "K": 10**3, "k": 10**3, "tsd": 10**3, "M": 10**6, "MM": 10**6, "mn": 10**6, "mln": 10**6,
    "Mln": 10**6, "mio": 10**6, "Mio": 10**6, "B": 10**9, "bn": 10**9, "bln": 10**9, "Bn": 10**9,
    "mrd": 10**9, "Mrd": 10**9, "mld": 10**9, "Mld": 10**9, "Md": 10**9, "Mds": 10**9,
    "Tsd": 10**3, "tn": 10**12, "trn": 10**12, "T": 10**12,
}  # fmt: skip
# After an amount of money these are powers; elsewhere "m" is metres and "mi" miles.
MONEY_POWERS = {"m": 10**6, "b": 10**9, "mi": 10**6, "bi": 10**9, "tri": 10**12, "t": 10**12}
# These stand for themselves without a number before them: 百 is a hundred, 万 alone is no number.
EASTERN_LONE = frozenset({"十", "拾", "百", "千"})
# Longer digits are an identifier, no amount that a word would multiply.
_LONGEST_AMOUNT = 40
# After digits these are money: "26 cent" is not 2600.
_COINS = frozenset({"cent", "cents"})
_FRENCH_TEENS = folded("dix onze douze treize quatorze quinze seize")


class Spelled(NamedTuple):
    """A number that the tokens up to `stop` (exclusive) say.

    `power` is the last word that multiplied, or 1. `weak` says that it is a lone word for 1.
    """

    value: Decimal
    power: Decimal
    stop: int
    ordinal: bool = False
    weak: bool = False


@dataclass
class _Sum:
    """A number while its words are read: what a power has closed, and the rest after it.

    In "two thousand five hundred", "hundred" multiplies the 5 only; in "dos mil millones",
    "millones" multiplies all of the 2000.
    """

    done: Decimal = ZERO
    rest: Decimal = ZERO
    power: Decimal = ONE

    @property
    def value(self) -> Decimal:
        return self.done + self.rest

    def multiply(self, factor: int, lone: bool) -> bool:
        """Multiply what is smaller than `factor`, or 1 if there is none and `lone` allows it."""
        low = self.done % factor + self.rest or (ONE if lone else ZERO)
        high = self.done - self.done % factor
        if not low or not _fits(high, low * factor):
            return False
        self.done, self.rest, self.power = high + low * factor, ZERO, Decimal(factor)
        return True

    def add(self, value: Decimal, word: str) -> bool:
        """Add `value` where it fits behind the number so far: 20 takes 5, 5 does not take 20."""
        rest = self.rest
        if rest == 4 and word.startswith("vingt"):
            self.rest = Decimal(80)
        elif value >= 1000 and _fits(self.value, value):
            self.done += value
        elif (
            _fits(self.value, value)
            # soixante-dix is 70, quatre-vingt-dix 90
            or (rest in (60, 80) and 10 <= value < 20 and word in _FRENCH_TEENS)
            # Arabic says the unit first: خمسة عشر is 15, خمسة وعشرون is 25
            or (0 < rest % 100 < 10 and 10 <= value < 100 and value % 10 == 0 and word > "\u0600")
        ):
            self.rest += value
        else:
            return False
        return True

    def add_to_year(self, value: Decimal) -> bool:
        """Add the second half of a year, as in "nineteen ninety-four"."""
        if self.done or not (10 <= self.rest <= 20 and 10 <= value < 100):
            return False
        self.done, self.rest = self.rest * 100, value
        return True


def _fits(number: Decimal, addend: Decimal) -> bool:
    return not number or number % 10 ** len(str(int(addend))) == 0


def spell(
    tokens: Sequence[Token], at: int, text: str, vocabulary: Vocabulary, reading: int = 0
) -> Spelled | None:
    """Return the longest number that begins at `tokens[at]`, or None.

    `reading` chooses among the values of ambiguous digits at the start.
    """
    if len(tokens[at].raw) > _LONGEST_AMOUNT and tokens[at].readings:
        return Spelled(tokens[at].readings[reading], ONE, at + 1)
    total = _Sum()
    before_link: Spelled | None = None
    place = at
    while place < len(tokens):
        token = tokens[place]
        if place > at and not _BETWEEN.fullmatch(text[tokens[place - 1].end : token.start]):
            break
        word = token.word
        if word == _BEFORE and not _ARTICLE.search(text, max(0, token.start - _REACH), token.start):
            break
        if word in vocabulary.ordinals and _fits(total.value, Decimal(vocabulary.ordinals[word])):
            ordinal = total.value + vocabulary.ordinals[word]
            return Spelled(ordinal, ONE, place + 1, ordinal=True)
        if place > at and word in vocabulary.links:
            if total.value % vocabulary.links[word]:
                break
            before_link = Spelled(total.value, total.power, place)
            place += 1
            continue
        factor = _factor(tokens, at, place, vocabulary)
        lone = word in vocabulary.lone or token.raw in EASTERN_LONE
        value = _value(tokens, at, place, reading, vocabulary)
        taken = bool(factor) and total.multiply(factor, lone)
        if not taken and value is not None:
            is_english = "hundred" in vocabulary.powers
            taken = total.add(value, word) or (is_english and total.add_to_year(value))
        if not taken and before_link and (factor or value is not None):
            # "two hundred and five hundred" are two numbers: the "and" was none of their words.
            return before_link
        if not taken:
            break
        place += 1
    if place > at and tokens[place - 1].word in vocabulary.links:
        return before_link
    if place == at:
        return None
    weak = place == at + 1 and tokens[at].word in vocabulary.ones
    return Spelled(total.value, total.power, place, weak=weak)


def _factor(tokens: Sequence[Token], at: int, place: int, vocabulary: Vocabulary) -> int:
    """Return by how much the token multiplies what stands before it, or 0."""
    token = tokens[place]
    factor = vocabulary.powers.get(token.word) or EASTERN_POWERS.get(token.raw, 0)
    if token.word in _COINS and place > at and tokens[place - 1].readings:
        return 0
    if not factor and place > at and tokens[place - 1].readings:
        factor = SHORT_POWERS.get(token.raw, 0)
    return factor


def _value(
    tokens: Sequence[Token], at: int, place: int, reading: int, vocabulary: Vocabulary
) -> Decimal | None:
    """Return what the token adds to the number that begins at `at`, or None."""
    token = tokens[place]
    if token.readings:
        if place == at:
            return token.readings[reading]
        # More digits belong to the same number only before a smaller power, or in "3万5000".
        after_power = tokens[place - 1].raw in EASTERN_POWERS
        before_power = place + 1 < len(tokens) and tokens[place + 1].word in vocabulary.powers
        return token.readings[0] if after_power or before_power else None
    if token.raw in EASTERN_DIGITS:
        return Decimal(EASTERN_DIGITS[token.raw])
    if token.word in vocabulary.ones:
        # "a" and "an" begin a number and are never inside one: "twenty a day"; nor do articles
        # stand behind digits: "4,1 millions un an plus tôt".
        is_inside = place > at and not tokens[at].readings
        return ONE if place == at or (is_inside and token.word not in ("a", "an")) else None
    number = vocabulary.numbers.get(token.word)
    return None if number is None else Decimal(number)
