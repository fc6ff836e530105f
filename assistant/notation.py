"""Large figures as a language writes them, so that a model can copy and need not convert them.

A small model translates "1,5 milliard" into "1,5 millones" or "1.5亿" one time in three; given
"1500 millones" or "15亿" in the text that it reads, it copies that.
"""

from decimal import Decimal
from typing import Literal

from assistant.figures import Figure, read_figures
from index.language import detect

_LEAST = Decimal(1_000_000)  # below this, languages write the same digits


def in_notation_of(language: str, text: str) -> str:
    """Return `text` with its figures of a million and more as `language` writes them.

    A text in that language already, and a language that CLDR does not know, leave it as it is.
    """
    if detect(text) == language:
        return text
    parts = []
    at = 0
    for figure in read_figures(text):
        written = _written(figure, language)
        if written:
            parts += [text[at : figure.start], written]
            at = figure.end
    return "".join([*parts, text[at:]])


def _written(figure: Figure, language: str) -> str | None:
    if figure.kind != "number" or figure.others or figure.value < _LEAST:
        return None
    # Late: its locale data takes a quarter of a second to load.
    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_compact_decimal, get_currency_name

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
    # Chinese, Japanese and some others have one form only, the short one.
    length: Literal["long", "short"] = (
        "long" if "long" in locale.compact_decimal_formats else "short"
    )
    number = format_compact_decimal(
        figure.value, format_type=length, locale=locale, fraction_digits=3
    )
    if [read.value for read in read_figures(number)] != [figure.value]:
        return None  # it was rounded
    if figure.unit is None:
        return number
    if figure.unit not in locale.currencies:
        return None
    return f"{number} {get_currency_name(figure.unit, count=figure.value, locale=locale)}"
