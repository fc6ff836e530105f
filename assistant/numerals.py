"""The numbers of a text: digits and number words, with the unit beside them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from assistant.currencies import SIGNS
from assistant.figure_tokens import EASTERN_DIGITS, EASTERN_POWERS, HIDDEN, Token, tokens_of
from assistant.measures import SYMBOLS, TIME_UNITS
from assistant.number_words import MONTHS, Vocabulary, folded, vocabularies_for
from assistant.ranges import Number, with_ranges
from assistant.spelled import MONEY_POWERS, Spelled, spell
from assistant.units import CURRENCIES, unit_of_words, unspaced_unit

_MINUS_WORDS = folded("minus moins menos meno min минус ناقص")
_AT_LEAST = folded("au du al ao pelo lo o de")  # "au moins 5" is no minus
_ORDINAL_ENDINGS = frozenset((
    "st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "º", "ª", "de", "ste", "te",
    "ter", "ten", "й", "го", "я", "е", "ое", "ой", "му", "м", "х",
))  # fmt: skip
_DECADE_ENDINGS = frozenset({"s", "er"})
_CONNECTORS = folded("de d di of del des van")
# After "one" or another number these make a fraction, which is not read: "two thirds".
_FRACTIONS = folded(
    "half third thirds quarter quarters fifths tenths tiers quart quarts demi tercio tercios cuarto"
    " cuartos drittel viertel fünftel terzo terzi quarto quarti terço terços derde kwart трети"
    " треть четверть четверти"
)
_FRACTION_TOPS = folded("a one two three un une deux una um uma een ein eine один одна")
_HALVES = folded("half demi medio media halbe halben mezzo meio")
# A numeral of one sign is a figure only before one of these: 三 is also part of 三菱.
_COUNTERS = frozenset("个個名人位家次倍つ件种種项項台本枚回歳岁套座条只所张艘匹頭")
_PER_ONE = ("あたり", "当たり", "につき")  # "1キロあたり" is per kilometre
_PERCENT_OF = "百分之"
_BELOW_ZERO = ("零下", "氷点下", "マイナス", "負")
_AFTER_BELOW_ZERO = re.compile(
    r"[^\d\n.,;]{0,12}?\s(?:below zero|sous zéro|bajo cero|unter null|sotto zero"
    r"|abaixo de zero|onder nul|ниже нуля|تحت الصفر)",
    re.IGNORECASE,
)
_ARABIC_PREFIXES = frozenset(("ب", "ل", "و", "ال", "بـ", "لـ"))
# Enough for the longest amount times the greatest powers, beyond the 28 digits of Decimal.
_EXACT_DIGITS = 100
_NAMES_OF_TIMES = frozenset(MONTHS).union(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
_UNIT_GAPS = frozenset(("", " ", "-", "'", ". "))


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of a `plain_text`, in order, none overlapping."""
    tokens = tokens_of(text)
    found: dict[tuple[int, int], Number] = {}
    with localcontext(prec=_EXACT_DIGITS):
        for vocabulary in vocabularies_for(token.word for token in tokens):
            words = list(_split(tokens, vocabulary))
            for number in with_ranges(text, list(_numbers(text, words, vocabulary))):
                span = number.start, number.end
                # Languages that are equally likely may read the same words as different numbers.
                values = dict.fromkeys((*found.get(span, number).values, *number.values))
                found[span] = number._replace(values=tuple(values))
    longest_first = sorted(found.values(), key=lambda number: (number.start, -number.end))
    numbers: list[Number] = []
    for number in longest_first:
        if not numbers or number.start >= numbers[-1].end:
            numbers.append(number)
    return numbers


def _split(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Token]:
    """Yield the tokens, with number words that are written together taken apart."""
    for token in tokens:
        word = token.word
        if (
            len(word) > 1
            and word[0] == "و"
            and not vocabulary.knows(word)
            and vocabulary.knows(word[1:])
        ):
            yield Token(token.start, token.start + 1, "و", "و")
            yield Token(token.start + 1, token.end, token.raw[1:], word[1:])
            continue
        # The parts keep the whole word's span, since folding may have changed its length.
        yield from (token._replace(word=part) for part in vocabulary.split(word))


