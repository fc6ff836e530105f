"""Whether a figure is the least or the most: "at least", "bis zu", 以上.

A text is taken as `figure_tokens.folded_text` gives it.
"""

import re
from typing import Literal

from assistant.number_words import folded

Bound = Literal["least", "most"]


def _any(phrases: str) -> str:
    """Return a pattern for phrases that stand one after the other, with `_` for a space."""
    return "|".join(
        re.escape(phrase).replace("_", r"\s+") for phrase in sorted(folded(phrases), key=len)[::-1]
    )


_LEAST = _any(
    "at_least no_less_than no_fewer_than not_less_than more_than minimum minimum_of a_minimum_of"
    " au_moins plus_de plus_d' pas_moins_de minimum_de au_minimum al_menos por_lo_menos como_mínimo"
    " más_de no_menos_de mínimo_de un_mínimo_de mindestens wenigstens mehr_als nicht_weniger_als"
    " minimal almeno più_di non_meno_di oltre minimo pelo_menos no_mínimo mais_de não_menos_de"
    " minstens tenminste ten_minste meer_dan niet_minder_dan не_менее не_меньше минимум больше"
    " более более_чем больше_чем свыше от_не_менее как_минимум по_меньшей_мере хотя_бы"
    " ما_لا_يقل_عن لا_يقل_عن لا_تقل_عن أكثر_من على_الأقل بحد_أدنى بما_لا_يقل_عن"
    " longer_than plus_longtemps_que länger_als langer_dan exceed exceeds exceeded exceeding"
    " dépasser dépasse dépassent dépassant superar supera superan exceder excede"
    " exceden superare superano eccedere eccede ultrapassar ultrapassa ultrapassam excedem"
    " older_than larger_than children_over aged_over people_over mayor_de mayores_de älter_als"
    " größer_als kinder_über personen_über maggiore_di maior_de maiores_de ouder_dan groter_dan"
    " kinderen_boven старше"
)
_MOST = _any(
    "at_most no_more_than not_more_than up_to maximum maximum_of a_maximum_of less_than fewer_than"
    " not_exceeding not_exceed au_plus tout_au_plus jusqu'à jusqu'a pas_plus_de moins_de moins_d'"
    " maximum_de au_maximum un_maximum_de como_mucho como_máximo a_lo_sumo hasta no_más_de menos_de"
    " máximo máximo_de un_máximo_de höchstens bis_zu maximal nicht_mehr_als weniger_als al_massimo"
    " fino_a non_più_di meno_di massimo no_máximo até não_mais_de não_mais_que hoogstens"
    " ten_hoogste maximaal tot_wel niet_meer_dan minder_dan не_более не_больше максимум менее"
    " меньше менее_чем как_максимум до يصل_إلى تصل_إلى ما_يصل_إلى بحد_أقصى لا_يتجاوز لا_تتجاوز"
    " لا_يزيد_عن لا_تزيد_عن ما_لا_يزيد_عن أقل_من على_الأكثر حتى"
    " younger_than smaller_than shorter_than children_under aged_under people_under menor_de"
    " menores_de jünger_als kleiner_als kürzer_als kinder_unter personen_unter minore_di"
    " jonger_dan kleiner_dan korter_dan kinderen_onder младше моложе"
)
# Before 超过 and the like; 不久 and 不仅 deny nothing.
_EASTERN_NOT = "(?:不|没有?|未|禁止|勿)(?:得|能|可以?|应当?|会|宜|准|要|允?许)?"
_EASTERN_LEAST = (
    f"{_EASTERN_NOT}(?:低于|少于)|至少|不少于|不低于|起码|最少|超过|超過|最低|少なくとも"
)
_EASTERN_MOST = (
    f"{_EASTERN_NOT}超[过過]|最多|至多|不多于|不高于|高达|最高|最大で|最大|最長|少于|低于|多くとも"
    "|不到"
)
_BEFORE = re.compile(
    rf"(?:(?<![^\W\d_])(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))"
    rf"|(?P<eastern_most>{_EASTERN_MOST})|(?P<eastern_least>{_EASTERN_LEAST}))"
    r"['\s]*(?:di|de|du|des|von|zu|van|a|à|the|les|los|las|il|i|gli|os|o)?\s*[€$£¥₽₹]?\s*$"
)
_AFTER = re.compile(
    r"\s*(?:[^\W\d_]+\s+|[人名个個件台回家歳岁つ]{1,2})??(?:"
    rf"(?P<least>{_any('or_more ou_plus o_más oder_mehr o_più ou_mais of_meer и_более и_больше')}"
    rf"|{_any('أو_أكثر على_الأقل au_moins al_menos at_least como_mínimo minimum')}"
    r"|以上|を超え(?!\S{0,8}?(?:ない|ません))|を上回(?!らない)|を下回\S{0,8}?(?:ない|ません))"
    rf"|(?P<most>{_any('or_less or_fewer ou_moins o_menos oder_weniger o_meno ou_menos of_minder')}"
    rf"|{_any('или_менее أو_أقل على_الأكثر كحد_أقصى at_most au_plus como_máximo maximum')}"
    r"|以下|以内|未満|未满|を下回(?!\S{0,8}?(?:ない|ません))|を超え\S{0,8}?(?:ない|ません)|を上回らない))"
)
# "Do not run it for more than 25 minutes", in a text that need not be folded, gives the most. The
# denial governs a few words only: "not when it exceeds" sets no limit, nor does "has not worked for
# more than 3 days", "not at more than 5 bar" or "no dogs of more than 25 kg".
_DENIAL = (
    r"(?:(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bhas )(?<!\bhave )(?<!\bhad )(?<!\bdid )"
    r"\bnot(?! only| un)|\b(?:do|must|may|should|can|could|shall)n['’]t|\b(?:never|cannot|ne"
    r"|non(?! solo)|nicht(?! nur)|nie|n[aã]o(?! s[oó])|niet(?! alleen)|geen|nooit|не(?! только)"
    r"|нельзя|لا)|\bn['’]\w+|\bno (?:se )?(?:debe|deben|puede|pueden|podr[aá]n?))"
)
_NOT_GOVERNED = (
    r"(?:if|when|whenever|unless|who|that|which|where|and|but|or|wenn|falls|der|die|das|und|aber"
    r"|oder|si|quand|lorsque|qui|que|et|mais|ou|cuando|quien|y|e|pero|o|se|quando|che|chi|ma|mas"
    r"|als|wanneer|dat|en|maar|of|если|когда|котор\w+|и|а|но)\b"
)
_PREPOSITIONS = (
    "of at after since in within on from by de di von van bei nach seit mit um über depuis après à"
    " en da dopo a há após na bij sinds op с при после через منذ بعد عند في"
)
_OF = "".join(rf"(?<!\b{word} )" for word in _PREPOSITIONS.split())
_MORE = (
    r"(?:more than|longer than|exceed(?:s|ed|ing)?|plus d(?:e|u|['’])|plus longtemps que"
    r"|d[eé]pass(?:er|e|ent|ant)|exced(?:er|e|en)|m[aá]s de|supera(?:n|r|re|no)?"
    r"|pi[uù] di|oltre|ecced(?:ere|e|ono)|mais de|ultrapassa[mr]?|mehr als|l[aä]nger als"
    r"|meer dan|langer dan|больше|более|превы(?:шать|шает|шают|сить)|أكثر من)"
)
_LESS = (
    r"(?:less than|fewer than|moins d(?:e|u|['’])|menos de|meno di|weniger als|minder dan"
    r"|меньше|менее|أقل من)"
)
_LIMIT = re.compile(
    rf"{_DENIAL}(?:\s+(?!{_NOT_GOVERNED})[^\s.,;:!?()]+){{0,4}}?\s+{_OF}(?<!\bd['’])"
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))",
    re.IGNORECASE,
)
_EASTERN_LIMIT = re.compile(
    rf"{_EASTERN_NOT}(?:超[过過]|低于|少于)|を(?:超え|下回)\S{{0,8}}?(?:ない|ません)"
)
# "Not later than 2 February" is by then.
_LATER = re.compile(
    r"\b(?:(?:no|not) later than|pas plus tard qu[e'’]|no más tarde d\w+|nicht später als"
    r"|non più tardi d\w+|não mais tarde d\w+|niet later dan|не позднее)|不[得能]?[晚迟]于",
    re.IGNORECASE,
)
_BEFORE_A_NUMBER = re.compile(
    r"(?:\W|\b(?:the|les|los|las|os|as|i|gli|die)\b){0,5}[\d一二三四五六七八九十百两]"
)
_BEHIND_A_NUMBER = re.compile(r"[\d一二三四五六七八九十百].{0,8}$")
_REACH = 32


def without_limits(text: str) -> str:
    """Return any `text` with spaces for the words by which something may not be above or below.

    They deny nothing else.
    """
    limits = (_LIMIT, _EASTERN_LIMIT, _LATER)
    for limit in [found for pattern in limits for found in pattern.finditer(text)]:
        start, end = limit.span()
        if _BEFORE_A_NUMBER.match(text, end) or _BEHIND_A_NUMBER.search(text[:start]):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def bound_of(text: str, start: int, end: int) -> Bound | None:
    """Return whether the figure at `text[start:end]` is the least or the most, or None."""
    if match := _BEFORE.search(text[max(0, start - _REACH) : start]):
        turns = "more" if match["least"] else "less"
        before = text[max(0, start - 3 * _REACH) : start]
        at = len(before) - len(match[0])
        is_denied = any(
            limit[turns] and limit.start() < at < limit.end() for limit in _LIMIT.finditer(before)
        )
        is_most = bool(match["most"] or match["eastern_most"])
        return "most" if is_most != is_denied else "least"
    match = _AFTER.match(text, end)
    if match:
        return "most" if match["most"] else "least"
    return None
