"""A text as words, signs and digits: what the reading of numbers begins with."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from assistant.currencies import SIGNS
from assistant.halves import find_parts
from assistant.number_words import fold

HIDDEN = "\0"  # stands for each character that is not to be read

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000", " "),
        **dict.fromkeys("’٬＇", "'"),
        **dict.fromkeys("−‑‐－", "-"),
        "٫": ".", "，": ",", "．": ".", "％": "%", "＄": "$", "：": ":", "／": "/", "～": "~",
        "〜": "~", "（": "(", "）": ")", "［": "[", "］": "]", "٪": "%",
    }
)  # fmt: skip
_PLAIN_POWER = re.compile(r"(?<![^\W\d])([kdcm]?m|ft|mi)([23])(?!\w)")  # "7 km2"
# A million to Czechs and Romanians, whose full stop and currency tell; to Spaniards a thousand.
_MIL = re.compile(r"(?<=\d )mil(?=\. (?:Kč|CZK|korun|lei|RON)\b)", re.IGNORECASE)
_TIS = re.compile(r"(?<=\d )tis(?=\. (?:Kč|CZK|korun)\b)", re.IGNORECASE)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Numerals that are written without spaces; the Korean powers stand after digits.
EASTERN_POWERS = {
    "十": 10, "拾": 10, "百": 10**2, "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8,
    "億": 10**8, "兆": 10**12,
    "십": 10, "백": 10**2, "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
EASTERN_DIGITS = {sign: value for value, signs in enumerate(
    ("〇零", "一壹", "二两兩贰", "三叁", "四", "五", "六", "七", "八", "九")
) for sign in signs}  # fmt: skip
# No figures: citation markers "[1, 2]", list markers "1." and "(2)" at the start of a line,
# fractions such as "1/2", and the Chinese "三分之二".
_NO_NUMBER = re.compile(
    r"\[\d[\d\s,;–-]*\]"
    r"|^[ \t]*(?:\d{1,2}[.)]|\(\d{1,2}\))(?=[ \t]+\S)"
    r"|(?<![\d/])\d{1,3}/\d{1,3}(?![\d/])"
    r"|[\d一二三四五六七八九十]+分[之の][\d一二三四五六七八九十]+"
    r"|[数數几幾何][十百千万萬亿億]+",
    re.MULTILINE,
)
# The letters and vowel signs of all scripts that put spaces between words.
_LETTER = (
    "A-Za-zªº²³À-ÖØ-öø-\u058f\u05d0-\u05ea\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u0900-\u0963"
    "\u1e00-\u1fff"
)
_CURRENCY_SIGN = "|".join(
    re.escape(sign) + (r"\b" if sign[-1].isalpha() else "")
    for sign in sorted(SIGNS, key=len, reverse=True)
)
_TOKEN = re.compile(
    r"(?P<digits>(?<!\d[.,])"
    r"(?:\d{1,3}(?P<mark>[ ',.])\d{3}(?:(?P=mark)\d{3})+(?:[.,]\d+)?"  # 1.500.000,25
    r"|\d{1,3}[ ']\d{3}(?:[.,]\d+)?"  # 1 500,25
    r"|\d{1,3}(?:,\d{3}\.\d+|\.\d{3},\d+)"  # 1,500.25
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"  # 1,50,000, as India writes it
    r"|\d+[.,]\d+)(?!\d|[.,]\d)|\d+)"
    rf"|(?P<sign>{_CURRENCY_SIGN}|[%‰℃]|° ?[CF]\b|[kк][mм]/[hч])"
    # 兆瓦 is a megawatt, 千克 a kilogram.
    rf"|(?P<eastern>(?!兆[瓦赫字]|千[瓦克米卡])[{''.join(EASTERN_DIGITS)}{''.join(EASTERN_POWERS)}])"
    rf"|[{_LETTER}]+"
)


class Token(NamedTuple):
    """A word, a sign or a number in digits, at `text[start:end]`.

    `word` is folded, and empty for digits; `readings` are the values of digits, likeliest first.
    """

    start: int
    end: int
    raw: str
    word: str
    readings: tuple[Decimal, ...] = ()


def plain_text(text: str) -> str:
    """Return `text` with the digits, spaces and signs of every script in ASCII, offsets kept."""
    plain = text.translate(_SAME)
    plain = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), plain)
    plain = _TIS.sub("tys", _MIL.sub("mln", plain))
    return _PLAIN_POWER.sub(lambda unit: unit[1] + "²³"[int(unit[2]) - 2], plain)


class _Folding(dict[int, str]):
    """Each character without its accent and in lower case, if that is one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        # Chinese and Japanese signs have no case, and their marks are no accents.
        plain = character if code >= 0x2E80 else fold(character)
        self[code] = plain if len(plain) == 1 else character
        return self[code]


_FOLDING = _Folding()


def folded_text(text: str) -> str:
    """Return a `plain_text` in lower case and without accents, offsets kept."""
    return text.translate(_FOLDING)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a `plain_text`; what cannot be part of a figure is passed over."""
    text = _NO_NUMBER.sub(lambda match: HIDDEN * len(match[0]), text)
    parts = find_parts(folded_text(text))
    tokens = [Token(part.start, part.end, "", "", (part.value,)) for part in parts]
    for part in parts:
        for start, end in ((part.start, part.end), part.tail or (0, 0)):
            text = text[:start] + HIDDEN * (end - start) + text[end:]
    for match in _TOKEN.finditer(text):
        raw = match[0]
        if match["digits"]:
            tokens.append(Token(match.start(), match.end(), raw, "", _readings(raw)))
        else:
            tokens.append(Token(match.start(), match.end(), raw, fold(raw)))
    return sorted(tokens)


def _readings(digits: str) -> tuple[Decimal, ...]:
    """Return what grouped digits may mean, likeliest first."""
    if " " in digits or "'" in digits:
        return (Decimal(digits.replace(" ", "").replace("'", "").replace(",", ".")),)
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return (Decimal(digits),)
    if len(set(marks)) == 2:
        grouping, point = marks[0], marks[-1]
        return (Decimal(digits.replace(grouping, "").replace(point, ".")),)
    if len(marks) > 1:
        return (Decimal(digits.replace(marks[0], "")),)
    whole, part = digits.split(marks[0])
    decimal = Decimal(f"{whole}.{part}")
    if len(part) != 3 or len(whole) > 3 or whole[0] == "0":
        return (decimal,)
    thousands = Decimal(whole + part)
    # "1,500" is 1500 in English and 1.5 in French. Nobody writes a whole number as "5,000".
    return (thousands,) if part == "000" else (thousands, decimal)
