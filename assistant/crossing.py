"""Whether two figures of a claim have changed places in it.

"Anchoring explains 21%, warming 48%" holds all that "anchoring explains 48%, warming 21%" does, and
says the contrary. Two figures are taken to be crossed where each stands nearer to another word in
the claim than in its evidence: to the one that the other figure stands by there.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import inf

from assistant.binding import Bound, Item, gap
from assistant.claim import Claim
from assistant.figures import order_words, read_figures
from assistant.nearness import SAME_WORD, WordNearness
from assistant.wording import is_unparted, telling_words

_FAR = 20  # words, as far as a semicolon parts
_BARE = frozenset({"number", "label"})
_TIMES = frozenset({"date", "time"})


def crossed(
    bound: Sequence[Bound], claim: Claim, evidence: str, nearness: WordNearness
) -> tuple[str, str] | None:
    """Return the words of two figures that have changed places, or None.

    `bound` are the figures and names of claim and question, each with its places in the evidence.
    """
    said = [one for one in bound if one.item and one.places]
    figures = [one for one in said if one.kind != "name"]
    pairs = [
        (a, b)
        for a, b in combinations(figures, 2)
        if a.words != b.words and (a.kind == b.kind or _may_be_of_a_kind(a.kind, b.kind))
    ]
    if not pairs:
        return None
    keys = [*said, *_order(claim, evidence), *_words(claim, evidence, nearness)]
    for one, other in pairs:
        left = [key for key in keys if _moves(key, one, other, claim.text, evidence)]
        came = [key for key in keys if _moves(key, other, one, claim.text, evidence)]
        for key, rival in product(left, came):
            if _share(key, rival) or key in (one, other) or rival in (one, other):
                continue
            if one.kind == other.kind and one.kind != "label":
                is_crossed = key.kind == rival.kind != one.kind
            else:  # "310 of the 1,140": what is of two kinds has to be crossed from both sides
                is_crossed = _moves(one, key, rival, claim.text, evidence) and _moves(
                    other, rival, key, claim.text, evidence
                )
            if is_crossed:
                return one.words, other.words
    return None


def _may_be_of_a_kind(one: str, other: str) -> bool:
    """Tell whether an amount may leave out the unit that another has: "480 kilos and 1,350"."""
    return not _BARE.isdisjoint({one, other}) and _TIMES.isdisjoint({one, other})


def _moves(key: Bound, one: Bound, other: Bound, claim: str, evidence: str) -> bool:
    """Tell whether `key` stands nearer to `one` in the claim, and to `other` in its evidence.

    A plain word far off tells nothing: the order of words differs by language within a clause,
    which brings what the clause ends with nearer to the next one.
    """
    most = _FAR if key.kind == "word" else inf
    in_claim = [_apart(key.own, figure.own, claim) for figure in (one, other)]
    if in_claim[0] >= min(in_claim[1], most):
        return False
    in_evidence = [_apart(key.places, figure.places, evidence) for figure in (one, other)]
    return in_evidence[1] < min(in_evidence[0], most)


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
    said = list(_places(claim.text, telling_words(claim.text, claim.figures)))
    held = list(_places(evidence, telling_words(evidence, read_figures(evidence))))
    if not said or not held:
        return
    cosines = nearness.cosines([word for word, _ in said], [word for word, _ in held])
    for (word, item), row in zip(said, cosines, strict=True):
        same = [place for other, place in held if other == word]
        places = same or [
            place for (_, place), cosine in zip(held, row, strict=True) if cosine >= SAME_WORD
        ]
        if len(places) == 1:
            yield Bound(word, "word", item, tuple(places))


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[str, Item]]:
    """Give those of `words` that stand in `text` once, each with its place."""
    for word in dict.fromkeys(words):
        edge = "" if is_unparted(word) else r"\b"
        found = [match.span() for match in re.finditer(rf"{edge}{re.escape(word)}{edge}", text)]
        if len(found) == 1:
            yield word, Item("word", *found[0])
