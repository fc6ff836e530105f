"""Whether two figures of a claim have changed places in it.

"Anchoring explains 21%, warming 48%" holds all that "anchoring explains 48%, warming 21%" does, and
says the contrary. Two figures are taken to be crossed where each stands nearer to another word in
the claim than in its evidence: to the one that the other figure stands by there.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.binding import Bound, Item, gap
from assistant.claim import Claim
from assistant.figures import Figure, figures_match, order_words, read_figures
from assistant.nearness import WordNearness
from assistant.wording import content_words
from index.language import detect

# What stands before the first of two figures and between them in "from … to …", by language.
_RANGES = {
    language: (re.compile(rf"(?:{before})$", re.I), re.compile(between, re.I))
    for language, before, between in (
        ("en", r"\bfrom\s(?:\S+\s)?", r"\bto\b"),
        ("fr", r"\b(?:de\s|d['’])", r"\bà\b"),
        ("es", r"\bde\s", r"\ba\b"),
        ("de", r"\bvon\s(?:\S+\s)?", r"\b(?:auf|bis|zu)\b"),
        ("it", r"\b(?:da|dal|dall['’])\s?", r"\b(?:a|al|all['’])"),
        ("pt", r"\bde\s", r"\b(?:a|para)\b"),
        ("nl", r"\bvan\s", r"\b(?:naar|tot)\b"),
        ("ru", r"\b(?:с|от)\s", r"\bдо\b"),
        ("pl", r"\b(?:z|od)\s", r"\bdo\b"),
        ("zh", r"[从由自]\s?", r"[到至为]"),
        ("ja", r"", r"から"),
        ("ar", r"\bمن\s", r"\bإلى\b"),
    )
}
_LONGEST_RANGE = 25  # characters between the two
# A word and its translation are as near as .82 and more (see `assistant.names`), but a word that is
# taken for another one's would do harm here.
_SAME_WORD = 0.84


def crossed(
    bound: Sequence[Bound], claim: Claim, evidence: str, nearness: WordNearness
) -> tuple[str, str] | None:
    """Return the words of two figures that have changed places, or None.

    `bound` are the figures and names of claim and question, each with its places in the evidence.
    """
    if pair := _turned_range(claim, evidence):
        return pair
    said = [one for one in bound if one.item and one.places]
    amounts = [one for one in said if one.kind not in ("name", "label")]
    pairs = [(a, b) for a, b in combinations(amounts, 2) if a.kind == b.kind and a.words != b.words]
    if not pairs:
        return None
    keys = [*said, *_order(claim, evidence), *_words(claim, evidence, nearness)]
    for one, other in pairs:
        left = [key for key in keys if _moves(key, one, other, claim.text, evidence)]
        came = [key for key in keys if _moves(key, other, one, claim.text, evidence)]
        if any(key.kind == rival.kind and not _share(key, rival) for key in left for rival in came):
            return one.words, other.words
    return None


def _turned_range(claim: Claim, evidence: str) -> tuple[str, str] | None:
    """Return two figures of the claim between which it has something go the other way."""
    held = _ranges(evidence, read_figures(evidence))
    for one, other in _ranges(claim.text, claim.figures):
        if any(figures_match(one, b) and figures_match(other, a) for a, b in held) and not any(
            figures_match(one, a) and figures_match(other, b) for a, b in held
        ):
            return claim.text[one.start : one.end], claim.text[other.start : other.end]
    return None


def _ranges(text: str, figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return the figures from which, and to which, something goes in `text`."""
    if (words := _RANGES.get(detect(text))) is None:
        return []
    before, between = words
    return [
        (one, other)
        for one, other in pairwise(figures)
        if other.start - one.end <= _LONGEST_RANGE
        and before.search(text[: one.start])
        and between.search(text[one.end : other.start])
    ]


def _moves(key: Bound, one: Bound, other: Bound, claim: str, evidence: str) -> bool:
    """Tell whether `key` stands nearer to `one` in the claim, and to `other` in its evidence."""
    if key.kind == one.kind:
        return False
    in_claim = [_apart(key.own, figure.own, claim) for figure in (one, other)]
    if in_claim[0] >= in_claim[1]:
        return False
    in_evidence = [_apart(key.places, figure.places, evidence) for figure in (one, other)]
    return in_evidence[1] < in_evidence[0]


def _apart(items: Sequence[Item], others: Sequence[Item], text: str) -> float:
    return min(gap(one, other, text) for one in items for other in others)


def _share(one: Bound, other: Bound) -> bool:
    return bool(set(one.places) & set(other.places))


def _order(claim: Claim, evidence: str) -> Iterator[Bound]:
    """Give the words for "now" and "later" that both texts have."""
    held = order_words(evidence)
    for mark in order_words(claim.text):
        places = tuple(Item("order", one.start, one.end) for one in held if one.key == mark.key)
        if places:
            words = claim.text[mark.start : mark.end]
            yield Bound(words, "order", Item("order", mark.start, mark.end), places)


def _words(claim: Claim, evidence: str, nearness: WordNearness) -> Iterator[Bound]:
    """Give the words of the claim that the evidence has once, in whatever language."""
    said = list(_places(claim.text, content_words(claim.text, claim.figures, detect(claim.text))))
    figures = read_figures(evidence)
    held = list(_places(evidence, content_words(evidence, figures, detect(evidence))))
    if not said or not held:
        return
    cosines = nearness.cosines([word for word, _ in said], [word for word, _ in held])
    for (word, item), row in zip(said, cosines, strict=True):
        places = [
            place for (_, place), cosine in zip(held, row, strict=True) if cosine >= _SAME_WORD
        ]
        if len(places) == 1:
            yield Bound(word, "word", item, tuple(places))


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[str, Item]]:
    """Give those of `words` that stand in `text` once, each with its place."""
    for word in dict.fromkeys(words):
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
        if len(found) == 1 and len(word) > 2:
            yield word, Item("word", *found[0])
