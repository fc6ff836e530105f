"""Whether a claim gives two names, or two figures, each other's part.

"Google invests in Anthropic" holds all that "Anthropic invests in Google" does. The word before a
name tells what it is to the other one: whither something goes, or by whom it is done; before a
figure, whence and whither something rises.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product
from typing import Literal

from assistant.binding import Bound, Item
from assistant.claim import Claim
from assistant.figures import Figure, figures_match, read_figures
from assistant.nearness import SAME_WORD, WordNearness
from assistant.wording import telling_words
from index.language import detect

Role = Literal["whither", "whence", "by"]

# What stands before a name, by language. Left out is what means something else as often: the French
# "de" is "of", the Portuguese "a" an article, the Russian "с" also "with", the Italian "da" also
# "by".
_OF_NAMES: dict[str, dict[Role, str]] = {
    "en": {"whither": "to|into|in|at|toward|towards", "whence": "from", "by": "by"},
    "fr": {"whither": "à|au|aux|dans|chez|en|vers", "by": "par"},
    "es": {"whither": "a|al|en|hacia", "whence": "desde", "by": "por"},
    "de": {
        "whither": "an|in|ins|nach(?! de[rmn])|zu|zum|zur|bei",
        "whence": "aus",
        "by": "von|vom|durch",
    },
    "it": {"whither": "a|ad|al|alla|in|nel|nella|presso|verso"},
    "pt": {"whither": "à|ao|em|na|no|para", "whence": "desde", "by": "por|pela|pelo"},
    "nl": {"whither": "aan|in|naar|bij", "whence": "uit", "by": "door"},
    "ru": {"whither": "в|во|к|ко|на", "whence": "из|от"},
    "pl": {"whither": "w|we|do|na", "whence": "od", "by": "przez"},
    "zh": {"whither": "对|向|给|到", "by": "被|由"},
    "ar": {"whither": "في|إلى|لدى", "whence": "من"},
}
# And before a figure, of which two have to be told of, whence and whither.
_OF_FIGURES: dict[str, dict[Role, str]] = {
    "en": {"whither": "to", "whence": "from"},
    "fr": {"whither": "à", "whence": "de|d['’]"},
    "es": {"whither": "a|al|hasta", "whence": "de|del|desde"},
    "de": {"whither": "auf|bis|zu", "whence": "von"},
    "it": {"whither": "a|al|all['’]", "whence": "da|dal|dall['’]"},
    "pt": {"whither": "a|para|até", "whence": "de|desde"},
    "nl": {"whither": "naar|tot", "whence": "van"},
    "ru": {"whither": "до|на", "whence": "с|от"},
    "pl": {"whither": "do", "whence": "z|od"},
    "zh": {"whither": "到|至|为", "whence": "从|由|自"},
    "ar": {"whither": "إلى", "whence": "من"},
}
# "As for Amazon" has a word for "to" that is none.
_NO_ROLE = re.compile(
    r"\b(?:quant|grâce|face|according|due|thanks|en cuanto|gracias|frente|quanto|grazie|graças)\s$",
    re.IGNORECASE,
)
# Between the word and the name, an article and what the name is ("a la familia Ordás"), in small
# letters; before a figure, a sign of currency.
_BEFORE_NAME = re.compile(r"(?:\s[^\W\d_]{1,4})?(?:\s[^\W\d_]+)?\s")
_BEFORE_FIGURE = re.compile(r"(?:\s[^\W\d_]{1,3})?\s?[^\w\s]{0,2}")
_REACH = 40  # characters
_UNPARTED = {"zh"}
# Japanese puts the word behind.
_BEHIND: dict[str, dict[Role, str]] = {"ja": {"whither": "に|へ|まで", "whence": "から"}}


def exchanged_names(
    bound: Sequence[Bound], claim: Claim, evidence: str, nearness: WordNearness
) -> tuple[str, str] | None:
    """Return the words of two names that have each other's part, or None.

    `bound` are the figures and names of the claim, each with its places in the evidence. Nothing is
    concluded unless both texts have a word for what is done: to lend and to owe go other ways.
    """
    names = [one for one in bound if one.kind == "name" and one.item and one.places]
    said = {one.words: _name_roles(one.own, claim.text) for one in names}
    held = {one.words: _name_roles(one.places, evidence) for one in names}
    for one, other in permutations(said, 2):
        if said[one] and said[one] == held[other] and not said[other] and not held[one]:
            return (one, other) if _tell_the_same(claim, evidence, names, nearness) else None
    return None


def has_role(text: str, start: int, end: int) -> bool:
    """Tell whether the word before `text[start:end]` says what it is to something else."""
    return any(_roles(_OF_NAMES, _BEFORE_NAME, text, start, end))


def exchanged_figures(claim: Claim, evidence: str) -> tuple[str, str] | None:
    """Return the words of two figures of which the evidence has the second first, or None.

    "From 4 to 3", where it has "from 3 to 4", or "to 4, up from 3".
    """
    held = [(one, _figure_roles(one, evidence)) for one in read_figures(evidence)]
    said = [(one, _figure_roles(one, claim.text)) for one in claim.figures]
    whence = [one for one, roles in said if roles == {"whence"}]
    whither = [one for one, roles in said if roles == {"whither"}]
    for one, other in product(whence, whither):
        ones = {role for figure, roles in held if figures_match(one, figure) for role in roles}
        others = {role for figure, roles in held if figures_match(other, figure) for role in roles}
        if ones == {"whither"} and others == {"whence"}:
            return claim.text[one.start : one.end], claim.text[other.start : other.end]
    return None


def _name_roles(places: Sequence[Item], text: str) -> frozenset[Role]:
    return frozenset(
        role
        for place in places
        for role in _roles(_OF_NAMES, _BEFORE_NAME, text, place.start, place.end)
    )


def _figure_roles(figure: Figure, text: str) -> frozenset[Role]:
    return frozenset(_roles(_OF_FIGURES, _BEFORE_FIGURE, text, figure.start, figure.end))


def _roles(
    table: Mapping[str, Mapping[Role, str]],
    between: re.Pattern[str],
    text: str,
    start: int,
    end: int,
) -> Iterator[Role]:
    """Give what the word before, or behind, `text[start:end]` makes of it."""
    language = detect(text)
    before = text[max(0, start - _REACH) : start]
    for role, words in table.get(language, {}).items():
        edge = "" if language in _UNPARTED else r"(?<!\w)"
        longest_first = "|".join(sorted(words.split("|"), key=len, reverse=True))
        for match in re.finditer(rf"{edge}(?:{longest_first})", before, re.IGNORECASE):
            gap = before[match.end() :]
            is_near = not gap if language in _UNPARTED else between.fullmatch(gap)
            if is_near and gap == gap.lower() and not _NO_ROLE.search(before[: match.start()]):
                yield role
    for role, words in _BEHIND.get(language, {}).items():
        if re.match(words, text[end:]):
            yield role


def _tell_the_same(
    claim: Claim, evidence: str, names: Sequence[Bound], nearness: WordNearness
) -> bool:
    """Tell whether a word of the claim, besides its names, is one of its evidence's."""
    said = telling_words(claim.text, claim.figures)
    named = {one.words for one in names}
    verbs = [word for word in said if word not in named]
    held = telling_words(evidence, read_figures(evidence))
    return bool(verbs and held) and bool(nearness.cosines(verbs, held).max() >= SAME_WORD)
