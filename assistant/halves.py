"""Halves and quarters of a unit or a power: half a hectare, anderthalb Jahre, 半小时.

A text is taken as `figure_tokens.folded_text` gives it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.number_words import ANY_LANGUAGE, SMALL_NUMBERS, VOCABULARIES
from assistant.units import unit_of_words, unspaced_unit

HALF, QUARTER = Decimal("0.5"), Decimal("0.25")


class Part(NamedTuple):
    """A part such as "half a" at `text[start:end]`, whose unit or power stands behind it.

    `tail` is the span of words behind the unit that belong to it, as in "an hour and a half".
    """

    start: int
    end: int
    value: Decimal
    tail: tuple[int, int] | None = None


_OF = r"(?:\s+(?:of\s+)?an?\s+|\s+(?:of\s+|de\s+|d'|di\s+|d')|[\s-]+)"
_BEFORE: tuple[tuple[Decimal, re.Pattern[str]], ...] = tuple(
    (Decimal(value), re.compile(pattern))
    for value, pattern in (
        (
            "1.5",
            r"\b(?:anderthalb|eineinhalb|einundeinhalb|anderhal(?:f|ve)|полтор[аы]|полутора)\s+",
        ),
        (
            "0.75",
            rf"\b(?:(?:three[\s-]quarters?|trois[\s-]quarts?|tres cuartos|tre quarti|tres quartos"
            rf"|driekwart|три четверти|ثلاثه? ارباع|ثلاثة ارباع){_OF}|drei\s?viertel\s?)",
        ),
        (
            "0.25",
            rf"\b(?:(?:a quarter|un quart|un cuarto|un quarto|um quarto|een kwart|четверть|четверти"
            rf"|ربع){_OF}|(?:ein(?:e[nrsm]?)?\s)?viertel\s?)",
        ),
        (
            "0.5",
            rf"\b(?:(?:an? )?half{_OF}|(?:une? |la )?demie?[\s-]+|medi[oa]\s+|halb(?:e[nrsm]?)?\s+"
            r"|mezz[oa]\s+|mezz'|mei[oa][\s-]+|halve\s+|половин[ау]\s+|пол-?|نصف\s+)"
            r"|(?<![上下前后後\d一二两三四五六七八九十个個])半个?",
        ),
    )
)
_COUNT = r"(?P<count>\d{1,3}|[^\W\d_]{1,14})"
_AND_HALF = (
    r"(?:[\s-]and[\s-]a[\s-]half|\set\sdemie?|\sy\smedi[oa]|\se\smezz[oa]|\se\smei[oa]"
    r"|\sс\sполовинои|\sen\seen\shalve?|\s?و\s?نصف)"
)
_COUNT_AND_HALF = re.compile(rf"\b{_COUNT}{_AND_HALF}[\s-]+")
_GLUED_HALF = re.compile(r"\b(?P<count>[a-z]{3,6}?)(?:und)?(?:einhalb|enhal(?:f|ve))\s+")
_UNIT_AND_HALF = re.compile(rf"\b{_COUNT}[\s-](?P<unit>[^\W\d_]+)(?P<tail>{_AND_HALF})\b")
# "Año y medio", "ساعة ونصف": the one is not said, and an Arabic two is part of the unit.
_LONE_UNIT_AND_HALF = re.compile(rf"(?P<unit>\b[^\W\d_]{{3,}})(?P<tail>{_AND_HALF})\b")
# An Arabic unit in the dual needs no number.
_DUAL = re.compile(r"\b(?:عام|سنت|شهر|اسبوع|يوم|ساعت|دقيقت|كيلومتر)(?:ين|ان)\b")
_HAN = "〇一二三四五六七八九十"
_EASTERN_COUNT = r"(?P<count>\d{1,3}|[一二两三四五六七八九十])"
_EASTERN_COUNT_AND_HALF = re.compile(rf"(?<![\d.,]){_EASTERN_COUNT}[个個]半")
_EASTERN_UNIT_AND_HALF = re.compile(
    rf"(?<![\d.,第月]){_EASTERN_COUNT}(?P<unit>年|小时|小時|時間|个月|か月|カ月|天|日)(?P<tail>半)"
)
_VULGAR = re.compile(r"(?:(?P<count>\d{1,3})\s?)?(?P<part>[½¼¾])\s*")
_VULGAR_VALUES = {"½": HALF, "¼": QUARTER, "¾": HALF + QUARTER}
# "Half-year results" and 半年报 name a report, "meia-noite" and "полдень" a time of day.
_NO_AMOUNT = re.compile(
    r"(?<=-)year|年[报報度決决]|noite|день|(?:year|time|way)s?[\s-](?:results?|report)"
)
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)?")


def find_parts(text: str) -> list[Part]:
    """Return the halves and quarters of a unit or a power of ten, none overlapping."""
    found: list[Part] = []
    for part in _candidates(text):
        if not any(
            (one.start < part.end and part.start < one.end) or (part.tail and one.tail == part.tail)
            for one in found
        ):
            found.append(part)
    return found


def _candidates(text: str) -> Iterator[Part]:
    """Yield the parts, the longer forms first."""
    for pattern in (_UNIT_AND_HALF, _EASTERN_UNIT_AND_HALF):
        for match in pattern.finditer(text):
            count = _count(match["count"])
            if count and _is_counted(match["unit"], 0):
                yield Part(match.start(), match.end("count"), count + HALF, match.span("tail"))
    for pattern in (_COUNT_AND_HALF, _GLUED_HALF, _EASTERN_COUNT_AND_HALF):
        for match in pattern.finditer(text):
            count = _count(match["count"])
            if count and _is_counted(text, match.end()):
                yield Part(*match.span(), count + HALF)
    for match in _LONE_UNIT_AND_HALF.finditer(text):
        if _is_counted(match["unit"], 0) and not text[: match.start()].rstrip()[-1:].isdigit():
            start, count = match.start(), 2 if match["unit"].endswith("ين") else 1
            yield Part(start, start, count + HALF, match.span("tail"))
    for match in _DUAL.finditer(text):
        yield Part(match.start(), match.start(), Decimal(2))
    for match in _VULGAR.finditer(text):
        whole = Decimal(match["count"] or 0)
        yield Part(*match.span(), whole + _VULGAR_VALUES[match["part"]])
    for value, pattern in _BEFORE:
        for match in pattern.finditer(text):
            if _is_counted(text, match.end()):
                yield Part(*match.span(), value)


def _count(said: str) -> int | None:
    if said.isdigit():
        return int(said)
    if said in _HAN:
        return _HAN.index(said)
    return 2 if said == "两" else SMALL_NUMBERS.get(said)


def _is_counted(text: str, at: int) -> bool:
    """Tell whether a unit or a power of ten stands at `at`."""
    if _NO_AMOUNT.match(text, at):
        return False
    if unspaced_unit(text, at):
        return True
    words = _WORDS.match(text, at)
    if not words:
        return False
    first = re.split("[ -]", words[0])[0]
    if any(first in one.powers for one in (ANY_LANGUAGE, *VOCABULARIES.values())):
        return True
    return unit_of_words(words[0].replace("-", " ")) is not None
