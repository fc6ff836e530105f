"""The measures that stand beside a figure, and how languages write them: tables only."""

from collections.abc import Mapping
from decimal import Decimal

# The code of each unit, and the words for it in any language. A `*` stands for any ending of up to
# four letters, a `_` for a space or hyphen. Symbols, where case counts, stand apart.
MEASURE_WORDS: Mapping[str, str] = {
    "%": "percent pct per_cent pour_cent por_ciento prozent* per_cento por_cento procent* процент*"
    " بالمئة في_المئة بالمائة في_المائة بالمية प्रतिशत",
    "‰": "per_mille per_mil permille pour_mille por_mil promille per_mille промилле"
    " بالألف في_الألف",
    "pp": "percentage_point* points_de_pourcentage point_de_pourcentage prozentpunkt*"
    " punt*_percentual* puntos_porcentual* punto_porcentual ponto*_percentua* procentpunt*"
    " процентн*_пункт* نقطة_مئوية نقاط_مئوية",
    "bp": "basis_point* point*_de_base punto*_basico* basispunkt* punti_base punto_base"
    " ponto*_base ponto*-base basispunt* базисн*_пункт* نقطة_أساس نقاط_أساس",
    "km": "kilometer* kilometre* kilomètre* kilómetro* chilometr* quilómetro* quilômetro* километр*"
    " كيلومتر* किलोमीटर",
    "m": "meter meters metern metre metres mètre mètres metro metros metri метр* متر* أمتار मीटर"
    " höhenmeter*",
    "cm": "centimeter* centimetre* centimètre* centímetro* zentimeter* centimetr* сантиметр*"
    " سنتيمتر* سنتمتر*",
    "mm": "millimeter* millimetre* millimètre* milímetro* millimetr* миллиметр* مليمتر* ملم"
    " ميليمتر* ملليمتر*",
    "µm": "micrometer* micrometre* micromètre* micrómetro* mikrometer* micron* микрометр* микрон*"
    " ميكرومتر* ميكرون",
    "nm": "nanometer* nanometre* nanomètre* nanómetro* nanometr* нанометр* نانومتر*",
    "mi": "mile miles milla* meile* miglia miglio milha* mijl mijlen мил* ميل أميال",
    "nmi": "nautical_mile* mille*_marin* milla*_náutica* seemeile* miglia_nautic* miglio_nautico"
    " milha*_náutica* zeemijl* морск*_мил* ميل_بحري أميال_بحرية",
    "ft": "foot feet pied pieds pie pies fuss piede piedi pé pés voet фут фута футов قدم أقدام"
    " قدما",
    "in": "inch inches pouce pouces pulgada* zoll pollice pollici polegada* duim дюйм* بوصة بوصات",
    "yd": "yard yards yarda* iarda* jarda* ярд* ياردة",
    "ly": "light_year* année*-lumière año*_luz lichtjahr* anni_luce anno_luce ano*-luz lichtjaar"
    " lichtjaren светов*_год* световых_лет سنة_ضوئية سنوات_ضوئية",
    "km²": "square_kilometer* square_kilometre* sq_km kilomètre*_carré* kilómetro*_cuadrado*"
    " quadratkilometer* chilometr*_quadrat* quilómetro*_quadrado* quilômetro*_quadrado*"
    " vierkante_kilometer* квадратн*_километр* كيلومتر*_مربع*",
    "m²": "square_meter* square_metre* mètre*_carré* metro*_cuadrado* quadratmeter*"
    " metr*_quadrat* metro*_quadrado* vierkante_meter* квадратн*_метр* متر*_مربع* أمتار_مربعة",
    "ft²": "square_foot square_feet sq_ft pied*_carré* pie*_cuadrado* quadratfuß pied*_quadrat*"
    " pé*_quadrado* vierkante_voet квадратн*_фут* قدم*_مربع*",
    "mi²": "square_mile* sq_mi sq_mile* mille*_carré* milla*_cuadrada* quadratmeile*"
    " migli*_quadrat* milha*_quadrada* vierkante_mijl* квадратн*_мил* ميل_مربع أميال_مربعة",
    "ha": "hectare* hectárea* hektar* ettar* гектар* هكتار*",
    "acre": "acre acres acri acker акр акра акров فدان أفدنة",
    "m³": "cubic_meter* cubic_metre* mètre*_cube* metro*_cúbico* kubikmeter* metr*_cub*"
    " kubieke_meter* кубометр* кубическ*_метр* متر*_مكعب* أمتار_مكعبة",
    "cm³": "cubic_centimet* centimètre*_cube* centímetro*_cúbico* kubikzentimeter*"
    " centimetr*_cub* kubieke_centimeter* кубическ*_сантиметр*",
    "kg": "kilogram* kilogramm* kilogramo* chilogramm* kilo kilos kilogramme* chilo chili quilo"
    " quilos quilograma* килограмм* كيلوغرام* كيلوجرام* كيلوغرامات كغم किलोग्राम",
    "g": "gram grams gramm gramme grammes gramos gramo grammi grammo grama gramas грамм*"
    " غرام* جرام*",
    "mg": "milligram* milligramm* miligramo* miligrama* миллиграмм* مليغرام* ملليغرام* ملغ",
    "µg": "microgram* mikrogramm* microgramme* microgramo* микрограмм* ميكروغرام*",
    "t": "ton tons tonne* tonnen tonelada* tonnellat* тонн* طن أطنان طنا टन",
    "oz": "ounce ounces onces onza onzas unze unzen oncia onça onças унци* أونصة"
    " أوقية",
    "ct": "carat carats karat quilate quilates carati carato karaat карат* قيراط",
    "l": "liter liters litern litre litres litro litros litri литр* لتر* ليتر*",
    "ml": "millilit* mililitro* миллилитр* مليلتر* ملليلتر* مل",
    "cl": "centilit* zentiliter* сантилитр*",
    "dl": "decilit* décilit* deziliter* децилитр*",
    "hl": "hectolit* hektoliter* ettolitr* гектолитр* هكتولتر*",
    "gal": "gallon* galón galones gallone* galão galões галлон* غالون جالون غالونات",
    "bbl": "barrel barrels baril barils barril barriles barris barile barili vat vaten баррел*"
    " برميل برميلا براميل",
    "s": "sec second seconds seconde secondes segundo segundos sekunde* secondi secondo seconden"
    " секунд* ثانية ثوان ثواني",
    "ms": "millisecond* milliseconde* milisegundo* millisekunde* millisecondi миллисекунд*",
    "min": "minute minutes minuto minutos minuten minuti минут* minuut دقيقة دقائق minütig*",
    "h": "hour hours heure heures hora horas stunde stunden ora ore uur uren час часа часов часах"
    " ساعة ساعات ساعتين ساعتان घंटे stündig*",
    "day": "day days jour jours journée* día días tag tage tagen giorno giorni giornat* dia dias"
    " dag dagen день дня дней дням сутки суток يوم أيام يوما يومين يومان दिन gün dzień dni"
    " tägig* working-days working-day business-days business-day calendar-days calendar-day"
    " рабочих-дней рабочих-дня рабочий-день календарных-дней календарных-дня",
    "night": "night nights nuit nuits nuitée* noche noches nacht nächte nächten notte notti noite"
    " noites nachten ночь ночи ночей ليلة ليال ليالي übernachtung* pernottament* pernocta*"
    " overnachting* ночёвк*",
    "week": "week weeks semaine* semana* woche* settiman* weken недел* أسبوع* أسابيع hafta"
    " wöchig*",
    "month": "month months mois mes meses monat* mese mesi mês maand maanden месяц* شهر أشهر شهرا"
    " شهور شهرين",
    "quarter": "quarter quarters trimestre* trimestri quartal* kwartaal kwartalen квартал*",
    "year": "year years yr yrs an ans année années annee año años jahr jahre jahren jährig* anno"
    " anni ano anos jaar jaren год года году годов лет летн* سنة سنوات عام أعوام عاما عامين سنتين"
    " yıl lat lata वर्ष साल",
    "°C": "degrees_celsius degree_celsius degré*_celsius grado*_celsius grad_celsius gradi_celsius"
    " graus_celsius graden_celsius celsius degrees_centigrade centigrad* grado*_centígrado*"
    " градус*_цельси* درجة_مئوية درجات_مئوية",
    "°F": "degrees_fahrenheit degré*_fahrenheit grado*_fahrenheit grad_fahrenheit"
    " gradi_fahrenheit graus_fahrenheit graden_fahrenheit fahrenheit градус*_фаренгейт*"
    " درجة_فهرنهايت",
    "°": "degree degrees degré degrés grado grados grad gradi grau graus graden graad градус*"
    " درجة درجات",
    "W": "watt watts wattios vatios vatio ватт* واط*",
    "kW": "kilowatt* kilovatio* quilowatt* киловатт* كيلوواط* كيلووات",
    "MW": "megawatt* mégawatt* megavatio* мегаватт* ميغاواط* ميجاوات",
    "GW": "gigawatt* gigavatio* гигаватт* غيغاواط* جيجاوات",
    "Wh": "watt_hour* wattheure* wattstunde* ватт-час*",
    "kWh": "kilowatt_hour* kilowatthour* kilowattheure* kilowatt-heure* kilovatio*_hora"
    " kilovatio*-hora kilowattstunde* chilowattora kilowattora quilowatt*-hora quilowatt*_hora"
    " kilowattuur kilowatturen киловатт-час* киловатт*_час* كيلوواط*_ساعة كيلووات_ساعة",
    "MWh": "megawatt_hour* megawatthour* mégawattheure* mégawatt*-heure* megavatio*_hora"
    " megavatio*-hora megawattstunde* megawattora megawatt*-hora megawattuur мегаватт-час*"
    " мегаватт*_час* ميغاواط*_ساعة ميجاوات_ساعة",
    "GWh": "gigawatt_hour* gigawatthour* gigawattheure* gigavatio*_hora gigawattstunde*"
    " gigawattora gigawatt*-hora gigawattuur гигаватт-час* гигаватт*_час* غيغاواط*_ساعة",
    "TWh": "terawatt_hour* térawattheure* teravatio*_hora terawattstunde* terawattora"
    " terawattuur тераватт-час* тераватт*_час*",
    "hp": "horsepower chevaux ch_vapeur caballos_de_vapor caballos pferdestärke*"
    " cavalli cavalos paardenkracht pk лошадин*_сил* حصان",
    "J": "joule joules julio* джоул* جول",
    "kcal": "kilocalorie* kilocaloría* kilokalorie* chilocalori* quilocaloria* килокалори* سعرة"
    " سعرات",
    "V": "volt volts voltio* вольт* فولت",
    "A": "ampere amperes ampère* amperio* ампер* amp amps أمبير",
    "dB": "decibel* décibel* decibelio* dezibel* децибел* ديسيبل",
    "bar": "bar bars bares бар بار",
    "Pa": "pascal pascals паскал*",
    "hPa": "hectopascal* hektopascal* ettopascal* гектопаскал*",
    "Hz": "hertz hercio* герц* هرتز",
    "MHz": "megahertz mégahertz мегагерц* ميغاهرتز",
    "GHz": "gigahertz гигагерц* غيغاهرتز",
    "KB": "kilobyte* kilooctet* килобайт* كيلوبايت",
    "MB": "megabyte* mégaoctet* мегабайт* ميغابايت ميجابايت",
    "GB": "gigabyte* gigaoctet* гигабайт* غيغابايت جيجابايت",
    "TB": "terabyte* téraoctet* терабайт* تيرابايت",
    "km/h": "kilometer*_per_hour kilometre*_per_hour kilomètre*_par_heure kilomètre*-heure"
    " kilómetro*_por_hora stundenkilometer* chilometr*_orari chilometr*_all'ora"
    " quilómetro*_por_hora quilômetro*_por_hora kilometer_per_uur километр*_в_час"
    " كيلومتر*_في_الساعة",
    "mph": "mph miles_per_hour",
    "kn": "knot knots nœuds noeuds nudos knoten nodi nós knopen узл*",
}  # fmt: skip

