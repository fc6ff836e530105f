"""Whether a sentence denies: the words that turn what it says around, in many languages.

Some sentences deny without a word for "not" ("subletting is forbidden"). Such words are known so
far that one with "not" is no contrary of theirs, and that what is forbidden is not allowed.
"""

import re
from collections.abc import Mapping

from index.language import detect

_WORDS = {
    "en": r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b",
    "fr": r"\b(?:ne|n['’]\w+)\b(?!(?:\s+\S+){0,3}?\s+qu[e'’])"
    r"|\b(?:pas|aucune?s?|jamais|rien|ni|sans|non(?!-))\b",
    # "La no violencia" is a thing.
    "es": r"\b(?:(?<!\bla )(?<!\bel )(?<!\bde )no|nunca|jamás|ningun[oa]?s?|ningún|nada|nadie|ni)\b"
    r"|\b(?:sin|tampoco)\b",
    "de": r"\b(?:nicht|kein\w*|nie|niemals|nichts|niemand\w*|weder|ohne)\b",
    "it": r"\b(?:non(?!-)|no|mai|nessun\w*|niente|nulla|né|senza)\b",
    "pt": r"\b(?:não|nunca|jamais|nenhum\w*|nada|ninguém|nem|sem)\b",
    "nl": r"\b(?:niet|geen|nooit|niets|niemand|noch|zonder)\b",
    "ru": r"\b(?:не|нет|ни|никогда|никто|ничего|без|нельзя)\b",
    "zh": r"不(?![仅同过断但管])|没|未(?![满来成])|无(?!论)|非(?!常)|(?<![特分区级性个])别(?!人)",
    "ja": r"ない|なかっ|ません|ず\b|なく|無|非|未",
    "ar": r"\b(?:لا|لم|لن|ليس\w*|غير|دون|بدون)\b",
    "pl": r"\b(?:nie|nigdy|nikt|nic|żad\w+|bez|ani)\b",
    "cs": r"\b(?:ne\w+|nikdy|nikdo|nic|žádn\w+|bez|ani)\b",
    "uk": r"\b(?:не|немає|ні|ніколи|ніхто|нічого|без)\b",
    "ro": r"\b(?:nu|n-\w+|niciodată|nimeni|nimic|nicio|niciun|fără)\b",
    "sv": r"\b(?:inte|ej|aldrig|ingen|inget|inga|ingenting|utan)\b",
    "da": r"\b(?:ikke|aldrig|ingen|intet|ingenting|uden)\b",
    "no": r"\b(?:ikke|aldri|ingen|intet|ingenting|uten)\b",
}
# What forbids, and what allows.
_FORBIDS = {
    "en": r"\b(?:forb(?:id|ad)\w*|ban(?:s|ned)?|prohibit\w*|barred)\b",
    "fr": r"\b(?:interdi\w+|prohib\w+)\b",
    "es": r"\b(?:proh[ií]b\w+|vedad\w+)\b",
    "de": r"\b(?:verb(?:ot|iet)\w*|untersag\w+)\b",
    "it": r"\b(?:viet\w+|proib\w+)\b",
    "pt": r"\b(?:pro[ií]b\w+|vedad\w+|interdit\w+)\b",
    "nl": r"\bverb(?:od|ied)\w*\b",
    "ru": r"\bзапре[тщ]\w+\b",
    "zh": r"禁止|严禁",
    "ja": r"禁止|禁じ",
    "ar": r"ممنوع|محظور|\b(?:يمنع|يحظر)\b",
    "pl": r"\b(?:zabron\w+|zakaz\w+)\b",
}
_ALLOWS = {
    "en": r"\b(?:allow\w*|permit\w*|authori[sz]\w+)\b",
    "fr": r"\b(?:autoris\w+|permis\w*|permet\w*)\b",
    "es": r"\b(?:permit\w+|autoriza\w+)\b",
    "de": r"\b(?:erlaub\w+|gestatt\w+|zulässig)\b",
    "it": r"\b(?:permess\w+|permett\w+|consent\w+|autorizz\w+)\b",
    "pt": r"\b(?:permit\w+|autoriza\w+)\b",
    "nl": r"\b(?:toegestaan|toegelaten|toestaan)\b",
    "ru": r"\b(?:разреш\w+|допуска\w+)\b",
    "zh": r"允许|可以",
    "ja": r"許可|認め",
    "ar": r"مسموح|\b(?:يسمح|يجوز)\b",
    "pl": r"\b(?:dozwol\w+|zezwal\w+|wolno)\b",
}
# What else denies by its meaning: refusing, failing, lacking, being closed or free, "only".
_WANTS = {
    "en": r"\b(?:refus\w+|reject\w+|fail\w*|lack\w*|absen\w+|missing|unable|impossible|un\w+ed"
    r"|closed|closes|free|only|merely)\b",
    "fr": r"\b(?:refus\w+|rejet\w+|échou\w+|manqu\w+|absent\w*|impossible|inédit\w*|faute"
    r"|ferm\w+|gratuit\w*|seulement|uniquement|seule?s?)\b",
    "es": r"\b(?:rechaz\w+|falt\w+|fracas\w+|carec\w+|ausent\w+|imposible|inédit\w+"
    r"|cierra\w*|cerrad\w+|gratis|gratuit\w+|s[oó]lo|solamente)\b",
    "de": r"\b(?:lehn\w+|abgelehnt|verweiger\w+|fehl\w+|scheiter\w+|unmöglich|un\w+t"
    r"|geschlossen|schließt|kostenlos|gratis|nur|lediglich|ausschließlich)\b",
    "it": r"\b(?:rifiut\w+|respin\w+|manc\w+|assent\w+|fallit\w+|impossibile|inedit\w+"
    r"|chius\w+|chiude|gratis|gratuit\w+|solo|soltanto|solamente)\b",
    "pt": r"\b(?:recus\w+|rejeit\w+|falt\w+|falh\w+|ausent\w+|impossível|inédit\w+"
    r"|fecha\w*|grátis|gratuit\w+|só|somente|apenas)\b",
    "nl": r"\b(?:weiger\w+|afgewezen|ontbr\w+|mislukt\w*|afwezig\w*|onmogelijk"
    r"|gesloten|gratis|alleen|slechts)\b",
    "ru": r"\b(?:отказ\w+|отклон\w+|отсутств\w+|невозможн\w+|неизда\w+"
    r"|закры\w+|бесплатн\w+|только|лишь)\b",
    "zh": r"拒绝|缺|失败|否决|闭|关|免费|只|仅",
    "ja": r"拒否|断っ|欠|失敗|不|休|閉|無料|だけ|のみ|しか|限",
    "ar": r"\b(?:رفض\w*|فشل\w*|غاب\w*|تعذر\w*"
    r"|مغلق\w*|مجان\w*|فقط)\b",
    "pl": r"\b(?:odm[oó]w\w+|odrzuc\w+|brak\w*|nieobecn\w+|niemożliw\w+"
    r"|zamkni\w+|nieczynn\w+|bezpłatn\w+|darmow\w+|tylko|jedynie)\b",
}
# "Yes" and "no" as the answer to a question; what follows a "no" says itself whether it denies.
_ASSENT = re.compile(
    r"\s*(?:yes|oui|sí|si|ja|sì|sim|да|tak|是的?|はい|نعم)\s*[,，、،.。;:–—]", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\s*(?:no|non|nein|não|nee|nie|нет|不|不是|いいえ|لا|كلا)\s*[,，、،.。;:–—]\s*", re.IGNORECASE
)


