"""Whether a sentence says nothing but that the text does not say: how models refuse."""

import re

from index.language import detect

# A sentence about the text itself that denies: how models say that they did not find the answer.
_THE_TEXT = re.compile(
    r"\b(?:the|this|le|ce|les|el|los|las?|lo|o|os|as|il|i|der|die|das|den|de|het|given|provided)\s+"
    r"(?:\w+\s+)?(?:text|context|passages?|sources?|documents?|article|texte|articles?|texto|"
    r"artículo|artigo|fuentes?|fontes?|fonti|testo|articolo|artikel|tekst|bronn?e?n?|quellen?)\b"
    r"|\b(?:в|из)\s(?:\w+\s)?(?:кон)?(?:текст|источник)|文本|文章|文中|原文|テキスト|本文|記事|资料|資料|النص|المقال|المصادر",
    re.IGNORECASE,
)
# The same without a word for the text: "it is not specified".
_UNTOLD = re.compile(
    r"\b(?:текст|источник\w*)\sне\s(?:содерж|сообща|указыва|отвеча|упомина)|"
    r"\b(?:not|n['’]t|never)\s(?:been\s)?(?:\w+ly\s)?(?:specified|mentioned|stated|indicated)\b"
    r"|\b(?:n['’]est|ne\ssont|n['’]a|n['’]ont)\spas\s(?:été\s)?"
    r"(?:précisée?s?|mentionnée?s?|indiquée?s?)\b"
    r"|\bno\sse\s(?:especifica|menciona|indica|precisa)n?\b"
    r"|\bnicht\s(?:\w+\s)?(?:angegeben|erwähnt|spezifiziert)\b"
    r"|\bnon\s(?:è|sono|viene|vengono)\s(?:specificat|menzionat|indicat|precisat)[oaie]\b"
    r"|\bnão\s(?:é|são|foi|está)\s(?:especificad|mencionad|indicad)[oa]s?\b"
    r"|\bniet\s(?:\w+\s)?(?:vermeld|gespecificeerd|aangegeven)\b"
    r"|\bне\s(?:указан[оаы]?|упомина[ею]тся|упомянут[оаы]?)\b"
    # "There is no information about …", but no "information technology".
    r"|\b(?:there (?:is|was) no|no hay|es (?:gibt|liegen) keine|não há"
    r"|il n['’]y a (?:pas d['’]|aucune)|non (?:ci sono|c['’]è)|er (?:is|zijn) geen|нет|nie ma|brak)"
    r"\s?(?:\w+\s)?(?:informations?|información|informationen|informazion[ei]|informaç(?:ão|ões)"
    r"|informatie|информации|informacji)"
    r"\s*(?:$|[.!]|\s(?:about|on|regarding|sur|concernant|sobre|acerca|über|zu[rm]?|su\w*|over|о|об"
    r"|na temat|o)\b)"
    r"|没有(?:相关|关于.{1,30}的)信息(?!技术|化)|情報(?:は|が)(?:ない|ありません)|لا توجد معلومات"
    r"|(?:没有|未)(?:提及|提到|说明|注明|指明)|(?:記載|明記|言及)されてい(?:ない|ません)"
    r"|(?:لم|لا)\s(?:يُ?ذكر|تُ?ذكر|يُ?حدد|تُ?حدد)",
    re.IGNORECASE,
)
_DENIES_FINDING = re.compile(
    r"n['’]t\b|\b(?:not|no|nor|pas|aucune?|non|nicht|kein\w*|não|niet|geen|nulla|nada|nichts)\b"
    r"|\b(?:не|нет)\b|没有|未|不|ない|ません|\b(?:لا|لم|ليس)\b",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Tell whether a sentence only says that the text does not say."""
    if _UNTOLD.search(text):
        return True
    denial = _DENIES_FINDING.search(text)
    if denial and denial.group().lower() == "no" and detect(text) == "pt":
        return False  # it means "in the"
    return bool(denial and _THE_TEXT.search(text))