_SYMBOLS = (
    "km", "m", "cm", "mm", "µm", "nm", "mi", "nmi", "ft", "yd", "ha", "km²", "m²", "ft²", "mi²",
    "cm²", "mm²", "m³", "cm³", "km³", "dm³", "mm³", "ft³", "km/h",
    "mph", "kg", "mg", "g", "µg", "t", "oz", "l", "ml", "cl", "dl", "hl", "h",
    "min", "s", "ms", "°C", "°F", "W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "GWh", "TWh", "Hz",
    "kHz", "MHz", "GHz", "KB", "MB", "GB", "TB", "%", "‰", "pp", "bp", "dB", "kcal", "hPa", "lb",
    "hp", "V", "bar", "bbl",
)  # fmt: skip
# Case counts here: "g" is a gram and "G" is none.
SYMBOLS: Mapping[str, str] = {
    **dict(zip(_SYMBOLS, _SYMBOLS, strict=True)),
    "L": "l", "mL": "ml", "lbs": "lb", "Go": "GB", "Mo": "MB", "To": "TB", "Ko": "KB", "bps": "bp",
    "км": "km", "м": "m", "см": "cm", "мм": "mm", "кг": "kg", "г": "g", "мг": "mg", "т": "t",
    "л": "l", "мл": "ml", "ч": "h", "мин": "min", "сек": "s", "кВт": "kW", "МВт": "MW",
    "ГВт": "GW", "МБ": "MB", "ГБ": "GB", "ТБ": "TB", "га": "ha", "дБ": "dB", "Гц": "Hz",
    "Std": "h", "Min": "min", "qm": "m²", "sqm": "m²",
    "٪": "%", "℃": "°C", "°": "°", "PS": "hp", "ккал": "kcal", "كم": "km",
    "سم": "cm", "كغ": "kg", "كلم": "km", "㎡": "m²",
}  # fmt: skip

