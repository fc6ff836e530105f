"""The units that stand beside a figure: currencies, percent, measures, and how each is written."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from assistant.number_words import fold, folded

# The code of each unit, and the words for it in any language. A `*` stands for any ending of up to
# four letters, a `_` for a space. Symbols, where case counts, stand apart.
_WORDS: Mapping[str, str] = {
    "USD": "usd dollar* dólar* dollár* dolar* dollaro dollari доллар* دولار* डॉलर us_dollar*"
    " u.s._dollar* dollar*_us dollar*_américain* dólar*_estadounidense* dollar*_des_etats-unis",
    "CAD": "cad canadian_dollar* dollar*_canadien* dólar*_canadiense* kanadische*_dollar*",
    "AUD": "aud australian_dollar* dollar*_australien* dólar*_australiano* australische*_dollar*",
    "HKD": "hkd hong_kong_dollar*",
    "EUR": "eur euro* evro* евро يورو यूरो",
    "GBP": "gbp pound*_sterling livre*_sterling libra*_esterlina* sterline british_pound*"
    " фунт*_стерлингов جنيه*_إسترليني",
    "pound": "pound* pfund* фунт*",
    "JPY": "jpy ienes yen yens yenes иен* йен* ين",
    "CNY": "cny rmb yuan yuans yuanes юан* يوان renminbi",
    "CHF": "chf swiss_franc* franc*_suisse* franco*_suizo* francos_suicos franchi franken frank"
    " франк* فرنك",
    "RUB": "rub rubl* rouble* ruble* rublo* rubel roebel* рубл* руб روبل*",
    "BRL": "brl reais reals réals reales real бразильск*_реал*",
    "INR": "inr rupee* roupie* rupia* rupie* roepie* rupia* rupie* рупи* روبية* रुपये रुपए रुपया",
    "KRW": "krw won wons вон",
    "MXN": "mxn mexican_peso* peso*_mexicano* pesos_mexicains",
    "TRY": "try_lirası tl türk_lirası",
    "PLN": "pln zloty* złoty* złotych",
    "SEK": "sek swedish_kron*",
    "%": "percent pct per_cent pour_cent por_ciento prozent* per_cento por_cento procent* процент*"
    " بالمئة في_المئة بالمائة في_المائة بالمية प्रतिशत",
    "pp": "percentage_point* points_de_pourcentage prozentpunkt* punti_percentuali"
    " puntos_porcentuales pontos_percentuais процентных_пункт*",
    "km": "kilometer* kilometre* kilomètre* kilómetro* chilometr* quilómetro* quilômetro* километр*"
    " كيلومتر* कilometer किलोमीटर",
    "m": "meter meters metern metre metres mètre mètres metro metros metri метр* متر* मीटर",
    "cm": "centimeter* centimetre* centimètre* centímetro* zentimeter* centimetr* сантиметр*",
    "mm": "millimeter* millimetre* millimètre* milímetro* millimetr* миллиметр*",
    "mi": "mile miles milla* mille*_marin* meile* miglia milha* mijl* мил*",
    "km²": "square_kilometer* square_kilometre* kilomètres_carrés kilómetros_cuadrados"
    " quadratkilometer* квадратных_километр*",
    "m²": "square_meter* square_metre* mètres_carrés metros_cuadrados quadratmeter*"
    " metri_quadrati metros_quadrados квадратных_метр*",
    "ha": "hectare* hectárea* hektar* ettari гектар*",
    "km/h": "kilometer*_per_hour kilometre*_per_hour kilomètre*_par_heure",
    "kg": "kilogram* kilogramm* kilogramo* chilogramm* kilo kilos kilogramme* килограмм*"
    " كيلوغرام* किलोग्राम",
    "g": "gram grams gramm gramme grammes gramos grammi gramas грамм*",
    "mg": "milligram* milligramm* miligramo* миллиграмм*",
    "t": "ton tons tonne* tonnen tonelada* tonnellat* тонн* طن tonn* टन",
    "l": "liter* litre* litro* litri литр* لتر*",
    "s": "sec second seconds seconde secondes segundo segundos sekunde* secondi seconden секунд*"
    " ثانية ثوان",
    "min": "minute minutes minuto minutos minuten minuti минут* دقيقة دقائق",
    "h": "hour hours heure heures hora horas stunde stunden ora ore uur uren час часа часов"
    " ساعة ساعات घंटे",
    "day": "day days jour jours día días tag tage tagen giorno giorni dia dias dag dagen день дня"
    " дней يوم أيام يوما दिन gün dzień dni",
    "week": "week weeks semaine* semana* woche* settiman* weken недел* أسبوع أسابيع hafta",
    "month": "month months mois mes meses monat* mese mesi mês maand maanden месяц* شهر أشهر شهرا",
    "year": "year years yr yrs an ans année années año años jahr jahre jahren jahrig* anno anni ano"
    " anos jaar jaren год года году лет سنة سنوات عام أعوام عاما yıl lat lata वर्ष साल",
    "°C": "degrees_celsius degrés_celsius grados_celsius grad_celsius gradi_celsius celsius",
    "°F": "degrees_fahrenheit degrés_fahrenheit grad_fahrenheit fahrenheit",
    "W": "watt watts ватт*",
    "kW": "kilowatt* киловатт*",
    "MW": "megawatt* mégawatt* megavatio* мегаватт*",
    "GW": "gigawatt* gigavatio* гигаватт*",
    "Hz": "hertz герц*",
    "MB": "megabyte* mégaoctet* мегабайт*",
    "GB": "gigabyte* gigaoctet* гигабайт*",
    "TB": "terabyte* téraoctet* терабайт*",
}  # fmt: skip

_SYMBOLS = (
    "km", "m", "cm", "mm", "mi", "ha", "km²", "m²", "km/h", "kg", "mg", "g", "t", "l", "h", "min",
    "s", "°C", "°F", "W", "kW", "MW", "GW", "Hz", "kHz", "MHz", "GHz", "kWh", "MWh", "GWh", "TWh",
    "KB", "MB", "GB", "TB", "%", "‰", "pp", "EUR", "USD",
)  # fmt: skip
# Case counts here: "g" is a gram and "G" is none.
SYMBOLS: Mapping[str, str] = {
    **dict(zip(_SYMBOLS, _SYMBOLS, strict=True)),
    "L": "l", "lb": "lb", "lbs": "lb", "Go": "GB", "Mo": "MB", "To": "TB", "км": "km", "м": "m",
    "см": "cm", "мм": "mm", "кг": "kg", "г": "g", "т": "t", "л": "l", "ч": "h", "мин": "min",
    "кВт": "kW", "МВт": "MW", "ГВт": "GW", "МБ": "MB", "ГБ": "GB", "Std": "h", "Min": "min",
    "km2": "km²", "m2": "m²", "٪": "%", "℃": "°C",
}  # fmt: skip

# The signs of currencies, before or after the figure.
SIGNS: Mapping[str, str] = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "US-$": "USD", "A$": "AUD",
    "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "R$": "BRL",
    "CN¥": "CNY", "JP¥": "JPY", "UK£": "GBP", "€": "EUR", "£": "GBP",
    "¥": "¥", "￥": "¥", "₹": "INR", "Rs": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "Fr": "CHF",
}  # fmt: skip

# Chinese, Japanese and Korean write no spaces: these are looked for right after the figure.
_UNSPACED: Mapping[str, str] = {
    "USD": "美元 美金 米ドル ドル 달러 미국달러",
    "EUR": "欧元 歐元 ユーロ 유로",
    "GBP": "英镑 英鎊 파운드 英国ポンド",
    "pound": "ポンド",
    "JPY": "日元 日圓 円 엔 엔화",
    "CNY": "人民币 元 人民元 위안 中国人民元 위안화",
    "KRW": "韩元 韓元 ウォン 원 韓国ウォン",
    "HKD": "港元 港币",
    "RUB": "卢布 ルーブル 루블 俄罗斯卢布 ロシアルーブル",
    "INR": "卢比 ルピー 루피 印度卢比 インドルピー",
    "CHF": "瑞士法郎 瑞郎 スイスフラン",
    "BRL": "雷亚尔 レアル 巴西雷亚尔",
    "CAD": "加元 加拿大元 カナダドル",
    "AUD": "澳元 澳大利亚元 豪ドル",
    "%": "パーセント 퍼센트",
    "pp": "个百分点 ポイント",
    "km": "公里 千米 キロメートル 킬로미터",
    "m": "米 メートル 미터",
    "cm": "厘米 公分 センチ 센티미터",
    "mm": "毫米 ミリ",
    "mi": "英里 マイル 마일",
    "km²": "平方公里 平方千米 平方キロメートル",
    "m²": "平方米 平方メートル",
    "kg": "公斤 千克 キログラム 킬로그램",
    "g": "克 グラム 그램",
    "t": "吨 噸 トン 톤",
    "l": "升 リットル 리터",
    "h": "小时 小時 時間 시간",
    "min": "分钟 分鐘 分間 분",
    "s": "秒 초",
    "day": "天 日間 일간",
    "week": "周 週間 星期 주일",
    "month": "个月 個月 ヶ月 か月 カ月 개월",
    "year": "年 年間 년",
    "°C": "摄氏度 ℃",
    "kW": "千瓦 キロワット",
    "W": "瓦 ワット",
    "MW": "兆瓦 メガワット",
}

# A sign or word that names one of several units, each of which it agrees with.
_LOOSE: Mapping[str, frozenset[str]] = {
    "¥": frozenset({"JPY", "CNY"}),
    "pound": frozenset({"GBP", "lb"}),
}

# How many of the base unit one unit is, exactly: 1.5 km is 1500 m.
_SCALE: Mapping[str, tuple[str, Decimal]] = {
    unit: (base, Decimal(factor))
    for base, factors in {
        "m": {"km": "1000", "cm": "0.01", "mm": "0.001"},
        "m²": {"km²": "1000000", "ha": "10000"},
        "g": {"kg": "1000", "mg": "0.001", "t": "1000000"},
        "s": {"min": "60", "h": "3600", "day": "86400", "week": "604800"},
        "month": {"year": "12"},
        "W": {"kW": "1000", "MW": "1000000", "GW": "1000000000"},
        "Hz": {"kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
    }.items()
    for unit, factor in factors.items()
}
TIME_UNITS = frozenset({"s", "min", "h", "day", "week", "month", "year"})
CURRENCIES = frozenset(SIGNS.values()) | {
    code for code in _WORDS if len(code) == 3 and code.isupper()
}

# Longer forms first: "dollars canadiens" before "dollars".
_FORMS = sorted(
    ((form, code) for code, forms in _WORDS.items() for form in forms.split()),
    key=lambda form_and_code: -len(form_and_code[0]),
)
# "Japanese yen", "японских иен": the country is no more than the currency's word says.
_NATIONS = folded(
    "american américain amerik америк японск japan chin китайск rus росс brasil brazil brésil"
    " бразильск indi индийск south sud süd zuid южно korea britis britt britse британск swiss"
    " schweizer zwitser швейцарск abd"
)
_NATION = rf"(?:(?:{'|'.join(_NATIONS)})[^\W\d_]* (?:korea[^\W\d_]* )?)"
_PATTERN = re.compile(
    _NATION
    + "?(?:"
    + "|".join(
        "(" + re.escape(fold(form)).replace(r"\*", r"[^\W\d_]{0,4}").replace("_", " ") + r")\b"
        for form, _ in _FORMS
    )
    + ")"
)
_UNSPACED_CODES = {word: code for code, words in _UNSPACED.items() for word in words.split()}
_UNSPACED_PATTERN = re.compile("|".join(sorted(_UNSPACED_CODES, key=len, reverse=True)))


@lru_cache(maxsize=20_000)
def unit_of_words(words: str) -> tuple[str, int] | None:
    """Return the unit that folded `words` begin with, and how many words it takes, or None."""
    found = _PATTERN.match(words)
    if not found or not found.lastindex:
        return None
    return _FORMS[found.lastindex - 1][1], found[0].count(" ") + 1


def unspaced_unit(text: str, at: int) -> tuple[str, int] | None:
    """Return the Chinese, Japanese or Korean unit at `at`, and where it ends, or None."""
    found = _UNSPACED_PATTERN.match(text, at)
    return (_UNSPACED_CODES[found[0]], found.end()) if found else None


def units_agree(claim: str, evidence: str) -> bool:
    """Tell whether two units are the same, or one names a set that the other is of."""
    return bool(_LOOSE.get(claim, {claim}) & _LOOSE.get(evidence, {evidence}))


def in_base_unit(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return the same quantity in the unit that all of its kind are compared in."""
    base, factor = _SCALE.get(unit, (unit, Decimal(1)))
    return value * factor, base
