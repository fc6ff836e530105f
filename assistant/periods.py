"""Quarters, halves, centuries, decades, weekdays and bare months, in any language.

A text is taken as `figure_tokens.folded_text` gives it.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from assistant.marks import Mark
from assistant.number_words import ANY_LANGUAGE, MONTHS, VOCABULARIES, fold, folded
from index.language import detect

# "Second" is no ordinal of the vocabularies, since it is a time as well; beside a period it is one.
_RANKS: Mapping[str, int] = {
    **{
        word: rank
        for vocabulary in (ANY_LANGUAGE, *VOCABULARIES.values())
        for word, rank in vocabulary.ordinals.items()
    },
    **dict.fromkeys(
        folded(
            "second seconde segundo segunda secondo seconda deuxième zweite zweiten zweiter zweites"
            " tweede второй второго втором вторая вторую الثاني الثانية"
        ),
        2,
    ),
}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_RANK = (
    r"(?P<rank>\d{1,2}|[^\W\d_]{1,14})(?:\.|(?<=\d)(?:st|nd|rd|th|er|ere|e|eme|º|ª|-?[иегоямух]+))?"
)
_QUARTER = r"(?:quarter|trimestre|quartal\w{0,2}|kwartaal|квартал\w{0,2})"
_HALF = r"(?:half|semestre|halbjahr\w{0,2}|jahreshalfte|halfjaar|полугоди\w{1,2})"
_CENTURY = (
    r"(?:century|centuries|siecles?|siglos?|jahrhunderts?|jahrhunderten?|secol[oi]|seculos?|eeuw"
    r"|век\w{0,3}|столети\w{1,2})"
)
_HAN_RANK = r"(?P<rank>\d{1,2}|[一二三四五六七八九十]{1,3})"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (period, re.compile(pattern))
    for period, pattern in (
        ("quarter", rf"\b{_RANK}[ -]{_QUARTER}\b"),
        ("quarter", r"\b[qt](?P<rank>[1-4])\b"),
        ("quarter", r"\b(?P<rank>[1-4])q\b"),
        ("quarter", rf"第?{_HAN_RANK}\s?(?:季度|季|四半期)"),
        ("quarter", r"\bالربع (?P<rank>[^\W\d_]+)"),
        ("half", rf"\b{_RANK}[ -]{_HALF}\b"),
        ("half", r"\b[hs](?P<rank>[12])\b"),
        ("half", r"(?P<rank>[上下前后後])(?:半年|半期|期|半)"),
        ("half", r"\bالنصف (?P<rank>[^\W\d_]+)"),
        ("century", rf"\b{_RANK}[ -]{_CENTURY}\b"),
        ("century", r"\b(?:siglo|seculo|secolo) (?P<rank>[ivxlc]+|\d{1,2})\b"),
        ("century", rf"{_HAN_RANK}\s?(?:世纪|世紀)"),
        ("century", r"\bالقرن (?P<rank>\d{1,2}|[^\W\d_]+(?: عشر)?)"),
    )
)
_HAN = "〇一二三四五六七八九十"
_HAN_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2, "後": 2}
_TENS = {
    fold(word): 10 * place
    for words in (
        "twenties thirties forties fifties sixties seventies eighties nineties",
        "zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        "двадцатых тридцатых сороковых пятидесятых шестидесятых семидесятых восьмидесятых"
        " девяностых",
        "двадцатые тридцатые сороковые пятидесятые шестидесятые семидесятые восьмидесятые"
        " девяностые",
        "العشرينيات الثلاثينيات الأربعينيات الخمسينيات الستينيات السبعينيات الثمانينيات التسعينيات",
    )
    for place, word in enumerate(words.split(), 2)
}
_DECADE = re.compile(
    r"\b(?P<a>\d{0,2}\d0)'?s\b|\b(?:annees|anos|anni|jaren) '?(?P<b>\d{2}00|\d{0,2}[1-9]0)\b"
    r"|\b(?P<c>\d{0,2}\d0)er\b|\b(?P<d>\d{0,2}\d0)-[ех]\w{0,2}\b|(?P<e>\d{0,2}\d0)年代"
    rf"|\b(?:annees|anos|anni|jaren) (?P<f>{'|'.join(sorted(_TENS, key=len, reverse=True))})\b"
    rf"|\b(?P<g>{'|'.join(word for word in _TENS if word.endswith(('ies', 'iger', 'ых', 'ые')))})\b"
    rf"|\b(?P<h>{'|'.join(word for word in _TENS if word > chr(0x600))})\b"
)
WEEKDAYS = {
    fold(form): day
    for day, forms in enumerate(
        (
            "monday mondays lundi lundis lunes montag montags lunedì segunda-feira"
            " segundas-feiras maandag понедельник понедельника понедельникам",
            "tuesday tuesdays mardi mardis martes dienstag dienstags martedì terça-feira"
            " terças-feiras dinsdag вторник вторника вторникам الثلاثاء",
            "wednesday wednesdays mercredi mercredis miércoles mittwoch mittwochs mercoledì"
            " quarta-feira quartas-feiras woensdag среду средам الأربعاء",
            "thursday thursdays jeudi jeudis jueves donnerstag donnerstags giovedì quinta-feira"
            " quintas-feiras donderdag четверг четверга четвергам الخميس",
            "friday fridays vendredi vendredis viernes freitag freitags venerdì sexta-feira"
            " sextas-feiras vrijdag пятница пятницу пятницы пятницам الجمعة",
            "saturday saturdays samedi samedis sábado sábados samstag samstags sonnabend sabato"
            " zaterdag суббота субботу субботы субботам السبت",
            "sunday sundays dimanche dimanches domingo domingos sonntag sonntags domenica zondag"
            " воскресенье воскресенья воскресеньям الأحد",
        )
    )
    for form in forms.split()
}
_WEEKDAY = re.compile(
    rf"\b(?P<name>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b"
    # "Samstagsarbeit", "zaterdagavond"; but no mountain, "montagne", and no "montaggio".
    r"|\b(?!montag(?:n(?!ach)|e|gi))(?P<compound>(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag)[^\W\d_]{2,}"
    r"|يوم الاثنين|(?:星期|礼拜|周|週)(?P<chinese>[一二三四五六日天])(?!期)"
    r"|(?P<japanese>[月火水木金土日])曜日?"
)
_CHINESE_DAYS = {**{sign: day for day, sign in enumerate("一二三四五六日")}, "天": 6}
_SHORT_WEEKDAY = re.compile(
    r"\b(?:(?P<d0>mon|mo|lun|пн)|(?P<d1>tue|tues|di|mar|вт)|(?P<d2>wed|mi|mer|mie|ср)"
    r"|(?P<d3>thu|thurs|do|jeu|jue|чт)|(?P<d4>fri|fr|ven|vie|пт)|(?P<d5>sat|sa|sam|sab|сб)"
    r"|(?P<d6>sun|so|dim|dom|вс))\b"
)
_THROUGH = re.compile(r"\.?\s*(?:-|–|to|through|bis|a|al|alla|au|tot|по|до|到|至|から|إلى|الى)\s*")
# Months that mean nothing else, where the case is right: "March" and "march", "julio" and "Julio".
_CAPITAL_MONTHS = folded(
    "january february march april june july august september october november december januar"
    " februar märz juni juli oktober dezember mai"
)
_SMALL_MONTHS = folded(
    "janvier février avril mai juin juillet août septembre octobre novembre décembre enero febrero"
    " marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio"
    " aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho"
    " julho setembro outubro novembro dezembro januari februari maart april mei juni juli augustus"
    " september oktober november december январь января январе февраль февраля феврале марте апрель"
    " апреля апреле мае июнь июня июне июль июля июле август августа августе сентябрь сентября"
    " сентябре октябрь октября октябре ноябрь ноября ноябре декабрь декабря декабре يناير فبراير"
    " أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
)
_IN_MAY_OR_MARS = re.compile(
    r"\b(?:(?:in|since|until|late|early|mid|last|every|this|next|of)[ -](?P<en>May)"
    r"|(?:en|depuis|début|debut|fin|de|mi|au mois de)[ -](?P<fr>mars))\b"
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def periods(text: str) -> Iterator[Mark]:
    """Yield the quarters, halves, centuries, decades and weekdays of `text`."""
    for period, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            rank = _rank(match["rank"])
            if rank and period == "century":
                yield Mark(*match.span(), "century", rank)
            elif rank and rank <= 4:
                yield Mark(*match.span(), "part of year", (period, rank))
    for match in _DECADE.finditer(text):
        said = next(part for part in match.groups() if part)
        yield Mark(*match.span(), "decade", _TENS[said] if said in _TENS else int(said))
    yield from _weekdays(text)


def implied_weekdays(text: str) -> Iterator[Mark]:
    """Yield the weekdays that a text bears out without naming them in full.

    These are abbreviations, which mean other things too, and the days within "Monday to Friday".
    """
    short = [
        Mark(*match.span(), "weekday", int((match.lastgroup or "")[1:]))
        for match in _SHORT_WEEKDAY.finditer(text)
    ]
    yield from short
    for days in (short, list(_weekdays(text))):
        for one, other in pairwise(days):
            if _THROUGH.fullmatch(text, one.end, other.start):
                first, last = int(str(one.key)), int(str(other.key))
                for day in range(first + 1, first + (last - first) % 7):
                    yield Mark(one.start, other.end, "weekday", day % 7)


def bare_months(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and number of the month names of a text in its own letters and case."""
    for match in _WORD.finditer(text):
        word = fold(match[0])
        first = match[0][0]
        allowed = _CAPITAL_MONTHS if first.isupper() else _SMALL_MONTHS
        # At the start of a sentence a capital tells nothing.
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?:"
        is_never = word == "mai" and detect(text) == "it"
        if word in allowed and not is_never and not (begins and first.isupper()):
            yield match.start(), match.end(), MONTHS[word]
    for match in _IN_MAY_OR_MARS.finditer(text):
        group = "en" if match["en"] else "fr"
        yield match.start(group), match.end(group), MONTHS[fold(match[group])]