def _numbers(text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Number]:
    at = 0
    while at < len(tokens):
        spelled = None if _is_in_name(text, tokens, at) else spell(tokens, at, text, vocabulary)
        if spelled is None:
            at += 1
            continue
        number = _number(text, tokens, at, spelled, vocabulary)
        if number:
            yield number
        at = spelled.stop
        while number and at < len(tokens) and tokens[at].start < number.end:
            at += 1


def _number(
    text: str, tokens: Sequence[Token], at: int, spelled: Spelled, vocabulary: Vocabulary
) -> Number | None:
    """Return the number that begins at a token together with its sign, ending and unit."""
    first, stop = tokens[at], spelled.stop
    following = tokens[stop] if stop < len(tokens) else None
    gap = text[tokens[stop - 1].end : following.start] if following else ""
    values = [spelled.value]
    for reading in range(1, len(first.readings)):
        other = spell(tokens, at, text, vocabulary, reading)
        values += [other.value] if other else []
    start, end = first.start, tokens[stop - 1].end
    power, ordinal, unit = spelled.power, spelled.ordinal, None

    if text.endswith(_PERCENT_OF, 0, start):
        unit, start = "%", start - len(_PERCENT_OF)
    elif first.readings:
        unit, start = _unit_before(text, tokens, at)
        if _is_negative(text, tokens, at, start):
            values = [-value for value in values]
            start -= text[start - 1] in "-–"
    if following and first.readings and stop == at + 1:
        if following.raw in MONEY_POWERS and gap in ("", " ") and _is_money(unit, tokens, stop + 1):
            power = Decimal(MONEY_POWERS[following.raw])
            values = [value * power for value in values]
            stop, end = stop + 1, following.end
        elif following.raw in _ORDINAL_ENDINGS and unit is None and gap in ("", ".", "-"):
            ordinal, stop, end = True, stop + 1, following.end
        elif following.raw in _DECADE_ENDINGS and not gap and first.raw.endswith("0"):
            return Number(start, following.end, tuple(values))
    if unit is None and first.start and text[first.start - 1] in "第제":
        ordinal, start = True, first.start - 1
    if unit is None and not ordinal:
        unit, end = _unit_after(text, tokens, stop, end, power, vocabulary)
    if unit == "year" and power == 1 and 1000 <= values[0] <= 2100:
        unit = None  # "2020年" and "2020 год" name a year
    number = Number(start, end, tuple(values), unit, ordinal, power)
    return None if _is_no_figure(text, tokens, at, spelled, number) else number


