"""Whether two sentences say the contrary of each other without a word for "not".

What is forbidden is not allowed, what rose did not fall, and what was turned down was not accepted.
Of each such pair of notions the words are known in many languages.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.clauses import clauses, statements
from assistant.negation import denied_words, denies
from assistant.wording import whole_words
from index.language import detect

# For each pair, by language, the words of the one notion and of the other; verbs mostly, for where
# "no permission is required" nothing is forbidden.
_ALLOWED = {
    "en": (
        r"allow(?:s|ed)?|permit(?:s|ted)?|authori[sz]e[sd]?",
        r"forb(?:id|ad)\w*|ban(?:s|ned)?|prohibit\w*|barred",
    ),
    "fr": (r"autorisée?s?|permise?s?|permet\w*", r"interdi\w+|prohib\w+"),
    "es": (r"permite\w*|permitid\w+|autorizad\w+", r"proh[ií]b\w+|vedad\w+"),
    "de": (r"erlaub\w+|gestatt\w+|zulässig", r"verb(?:ot|iet)\w*|untersag\w+"),
    "it": (r"è permesso|permess[aei]|permett\w+|consentit\w+|autorizzat\w+", r"viet\w+|proib\w+"),
    "pt": (r"permite\w*|permitid\w+|autorizad\w+", r"pro[ií]b\w+|vedad\w+|interdit\w+"),
    "nl": (r"toegestaan|toegelaten|toestaan", r"verb(?:od|ied)\w*"),
    "ru": (r"разреш(?:ен[оаы]?|а[ею]тся)|допуска\w+", r"запре[тщ]\w+"),
    "zh": (r"允许", r"禁止|严禁"),
    "ja": (r"許可され|認められ", r"禁止|禁じ"),
    "ar": (r"مسموح|يسمح|يجوز", r"ممنوع|محظور|يمنع|يحظر"),
    "pl": (r"dozwol\w+|zezwal\w+|wolno", r"zabron\w+|zakaz\w+"),
}  # fmt: skip
_ACCEPTED = {
    "en": (r"accept\w*|approv\w+|adopted|granted", r"reject\w+|refuse[sd]|turned down|voted down"),
    "fr": (r"accept\w+|approuv\w+|adopté\w*|accordé\w*", r"refus\w+|rejet\w+|repouss\w+"),
    "es": (r"acept\w+|apr[ou]\w*b\w+|concedi\w+", r"rechaz\w+|deneg\w+|desestim\w+|rehus\w+"),
    "de": (
        r"angenommen|genehmigt\w*|zugestimmt|bewilligt\w*|akzeptier\w+|gebilligt",
        r"abgelehnt\w*|lehn\w+|verworfen|verweiger\w+|zurückgewiesen",
    ),
    "it": (
        r"accett\w+|approv\w+|accolt\w+|concess\w+",
        r"rifiut\w+|resp[ií]n\w+|bocciat\w+|negat\w+",
    ),
    "pt": (r"aceit\w+|aprov\w+|conced\w+", r"recus\w+|rejeit\w+|reprovad\w+|indeferi\w+"),
    "nl": (
        r"aanvaard\w*|aangenomen|goedgekeurd|ingestemd",
        r"verworpen|afgewezen|geweigerd|weiger\w+",
    ),
    "ru": (r"принят\w*|принял\w*|одобр\w+|утвержд\w+|утвердил\w*", r"отклон\w+|отверг\w+|отказ\w+"),
    "zh": (r"通过|批准|接受|同意", r"拒绝|否决|驳回"),
    "ja": (r"可決|承認|採択|受け入れ", r"否決|拒否|却下|断っ|断り"),
    "ar": (r"وافق\w*|قبلت?", r"رفض\w*"),
    "pl": (r"przyję\w+|zaakcept\w+|zatwierdz\w+|uchwal\w+", r"odrzuc\w+|odm[oó]w\w+"),
}  # fmt: skip
_ROSE = {
    "en": (
        r"rose|risen|ris(?:es|ing)|increas\w+|gr[eo]w\w*",
        r"fell|fallen|falls|falling|decreas\w+|declin\w+|dropp\w+|shr[aiu]nk\w*",
    ),
    "fr": (
        r"augment\w+|progress\w+|hausse|croît|accru\w*",
        r"baiss\w+|diminu\w+|recul\w*|chut\w+|réduit\w*",
    ),
    "es": (
        r"aument\w+|crec\w+|subi\w+|increment\w+",
        r"disminu\w+|baj(?:ó|a|aron|ado)|descen\w+|ca(?:yó|yeron|ída|ído)|reduj\w+|reduc\w+",
    ),
    "de": (
        r"stieg\w*|steig\w*|\w*gestiegen\w*|zugenommen|wuchs\w*|gewachsen|erhöh\w+|anstieg|zunahme",
        r"sank\w*|sink\w*|gesunken\w*|fiel\w*|gefallen|abgenommen|verring\w+|rückgang|zurück(?:gegangen|ging)|gesenkt",
    ),
    "it": (
        r"aument\w+|cresc\w+|cresciut\w+|crebbe|salit[oaie]|salì|increment\w+",
        r"diminu\w+|cal(?:o|ò|ato|ata|ati|ano)|sces[oaie]|ridott\w+|ridu\w+",
    ),
    "pt": (
        r"aument\w+|cresc\w+|subi\w+|increment\w+",
        r"diminu\w+|caiu|caíram|queda|baix(?:ou|aram|ar)|reduz\w+|reduç\w+|desceu|desceram",
    ),
    "nl": (
        r"ste[eg]g\w*|stijg\w+|gestegen|groei\w+|gegroeid|toegenomen|toename|verhoog\w*",
        r"daal\w+|gedaald|dalen|daling|afgenomen|afname|verlaag\w*|verminder\w+",
    ),
    "ru": (
        r"вырос\w*|раст[уеё]\w*|увелич\w+|повы[сш]\w+|возрос\w*",
        r"сни[зж]\w+|упал\w*|паден\w+|уменьш\w+|сокра[тщ]\w+|пони[зж]\w+",
    ),
    "zh": (r"增长|增加|上升|上涨|提高|升至|增至", r"下降|减少|下跌|降低|降至|减至|下滑"),
    "ja": (r"増加|増え|上昇|上がっ|伸び", r"減少|減っ|減り|下落|下がっ|低下"),
    "ar": (r"ارتفع\w*|ارتفاع|زادت?|زيادة|ازداد\w*|نمو", r"انخفض\w*|انخفاض|تراجعت?|هبطت?|نقصت?"),
    "pl": (r"wzr[oó]s\w*|rosn\w+|wzrost\w*|zwiększ\w+", r"spad\w+|zmniejsz\w+|zmal\w+|obniż\w+"),
}  # fmt: skip
_INCLUDED = {
    "en": (r"includ\w+", r"exclud\w+|sold separately"),
    "fr": (r"inclu[st]\w*|compris\w*|comprend\w*", r"exclu\w*|vendue?s? séparément"),
    "es": (r"inclu\w+|comprend\w+", r"exclu\w+|por separado"),
    "de": (
        r"inklusive|inbegriffen|enthalten|einschließlich|eingeschlossen",
        r"ausgeschlossen|ausgenommen|exklusive|zuzüglich|separat",
    ),
    "it": (r"inclu\w+|compres\w+", r"esclus\w+|separatamente"),
    "pt": (r"inclu\w+", r"exclu\w+|em separado|separadamente"),
    "nl": (r"inbegrepen|inclusief", r"uitgesloten|exclusief|apart"),
    "ru": (r"включ\w+|входит", r"исключ\w+|отдельно"),
    "zh": (r"包括|包含|含", r"除外|另售|另购"),
    "ja": (r"含ま|(?<![申見])込み|付属", r"除く|除き|別売"),
    "ar": (r"[يت]شمل|شامل\w*|مشمول\w*", r"مستثن\w+|باستثناء|[يت]ستثني"),
    "pl": (r"obejmuj\w+|wliczon\w+|zawiera\w*", r"wyłącz\w+|osobno"),
}  # fmt: skip
_PAIRS = tuple(
    tuple(whole_words({language: pair[at] for language, pair in table.items()}) for at in range(2))
    for table in (_ALLOWED, _ACCEPTED, _ROSE, _INCLUDED)
)


def are_opposite(claim: str, evidence: str) -> bool:
    """Tell whether a claim has one notion where its evidence has the contrary, or denies the same.

    Nothing is concluded from a text that has both, or neither.
    """
    return any(
        None not in (said, held) and said != held
        for said, held in zip(_sides(claim), _sides(evidence), strict=True)
    )


def agree(claim: str, evidence: str) -> bool:
    """Tell whether both texts have one notion of a pair, even by denying the other."""
    return any(
        said is not None and said == held
        for said, held in zip(_sides(claim), _sides(evidence), strict=True)
    )


# Each claim is compared with all the sentences of a document, and each of these with many claims.
@lru_cache(maxsize=2_000)
def _sides(text: str) -> tuple[bool | None, ...]:
    """Return for each pair whether `text` says its first notion or its second; None if unclear."""
    language = detect(text)
    return tuple(
        _side(text, language, [one[language] for one in pair]) if language in pair[0] else None
        for pair in _PAIRS
    )


def _side(text: str, language: str, pair: Sequence[re.Pattern[str]]) -> bool | None:
    if not any(pattern.search(text) for pattern in pair):
        return None
    sides = set()
    for part in (text, *clauses(text), *statements(text)):
        denied = denied_words(part, language)
        for is_first, pattern in zip((True, False), pair, strict=True):
            for match in pattern.finditer(part):
                is_denied = any(match[0].startswith(word) for word in denied)
                if denies(part, language) and not is_denied:
                    return None  # it denies, but what?
                sides.add(is_first != is_denied)
    return sides.pop() if len(sides) == 1 else None
