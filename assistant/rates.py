"""The rates that belong to a figure: a month, per kilometre, monthly, 每年.

All functions take a text as `figure_tokens.folded_text` gives it.
"""

import re

from assistant.measures import TIME_UNITS
from assistant.number_words import folded
from assistant.units import CURRENCIES, unit_of_words, unspaced_unit

# The adjectives and adverbs of each period, as the letters that they begin with.
_ADJECTIVES = {
    stem: unit
    for unit, stems in {
        "h": "hourly horaire stundlich orari horari uurlijks ежечасн почасов",
        "day": "daily quotidien journalier diari taglich giornalier dagelijks ежедневн суточн"
        " يومي nightly",
        "week": "weekly hebdomadaire semanal wochentlich settimanal wekelijks еженедельн أسبوعي",
        "month": "monthly mensuel mensual monatlich mensil mensal maandelijks ежемесячн شهري",
        "quarter": "quarterly trimestriel trimestral trimestral vierteljahrlich ежеквартальн ربعي",
        "year": "yearly annual annuel anual jahrlich annual annuo annua annui annue jaarlijks"
        " ежегодн годовой годовая годовые annum سنوي",
    }.items()
    for stem in folded(stems)
}
_ADJECTIVE = re.compile(rf"\b({'|'.join(_ADJECTIVES)})(?!sier)[^\W\d_]{{0,5}}")
# What a compound of German or Dutch begins with: "Jahresmiete", "maandhuur".
_COMPOUND = re.compile(
    r"\b(?:(?P<h>stunden(?=lohn|satz)|uur(?=loon|tarief))|(?P<day>tages|dag(?=loon|prijs|tarief))"
    r"|(?P<week>wochen(?=miete|lohn|preis)|week(?=huur|loon|prijs))"
    r"|(?P<month>monats|maand(?=huur|loon|bedrag|salaris))"
    r"|(?P<year>jahres|jaar(?=huur|loon|bedrag|salaris|omzet)))[^\W\d_]{3,}"
)
# Words between a figure and the singular of its period, and those before any unit.
_A = (
    r"(?:(?:a|an|al|alla|all|ao|a la|a|el|la|il|the|im|am|in der|die|der|in de|в|за|на)\s+"
    r"|(?:all|a l|de l|l)'|في ال)"
)
_PER = (
    r"(?:(?:per|par|por|pro|je|each|every|cada|chaque|jeden?|jedes|ogni|elke|elk|кажд\w{2}"
    r"|لكل|كل)\s+|للا?|ل|في ال)"
)
# "5 million a year ago", "im Jahr 2020" and "el año pasado" are no rates.
_NO_RATE = re.compile(
    r"\s*[-']?\d|\s+(?:ago|earlier|later|before|after|fa|geleden|назад|dernier|prochain"
    r"|pasad|passad|passat|scors)"
)
# An object may stand between: "9,000 litres of water per hour", but no number and no stop.
_RATE = re.compile(
    r"(?:[ -][^\W\d_]+){0,2}?"
    r"(?:\s*(?P<stroke>/)\s*"
    rf"|\s+(?P<per>{_PER})"
    rf"|\s+{_A})"
    rf"(?P<unit>[^\W\d_]+(?:[ -][^\W\d_]+)?)"
)
_SINGULAR = folded(
    "hour heure hora Stunde ora uur час ساعة day jour día Tag giorno dia dag день сутки يوم night"
    " nuit noche Nacht notte noite nacht ночь ليلة week semaine semana Woche settimana week неделю"
    " أسبوع month mois mes Monat mese mês maand месяц شهر quarter trimestre Quartal kwartaal"
    " квартал year an année año Jahr anno ano jaar год سنة عام"
)
_PER_UNIT = re.compile(rf"\b{_PER}([^\W\d_]+(?:[ -][^\W\d_]+)?)")
_WORD = re.compile(r"[^\W\d_]+")
# Chinese and Japanese mostly name the period first: 每月1850英镑, 月額1850ポンド, 1キロあたり0.26.
_EASTERN = {
    "h": "每小时 每小時 每个小时 时薪 時薪 時給 毎時 1時間あたり 1時間に 一小时",
    "day": "每天 每日 毎日 日薪 日給 日均 1日あたり 1日に 一日 一天 每晚 每夜 毎晩 1泊 一泊 一晚"
    " 泊",
    "week": "每周 每週 毎週 每星期 每个星期 周薪 週給 週に 1週間あたり 一周",
    "month": "每月 每个月 每個月 毎月 月額 月额 月租 月薪 月费 月費 月給 月収 月々 ひと月 1か月に"
    " 1カ月あたり 一个月",
    "quarter": "每季度 毎四半期",
    "year": "每年 毎年 年額 年额 年薪 年租 年费 年費 年会费 年会費 年収 年給 年間 年收入 年产"
    " 1年あたり 一年",
}
_EASTERN_UNITS = {word: unit for unit, words in _EASTERN.items() for word in words.split()}
_ANY_EASTERN = "|".join(sorted(_EASTERN_UNITS, key=len, reverse=True))
_EASTERN_RATE = re.compile(f"(?<![\\d一二三四五六七八九十数月第])(?:{_ANY_EASTERN})")
_EASTERN_PER = re.compile(r"[每毎]|(?<!\d)[1一](?=[^\d]{1,8}(?:あたり|当たり|につき))")
_STOPS = re.compile(r"[.;,!?\n|()。、；！？]")
_DIGITS = re.compile(r"\d")
_REACH = 40