# Chinese, Japanese and Korean write no spaces: these are looked for right after the figure.
UNSPACED_MEASURES: Mapping[str, str] = {
    "%": "パーセント 퍼센트",
    "‰": "パーミル",
    "pp": "个百分点 個百分點 パーセントポイント ポイント",
    "bp": "个基点 基点 ベーシスポイント",
    "km": "公里 千米 キロメートル 킬로미터",
    "kilo": "キロ",
    "m": "米 メートル 미터",
    "cm": "厘米 公分 センチメートル センチ 센티미터",
    "mm": "毫米 ミリメートル ミリ",
    "µm": "微米 マイクロメートル ミクロン",
    "nm": "纳米 奈米 ナノメートル",
    "mi": "英里 マイル 마일",
    "nmi": "海里",
    "ft": "英尺 フィート",
    "in": "英寸 インチ",
    "yd": "码 ヤード",
    "ly": "光年",
    "km²": "平方公里 平方千米 平方キロメートル 平方キロ",
    "m²": "平方米 平方メートル",
    "mi²": "平方英里 平方マイル",
    "ft²": "平方英尺 平方フィート",
    "m³": "立方米 立方メートル",
    "ha": "公顷 公頃 ヘクタール",
    "acre": "英亩 エーカー",
    "mu": "亩",
    "kg": "公斤 千克 キログラム 킬로그램",
    "g": "克 グラム 그램",
    "mg": "毫克 ミリグラム",
    "µg": "微克 マイクログラム",
    "t": "吨 噸 トン 톤",
    "oz": "盎司 オンス",
    "lb": "磅",
    "ct": "克拉 カラット",
    "l": "升 リットル 리터",
    "ml": "毫升 ミリリットル",
    "hl": "百升 公石 ヘクトリットル",
    "gal": "加仑 ガロン",
    "bbl": "桶 バレル",
    "s": "秒 秒間 초",
    "ms": "毫秒 ミリ秒",
    "min": "分钟 分鐘 分間 分 분",
    "h": "小时 小時 个小时 個小時 時間 시간",
    "day": "天 日間 日以内 日内 日以上 日分 営業日 营业日 工作日 个营业日 个工作日 個工作日 일간",
    "night": "晚 夜 泊 个晚上",
    "week": "周 週間 个星期 個星期 星期 주일",
    "month": "个月 個月 ヶ月 か月 カ月 ヵ月 箇月 개월",
    "quarter": "个季度",
    "year": "年 年間 년",
    "°C": "摄氏度 ℃",
    "°F": "华氏度",
    "°": "度",
    "W": "瓦特 瓦 ワット",
    "kW": "千瓦 キロワット",
    "MW": "兆瓦 メガワット",
    "GW": "吉瓦 ギガワット",
    "kWh": "千瓦时 千瓦小时 度电 キロワット時",
    "MWh": "兆瓦时 メガワット時",
    "GWh": "吉瓦时 ギガワット時",
    "hp": "马力 馬力",
    "kcal": "千卡 大卡 キロカロリー",
    "V": "伏特 伏 ボルト",
    "A": "安培 アンペア",
    "dB": "分贝 デシベル",
    "bar": "巴 バール",
    "Hz": "赫兹 ヘルツ",
    "MHz": "兆赫 メガヘルツ",
    "GHz": "吉赫 ギガヘルツ",
    "MB": "兆字节 メガバイト",
    "GB": "吉字节 ギガバイト",
    "km/h": "公里每小时",
}  # fmt: skip

