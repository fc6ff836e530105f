"""Magnitudes without a number: those millions, Milliarden, 数十亿."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.number_words import VOCABULARIES, fold, folded, vocabularies_for

# The plurals that stand alone; "mil", "mille" and the English "miles" are no such words.
_PLURALS = folded(
    "thousands millions billions trillions milliers milliards millones billones miles millardos"
    " Tausende Tausenden tausender Millionen Milliarden Billionen migliaia milioni miliardi bilioni"
    " milhares milhões bilhões biliões trilhões duizenden miljoenen miljarden biljoenen"
    " тысячи тысяч тысячам тысячами миллионы миллионов миллионам миллионами"
    " миллиарды миллиардов миллиардам миллиардами триллионы триллионов آلاف ملايين مليارات"
    " تريليونات الآلاف الملايين المليارات"
)
_THOUSANDS = folded("Tausende Tausenden tausender migliaia milhares duizenden الآلاف")
_WORDS = re.compile(r"\b(?:miles de |mil )(?=millones|milhões)|[^\W\d_]+", re.IGNORECASE)
_EASTERN = re.compile(r"[数數几幾上好](?P<times>[十百千]?)(?P<power>[千万萬亿億兆])|成千上万")
_EASTERN_POWERS = {"千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}


def bare_magnitudes(text: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield start, end and possible orders of the magnitudes of a `plain_text`, in thousands.

    The order of a thousand is 1, of a million 2; 数十万, which lies between them, is 1.
    """
    words = list(_WORDS.finditer(text))
    vocabularies = vocabularies_for(fold(word[0]) for word in words)
    times = 0
    for match in words:
        word = fold(match[0])
        if word.endswith(" "):
            times = 1  # a thousand millions
            continue
        if word not in _PLURALS:
            continue
        if word == "miles" and fold(text[match.end() : match.end() + 4]) != " de ":
            continue
        if word in _THOUSANDS:
            yield *match.span(), frozenset({1})
            continue
        known = [one for one in vocabularies if word in one.powers] or [
            one for one in VOCABULARIES.values() if word in one.powers
        ]
        powers = {one.powers[word] for one in known}
        singular = word.removeprefix("ال")
        powers |= {one.powers[singular] for one in vocabularies if singular in one.powers}
        orders = frozenset((len(str(power)) - 1) // 3 + times for power in powers)
        times = 0
        if orders:
            yield *match.span(), orders
    for match in _EASTERN.finditer(text):
        zeros = _EASTERN_POWERS[match["power"] or "万"]
        zeros += "十百千".index(match["times"]) + 1 if match["times"] else 0
        yield *match.span(), frozenset({zeros // 3})


def order_of(value: Decimal) -> int:
    """Return how many times a value can be divided by a thousand."""
    return max(0, value.adjusted() // 3) if value else 0