def _is_in_name(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether digits are glued to a name in front of them, as in "GPT-4" and "A320"."""
    token = tokens[at]
    if not token.readings or not token.start:
        return False
    before = text[token.start - 1]
    if before == "_" or _is_western(before):
        glued = tokens[at - 1].raw
        return glued not in SIGNS and glued not in CURRENCIES and glued not in _ARABIC_PREFIXES
    is_year = len(token.raw) == 4 and 1000 <= token.readings[0] <= 2100
    return before == "-" and token.start > 1 and _is_western(text[token.start - 2]) and not is_year


def _is_western(sign: str) -> bool:
    """Tell whether `sign` is a letter of a script that puts spaces between words and numbers."""
    return sign.isalpha() and sign < "\u3000"


def _unit_before(text: str, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Return the unit in front of digits, or None, and where the figure then starts."""
    start = tokens[at].start
    if not at:
        return None, start
    before = tokens[at - 1]
    gap = text[before.end : start]
    after_digits = before.start and text[before.start - 1].isdigit()
    if gap not in ("", " ") or after_digits:
        return None, start
    if before.word == "yuzde" or (before.raw == "%" and not gap):
        return "%", before.start
    # Of words only the codes: Norway "won 5 medals".
    is_code = before.raw.isupper() and before.raw in CURRENCIES
    unit = SIGNS.get(before.raw) or (before.raw if is_code else None)
    return unit, before.start if unit else start


def _is_negative(text: str, tokens: Sequence[Token], at: int, start: int) -> bool:
    before = text[:start].rstrip(" ")
    if before.endswith(_BELOW_ZERO) or _AFTER_BELOW_ZERO.match(text, tokens[at].end):
        return True
    if start and text[start - 1] in "-–":
        # A dash after another number is a range, one after a word a hyphen.
        return (
            not text[: start - 1].rstrip(" ")[-1:].isdigit()
            and not text[start - 2 : start - 1].isalpha()
        )
    sign_words = [token.word for token in tokens[max(0, at - 2) : at] if token.end <= start]
    # "It weighs less, 118 kg."
    is_apart = not before[-1:].isalpha()
    if is_apart or not sign_words or sign_words[-1] not in _MINUS_WORDS:
        return False
    # "5 min 12" are minutes: the word for digits is empty.
    return len(sign_words) < 2 or (bool(sign_words[0]) and sign_words[0] not in _AT_LEAST)


def _unit_after(
    text: str,
    tokens: Sequence[Token],
    stop: int,
    end: int,
    power: Decimal,
    vocabulary: Vocabulary,
) -> tuple[str | None, int]:
    """Return the unit behind a number that ends at `end`, or None, and where the figure ends."""
    eastern = unspaced_unit(text, end) or unspaced_unit(text, end + (text[end : end + 1] == " "))
    if eastern:
        return eastern
    words: list[str] = []
    place = stop
    for token in tokens[stop : stop + 5]:
        gap = text[end if place == stop else tokens[place - 1].end : token.start]
        if token.readings or gap not in _UNIT_GAPS or (gap == ". " and power == 1):
            break
        words.append(token.word)
        place += 1
    if words and power > 1 and words[0] in _CONNECTORS:
        words, stop = words[1:], stop + 1
    if not words or (words[0] == "an" and "hundred" in vocabulary.powers):
        return None, end  # "20 an hour", where "an" is no French year
    token = tokens[stop]
    raw = token.raw.replace(" ", "")
    symbol = SIGNS.get(raw) or SYMBOLS.get(raw) or (raw if raw in CURRENCIES else None)
    if symbol and text[token.end : token.end + 1] != "'":
        return symbol, token.end
    named = unit_of_words(" ".join(words))
    return (named[0], tokens[stop + named[1] - 1].end) if named else (None, end)


def _is_money(unit: str | None, tokens: Sequence[Token], following: int) -> bool:
    if unit is None and following < len(tokens):
        named = unit_of_words(tokens[following].word)
        unit = SIGNS.get(tokens[following].raw) or (named[0] if named else None)
    return unit in CURRENCIES


def _is_no_figure(
    text: str, tokens: Sequence[Token], at: int, spelled: Spelled, number: Number
) -> bool:
    """Tell whether what reads as a number is an article, a fraction or part of a name."""
    first, last = tokens[at], tokens[spelled.stop - 1]
    if number.values[0] == 1 and (
        text.startswith(_PER_ONE, number.end) or text[number.end - 1] == "泊"
    ):
        return True
    before = tokens[at - 1].word if at and tokens[at - 1].end >= first.start - 1 else ""
    after = tokens[spelled.stop].word if spelled.stop < len(tokens) else ""
    if first.readings:
        return number.end < len(text) and _is_latin(text[number.end]) and number.end == last.end
    if first.raw in EASTERN_DIGITS or first.raw in EASTERN_POWERS:
        return _is_eastern_word(text, first, last, number)
    if first.word == "cent" and before in ("pour", "per"):
        return True
    if first == last and number.unit is None:
        is_date = text[first.end :].lstrip().startswith(HIDDEN)
        if first.word == "on" and (is_date or after in _NAMES_OF_TIMES):
            return True  # ten in Turkish, and "signed on 12 May" in English
        if first.word == "once" and after in ("a", "an", "per", "every"):
            time = tokens[spelled.stop + 1].word if spelled.stop + 1 < len(tokens) else ""
            return bool((unit := unit_of_words(time)) and unit[0] in TIME_UNITS)  # Spanish: eleven
    if spelled.weak and (number.unit is None or number.unit in TIME_UNITS):
        return True
    if spelled.ordinal:
        return before in _FRACTION_TOPS
    return after in _FRACTIONS or before in _HALVES


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and sign < "\u0250"


def _is_eastern_word(text: str, first: Token, last: Token, number: Number) -> bool:
    """Tell whether Chinese numerals belong to a word: 一个, 三菱, 万一, 十分."""
    if number.ordinal:
        return False
    if text[first.start : number.end] == "十分":
        return True  # "very"
    if first.raw == "一" and first == last:
        return number.unit is None or number.unit in TIME_UNITS
    if set(text[first.start : last.end]) <= EASTERN_POWERS.keys() or first == last:
        return number.unit is None and text[number.end : number.end + 1] not in _COUNTERS
    return False