# How many of the base unit one unit is, exactly: 1.5 km is 1500 m.
SCALE: Mapping[str, tuple[str, Decimal]] = {
    unit: (base, Decimal(factor))
    for base, factors in {
        "m": {"km": "1000", "cm": "0.01", "mm": "0.001", "µm": "0.000001", "nm": "0.000000001"},
        "m²": {"km²": "1000000", "ha": "10000"},
        "l": {"ml": "0.001", "cl": "0.01", "dl": "0.1", "hl": "100", "m³": "1000", "cm³": "0.001"},
        "g": {"kg": "1000", "mg": "0.001", "µg": "0.000001", "t": "1000000"},
        "s": {
            "ms": "0.001", "min": "60", "h": "3600", "day": "86400", "week": "604800",
        },
        "month": {"quarter": "3", "year": "12"},
        "pp": {"bp": "0.01"},
        "W": {"kW": "1000", "MW": "1000000", "GW": "1000000000"},
        "kWh": {"Wh": "0.001", "MWh": "1000", "GWh": "1000000", "TWh": "1000000000"},
        "Hz": {"kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
    }.items()
    for unit, factor in factors.items()
}  # fmt: skip
TIME_UNITS = frozenset({"ms", "s", "min", "h", "day", "night", "week", "month", "quarter", "year"})
# German and Dutch put what is counted in front of the unit: "Betriebsstunden", "werkdagen".
COMPOUND_ENDINGS: Mapping[str, str] = {
    "h": "stunde stunden uur uren",
    "day": "tag tage tagen dag dagen",
    "night": "nacht nächte nächten nachten",
    "week": "woche wochen weken",
    "month": "monat monate monaten maanden",
    "quarter": "quartale quartalen",
    "year": "jahre jahren jaren",
    "min": "minuten",
    "s": "sekunden seconden",
    "km": "kilometer kilometern",
    "t": "tonnen",
}
# What one word or sign may name, where nothing tells which; each is its own unit.
AMBIGUOUS: Mapping[str, tuple[str, ...]] = {"kilo": ("km", "kg"), "°": ("°C", "°F", "°")}
