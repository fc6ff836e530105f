"""Whether a sentence denies: the words that turn what it says around, in many languages.

Some sentences deny without a word for "not" ("subletting is forbidden"). Such words are known so
far that one with "not" is no contrary of theirs.
"""

import re
from collections.abc import Mapping

from assistant.bounds import without_limits
from assistant.clauses import CLAUSE
from assistant.wording import compiled
from index.language import detect
from index.words import fold, function_words

_WORDS = {
    "en": r"n['’]t\b|\b(?:not(?! only\b)|no(?!\. ?\d)|never|none|nobody|nothing|neither|nor)\b"
    r"|\b(?:cannot|without)\b",
    # "Ne … que" is "only"; the "que" of "parce que", or behind a "pas", belongs to what follows.
    "fr": r"\b(?:ne|n['’]\w+)\b(?!(?:\s+(?!(?:pas|jamais|rien|parce|alors|afin|dès|plus(?!\s+qu))"
    r"\b)\S+){0,3}?\s+qu[e'’])"
    r"|\b(?:pas|aucune?s?|jamais|rien|ni|sans|non(?!-| seulement))\b",
    # "La no violencia" is a thing.
    "es": r"\b(?:(?<!\bla )(?<!\bel )(?<!\bde )no(?! s[oó]lo\b)|nunca|jamás|nada|nadie|ni)\b"
    r"|\b(?:ningun[oa]?s?|ningún|sin|tampoco)\b",
    "de": r"\b(?:nicht(?! nur\b)|kein\w*|nie|niemals|nichts|niemand\w*|weder|ohne)\b",
    "it": r"\b(?:non(?!-| solo\b)|no|mai|nessun\w*|niente|nulla|né|senza)\b",
    "pt": r"\b(?:não(?! s[oó]\b)|nunca|jamais|nenhum\w*|nada|ninguém|nem|sem)\b",
    "nl": r"\b(?:niet(?! alleen\b)|geen|nooit|niets|niemand|noch|zonder)\b",
    "ru": r"\b(?:не(?! только\b)|нет|ни|никогда|никто|ничего|без|нельзя)\b",
    "zh": r"不(?![仅同过断但管])|没|未(?![满来成])|无(?!论)|非(?!常)|(?<![特分区级性个])别(?!人)",
    "ja": r"ない|なかっ|ません|ず\b|なく|無|非|未",
    "ar": r"\b(?:و|ف)?(?:لا|لم|لن|ليس\w*|غير|دون|بدون|عدم)\b",
    "pl": r"\b(?:nie|nigdy|nikt|nic|żad\w+|bez|ani)\b",
    "cs": r"\b(?:ne\w+|nikdy|nikdo|nic|žádn\w+|bez|ani)\b",
    "uk": r"\b(?:не|немає|ні|ніколи|ніхто|нічого|без)\b",
    "ro": r"\b(?:nu|n-\w+|niciodată|nimeni|nimic|nicio|niciun|fără)\b",
    "sv": r"\b(?:inte|ej|aldrig|ingen|inget|inga|ingenting|utan)\b",
    "da": r"\b(?:ikke|aldrig|ingen|intet|ingenting|uden)\b",
    "no": r"\b(?:ikke|aldri|ingen|intet|ingenting|uten)\b",
}
# What denies by its meaning: forbidding, refusing, failing, lacking, being closed or free, "only".
_IMPLIES = {
    "en": r"\b(?:forb(?:id|ad)\w*|ban(?:s|ned)?|prohibit\w*|barred|refus\w+|reject\w+"
    r"|(?:turned|voted) down|fail\w*|lack\w*|absen\w+|missing|unable|impossible|un(?!it|der)\w+ed"
    r"|closed|closes|free|only|merely|exclud(?:ed|es|ing)"
    r"|non-\w{4,}|less \w+ than"
    r"|(?!nonethe|neverthe|regard|doubt|stain|wire|count)\w{3,}less(?:ly)?"
    r"|disconnected|unplugged|switched off)\b",
    "fr": r"\b(?:interdi\w+|prohib\w+|refus\w+|rejet\w+|repouss\w+|échou\w+|manqu\w+|absent\w*"
    r"|impossible|inédit\w*|faute"
    r"|moins \w+ qu\w*"
    r"|ferm\w+|gratuit\w*|seulement|uniquement|seule?s?|exclue?s?|hors (?:taxes?|TVA)"
    r"|débranché\w*|déconnecté\w*)\b",
    "es": r"\b(?:proh[ií]b\w+|vedad\w+|rechaz\w+|falt\w+|fracas\w+|carec\w+|ausent\w+"
    r"|imposible|inédit\w+"
    r"|menos \w+ (?:que|de)|cierra\w*|cerrad\w+|gratis|gratuit\w+|s[oó]lo|solamente"
    r"|exclui?d[oa]s?|excluye\w*|excepto|desconectad\w+)\b",
    "de": r"\b(?:verb(?:ot|iet)\w*|untersag\w+|lehn\w+|abgelehnt|verworfen|verweiger\w+|fehl\w+"
    r"|scheiter\w+|unmöglich|un(?!ter)\w+t"
    r"|weniger \w+ als|(?!zweifel|problem|ausnahms)\w{4,}los(?:e[mnrs]?)?"
    r"|geschlossen|schließt|gratis|nur|lediglich|ausschließlich"
    r"|ausgenommen|ausgeschlossen|abgeklemmt)\b",
    "it": r"\b(?:viet\w+|proib\w+|rifiut\w+|respin\w+|manc(?!in)\w+|assent\w+|fallit\w+"
    r"|impossibile|inedit\w+"
    r"|meno \w+ (?:di|che)|chius\w+|chiude|gratis|gratuit\w+|solo|soltanto|solamente"
    r"|esclus[oaie]|eccetto|scollegat\w+)\b",
    "pt": r"\b(?:pro[ií]b\w+|vedad\w+|interdit\w+|recus\w+|rejeit\w+|falt\w+|falh\w+"
    r"|ausent\w+|impossível|inédit\w+"
    r"|menos \w+ (?:do )?que|fecha\w*|grátis|gratuit\w+|só|somente|apenas"
    r"|excluíd[oa]s?|exceto|desligad\w+|desconectad\w+)\b",
    "nl": r"\b(?:verb(?:od|ied)\w*|weiger\w+|afgewezen|verworpen|ontbr\w+|mislukt\w*|afwezig\w*"
    r"|onmogelijk"
    r"|minder \w+ dan|\w{4,}lo(?:os|ze)"
    r"|gesloten|gratis|alleen|slechts|exclusief (?:btw|belasting)|uitgezonderd|losgekoppeld)\b",
    "ru": r"\b(?:запре[тщ]\w+|отказ\w+|отклон\w+|отсутств\w+|невозможн\w+|неизда\w+"
    r"|менее \w+,? чем"
    r"|закры\w+|бесплатн\w+|только|лишь|исключая|кроме(?! того)|отключен\w*|отсоединен\w*)\b",
    "zh": r"禁|拒绝|缺|失败|否决|闭|关(?![系于键注])|免费|只|仅|除外",
    "ja": r"禁|拒否|断っ|欠|失敗|不|休|閉|無料|だけ|のみ|しか|限|除[くき外]|税抜",
    "ar": r"\b(?:ممنوع|محظور|يمنع|يحظر|رفض\w*|فشل\w*|غاب\w*|تعذر\w*"
    r"|مغلق\w*|مجان\w*|فقط|باستثناء|عدا)\b",
    "pl": r"\b(?:zabron\w+|zakaz\w+|odm[oó]w\w+|odrzuc\w+|brak\w*|nieobecn\w+|niemożliw\w+"
    r"|zamkni\w+|nieczynn\w+|bezpłatn\w+|darmow\w+|tylko|jedynie)\b",
}
# In Japanese "must" is "not doing it will not do", and "perhaps" what "cannot be known".
_NO_DENIAL = re.compile(
    r"(?:なければ|なくては|ねば|ないと)(?:なら|なり|いけ)(?:ない|ません|なかっ|ず)|かもしれ(?:ない|ません)"
    r"|少な[いく]|だけでなく|(?<![\u3040-\u309f\u3400-\u9fff])まず|必ず|無[料事線]|是非|非常|未[来満]"
)
_BEHIND_NOT = re.compile(r"[有能会被可再]?([\u3400-\u9fff]{2})")  # in Chinese
_VERB_LAST = frozenset({"de", "nl"})
_SHORT_CLAUSE = 5  # words
_NO_END = re.compile(r"[\w?!]")
_OR = re.compile(r"[?!]|\b(?:or|ou|o|oder|of|или|lub)\s+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ELIDED = re.compile(r"n['’](\w+)", re.IGNORECASE)  # French: "n'influence pas"
# "Yes" and "no" as the answer to a question; what follows a "no" says itself whether it denies.
_ASSENT = re.compile(
    r"\s*(?:yes|oui|sí|si|ja|sì|sim|да|tak|是的?|はい|نعم)\s*(?:[,，、،.。;:!–—|]\s*|$)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:no|non|nein|não|nee|nie|нет|不|不是|いいえ|لا|كلا)\s*(?:[,，、،.。;:!–—|](?!\s*\d)\s*|$)",
    re.IGNORECASE,
)
# What sources answer questions with instead.
_SURELY = re.compile(
    r"\s*(?:(?:yes|oui|sí|ja|sì|да|tak|نعم)\b|(?:of course|certainly|sure|bien sûr|certainement"
    r"|por supuesto|claro(?: que s[ií])?|natürlich|selbstverständlich|gerne?|certo|certamente"
    r"|natuurlijk|jazeker|конечно|можно|oczywiście)\b(?! (?:not|no|non|não|nicht|niet)\b)"
    r"|可以|当然可以|能[。,，]|もちろん|بالطبع|طبعا)",
    re.IGNORECASE,
)
_HARDLY = re.compile(
    r"\s*(?:(?:unfortunately|sadly|certainly|of course) not?|not at all|i['’]m afraid not"
    r"|(?:malheureusement|bien sûr que|certainement) (?:non|pas)|pas du tout|claro que no"
    r"|(?:desgraciadamente|lamentablemente|por desgracia),? no|de ninguna manera"
    r"|leider (?:nein|nicht)|natürlich nicht|auf keinen fall|keineswegs|purtroppo no|certo che no"
    r"|infelizmente não|claro que não|helaas (?:niet|nee)|zeker niet|нельзя|к сожалению,? нет"
    r"|конечно,? нет|niestety nie)\b|\s*(?:不可以|不行|不能|没有|不允许|できません|لا )",
    re.IGNORECASE,
)


_PATTERNS, _IMPLYING = map(compiled, (_WORDS, _IMPLIES))
_ELLIPSIS = re.compile(
    r"\b(?:but|and) not\b|\bmais (?:pas|non)\b|\b(?:pero|y) no\b|\b(?:aber|und) nicht\b"
    r"|\b(?:ma|e) non\b|\b(?:mas|e) não\b|\b(?:maar|en) niet\b|\b(?:но|а|и) не\b"
    r"|\b(?:ale|a|i) nie\b",
    re.IGNORECASE,
)


def denies(text: str, language: str | None = None) -> bool:
    """Tell whether `text` holds a word that denies; of an unknown language none is known.

    The "no" that only answers a question does not count.
    """
    answer = _ANSWER.match(text)
    said = text[answer.end() :] if answer else text
    language = language or detect(text)
    said = without_limits(said)
    return _has(_PATTERNS, _NO_DENIAL.sub("", said) if language == "ja" else said, language)


def affirms(text: str) -> bool:
    """Tell whether `text` answers with "yes"."""
    return bool(_ASSENT.match(text))


def refuses(text: str) -> bool:
    """Tell whether `text` answers with "no"; what follows may deny nothing."""
    return bool(_ANSWER.match(text))


def answer_of(text: str) -> bool | None:
    """Return whether what follows a question answers it with yes or with no; None if neither."""
    if _HARDLY.match(text) or refuses(text):
        return False
    return True if _SURELY.match(text) or affirms(text) else None


def without_answer(text: str) -> str:
    """Return what follows the "yes" or the "no" that `text` begins with."""
    answer = (
        _HARDLY.match(text) or _ANSWER.match(text) or _ASSENT.match(text) or _SURELY.match(text)
    )
    return text[answer.end() :].strip(" ,.;:!–—。，،|") if answer else text


def is_bare_answer(text: str) -> bool:
    """Tell whether `text` is a "yes" or a "no" and nothing else."""
    answer = _ASSENT.match(text) or _ANSWER.match(text)
    return answer is not None and answer.end() >= len(text.rstrip())


def can_deny(language: str) -> bool:
    """Tell whether the words of a language that deny are known."""
    return language in _PATTERNS


def implies_denial(text: str, language: str | None = None) -> bool:
    """Tell whether `text` denies without a word for it: by what forbids, refuses, or is lacking."""
    return _has(_IMPLYING, text, language)


def denied_words(text: str, language: str | None = None) -> list[str]:
    """Return the words of `text` that a word for "not" stands at, as far as its language shows.

    That is the next one that carries meaning: "completed" in "was not completed"; in German and
    Dutch also the last one of the clause; in Chinese two signs; in Japanese none. Of a short clause
    that ends with the word for "not", it is all: "motor boats pay, sailing boats do not".
    """
    language = language or detect(text)
    text = without_limits(text)
    pattern = _PATTERNS.get(language)
    if pattern is None or language == "ja":
        return []
    if language == "zh":
        signs = (_BEHIND_NOT.match(text, denial.end()) for denial in pattern.finditer(text))
        return [match[1] for match in signs if match]
    found: dict[int, str] = {}  # by where they stand, since two may deny one
    for clause in CLAUSE.finditer(text):
        telling = [
            match
            for match in _WORD.finditer(text, *clause.span())
            if fold(match[0]) not in function_words(language)
        ]
        words = [match for match in telling if not pattern.search(match[0])]
        for denial in pattern.finditer(text, *clause.span()):
            behind = [word for word in words if word.start() >= denial.end()]
            if language != "fr" and _ends_short(clause, denial):
                found |= {word.start(): word[0] for word in words}
            elif language in _VERB_LAST:
                found |= {word.start(): word[0] for word in (*behind[:1], *behind[-1:])}
            elif elided := _ELIDED.fullmatch(denial[0]):
                if fold(elided[1]) not in function_words(language):
                    found[denial.end() - len(elided[1])] = elided[1]
            elif not (language == "fr" and any(one.end() == denial.start() - 1 for one in telling)):
                # The verb before "pas" stands behind a "ne".
                found |= {word.start(): word[0] for word in behind[:1]}
    return [*found.values()]


def _ends_short(clause: re.Match[str], denial: re.Match[str]) -> bool:
    """Tell whether a short clause ends with a word that denies, but not with "or not"."""
    behind = clause.string[denial.end() : clause.end()]
    before = clause.string[clause.start() : denial.start()]
    is_short = len(clause[0].split()) <= _SHORT_CLAUSE
    return is_short and not _NO_END.search(behind) and not _OR.search(before)


def _has(patterns: Mapping[str, re.Pattern[str]], text: str, language: str | None = None) -> bool:
    pattern = patterns.get(language or detect(text))
    return bool(pattern and pattern.search(text))


def is_elliptic(text: str) -> bool:
    """Tell whether `text` denies by "but not" and the like, which leave out what is denied."""
    return bool(_ELLIPSIS.search(text))
