"""The words with which languages write numbers, ordinals and months: tables, and their lookups.

A table of words counts upwards; forms of the same number stand together with a `/` between them,
and a `-` leaves a number without a word.
Every word is stored folded (see `fold`), so that accents and case never matter.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.language import detect

_TATWEEL = "ـ"  # stretches an Arabic word, and means nothing


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return `word` in lower case and without accents: "Fünf" and "FUNF" are one word."""
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss"))
    return "".join(c for c in decomposed if c != _TATWEEL and unicodedata.category(c) != "Mn")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How one language writes numbers. All words are folded.

    `numbers` are added up ("twenty", "two"); `powers` multiply what stands before them ("hundred",
    "million"), and those in `lone` also stand for themselves ("mille", "тысяча"). `ones` are the
    words for 1, most of them articles too. `links` may stand inside a number ("two hundred and
    five"), behind a multiple of the value that they have here. `ordinals` leave out words that mean
    more than a rank, such as "second". `common` are frequent words by which the language is known.
    `compound` matches a word that is made of several number words ("fünfhundert"), and `part` finds
    each of these.
    """

    numbers: Mapping[str, int]
    powers: Mapping[str, int]
    lone: frozenset[str]
    ones: frozenset[str]
    links: Mapping[str, int]
    ordinals: Mapping[str, int]
    common: frozenset[str]
    compound: re.Pattern[str] | None
    part: re.Pattern[str] | None

    def split(self, word: str) -> list[str]:
        """Return the number words that the folded `word` is made of, or the word itself."""
        if self.compound and self.part and len(word) > 3 and self.compound.fullmatch(word):
            return self.part.findall(word)
        return [word]

    def knows(self, word: str) -> bool:
        """Tell whether the folded `word` is a number word."""
        return word in self.numbers or word in self.powers or word in self.ones


def folded(words: str) -> frozenset[str]:
    """Return the folded words of a text of words."""
    return frozenset(map(fold, words.split()))


def _count(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Return the value of each word: `start` for the first, then `step` more for each next one."""
    return {
        fold(form): start + step * place
        for place, forms in enumerate(words.split())
        for form in forms.split("/")
    }


def _powers(words: Mapping[int, str]) -> dict[str, int]:
    """Return the power of ten of each word, from the words of each exponent."""
    return {word: 10**exponent for exponent, forms in words.items() for word in folded(forms)}


def _pairs(units: str, tens: str, pattern: str) -> dict[str, int]:
    """Return 21 to 99 of a language that writes them as one word, such as "zweiundzwanzig"."""
    return {
        pattern.format(unit=unit, ten=ten): ten_value + unit_value
        for ten, ten_value in _count(tens, 20, 10).items()
        for unit, unit_value in _count(units, 1).items()
    }


def _vocabulary(
    numbers: Mapping[str, int],
    powers: Mapping[int, str],
    *,
    lone: str = "",
    ones: str = "",
    links: Mapping[str, int] | None = None,
    ordinals: str = "",
    common: str = "",
    glued: bool = False,
) -> Vocabulary:
    """Build a vocabulary; the words of other scripts than the Latin one belong to each."""
    powers_by_word = _powers(powers)
    compound = part = None
    if glued:
        parts = sorted({*numbers, *powers_by_word, *folded(ones)}, key=len, reverse=True)
        any_part = "|".join(map(re.escape, parts))
        compound = re.compile(f"(?:{any_part}){{2,}}")
        # A part is only one if the rest of the word divides too: cent-otto, not cento-tto.
        part = re.compile(f"(?:{any_part})(?=(?:{any_part})*$)")
    return Vocabulary(
        numbers={**_OTHER_NUMBERS, **numbers},
        powers={**_OTHER_POWERS, **powers_by_word},
        lone=_OTHER_LONE | folded(lone),
        ones=_OTHER_ONES | folded(ones),
        links={**_OTHER_LINKS, **(links or {})},
        ordinals={**_OTHER_ORDINALS, **_count(ordinals, 1)},
        common=folded(common),
        compound=compound,
        part=part,
    )


# Words in Cyrillic, Arabic and Devanagari letters cannot be mistaken for another language's, so
# they are read in every text. Russian stands in the cases that documents use.
_OTHER_NUMBERS = {
    **_count("ноль/нуль", 0),
    **_count(
        "два/две/двух/двум/двумя три/трех/трем/тремя четыре/четырех/четырем/четырьмя пять/пяти"
        "/пятью шесть/шести/шестью семь/семи/семью восемь/восьми/восемью девять/девяти/девятью"
        " десять/десяти/десятью одиннадцать/одиннадцати двенадцать/двенадцати"
        " тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати"
        " шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати"
        " девятнадцать/девятнадцати",
        2,
    ),
    **_count(
        "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти"
        " шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти"
        " девяносто/девяноста",
        20,
        10,
    ),
    **_count(
        "сто/ста двести/двухсот триста/трехсот четыреста/четырехсот пятьсот/пятисот"
        " шестьсот/шестисот семьсот/семисот восемьсот/восьмисот девятьсот/девятисот",
        100,
        100,
    ),
    **_count("صفر", 0),
    # 11 and 12 are written "one ten", "two ten", in forms of their own.
    **_count(
        "أحد/إحدى اثنان/اثنين/اثنتان/اثنتين/اثنا/اثني/اثنتا/اثنتي ثلاثة/ثلاث أربعة/أربع خمسة/خمس"
        " ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر",
        1,
    ),
    **_count(
        "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين"
        " تسعون/تسعين",
        20,
        10,
    ),
    **_count(
        "مئة/مائة/مئه/مائه مئتان/مئتين/مئتا/مئتي/مائتان/مائتين/مائتا/مائتي ثلاثمئة/ثلاثمائة"
        " أربعمئة/أربعمائة خمسمئة/خمسمائة ستمئة/ستمائة سبعمئة/سبعمائة ثمانمئة/ثمانمائة/ثمانيمائة"
        " تسعمئة/تسعمائة",
        100,
        100,
    ),
    # The dual says two in one word. "مليارا" is also the singular after 11 to 99: a power, below.
    **_count("ألفان/ألفين/ألفي", 2_000),
    **_count("مليونان/مليونين/مليوني", 2_000_000),
    **_count("ملياران/مليارين/ملياري/مليارا", 2_000_000_000),
    **_count("दो तीन चार पाँच छह/छः सात आठ नौ दस", 2),
    **_count("बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे", 20, 10),
}
_OTHER_POWERS = _powers(
    {
        2: "सौ",
        3: "тысяча тысячи тысяч тысячу тысячам тысячами тыс ألف آلاف ألفا हज़ार हजार",
        5: "लाख",
        6: "миллион миллиона миллионов миллионам миллионами миллионы млн مليون ملايين مليونا",
        7: "करोड़",
        9: "миллиард миллиарда миллиардов миллиардам миллиардами миллиарды млрд"
        " مليار مليارات مليارا بليون अरब",
        12: "триллион триллиона триллионов триллионам триллионы трлн تريليون ترليون تريليونات",
    }
)
_OTHER_LONE = folded("тысяча тысячу миллион миллиард триллион ألف مليون مليار بليون تريليون")
_OTHER_ONES = folded("один одна одно одного одной одну одном одним واحد واحدة एक")
_OTHER_LINKS = {"و": 1}
_OTHER_ORDINALS = {
    **{
        stem + ending: value
        for value, stem in (
            (1, "перв"),
            (4, "четверт"),
            (5, "пят"),
            (6, "шест"),
            (7, "седьм"),
            (8, "восьм"),
            (9, "девят"),
            (10, "десят"),
            (2, "втор"),
        )
        for ending in map(
            fold, ("ый", "ой", "ая", "ое", "ого", "ому", "ом", "ым", "ую", "ые", "ых")
        )
    },
    **_count("третий/третья/третье/третьего/третьей/третьему/третью/третьем", 3),
    **_count(
        "الأول/الأولى الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة السادس/السادسة"
        " السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة",
        1,
    ),
}

_DE_TENS = "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig"
_NL_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"

# The frequent words of each language stand in `common`; a word may be common in several.
# "Billion" is 10^9 in English and 10^12 in French, German, Spanish and most others.
VOCABULARIES: dict[str, Vocabulary] = {
    "en": _vocabulary(
        _count(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
            " sixteen seventeen eighteen nineteen",
            2,
        )
        | _count("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
        | _count("zero", 0),
        {
            2: "hundred hundreds",
            3: "thousand thousands",
            5: "lakh lakhs",
            6: "million millions",
            7: "crore crores",
            9: "billion billions",
            12: "trillion trillions",
        },
        ones="one a an",
        links={"and": 100},
        ordinals="first - third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        common="the of and to in is was for that it on with as by at from are has have had be this"
        " will its an about which were not or more than said a between up per cent",
    ),
    "fr": _vocabulary(
        _count(
            "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
            2,
        )
        | _count(
            "vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante",
            20,
            10,
        )
        | _count("zéro", 0),
        {
            2: "cent cents",
            3: "mille milliers",
            6: "million millions",
            9: "milliard milliards",
            12: "billion billions",
            18: "trillion trillions",
        },
        lone="cent mille",
        ones="un une",
        links={"et": 10},
        ordinals="premier/première/premiers/premières deuxième troisième quatrième cinquième"
        " sixième septième huitième neuvième dixième",
        common="le la les des du de un une et est en dans pour que qui par sur au aux il elle ce"
        " avec plus pas ne se d l a été sont son sa entre ou soit",
    ),
    "es": _vocabulary(
        _count(
            "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
            " dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna"
            " veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
            " veintinueve",
            2,
        )
        | _count("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento", 30, 10)
        | _count(
            "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas"
            " quinientos/quinientas seiscientos/seiscientas setecientos/setecientas"
            " ochocientos/ochocientas novecientos/novecientas",
            200,
            100,
        )
        | _count("cero", 0),
        {
            3: "mil miles",
            6: "millón millones",
            9: "millardo millardos",
            12: "billón billones",
            18: "trillón trillones",
        },
        lone="mil",
        ones="un una uno",
        links={"y": 10},
        ordinals="primer/primero/primera/primeros/primeras - tercer/tercero/tercera cuarto/cuarta"
        " quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima",
        common="el la los las de del y en que un una es por con para se su al lo como más fue son"
        " no ha entre o hasta",
    ),
    "de": _vocabulary(
        _count(
            "zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf dreizehn"
            " vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
            2,
        )
        | _count(_DE_TENS, 20, 10)
        | _pairs("ein zwei drei vier funf sechs sieben acht neun", _DE_TENS, "{unit}und{ten}")
        | _count("null", 0),
        {
            2: "hundert",
            3: "tausend",
            6: "million millionen",
            9: "milliarde milliarden",
            12: "billion billionen",
            18: "trillion trillionen",
        },
        lone="hundert tausend",
        ones="ein eine einer einem einen eines eins",
        ordinals="erste/ersten/erster/erstes/erstem zweite/zweiten/zweiter/zweites/zweitem"
        " dritte/dritten/dritter/drittes/drittem vierte/vierten/vierter/viertes"
        " fünfte/fünften/fünfter/fünftes sechste/sechsten/sechster/sechstes"
        " siebte/siebten/siebter/siebtes achte/achten/achter/achtes neunte/neunten/neunter/neuntes"
        " zehnte/zehnten/zehnter/zehntes",
        common="der die das und in den von zu mit sich des auf für ist im dem nicht ein eine"
        " als auch es an werden aus er hat dass sie nach wird"
        " bei um am sind noch wie über zum zwischen bis",
        glued=True,
    ),
    "it": _vocabulary(
        _count(
            "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
            " quindici sedici diciassette diciotto diciannove venti",
            2,
        )
        | _count("trenta quaranta cinquanta sessanta settanta ottanta novanta", 30, 10)
        | _pairs("- due tre quattro cinque sei sette - nove", _IT_TENS, "{ten}{unit}")
        # The vowel of the ten is lost before another: venti, but ventuno and ventotto.
        | _count(" ".join(f"{ten[:-1]}uno/{ten[:-1]}un" for ten in _IT_TENS.split()), 21, 10)
        | _count(" ".join(f"{ten[:-1]}otto" for ten in _IT_TENS.split()), 28, 10)
        | _count("zero", 0),
        {
            2: "cento cent",
            3: "mille mila",
            6: "milione milioni",
            9: "miliardo miliardi",
            12: "bilione bilioni",
            18: "trilione trilioni",
        },
        lone="cento cent mille",
        ones="un una uno",
        links={"e": 10},
        ordinals="primo/prima/primi/prime - terzo/terza quarto/quarta quinto/quinta sesto/sesta"
        " settimo/settima ottavo/ottava nono/nona decimo/decima",
        common="il lo la i gli le di del della dei delle e che in un una per con è da nel si al non"
        " sono come più ha a ai dal sul anche tra fra o",
        glued=True,
    ),
    "pt": _vocabulary(
        _count(
            "dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze"
            " quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
            2,
        )
        | _count(
            "vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa cem/cento",
            20,
            10,
        )
        | _count(
            "duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas"
            " seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas"
            " novecentos/novecentas",
            200,
            100,
        )
        | _count("zero", 0),
        {
            3: "mil",
            6: "milhão milhões",
            9: "bilhão bilhões",
            12: "bilião biliões trilhão trilhões",
            18: "trilião triliões",
        },
        lone="mil",
        ones="um uma",
        links={"e": 10},
        ordinals="primeiro/primeira/primeiros/primeiras - terceiro/terceira quarto/quarta"
        " quinto/quinta sexto/sexta sétimo/sétima oitavo/oitava nono/nona décimo/décima",
        common="o a os as de do da dos das e em que um uma para com é por não se no na ao mais como"
        " foi são seu sua nos pela pelo até entre ou à",
    ),
    "nl": _vocabulary(
        _count(
            "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
            " zestien zeventien achttien negentien",
            2,
        )
        | _count(_NL_TENS, 20, 10)
        | _pairs("een twee drie vier vijf zes zeven acht negen", _NL_TENS, "{unit}en{ten}")
        | _count("nul", 0),
        {
            2: "honderd",
            3: "duizend",
            6: "miljoen miljoenen",
            9: "miljard miljarden",
            12: "biljoen biljoenen",
            18: "triljoen triljoenen",
        },
        lone="honderd duizend",
        ones="een",
        ordinals="eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
        common="de het een en van in is dat op te zijn met voor niet aan er om ook als door over"
        " bij naar uit worden wordt heeft tot deze tussen",
        glued=True,
    ),
    "pl": _vocabulary(
        _count(
            "dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu siedem/siedmiu"
            " osiem/ośmiu dziewięć/dziewięciu dziesięć/dziesięciu jedenaście dwanaście trzynaście"
            " czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
            2,
        )
        | _count(
            "dwadzieścia/dwudziestu trzydzieści/trzydziestu czterdzieści pięćdziesiąt sześćdziesiąt"
            " siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
            20,
            10,
        )
        | _count(
            "sto/stu dwieście/dwustu trzysta czterysta pięćset/pięciuset sześćset siedemset"
            " osiemset dziewięćset",
            100,
            100,
        )
        | _count("zero", 0),
        {
            3: "tysiąc tysiące tysięcy tys",
            6: "milion miliony milionów",
            9: "miliard miliardy miliardów",
            12: "bilion biliony bilionów",
        },
        lone="tysiąc milion miliard",
        ones="jeden jedna jedno",
        ordinals="pierwszy/pierwsza/pierwsze drugi/druga/drugie trzeci/trzecia/trzecie"
        " czwarty/czwarta/czwarte piąty/piąta/piąte",
        common="w i z na do nie się że o jest to od za po dla przez są roku który oraz ma do",
    ),
    "tr": _vocabulary(
        _count("iki üç dört beş altı yedi sekiz dokuz on", 2)
        | _count("yirmi otuz kırk elli altmış yetmiş seksen doksan", 20, 10)
        | _count("sıfır", 0),
        {2: "yüz", 3: "bin", 6: "milyon", 9: "milyar", 12: "trilyon"},
        lone="yüz bin",
        ones="bir",
        ordinals="birinci ikinci üçüncü dördüncü beşinci",
        common="ve bir bu da de için ile olarak çok daha olan kadar gibi ise yüzde ya arasında",
        glued=True,
    ),
}
# What is read where no word tells the language: numbers in digits, and in other scripts.
ANY_LANGUAGE = _vocabulary({}, {})
# The numbers up to 20 of all languages; no word of one means another number elsewhere.
SMALL_NUMBERS: Mapping[str, int] = {
    word: value
    for vocabulary in (ANY_LANGUAGE, *VOCABULARIES.values())
    for word, value in (*vocabulary.numbers.items(), *((one, 1) for one in vocabulary.ones))
    if value <= 20
}

_LANGUAGES_OF_WORD: dict[str, tuple[str, ...]] = {
    word: tuple(
        language
        for language, one in VOCABULARIES.items()
        if word in one.common or word in one.ordinals or one.knows(word)
    )
    for vocabulary in VOCABULARIES.values()
    for word in {*vocabulary.common, *vocabulary.numbers, *vocabulary.powers, *vocabulary.ordinals}
    # The words of other scripts stand in every vocabulary, and so tell nothing.
    if word not in ANY_LANGUAGE.ordinals and not ANY_LANGUAGE.knows(word)
}


@lru_cache(maxsize=20_000)
def _languages_of(word: str) -> tuple[str, ...]:
    """Return the languages in which a folded word is frequent or a number."""
    return _LANGUAGES_OF_WORD.get(word) or tuple(
        language for language, one in VOCABULARIES.items() if one.split(word) != [word]
    )


def vocabularies_for(words: Iterable[str]) -> list[Vocabulary]:
    """Return the vocabularies of the language of some folded words, most often just one.

    The language is the one in which most of the words are frequent words or numbers. Languages that
    come out equal are all returned: "500 billion" may be English or French.
    """
    words = list(words)
    votes = Counter(language for word in words for language in _languages_of(word))
    # "On" is ten in Turkish.
    if words and votes["tr"] == words.count("on") and detect(" ".join(words)) == "en":
        del votes["tr"]
    most = max(votes.values(), default=0)
    likely = [VOCABULARIES[language] for language, count in votes.items() if count == most]
    return likely or [ANY_LANGUAGE]


# The names, their cases, and the short forms that mean nothing else, in the order of the languages
# above; Arabic has two sets of names.
MONTHS = _count(
    "january/jan/janvier/janv/enero/ene/januar/jän/jänner/gennaio/gen/janeiro/januari/января/январь"
    "/январе/янв/يناير/جانفي/styczeń/stycznia/ocak/जनवरी "
    "february/feb/février/févr/febrero/februar/febbraio/fevereiro/fev/februari/февраля/февраль"
    "/феврале/февр/فبراير/شباط/فيفري/luty/lutego/şubat/फ़रवरी "
    "march/mar/mars/marzo/märz/março/maart/mrt/марта/март/марте/мар"
    "/مارس/آذار/marzec/marca/mart/मार्च "
    "april/apr/avril/avr/abril/abr/aprile/апреля/апрель/апреле/апр/أبريل/نيسان/أفريل/kwiecień"
    "/kwietnia/nisan/अप्रैल "
    "may/mai/mayo/maggio/mag/maio/mei/мая/май/мае/مايو/أيار/ماي/maj/maja/mayıs/मई "
    "june/jun/juin/junio/juni/giugno/giu/junho/июня/июнь/июне/июн/يونيو/حزيران/جوان/czerwiec"
    "/czerwca/haziran/जून "
    "july/jul/juillet/juil/julio/juli/luglio/lug/julho/июля/июль/июле/июл/يوليو/تموز/جويلية/lipiec"
    "/lipca/temmuz/जुलाई "
    "august/aug/août/agosto/ago/augustus/августа/август/августе/авг/أغسطس/آب/أوت/sierpień/sierpnia"
    "/ağustos/अगस्त "
    "september/sep/sept/septembre/septiembre/setiembre/settembre/setembro/сентября/сентябрь"
    "/сентябре/сент/سبتمبر/أيلول/wrzesień/września/eylül/सितंबर "
    "october/oct/octobre/octubre/oktober/okt/ottobre/ott/outubro/октября/октябрь/октябре/окт/أكتوبر"
    "/październik/października/ekim/अक्टूबर "
    "november/nov/novembre/noviembre/novembro/ноября/ноябрь/ноябре/нояб/نوفمبر/listopad/listopada"
    "/kasım/नवंबर "
    "december/dec/décembre/déc/diciembre/dic/dezember/dez/dicembre/dezembro/декабря/декабрь/декабре"
    "/дек/ديسمبر/grudzień/grudnia/aralık/दिसंबर",
    1,
) | {
    # What four months are called from Lebanon to Iraq.
    fold(name): month
    for month, name in (
        (1, "كانون الثاني"),
        (10, "تشرين الأول"),
        (11, "تشرين الثاني"),
        (12, "كانون الأول"),
    )
}
