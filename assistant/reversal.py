"""Whether a claim turns round who did what to whom.

"Umbrex acquired Amazon" has every word of "Amazon acquired Umbrex", and nearly its vector. Of two
parties on both sides of one verb the first did it and the second had it done, in a passive with
"by" the other way round; a claim is taken to be reversed where it has one of the two, order or
"by", otherwise than all that its evidence says of the two with the same verb.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.binding import Bound, Item
from assistant.claim import Claim
from assistant.figures import read_figures
from assistant.nearness import WordNearness
from assistant.roles import has_role
from assistant.wording import basic_form, compiled, is_among, telling_words, without
from index.language import detect
from index.words import fold, function_words

# What stands right before who did it in a passive, by language. Other languages' passives have no
# such word, and nothing is concluded from them.
_BY = compiled(
    {
        "en": r"\bby(?P<agent>\s(?:(?:the|an?)\s)?$)?",
        "fr": r"\bpar\b(?P<agent>\s(?:(?:les?|la)\s|l['’])?$)?",
        "es": r"\bpor\b(?P<agent>\s(?:(?:el|los|las?)\s)?$)?",
        "de": r"\b(?:von|vom|durch)\b(?P<agent>\s(?:(?:der|die|den|dem)\s)?$)?",
        "it": r"\bda(?:l|i|gli|lla|lle)?\b(?P<agent>\s$|ll?['’]$)?",
        "pt": r"\b(?:por|pel[oa]s?)\b(?P<agent>\s$)?",
        "nl": r"\bdoor\b(?P<agent>\s(?:(?:de|het)\s)?$)?",
    }
)
# Where this also means "of" or "from", a word for the passive is needed.
_PASSIVES = compiled(
    {
        "de": r"\b(?:wurden?|wird|werden|worden|durch)\b",
        "it": r"\b(?:stat[oaie]|vien\w+|venn\w+|fu|furono)\b",
    }
)
# Where one text has a form of "to be" and the other none, they say it otherwise: "breakfast is
# included in the price", "the price includes breakfast".
_BEING = compiled(
    {
        "en": r"\b(?:is|are|was|were|be|been|being|gets?|got)\b|['’]s\b",
        "fr": r"\b(?:est|sont|était|étaient|fut|furent|été|être|a été)\b",
        "es": r"\b(?:es|son|está|están|era|eran|fue|fueron|sido|ser)\b",
        "de": r"\b(?:ist|sind|war|waren|w[ui]rd\w*|worden|werden|gewesen)\b",
        "it": r"\b(?:è|sono|era|erano|fu|furono|stat[oaie]|vien\w+|venn\w+)\b",
        "pt": r"\b(?:é|são|está|estão|era|eram|foi|foram|sido|ser)\b",
        "nl": r"\b(?:is|zijn|was|waren|word\w*|werd\w*|geweest)\b",
    }
)
# Words that make what follows them no party of its own: "on the roof", "the head of Umbrex".
_PREPOSITIONS = compiled(
    {
        "en": r"\b(?:of|on|under|over|near|behind|above|below|with|for|through|against|about|after"
        r"|before|during|without|than|as)\s(?:(?:the|an?|its|their|his|her)\s)?$",
        "fr": r"(?:\b(?:de|du|des|sur|sous|avec|pour|sans|après|avant|chez|contre|que)\s|d['’])"
        r"(?:(?:la|les?|une?)\s|l['’])?$",
        "es": r"\b(?:de|del|sobre|bajo|con|para|sin|tras|contra|que)\s(?:(?:el|l[oa]s?|una?)\s)?$",
        "de": r"\b(?:auf|unter|über|mit|für|ohne|gegen|vor|nach|wegen|von|vom|als)\s"
        r"(?:(?:de[rmns]|die|das|eine[rmn]?)\s)?$",
        "it": r"\b(?:di|del\w*|dell['’]|sul?\w*|sotto|con|per|senza|contro|dopo|che)\s?"
        r"(?:(?:il|l[ao]|gli|le|i|una?)\s)?$",
        "pt": r"\b(?:de|d[oa]s?|sobre|sob|com|para|sem|contra|após|que)\s(?:(?:[oa]s?|uma?)\s)?$",
        "nl": r"\b(?:van|op|onder|over|met|voor|zonder|tegen|na|dan|als)\s(?:(?:de|het|een)\s)?$",
    }
)
# What both do to each other, or what tells nothing of who acts.
_MUTUAL = compiled(
    {
        "en": r"\b(?:and|or|with|between|while|whereas|which|whose|where|there|other|these|those"
        r"|marr(?:y|ied|ies)|met|meets?|border\w*|resembl\w+|equal\w*|play\w*|fought|fights?"
        r"|fac(?:e[sd]?|ing)|divorc\w+|compet\w+|known|called|alias)\b",
        "fr": r"\b(?:et|ou|avec|entre|tandis|épous\w+|rencontr\w+|affront\w+|jou\w+|divorc\w+"
        r"|jouxt\w+|ressembl\w+|égal\w*)\b",
        "es": r"\b(?:y|e|o|con|entre|mientras|enfrent\w+|jug\w+|divorci\w+|encontr\w+|parec\w+"
        r"|igual\w*|l[oa]s? \w+ (?:el|l[oa]s?|una?))\b",
        "de": r"\b(?:und|oder|mit|zwischen|während|welche\w*|heirat\w+|traf\w*|trifft|getroffen"
        r"|spiel\w+|kämpf\w+|geschieden|grenz\w+|gleich\w*)\b",
        "it": r"\b(?:e|ed|o|con|tra|fra|mentre|spos\w+|incontr\w+|affront\w+|gioc\w+|ugual\w*"
        r"|l[oaei] \w+ (?:il|l[oae]|gli|un\w*))\b",
        "pt": r"\b(?:e|ou|com|entre|enquanto|encontr\w+|enfrent\w+|jog\w+|igual\w*)\b",
        "nl": r"\b(?:en|of|met|tussen|terwijl|welke|trouw\w+|ontmoet\w*|spe[el]+\w*|vecht\w*"
        r"|grens\w*|grenz\w*|gelijk\w*)\b",
    }
)
# What compares, or tells of an order: there "more" is not "less", nor "before" "after".
_COMPARING = compiled(
    {
        "en": r"\b(?:than|before|after)\b",
        "fr": r"\b(?:que|avant|après)\b",
        "es": r"\b(?:que|antes|después)\b",
        "de": r"\b(?:als|vor|nach)\b",
        "it": r"\b(?:di|del\w*|che|prima|dopo)\b",
        "pt": r"\b(?:que|antes|depois)\b",
        "nl": r"\b(?:dan|voor|na)\b",
    }
)
# In these the verb stands behind both where a smaller one stands between: "hat … übernommen".
_VERB_LAST = frozenset({"de", "nl"})
_WORD = re.compile(r"[^\W\d_]+")
_GENITIVE = re.compile(r"(?:s|['’]s?)$")
_BREAK = re.compile(r"[.;:!?()\n]|\s[-–—]\s")
_LEFT_OUT = re.compile(r"[,;:()]")
# Verbs of two languages that are one: sell, verkaufen .91; hire, contratar .87. What goes the other
# way comes as near as .86 (sell, acheter), and within one language nearer.
_SAME_VERB = 0.866
_LONG = 5  # letters
# Shorter ones that tell as much: who pays less is not who pays more.
_DEGREES = frozenset(
    {"more", "less", "plus", "mehr", "más", "menos", "meno", "più", "mais", "meer"}
)
_FARTHEST = 60  # characters between the two
# "The north mill is older than the south one" has two words between its parties.
_WORDS_APART = 3


@dataclass(frozen=True, slots=True)
class _Party:
    """Who or what may do something or have it done, by its `key`, and where a text has it."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a text tells of two parties by the words between them; who did it is named `first`.

    `verbs` are the words that may tell what was done; `is_being` says that a form of "to be" is
    among them, of what is no passive with "by", and `is_strict` that another is only the same if
    it has the same ones.
    """

    first: _Party
    second: _Party
    verbs: tuple[str, ...]
    is_being: bool
    is_strict: bool


def reversed_parties(
    bound: Sequence[Bound], claim: Claim, evidence: str, nearness: WordNearness
) -> tuple[str, str] | None:
    """Return the words for two of which the claim says what the second did, or None.

    They are names, or within one language plain words that stand near by each other. `bound` are
    the figures and names of the claim, each with its places in the evidence.
    """
    spoken, written = detect(claim.text), detect(evidence)
    if spoken not in _BY or written not in _BY:
        return None
    is_abroad = spoken != written
    names = [one for one in bound if one.kind == "name" and one.item]
    said = _named([(one.words, one.own) for one in names], claim.text)
    held = _named([(one.words, one.places) for one in names], evidence)
    # German and Dutch put what is done to it first as often, and names less so.
    if not is_abroad and spoken not in _VERB_LAST:
        said, held = (
            [*named, *_plain(text, spoken)]
            for named, text in ((said, claim.text), (held, evidence))
        )
    for one in said:
        same = [
            other
            for other in held
            if {other.first.key, other.second.key} == {one.first.key, one.second.key}
            and other.is_being == one.is_being
            and _share_a_verb(one, other, nearness, is_abroad=is_abroad)
        ]
        if same and all(other.first.key == one.second.key for other in same):
            first, second = one.first, one.second
            return claim.text[first.start : first.end], claim.text[second.start : second.end]
    return None


def _named(names: Iterable[tuple[str, Sequence[Item]]], text: str) -> list[_Relation]:
    """Return what a text tells of each two names next to each other, by name and its places."""
    parties = [_Party(name, place.start, place.end) for name, places in names for place in places]
    parties.sort(key=lambda one: one.start)
    return list(_relations(pairwise(parties), text, are_names=True))


def _plain(text: str, language: str) -> list[_Relation]:
    """Return what a text tells of each two plain words that stand near by each other."""
    words = [
        _Party(basic_form(match[0], language), *match.span())
        for match in _WORD.finditer(without(read_figures(text), text))
        if len(match[0]) > 2 and fold(match[0]) not in function_words(language)
    ]
    pairs = [
        pair
        for apart in range(1, _WORDS_APART + 1)
        for pair in zip(words, words[apart:], strict=False)
    ]
    return list(_relations(pairs, text, are_names=False))


def _relations(
    pairs: Iterable[tuple[_Party, _Party]], text: str, *, are_names: bool
) -> Iterator[_Relation]:
    """Give what a text tells of pairs, each in the order in which the text has them."""
    language = detect(text)
    for one, other in pairs:
        between = text[one.end : other.start]
        behind = _BREAK.split(text[other.end :].split(",")[0])[0]
        if (
            one.key == other.key
            or not _may_act(one, text, are_names=are_names)
            or not _may_tell(between, language)
        ):
            continue
        by = _BY[language].search(between)
        if by and not (by["agent"] is not None and _is_passive(between + behind, language)):
            continue  # "by the guns of Umbrex", "a daughter of Umbrex"
        may_be_behind = are_names and language in _VERB_LAST
        if by and may_be_behind:
            told = behind
        elif by:
            told = between[: by.start()].rstrip().rpartition(" ")[2]
        elif may_be_behind and not _LEFT_OUT.search(between):
            told = f"{between} {behind}"
        else:
            told = between
        first, second = (other, one) if by else (one, other)
        is_being = not by and _BEING[language].search(told) is not None
        is_strict = not are_names or _COMPARING[language].search(between) is not None
        yield _Relation(first, second, _words(told, language), is_being, is_strict)


def _may_act(party: _Party, text: str, *, are_names: bool) -> bool:
    """Tell whether a party that stands first is not only whose, or to whom, the other one is."""
    is_genitive = text.startswith(("'", "’"), party.end)
    if are_names and not _GENITIVE.search(party.key):
        is_genitive = is_genitive or _GENITIVE.search(text, party.start, party.end) is not None
    is_of_another = _PREPOSITIONS[detect(text)].search(text, 0, party.start)
    return not (is_genitive or is_of_another or has_role(text, party.start, party.end))


def _may_tell(between: str, language: str) -> bool:
    """Tell whether the words between two may say which of them acts."""
    is_near = len(between) <= _FARTHEST and not _BREAK.search(between)
    return is_near and not _MUTUAL[language].search(between)


def _is_passive(text: str, language: str) -> bool:
    """Tell whether a text with a word for "by" is in the passive, where that leaves it open."""
    passive = _PASSIVES.get(language)
    return passive is None or passive.search(text) is not None


def _words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of `text` that may tell what is done, and as dictionaries list them.

    The longer small words are among them, such as "before".
    """
    plain = without(read_figures(text), text)
    small = [
        word for word in _WORD.findall(plain) if len(word) >= _LONG or word.lower() in _DEGREES
    ]
    words = [*telling_words(plain, ()), *small]
    return (*map(fold, words), *(basic_form(word, language) for word in words))


def _share_a_verb(
    one: _Relation, other: _Relation, nearness: WordNearness, *, is_abroad: bool
) -> bool:
    """Tell whether two relations may be one; of some all that is told has to be the same.

    The library opens later than the museum, and the museum earlier than the library.
    """
    if not (one.verbs and other.verbs):
        return False
    if one.is_strict or other.is_strict:
        return _are_among(one.verbs, other.verbs) and _are_among(other.verbs, one.verbs)
    if any(is_among(verb, other.verbs) for verb in one.verbs):
        return True
    return is_abroad and bool(nearness.cosines(one.verbs, other.verbs).max() >= _SAME_VERB)


def _are_among(words: Iterable[str], others: Sequence[str]) -> bool:
    return all(is_among(word, others) for word in words)
