"""What is no figure of a claim, since it mostly means something else, but bears one out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.figure_match import Figure
from assistant.number_words import MONTHS, fold, folded
from assistant.periods import roman_value

_FAINT_NUMBERS = {
    word: value
    for value, words in (
        (1, "one a an un une una uno ein eine einer einem einen eines um uma een jeden bir один"
            " одна одно одного одной واحد واحدة single seul seule einzige solo única"),
        (2, "both second seconde segundo segunda secondo seconda tweede deux double beide beiden"
            " ambos ambas entrambi entrambe оба обе pair couple twice zweimal вдвое"),
        (10, "dizaine decena decina dezena tiental десяток"),
        (15, "quinzaine quincena quindicina quinzena"),
        (20, "vingtaine veintena ventina vintena twintigtal"),
        (30, "trentaine treintena"),
        (50, "cinquantaine cincuentena cinquantina"),
        (60, "soixantaine sesentena sessantina"),
        (100, "centaine centena centenar centinaio сотня сотню"),
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
# "Die drittgrößte Stadt" is the third largest.
_GERMAN_ORDINALS = {
    "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9,
    "zehnt": 10,
}  # fmt: skip
_GERMAN_SUPERLATIVE = re.compile(
    rf"\b({'|'.join(_GERMAN_ORDINALS)})(?:größt|höchst|längst|meist|best|ältest|jüngst|kleinst"
    r"|niedrigst|tiefst|stärkst|schnellst|reichst|teuerst|wichtigst|häufigst|bevölkerungsreichst)e",
    re.IGNORECASE,
)


def faint_figures(plain: str) -> Iterator[Figure]:
    """Yield what bears a figure out without being one: "une entreprise" for "1 company".

    `plain` is a `figure_tokens.plain_text`.
    """
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
    for match in _GERMAN_SUPERLATIVE.finditer(plain):
        ordinal = _GERMAN_ORDINALS[match[1].lower()]
        yield Figure(*match.span(1), "ordinal", Decimal(ordinal))
    for match in _ROMAN.finditer(plain):
        yield Figure(*match.span(), "ordinal", Decimal(roman_value(match[1])))