def rate_of(text: str, start: int, end: int) -> str | None:
    """Return the unit by which the figure at `text[start:end]` counts, or None."""
    return _rate_after(text, end) or _rate_before(text, start)


def rates_in(text: str) -> frozenset[str]:
    """Return the periods that `text` counts by anywhere, as in the head of a table."""
    found = {_ADJECTIVES[match[1]] for match in _ADJECTIVE.finditer(text)}
    found |= {match.lastgroup or "" for match in _COMPOUND.finditer(text)}
    found |= {_EASTERN_UNITS[match[0]] for match in _EASTERN_RATE.finditer(text)}
    found |= {_unit(match[1], sure=True) or "" for match in _PER_UNIT.finditer(text)}
    return frozenset(found & TIME_UNITS)


def periods_in(text: str) -> frozenset[str]:
    """Return the periods that any word of `text` names."""
    units = (_unit(word, sure=True) for word in _WORD.findall(text))
    return rates_in(text) | frozenset(unit for unit in units if unit in TIME_UNITS)


def _rate_after(text: str, end: int) -> str | None:
    match = _RATE.match(text, end)
    if match:
        unit = _unit(match["unit"], sure=bool(match["stroke"] or match["per"]))
        if unit and not _NO_RATE.match(text, match.start("unit") + len(_first(match["unit"]))):
            return unit
    clause = _STOPS.split(text[end : end + _REACH], maxsplit=1)[0]
    if not clause.isascii() and (eastern := _EASTERN_RATE.match(clause.lstrip(" /"))):
        return _EASTERN_UNITS[eastern[0]]
    adjective = _ADJECTIVE.search(clause)
    if adjective and clause[: adjective.start()].count(" ") <= 2:
        return _ADJECTIVES[adjective[1]]
    return None


def _rate_before(text: str, start: int) -> str | None:
    clause = _STOPS.split(text[max(0, start - _REACH) : start])[-1]
    if not clause.isascii():
        for match in _EASTERN_RATE.finditer(clause):
            return _EASTERN_UNITS[match[0]]
        for match in _EASTERN_PER.finditer(clause):
            named = unspaced_unit(clause, match.end())
            if named:
                return named[0]
    clause = _DIGITS.split(clause)[-1]
    found = None
    for match in (*_ADJECTIVE.finditer(clause), *_COMPOUND.finditer(clause)):
        if clause[match.end() :].count(" ") <= 4:
            found = _ADJECTIVES.get(match[1] or "") or match.lastgroup
    return found


def _first(words: str) -> str:
    return re.split("[ -]", words)[0]


def _unit(words: str, sure: bool) -> str | None:
    """Return the unit that follows "per", or, where that is not `sure`, the period after "a"."""
    if not sure and _first(words) not in _SINGULAR:
        return None
    named = unit_of_words(words.replace("-", " ") if sure else _first(words))
    if not named or named[0] in CURRENCIES:
        return None
    return "day" if named[0] == "night" else named[0]
