"""Times that are told from the day of writing: last month, vor zwei Jahren, 去年, now and later.

A text is taken as `figure_tokens.folded_text` gives it.
"""

import re
from collections.abc import Iterator

from assistant.marks import Mark
from assistant.number_words import SMALL_NUMBERS, VOCABULARIES, folded, vocabularies_for
from assistant.units import unit_of_words

_PERIODS = frozenset({"day", "week", "month", "quarter", "year"})
_UNIT = r"(?P<unit>[^\W\d_]{2,12})"
_COUNT = r"(?P<count>\d{1,2}|[^\W\d_]{1,12})"
_THIS = "|".join(folded("هذا هذه"))
_SINCE = "|".join(folded("قبل منذ"))
# What shifts a period by how many of its kind; None where a count tells it.
_PATTERNS: tuple[tuple[int | None, re.Pattern[str]], ...] = tuple(
    (shift, re.compile(rf"\b{pattern}\b"))
    for shift, pattern in (
        (
            -1,
            r"(?:last|past|letzt\w{1,2}|vergangen\w{1,2}|vorig\w{1,2}|vorige?|afgelopen|scors[oa]"
            rf"|ultim[oa]|passad[oa]|pasad[oa]|прошл\w{{2,3}}|минувш\w{{2,3}}) {_UNIT}",
        ),
        (
            -1,
            rf"{_UNIT} (?:derniere?|passee?|pasad[oa]|passad[oa]|scors[oa]|passat[oa]|الماضي\w?"
            r"|المنصرم\w?)",
        ),
        (
            1,
            r"(?:next|coming|nachst\w{1,2}|kommend\w{1,2}|volgende?|komende?|proxim[oa]"
            rf"|prossim[oa]|следующ\w{{2,3}}|будущ\w{{2,3}}) {_UNIT}",
        ),
        (
            1,
            rf"{_UNIT} (?:prochaine?|proxim[oa]|prossim[oa]|que viene|que vem|المقبل\w?"
            r"|القادم\w?)",
        ),
        (
            0,
            r"(?:this|cette|cet|ce|[nd]?est[ea]|quest[oa]|diese[rsnm]?|dit|deze|эт\w{1,3}"
            rf"|текущ\w{{2,3}}|{_THIS}) {_UNIT}",
        ),
        (None, rf"{_COUNT}[ -]{_UNIT} (?:ago|fa|geleden|назад|atras)"),
        (None, rf"(?:il y a|hace|ha|vor|{_SINCE}) {_COUNT} {_UNIT}"),
        (-1, r"(?P<unit>год|месяц|неделю|день) назад"),
        (-2, rf"(?:{_SINCE}) (?P<unit>[^\W\d_]+ين)"),
        (-1, rf"(?:{_SINCE}) (?P<unit>عام|سنه|سنة|شهر|اسبوع|يوم)"),
    )
)
_ALONE = {
    word: key
    for key, words in {
        ("day", -1): "yesterday ayer gestern ieri ontem gisteren вчера أمس",
        ("day", -2): "avant-hier anteayer vorgestern anteontem eergisteren позавчера",
        ("day", 1): "tomorrow demain domani amanhã завтра غدا",
    }.items()
    for word in folded(words)
}
_ALONE_PATTERN = re.compile(rf"\b(?:{'|'.join(_ALONE)}|hier)\b")
_EASTERN = {
    word: key
    for key, words in {
        ("year", -1): "去年 昨年",
        ("year", -2): "一昨年",
        ("year", 0): "今年",
        ("year", 1): "明年 来年",
        ("quarter", -1): "上季度 上个季度",
        ("month", -1): "上个月 上個月 上月 先月",
        ("month", 0): "这个月 這個月 本月 今月",
        ("month", 1): "下个月 下個月 下月 来月",
        ("week", -1): "上周 上週 上星期 上个星期 先週",
        ("week", 0): "本周 本週 这周 今週",
        ("week", 1): "下周 下週 下星期 来週",
        ("day", -1): "昨天 昨日",
        ("day", -2): "一昨日 おととい",
        ("day", 1): "明天 明日",
    }.items()
    for word in words.split()
}
_EASTERN_PATTERN = re.compile("|".join(sorted(_EASTERN, key=len, reverse=True)))
_EASTERN_AGO = re.compile(
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十])(?P<unit>年|个月|か月|カ月|ヶ月|周|週間|天|日)前"
)
_EASTERN_UNITS = {"年": "year", "周": "week", "週間": "week", "天": "day", "日": "day"}
_HAN = "〇一二三四五六七八九十"
_YEAR_BEFORE = re.compile(
    r"\b(?:(?:a|the|one) year (?:earlier|before)|(?:the )?(?:previous|prior) year"
    r"|(?:un|l['’ ]) ?an(?:nee)? (?:plus tot|auparavant|precedente?)"
    r"|(?:un|el) ano (?:antes|anterior)"
    r"|vorjahr\w*|ein jahr (?:zuvor|fruher)|(?:un|l['’ ]) ?anno (?:prima|precedente)"
    r"|(?:um|o|no) ano (?:antes|anterior)|(?:een|het) jaar (?:eerder|daarvoor|ervoor)"
    r"|год(?:ом)? (?:ранее|раньше)|предыдущ\w+ год\w*)\b"
    r"|(?:العام|السنه) السابق"
    r"|上年|上一年|前一年|前年"
)
_TERM_WORD = r"[ -](?:term|terme|plazo|termine|prazo|termijn)\b"
_TERM = re.compile(
    rf"(?P<short>\b(?:short|near|court|corto|breve|curto|korte){_TERM_WORD}|\bkurzfristig"
    r"|\bкраткосрочн|\bقصير\w? الاجل|المدى القصير|短期)"
    rf"|(?P<medium>\b(?:medium|mid|moyen|medio|middellange){_TERM_WORD}|\bmittelfristig"
    r"|\bсреднесрочн|\bمتوسط\w? الاجل|المدى المتوسط|中期)"
    rf"|(?P<long>\b(?:long|largo|lungo|longo|lange){_TERM_WORD}|\blangfristig|\bдолгосрочн"
    r"|\bطويل\w? الاجل|المدى الطويل|长期|長期)"
)

