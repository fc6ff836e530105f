"""Whether a claim turns round who did what to whom.

"Umbrex acquired Amazon" has every word of "Amazon acquired Umbrex", and nearly its vector. Where
two names stand on both sides of one verb, the first did it and the second had it done, in a passive
with "by" the other way round; a claim is taken to be reversed where it has one of the two, order or
"by", otherwise than all that its evidence says of the two with the same verb.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.claim import Claim
from assistant.figures import read_figures
from assistant.names import Spans, groups, spelled_out
from assistant.nearness import WordNearness
from assistant.placing import places_abroad, together
from assistant.roles import has_role
from assistant.wording import basic_form, compiled, is_among, telling_words
from index.language import detect
from index.words import fold

# What stands right before who did it in a passive, by language. Other languages' passives have no
# such word, and nothing is concluded from them.
_BY = compiled(
    {
        "en": r"\bby(?P<it>\s(?:(?:the|an?)\s)?$)?",
        "fr": r"\bpar\b(?P<it>\s(?:(?:les?|la)\s|l['’])?$)?",
        "es": r"\bpor\b(?P<it>\s(?:(?:el|los|las?)\s)?$)?",
        "de": r"\b(?:von|vom|durch)\b(?P<it>\s(?:(?:der|die|den|dem)\s)?$)?",
        "it": r"\bda(?:l|i|gli|lla|lle)?\b(?P<it>\s$|ll?['’]$)?",
        "pt": r"\b(?:por|pel[oa]s?)\b(?P<it>\s$)?",
        "nl": r"\bdoor\b(?P<it>\s(?:(?:de|het)\s)?$)?",
    }
)
# Where this also means "of" or "from", a word for the passive is needed.
_PASSIVES = compiled(
    {
        "de": r"\b(?:wurden?|wird|werden|worden)\b",
        "it": r"\b(?:stat[oaie]|vien\w+|venn\w+|fu|furono)\b",
    }
)
# What both do to each other, or what tells nothing of who acts.
_MUTUAL = compiled(
    {
        "en": r"\b(?:and|or|marr(?:y|ied|ies)|met|meets?|border\w*|resembl\w+|equal\w*|between"
        r"|with)\b",
        "fr": r"\b(?:et|ou|avec|épous\w+|rencontr\w+|jouxt\w+|ressembl\w+|égal\w*|entre)\b",
        "es": r"\b(?:y|e|o|con|encontr\w+|parec\w+|igual\w*|entre)\b",
        "de": r"\b(?:und|oder|mit|heirat\w+|traf\w*|trifft|getroffen|grenz\w+|gleich\w*"
        r"|zwischen)\b",
        "it": r"\b(?:e|ed|o|con|spos\w+|incontr\w+|ugual\w*|tra|fra)\b",
        "pt": r"\b(?:e|ou|com|encontr\w+|igual\w*|entre)\b",
        "nl": r"\b(?:en|of|met|trouw\w+|ontmoet\w*|grens\w*|grenz\w*|gelijk\w*|tussen)\b",
    }
)
# In these the verb stands behind both where a smaller one stands between: "hat … übernommen".
_VERB_LAST = frozenset({"de", "nl"})
_GENITIVE = re.compile(r"(?:s|['’]s?)$")
_BREAK = re.compile(r"[.;:!?()\n]|\s[-–—]\s")
_LEFT_OUT = re.compile(r"[,;:()]")
# Verbs of two languages that are one: sell, verkaufen .91; hire, contratar .87. What goes the other
# way comes as near as .86 (sell, acheter), and within one language nearer.
_SAME_VERB = 0.866
_FARTHEST = 60  # characters between the two


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a text tells of two things by the words between them; who did it is named `first`.

    `verbs` are the words that may tell what was done.
    """

    first: int
    second: int
    verbs: tuple[str, ...]


def reversed_names(claim: Claim, evidence: str, nearness: WordNearness) -> tuple[str, str] | None:
    """Return the words of two names of which the claim says what the second did, or None."""
    spoken, written = detect(claim.text), detect(evidence)
    if spoken not in _BY or written not in _BY:
        return None
    is_abroad = spoken != written
    parties = groups([name for name in claim.names if name.word[0].isupper()], claim.text)
    if len(parties) < 2:
        return None
    said_at = [[(party[0].start, party[-1].end)] for party in parties]
    held_at = [together(places_abroad(party, claim.text, evidence, nearness)) for party in parties]
    words = [spelled_out(party) for party in parties]
    held = list(_relations(words, held_at, evidence))
    for one in _relations(words, said_at, claim.text):
        same = [
            other
            for other in held
            if {other.first, other.second} == {one.first, one.second}
            and _share_a_verb(one, other, nearness, is_abroad=is_abroad)
        ]
        if same and all(other.first == one.second for other in same):
            return words[one.first], words[one.second]
    return None


def _relations(names: Sequence[str], places_of: Sequence[Spans], text: str) -> Iterator[_Relation]:
    """Give what a text tells of each two things that stand next to each other in it."""
    language = detect(text)
    found = sorted((*span, at) for at, spans in enumerate(places_of) for span in spans)
    for (start, end, one), (next_start, next_end, other) in pairwise(found):
        between = text[end:next_start]
        if one == other or not 0 < len(between) <= _FARTHEST or _BREAK.search(between):
            continue
        if has_role(text, start, end) or _MUTUAL[language].search(between):
            continue
        if _GENITIVE.search(text, start, end) and not _GENITIVE.search(names[one]):
            continue  # "Umbrex's subsidiary Zenith" is one of Umbrex
        verbs = _words(between, language)
        behind = _BREAK.split(text[next_end:].split(",")[0])[0]
        if language in _VERB_LAST and not _LEFT_OUT.search(between):
            verbs += _words(behind, language)
        passive = _PASSIVES.get(language)
        by = _BY[language].search(between)
        if by and (not passive or passive.search(between + behind)):
            if not by["it"]:
                continue  # "by the guns of Umbrex"
            one, other = other, one
        yield _Relation(one, other, verbs)


def _words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of `text` that say something, as they are and as dictionaries list them."""
    words = telling_words(text, read_figures(text))
    return (*map(fold, words), *(basic_form(word, language) for word in words))


def _share_a_verb(
    one: _Relation, other: _Relation, nearness: WordNearness, *, is_abroad: bool
) -> bool:
    if not (one.verbs and other.verbs):
        return False
    if any(is_among(verb, other.verbs) for verb in one.verbs):
        return True
    return is_abroad and bool(nearness.cosines(one.verbs, other.verbs).max() >= _SAME_VERB)
