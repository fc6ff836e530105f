from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words  # type: ignore[import-untyped]

from assistant.figures import figures_match, missing_figures, read_figures

# Each block holds one figure in many languages: every one bears out the first, and it them.
SAME = """
$2 billion|$2B|US$2bn|2 billion dollars|two billion US dollars|2 milliards de dollars
2 000 millions de dollars|deux milliards de dollars|zwei Milliarden Dollar|2 Mrd. Dollar
2 mil millones de dólares|dos mil millones de dólares|2 miliardi di dollari
due miliardi di dollari|2 bilhões de dólares|2 mil milhões de dólares|dois bilhões de dólares
2 miljard dollar|twee miljard dollar|2 миллиарда долларов|два миллиарда долларов США
2 млрд долларов|20亿美元|二十亿美元|20億ドル|二十億ドル|ملياري دولار|2 مليار دولار|٢ مليار دولار
2 miliardy dolarów|2 milyar dolar|20억 달러|२ अरब डॉलर

€1.5 million|1.5 million euros|1,5 million d'euros|1,5 M€|1 500 000 €|1.500.000 Euro
1,5 Mio. Euro|1,5 millones de euros|1,5 milioni di euro|1,5 milhão de euros|1,5 miljoen euro
1,5 млн евро|150万欧元|150万ユーロ|1.5 مليون يورو|1'500'000 EUR|1,500,000 euros

five hundred million|500 million|cinq cents millions|500 millions|quinientos millones
fünfhundert Millionen|cinquecento milioni|quinhentos milhões|vijfhonderd miljoen
пятьсот миллионов|五亿|5億|خمسمائة مليون|pięćset milionów|beş yüz milyon|5억|五億

5 million|fünf Millionen|cinq millions|五百万|500万|पचास लाख|50 lakh|خمسة ملايين|пять миллионов

30 million|3 crore|3 करोड़|3000만|三千万円

20%|20 %|20 percent|twenty per cent|20 pour cent|vingt pour cent|20 por ciento|veinte por ciento
20 Prozent|zwanzig Prozent|20 per cento|venti per cento|20 por cento|vinte por cento|20 procent
twintig procent|20 процентов|двадцать процентов|百分之二十|百分之20|２０％|20パーセント
20 بالمئة|عشرون في المئة|٢٠٪|%20|yüzde 20|20퍼센트

97|ninety-seven|quatre-vingt-dix-sept|siebenundneunzig|noventa y siete|novantasette
noventa e sete|zevenennegentig|девяносто семь|九十七|سبعة وتسعون|dziewięćdziesiąt siedem
doksan yedi|९७|۹۷|９７

1,234,567|1.234.567|1 234 567|1'234'567|12,34,567
one million two hundred and thirty-four thousand five hundred and sixty-seven
un million deux cent trente-quatre mille cinq cent soixante-sept
eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig

1.5|1,5|١٫٥

12.75|12,75

1,500|1.500|1 500|1500|mille cinq cents|fifteen hundred|fünfzehnhundert|千五百|一千五百

May 3, 2020|3 May 2020|3rd of May 2020|le 3 mai 2020|3 de mayo de 2020|am 3. Mai 2020
il 3 maggio 2020|3 de maio de 2020|3 mei 2020|3 мая 2020 года|2020年5月3日|二〇二〇年五月三日
3 مايو 2020|2020-05-03|03/05/2020|3.5.2020|05/03/2020|3 maja 2020|3 Mayıs 2020|2020년 5월 3일

1 May|1er mai|1. Mai|1 de mayo|5月1日|١ مايو

June 2021|juin 2021|junio de 2021|Juni 2021|giugno 2021|junho de 2021|июнь 2021|2021年6月
يونيو 2021

2:30 pm|14:30|14h30|14 h 30|14 Uhr 30|14.30 Uhr|14時30分|14点30分|2:30 p.m.

2 pm|14:00|14 Uhr|14h|14時|14 heures

-5 °C|−5 °C|minus 5 °C|–5°C|moins 5 °C|零下5℃

1.5 km|1,5 km|1500 m|1.5 kilometres|1,5 Kilometer|1,5 километра|1.5公里

100 km/h|100 kilometres per hour|100 kilomètres par heure

3 hours|3 heures|3 horas|3 Stunden|3 ore|3 uur|3 часа|3小时|3時間|3 ساعات

10 years|10 ans|10 años|10 Jahre|10 anni|10 anos|10 jaar|10 лет|10年|10 سنوات|ten-year|10-jährig

£5m|5 million pounds sterling|£5 million

R$ 2 bi|2 bilhões de reais|2 billion Brazilian reals

19th century|19th|im 19. Jahrhundert|19e siècle|19º|第19|第十九|nineteenth

third|troisième|tercero|dritte|terzo|terceiro|derde|третий|第三|3rd|الثالث

1994|nineteen ninety-four|en 1994|1994年|في عام ١٩٩٤|в 1994 году|im Jahr 1994

1990s|les années 1990|die 1990er

4 GB|4 Go|4 gigabytes|4 ГБ

16 MW|16 megawatts|16 mégawatts|16 мегаватт
"""