_NOW = re.compile(
    r"\b(?:now|immediately|at once|up ?front|right away|maintenant|immediatement|tout de suite"
    r"|aujourd['’]hui|ahora|inmediatamente|de inmediato|jetzt|sofort|ora|adesso|subito"
    r"|immediatamente|agora|imediatamente|nu|meteen|onmiddellijk|се[йи]час|сразу|немедленно)\b"
    rf"|\b(?:{'|'.join(folded('الآن فورا حاليا'))})\b|现在|立即|目前|马上|今すぐ|すぐに|지금|즉시"
)
_LATER = re.compile(
    r"\b(?:later|afterwards|subsequently|plus tard|ulterieurement|mas tarde|posteriormente|spater"
    r"|danach|anschließend|piu tardi|in seguito|successivamente|mais tarde|depois(?! de)|daarna"
    r"|nadien|позже|потом|позднее|затем)\b"
    r"|\bلاحق|以后|之后|后来|稍后|随后|日后|後に|後で|のちに|나중"
)


def is_told_of_the_year_before(text: str) -> bool:
    """Tell whether `text` compares with the year before the one that it names."""
    return bool(_YEAR_BEFORE.search(text))


def order_words_in(text: str) -> Iterator[Mark]:
    """Yield the words of `text` for "now" and for "later"."""
    for key, pattern in (("now", _NOW), ("later", _LATER)):
        for match in pattern.finditer(text):
            yield Mark(*match.span(), "order", key)


def relative_times(text: str) -> Iterator[Mark]:
    """Yield the times of `text` that are told from today, and short, medium and long terms."""
    for shift, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            unit = _period(match["unit"])
            count = shift if shift is not None else _count(match["count"])
            if match[0].startswith("ha ") and not _is_written_in("pt", text):
                continue  # Italian "ha 20 anni" tells an age
            # "This day" is no time of its own.
            if unit and count is not None and (count or unit != "day"):
                yield Mark(*match.span(), "relative", (unit, count))
    for match in _ALONE_PATTERN.finditer(text):
        if match[0] in _ALONE:
            yield Mark(*match.span(), "relative", _ALONE[match[0]])
        elif _is_written_in("fr", text):  # "hier" is "here" in German and Dutch
            yield Mark(*match.span(), "relative", ("day", -1))
    for match in _EASTERN_PATTERN.finditer(text):
        yield Mark(*match.span(), "relative", _EASTERN[match[0]])
    for match in _EASTERN_AGO.finditer(text):
        count = int(match["count"]) if match["count"].isdigit() else _HAN.find(match["count"])
        unit = _EASTERN_UNITS.get(match["unit"], "month")
        yield Mark(*match.span(), "relative", (unit, -(count if count > 0 else 2)))
    for match in _TERM.finditer(text):
        yield Mark(*match.span(), "term", match.lastgroup)


def _period(word: str) -> str | None:
    named = unit_of_words(word) or unit_of_words(word.removeprefix("ال"))
    return named[0] if named and named[0] in _PERIODS else None


def _count(word: str) -> int | None:
    count = int(word) if word.isdigit() else SMALL_NUMBERS.get(word)
    return -count if count else None


def _is_written_in(language: str, text: str) -> bool:
    return vocabularies_for(re.findall(r"[^\W\d_]+", text)) == [VOCABULARIES[language]]
