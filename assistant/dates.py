"""Dates and times of day, as eleven languages and the usual numeric forms write them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.number_words import MONTHS, fold

_NAME = r"(?P<month>(?:كانون|تشرين) ال\w+|[^\W\d_]{2,12})"
_DAY = r"(?<![\d.,])(?P<day>\d{1,2})"
_YEAR = r"(?P<year>1\d{3}|20\d{2}|2100)(?!\d|[.,]\d)"
_HAN = "〇一二三四五六七八九"

# 3 May 2020, 3. Mai, 1er mai, 3 de mayo de 2020, den 3ten Mai
_DAY_MONTH = re.compile(
    rf"{_DAY}(?:\.|st|nd|rd|th|er|[º°]|ª|ten)?\s+(?:de\s+|of\s+)?{_NAME}"
    rf"(?:\.?,?\s+(?:de\s+|del\s+)?{_YEAR})?"
)
# May 3, 2020
_MONTH_DAY = re.compile(
    rf"{_NAME}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,?\s+{_YEAR})?"
)
# May 2020, mai 2020, mayo de 2020
_MONTH_YEAR = re.compile(rf"{_NAME}\.?,?\s+(?:de\s+|del\s+|of\s+)?{_YEAR}")
# 2020年5月3日, 5月3日, 2020年5月, 5月, 二〇二〇年五月, 2020년 5월 3일
_EASTERN = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_HAN}]{{4}})[年년]\s*)?(?P<month>\d{{1,2}}|[{_HAN}十]{{1,2}})[月월]"
    rf"(?:\s*(?P<day>\d{{1,2}}|[{_HAN}十]{{1,3}})[日号號일])?"
)
_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
# Right-to-left text may hold marks of direction before the strokes.
_YEAR_LAST = re.compile(
    r"(?<![\d./])(\d{1,2})(\u200f?[-/.])(\d{1,2})\2"
    r"(\d{4}|(?<=/)\d\d|(?<=\d\d\.\d\d\.)\d\d)(?![./]?\d)"
)
_TIME = re.compile(
    r"(?<![\d:.,])([01]?\d|2[0-4])"
    r"(?:(?::|\s?h\s?|\s?Uhr\s|\.(?=\d\d\sUhr))([0-5]\d)(?!\d)(?::([0-5]\d))?"
    r"|[时時点點시](?!間)(?:([0-5]?\d)分)?|(?=\s?[ap]\.?m\b)|(?=\s(?:Uhr|o'clock)\b))"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?|\sUhr|\so'clock)?",
    re.IGNORECASE,
)

# Short forms that also mean something else: they count between a day and a year only.
_UNSURE_MONTHS = {"set": 9, "out": 10}


class Moment(NamedTuple):
    """A date or time of day that was read at `text[start:end]`.

    Each of `values` is a reading: for a date, year * 10000 + month * 100 + day, with 0 for a part
    that is not said; for a time, the seconds since midnight.
    """

    start: int
    end: int
    kind: Literal["date", "time"]
    values: frozenset[Decimal]


def find_moments(text: str) -> list[Moment]:
    """Return the dates and times of `text`, whose digits must be ASCII, none overlapping."""
    found: list[Moment] = []
    for moment in _candidates(text):
        if moment.values and not any(m.start < moment.end and moment.start < m.end for m in found):
            found.append(moment)
    return found


def _candidates(text: str) -> Iterator[Moment]:
    """Yield what may be a moment, the surest forms first; one without values is none."""
    for match in _YEAR_FIRST.finditer(text):
        year, _, month, day = match.groups()
        yield Moment(*match.span(), "date", _dates(year, (month, day)))
    for match in _YEAR_LAST.finditer(text):
        # 03/05/2020 is in May or in March: nothing tells which, so both are readings.
        first, _, second, year = match.groups()
        centuries = [""] if len(year) == 4 else ["19", "20"]
        readings = [_dates(c + year, (second, first), (first, second)) for c in centuries]
        yield Moment(*match.span(), "date", frozenset().union(*readings))
    for match in _EASTERN.finditer(text):
        year, month, day = (_digits(match[part]) for part in ("year", "month", "day"))
        yield Moment(*match.span(), "date", _dates(year, (month, day)))
    for pattern in (_DAY_MONTH, _MONTH_DAY, _MONTH_YEAR):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            name = fold(parts["month"])
            month = str(MONTHS.get(name) or (parts["year"] and _UNSURE_MONTHS.get(name)) or 0)
            yield Moment(*match.span(), "date", _dates(parts["year"], (month, parts.get("day"))))
    for match in _TIME.finditer(text):
        yield Moment(*match.span(), "time", _times(match))


def _dates(year: str | None, *months_and_days: tuple[str, str | None]) -> frozenset[Decimal]:
    return frozenset(
        Decimal(int(year or 0) * 10_000 + int(month) * 100 + int(day or 0))
        for month, day in months_and_days
        if 1 <= int(month) <= 12 and (not day or 1 <= int(day) <= 31)
    )


def _times(match: re.Match[str]) -> frozenset[Decimal]:
    hours, minutes, seconds = (
        int(part or 0) for part in (match[1], match[2] or match[4], match[3])
    )
    past = minutes * 60 + seconds
    half = (match["half"] or "").lower()
    if half:
        return frozenset({Decimal((hours % 12 + 12 * (half == "p")) * 3600 + past)})
    # Without "am" or "pm", 2:30 may also be half past two in the afternoon.
    possible = {hours, hours + 12} if 1 <= hours < 12 and match[1][0] != "0" else {hours}
    return frozenset(Decimal(hour * 3600 + past) for hour in possible)


def _digits(numeral: str | None) -> str:
    """Return a Chinese numeral below 100, or a year written digit by digit, in ASCII digits."""
    if not numeral or numeral.isascii():
        return numeral or ""
    if "十" in numeral:
        tens, units = numeral.split("十", 1)
        return str(_HAN.index(tens or "一") * 10 + _HAN.index(units or "〇"))
    return "".join(str(_HAN.index(sign)) for sign in numeral)