# What must not be taken for the other, in either direction.
DIFFERENT = """
500 millions|500 billion
500 million euros|500 millions de dollars
500 million|600 Millionen
$2 billion|$3 billion
2 billones de euros|2 miles de millones de euros
2 billion people in the world|2 billions de personnes dans le monde
eine Billion Euro im Jahr|one billion euros
5%|5
5%|5 km
5 percent|6 pour cent
20 percent|百分之三十
May 4|3 mai
May 3, 2020|3 mai 2021
May 3, 2020|mai 2020
2020-05-03|2020-06-03
14:30|14:45
2 pm|3 pm
3 hours|3 jours
10 years|10 mois
5 km|5 miles
5 km|5 m
-5 °C|5 °C
-5 °C|-5 °F
€100|£100
¥100|100 dollars
¥100 million|1億ドル
20亿美元|20万美元
2億|20億
1,234|1,235
12.75|12.76
5,000 people|5 people
third|quatrième
1994|1995
1994|3 mai 1995
97|79
quatre-vingt-dix-sept|soixante-dix-sept
zweiundzwanzig|zweiunddreißig
siebenhundert|siebzig
пятьсот|пятьдесят
خمسمائة|خمسون
五百|五十
4 GB|4 MB
16 MW|16 kW
2 lakh|2 crore
"""

# A claim that evidence bears out although they are not the same, so in this direction only.
BORNE_OUT = """
$500 million|500 millions
500 million|500 millions de dollars
5|5 %
1994|3 mai 1994
3|le 3 mai
May 1994|3 mai 1994
May 3|3 mai 1994
May 3, 1994|le 3 mai de cette année-là (1994)
1 company|une entreprise
2 companies|les deux sociétés
2 companies|beide Firmen
12 eggs|une douzaine d'œufs
third quarter|T3 2020
5 to 10%|de 5 à 10 %
between 5% and 10%|entre 5 et 10 %
5% to 10%|5–10 %
5 million to 10 million euros|entre 5 et 10 millions d'euros
$5 million|between $5 and 10 million
2020|2019-20
¥100|100 yuan
¥100|100日元
5 pounds|5 lb
7月|en juillet
7月|le 3 juillet 2020
18th century|XVIIIe siècle
19th century|siglo XIX
fiscal year 2022|FY2022
first|dans un premier temps
5 pounds|£5
"""

# Articles, names, markers, fractions, and powers of ten without a number.
NO_FIGURES = """
one of them|a second investment|un investissement|une entreprise et une autre|una de ellas
eine Firma|ein Tag|uma delas|een van hen|один из них|одна из компаний|واحد منهم
一个|一家公司|三菱|万一|十分|数百人|三分之二
[1] [2, 3]|1. the list|(2) the list|GPT-4|Q3|COVID-19|A320|3D|5G|F-16|H2O
1/2|two thirds|un tiers|ein Drittel|half of them|millions of people|thousands|pour cent
"""


def rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def same_pairs() -> Iterator[tuple[str, str]]:
    for block in SAME.split("\n\n"):
        first, *others = block.strip().replace("\n", "|").split("|")
        for other in others:
            yield first, other


@pytest.mark.parametrize(("one", "other"), list(same_pairs()))
def test_a_figure_is_the_same_in_every_language(one: str, other: str) -> None:
    assert read_figures(one)
    assert read_figures(other)
    assert missing_figures(one, other) == []
    assert missing_figures(other, one) == []


@pytest.mark.parametrize(("one", "other"), rows(DIFFERENT))
def test_different_figures_do_not_bear_each_other_out(one: str, other: str) -> None:
    assert missing_figures(one, other)


@pytest.mark.parametrize(("claim", "evidence"), rows(BORNE_OUT))
def test_evidence_that_says_more_or_says_it_otherwise_is_enough(claim: str, evidence: str) -> None:
    assert read_figures(claim)
    assert missing_figures(claim, evidence) == []


@pytest.mark.parametrize("text", [text for row in rows(NO_FIGURES) for text in row])
def test_what_is_no_figure_is_not_read(text: str) -> None:
    assert read_figures(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It paid $2 billion in 2020.", ["$2 billion", "2020"]),
        ("Le 3 mai 2020, 2,5 milliards d'euros.", ["3 mai 2020", "2,5 milliards d'euros"]),
        ("Er zahlte fünfhundert Euro am 3. Mai.", ["fünfhundert Euro", "3. Mai"]),
        ("谷歌将投资20亿美元，为期5年。", ["20亿美元", "5年"]),
        ("between two hundred and five hundred", ["two hundred", "five hundred"]),
        ("au moins 5 % de −3 °C", ["5 %", "−3 °C"]),
        ("twenty a day", ["twenty"]),
        ("versions 3.11.2", ["3", "11", "2"]),
        ("In 2019 500 people", ["2019", "500"]),
        ("1. Pay 5 euros [1].", ["5 euros"]),
    ],
)
def test_the_words_of_each_figure_are_its_span(text: str, words: list[str]) -> None:
    assert [text[figure.start : figure.end] for figure in read_figures(text)] == words


@pytest.mark.parametrize("text", ["1,500", "1.500"])
def test_both_readings_of_an_ambiguous_mark_are_kept(text: str) -> None:
    (figure,) = read_figures(text)
    assert figure.values == {Decimal(1500), Decimal("1.5")}


def test_billion_is_read_both_ways_only_where_no_word_tells_the_language() -> None:
    (bare,) = read_figures("500 billion")
    (english,) = read_figures("about 500 billion of the people")
    assert bare.values == {Decimal(500 * 10**9), Decimal(500 * 10**12)}
    assert english.values == {Decimal(500 * 10**9)}


def test_a_missing_figure_says_which_words_are_unsupported() -> None:
    claim = "Google pays $2 billion in 2020 and $3 billion in 2021."
    missing = missing_figures(claim, "Google verse 2 milliards de dollars en 2020 puis en 2021.")
    assert [claim[figure.start : figure.end] for figure in missing] == ["$3 billion"]


def test_kinds_and_units_are_named() -> None:
    figures = read_figures("On 3 May 2020 at 14:30 the 2nd pump moved 5 kg for €7.")
    assert [(figure.kind, figure.unit) for figure in figures] == [
        ("date", None), ("time", None), ("ordinal", None), ("number", "kg"), ("number", "EUR"),
    ]  # fmt: skip


def test_digits_of_any_length_are_compared_exactly() -> None:
    claim = "9" * 29 + "8 million thousand, " + "9" * 200 + "s"
    assert len(missing_figures(claim, "9" * 30 + " million")) == 2
    assert missing_figures(claim, claim) == []


