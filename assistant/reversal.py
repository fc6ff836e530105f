"""Whether a claim turns round who did what to whom.

"Umbrex acquired Amazon" has every word of "Amazon acquired Umbrex", and nearly its vector. Of two
parties on both sides of one verb the first did it and the second had it done, in a passive with
"by" the other way round; a claim is taken to be reversed where it has one of the two, order or
"by", otherwise than all that its evidence says of the two with the same verb.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.claim import Claim
from assistant.figures import read_figures
from assistant.names import groups, spelled_out
from assistant.nearness import WordNearness
from assistant.placing import places_abroad, together
from assistant.roles import has_role
from assistant.wording import basic_form, compiled, is_among, telling_words, without
from index.language import detect
from index.words import fold, function_words

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
        "de": r"\b(?:wurden?|wird|werden|worden|durch)\b",
        "it": r"\b(?:stat[oaie]|vien\w+|venn\w+|fu|furono)\b",
    }
)
# What both do to each other, or what tells nothing of who acts.
_MUTUAL = compiled(
    {
        "en": r"\b(?:and|or|marr(?:y|ied|ies)|met|meets?|border\w*|resembl\w+|equal\w*|between"
        r"|with|while|whereas|which|whose|where|there|other|these|those)\b",
        "fr": r"\b(?:et|ou|avec|épous\w+|rencontr\w+|jouxt\w+|ressembl\w+|égal\w*|entre|tandis)\b",
        "es": r"\b(?:y|e|o|con|encontr\w+|parec\w+|igual\w*|entre|mientras)\b",
        "de": r"\b(?:und|oder|mit|heirat\w+|traf\w*|trifft|getroffen|grenz\w+|gleich\w*"
        r"|zwischen|während|welche\w*)\b",
        "it": r"\b(?:e|ed|o|con|spos\w+|incontr\w+|ugual\w*|tra|fra|mentre)\b",
        "pt": r"\b(?:e|ou|com|encontr\w+|igual\w*|entre|enquanto)\b",
        "nl": r"\b(?:en|of|met|trouw\w+|ontmoet\w*|grens\w*|grenz\w*|gelijk\w*|tussen|terwijl"
        r"|welke)\b",
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
_FARTHEST = 60  # characters between the two


@dataclass(frozen=True, slots=True)
class _Party:
    """Who or what may do something or have it done, by its `key`, and where a text has it."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a text tells of two parties by the words between them; who did it is named `first`.

    `verbs` are the words that may tell what was done.
    """

    first: str
    second: str
    verbs: tuple[str, ...]


def reversed_parties(claim: Claim, evidence: str, nearness: WordNearness) -> tuple[str, str] | None:
    """Return the words for two of which the claim says what the second did, or None.

    They are names, or within one language plain words that stand near by each other.
    """
    spoken, written = detect(claim.text), detect(evidence)
    if spoken not in _BY or written not in _BY:
        return None
    is_abroad = spoken != written
    said, held = _named(claim, evidence, nearness)
    if not is_abroad:
        said, held = (
            [*named, *_plain(text, spoken)]
            for named, text in ((said, claim.text), (held, evidence))
        )
    for one in said:
        same = [
            other
            for other in held
            if {other.first, other.second} == {one.first, one.second}
            and _share_a_verb(one, other, nearness, is_abroad=is_abroad)
        ]
        if same and all(other.first == one.second for other in same):
            return one.first, one.second
    return None


def _named(
    claim: Claim, evidence: str, nearness: WordNearness
) -> tuple[list[_Relation], list[_Relation]]:
    """Return what claim and evidence tell of each two of the claim's names next to each other."""
    parties = groups([name for name in claim.names if name.word[0].isupper()], claim.text)
    said, held = [], []
    for party in parties:
        key = spelled_out(party)
        places = together(places_abroad(party, claim.text, evidence, nearness))
        said.append(_Party(key, party[0].start, party[-1].end))
        held += [_Party(key, start, end) for start, end in places]
    held.sort(key=lambda one: one.start)
    return (
        list(_relations(pairwise(said), claim.text, are_names=True)),
        list(_relations(pairwise(held), evidence, are_names=True)),
    )


def _plain(text: str, language: str) -> list[_Relation]:
    """Return what a text tells of each two plain words with one or none between them."""
    words = [
        _Party(basic_form(match[0], language), *match.span())
        for match in _WORD.finditer(without(read_figures(text), text))
        if len(match[0]) > 2 and fold(match[0]) not in function_words(language)
    ]
    pairs = [*pairwise(words), *zip(words, words[2:], strict=False)]
    return list(_relations(pairs, text, are_names=False))


def _relations(
    pairs: Iterable[tuple[_Party, _Party]], text: str, *, are_names: bool
) -> Iterator[_Relation]:
    """Give what a text tells of pairs, each in the order in which the text has them."""
    language = detect(text)
    for one, other in pairs:
        between = text[one.end : other.start]
        behind = _BREAK.split(text[other.end :].split(",")[0])[0]
        if one.key == other.key or not _may_act(one, text) or not _may_tell(between, language):
            continue
        by = _agent(between, behind, language)
        if by and not by["it"]:
            continue  # "by the guns of Umbrex"
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
        yield _Relation(first.key, second.key, _words(told, language))


def _may_act(party: _Party, text: str) -> bool:
    """Tell whether a party that stands first is not only whose, or to whom, the other one is."""
    is_genitive = _GENITIVE.search(text, party.start, party.end) and not _GENITIVE.search(party.key)
    is_genitive = is_genitive or text.startswith(("'", "’"), party.end)
    return not (is_genitive or has_role(text, party.start, party.end))


def _may_tell(between: str, language: str) -> bool:
    """Tell whether the words between two may say which of them acts."""
    is_near = len(between) <= _FARTHEST and not _BREAK.search(between)
    return is_near and not _MUTUAL[language].search(between)


def _agent(between: str, behind: str, language: str) -> re.Match[str] | None:
    """Return the "by" of a passive, or None; its `it` says whether it is of what follows it."""
    passive = _PASSIVES.get(language)
    if passive and not passive.search(between + behind):
        return None
    return _BY[language].search(between)


def _words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of `text` that may tell what is done, and as dictionaries list them.

    The longer small words are among them: "before", "older", "caused".
    """
    plain = without(read_figures(text), text)
    small = [word for word in _WORD.findall(plain) if len(word) >= _LONG]
    words = [*telling_words(plain, ()), *small]
    return (*map(fold, words), *(basic_form(word, language) for word in words))


def _share_a_verb(
    one: _Relation, other: _Relation, nearness: WordNearness, *, is_abroad: bool
) -> bool:
    if not (one.verbs and other.verbs):
        return False
    if any(is_among(verb, other.verbs) for verb in one.verbs):
        return True
    return is_abroad and bool(nearness.cosines(one.verbs, other.verbs).max() >= _SAME_VERB)
