"""Whether a sentence denies: the words of eleven languages that turn what it says around."""

import re

from index.language import detect

_WORDS = {
    "en": r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b",
    "fr": r"\b(?:ne|n['’]\w+|pas|aucune?s?|jamais|rien|personne|ni|sans|non(?!-))\b",
    # "La no violencia" is a thing.
    "es": r"\b(?:(?<!\bla )(?<!\bel )(?<!\bde )no|nunca|jamás|ningun[oa]?s?|ningún|nada|nadie|ni)\b"
    r"|\b(?:sin|tampoco)\b",
    "de": r"\b(?:nicht|kein\w*|nie|niemals|nichts|niemand\w*|weder|ohne)\b",
    "it": r"\b(?:non(?!-)|no|mai|nessun\w*|niente|nulla|né|senza)\b",
    "pt": r"\b(?:não|nunca|jamais|nenhum\w*|nada|ninguém|nem|sem)\b",
    "nl": r"\b(?:niet|geen|nooit|niets|niemand|noch|zonder)\b",
    "ru": r"\b(?:не|нет|ни|никогда|никто|ничего|без|нельзя)\b",
    "zh": r"不|没|未|无|非|别",
    "ja": r"ない|なかっ|ません|ず\b|なく|無|非|未",
    "ar": r"\b(?:لا|لم|لن|ليس\w*|غير|دون|بدون)\b",
}
_PATTERNS = {language: re.compile(words, re.IGNORECASE) for language, words in _WORDS.items()}
# A sentence about the text itself that denies: how models say that they did not find the answer.
_THE_TEXT = re.compile(
    r"\b(?:the|this|le|ce|les|el|los|las?|lo|o|os|as|il|i|der|die|das|den|de|het|given|provided)\s+"
    r"(?:\w+\s+)?(?:text|context|passages?|sources?|documents?|article|texte|articles?|texto|"
    r"artículo|artigo|fuentes?|fontes?|fonti|testo|articolo|artikel|tekst|bronn?e?n?|quellen?)\b"
    r"|текст|источник|文本|文章|文中|原文|テキスト|本文|記事|资料|資料|النص|المقال|المصادر",
    re.IGNORECASE,
)
_DENIES_FINDING = re.compile(
    r"n['’]t\b|\b(?:not|no|nor|pas|aucune?|non|nicht|kein\w*|não|niet|geen|nulla|nada|nichts)\b"
    r"|\b(?:не|нет)\b|没有|未|不|ない|ません|\b(?:لا|لم|ليس)\b",
    re.IGNORECASE,
)
# The comma of "5,3" parts nothing, nor the colon of "15:30".
_CLAUSE = re.compile(r"(?:[^,;:،；，：()（）–—]|(?<=\d)[,:](?=\d))+")
_CONJUNCTIONS = {
    language: re.compile(rf"\s(?:{words})\s", re.IGNORECASE)
    for language, words in {
        "en": "and|but", "fr": "et|mais", "es": "y|e|pero|sino", "de": "und|aber|sondern",
        "it": "e|ed|ma|però", "pt": "e|mas", "nl": "en|maar", "ru": "и|но|а",
    }.items()
}  # fmt: skip


def denies(text: str, language: str | None = None) -> bool:
    """Tell whether `text` holds a word that denies; of an unknown language none is known."""
    pattern = _PATTERNS.get(language or detect(text))
    return bool(pattern and pattern.search(text))


def clauses(text: str) -> list[str]:
    """Return the parts of a sentence between its commas and other breaks."""
    return [clause for clause in map(str.strip, _CLAUSE.findall(text)) if clause]


def statements(text: str) -> list[str]:
    """Return the parts of a sentence between its commas and its words for "and" and "but"."""
    conjunction = _CONJUNCTIONS.get(detect(text))
    found = clauses(text)
    return [part for one in found for part in conjunction.split(one)] if conjunction else found


def says_nothing(text: str) -> bool:
    """Tell whether a sentence only says that the text does not say."""
    denial = _DENIES_FINDING.search(text)
    if denial and denial.group().lower() == "no" and detect(text) == "pt":
        return False  # it means "in the"
    return bool(denial and _THE_TEXT.search(text))