def _weekdays(text: str) -> Iterator[Mark]:
    for match in _WEEKDAY.finditer(text):
        name = match["name"] or match["compound"]
        if name:
            day = WEEKDAYS[name]
        elif match["chinese"]:
            day = _CHINESE_DAYS[match["chinese"]]
        else:
            day = "月火水木金土日".index(match["japanese"]) if match["japanese"] else 0
        yield Mark(*match.span(), "weekday", day)


def _rank(said: str) -> int | None:
    """Return the number that a rank's digits, Roman numerals or word say, or None."""
    if said.isdigit():
        return int(said)
    if said in _HAN_HALVES:
        return _HAN_HALVES[said]
    if said[0] in _HAN:
        tens, ten, units = said.rpartition("十")
        return (_HAN.index(tens or "一") * 10 if ten else 0) + _HAN.index(units or "〇")
    if said in _RANKS:
        return _RANKS[said]
    if said.endswith(" عشر"):
        unit = _RANKS.get(said.removesuffix(" عشر"), 1 if said.startswith("الحادي") else 0)
        return unit + 10 if unit else None
    roman = said.upper().removesuffix("E")
    return roman_value(roman) if roman and set(roman) <= _ROMAN.keys() else None


def roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral below 400."""
    values = [_ROMAN[digit] for digit in numeral]
    smaller_first = (a < b for a, b in zip(values, [*values[1:], 0], strict=True))
    return sum(-value if less else value for value, less in zip(values, smaller_first, strict=True))