def _compiled(words: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {language: re.compile(one, re.IGNORECASE) for language, one in words.items()}


_PATTERNS, _FORBIDDING, _ALLOWING, _WANTING = map(_compiled, (_WORDS, _FORBIDS, _ALLOWS, _WANTS))
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
    """Tell whether `text` holds a word that denies; of an unknown language none is known.

    The "no" that only answers a question does not count.
    """
    answer = _ANSWER.match(text)
    return _has(_PATTERNS, text[answer.end() :] if answer else text, language)


def affirms(text: str) -> bool:
    """Tell whether `text` answers with "yes"."""
    return bool(_ASSENT.match(text))


def can_deny(language: str) -> bool:
    """Tell whether the words of a language that deny are known."""
    return language in _PATTERNS


def implies_denial(text: str) -> bool:
    """Tell whether `text` denies without a word for it: by what forbids, refuses, or is lacking."""
    return _has(_FORBIDDING, text) or _has(_WANTING, text)


def is_forbidden(text: str) -> bool | None:
    """Tell whether `text` says that something is forbidden (True) or allowed; None if not plain."""
    forbids, allows = _has(_FORBIDDING, text), _has(_ALLOWING, text)
    return None if forbids == allows else forbids != denies(text)


def _has(patterns: Mapping[str, re.Pattern[str]], text: str, language: str | None = None) -> bool:
    pattern = patterns.get(language or detect(text))
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