def test_an_ordinal_is_no_amount() -> None:
    (ordinal,), (amount,) = read_figures("5th"), read_figures("5 km")
    assert not figures_match(ordinal, amount)


# Babel loads a locale when it is first used, which may take longer than Hypothesis allows.
untimed = settings(deadline=None)
LOCALES = (
    "en", "en_IN", "fr", "fr_CH", "es", "de", "de_CH", "it", "pt", "pt_BR", "nl", "ru", "zh", "ja",
    "ar", "ar_EG", "fa", "pl", "tr", "ko", "hi", "sv", "uk",
)  # fmt: skip
SPELLED = ("en", "fr", "es", "de", "nl", "pt_BR", "ru", "pl")
# A word or two that tell the language, as every sentence has them.
FRAMES = {
    "en": "the {} of", "fr": "les {} des", "es": "los {} del", "de": "die {} und",
    "nl": "het {} van", "pt_BR": "os {} dos", "ru": "это {}", "pl": "jest {} przez",
}  # fmt: skip


@untimed
@given(st.integers(0, 10**12), st.sampled_from(LOCALES))
def test_any_integer_is_read_as_each_locale_writes_it(number: int, locale: str) -> None:
    (figure,) = read_figures(format_decimal(number, locale=locale, numbering_system="default"))
    assert number in figure.values


@untimed
@given(st.integers(0, 999), st.sampled_from(LOCALES))
def test_any_percentage_is_read_as_each_locale_writes_it(number: int, locale: str) -> None:
    share = Decimal(number) / 100
    (figure,) = read_figures(format_percent(share, locale=locale, numbering_system="default"))
    assert figure.value == number
    assert figure.unit == "%"


@untimed
@given(
    st.dates(date(1000, 1, 1), date(2100, 12, 31)),
    st.sampled_from(("en", "fr", "es", "de", "it", "pt", "nl", "ru", "zh", "ja", "pl", "tr")),
)
def test_any_date_is_read_as_each_locale_writes_it(day: date, locale: str) -> None:
    (figure,) = read_figures(format_date(day, "long", locale=locale))
    assert figure.value == day.year * 10_000 + day.month * 100 + day.day


@untimed
@given(st.integers(2, 10**9), st.sampled_from(SPELLED))
def test_any_number_in_words_is_read(number: int, language: str) -> None:
    words = num2words(number, lang=language).replace(",", "")
    (figure,) = read_figures(FRAMES[language].format(words))
    assert figure.value == number


PIECES = st.sampled_from(
    rows("""
$|€|%|5|1,500|2020|-3|3|May|mai|亿|二十|million|milliards|cent|et|und|and|y|one|un|٢|و|مليار|km|h|)|[1]|:|-|.|/|\n|vingt|quatre|zwei|hundert|first|第|日|月|年|half|İ|ﷺ|¹
""")[0]
)
TEXTS = st.lists(PIECES, max_size=12).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
) | st.text(max_size=40)


@untimed
@given(TEXTS)
def test_spans_lie_in_order_within_the_text(text: str) -> None:
    ends = 0
    for figure in read_figures(text):
        assert ends <= figure.start < figure.end <= len(text)
        ends = figure.end


@untimed
@given(TEXTS)
def test_a_text_bears_out_all_its_own_figures(text: str) -> None:
    assert missing_figures(text, text) == []


@untimed
@given(st.integers(10, 10**9), st.data(), st.sampled_from(LOCALES))
def test_a_changed_digit_is_always_missing(number: int, data: st.DataObject, locale: str) -> None:
    digits = list(str(number))
    place = data.draw(st.integers(0, len(digits) - 1))
    digits[place] = str((int(digits[place]) + data.draw(st.integers(1, 9))) % 10)
    written = format_decimal(number, locale=locale, numbering_system="default")
    assert missing_figures("".join(digits), written)
