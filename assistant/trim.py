"""A long sentence is quoted by the clause that carries the support."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.figures import missing_figures
from assistant.names import Name, places
from assistant.nearness import WordNearness
from assistant.negation import denies
from index.language import detect
from index.remember import Embed

# In characters: shorter sentences are read at a glance, and a clause of them says less.
_LONG = 240
_SHORTEST = 60
# What parts a sentence into what can be read by itself; commas part too little.
_BREAK = re.compile(r"(?<=[;；؛:：])\s*|\s+(?=[–—]\s)")


def trimmed(
    claim: str, names: Sequence[Name], item: Evidence, embed: Embed, nearness: WordNearness
) -> Evidence:
    """Return the shortest run of the sentence's parts that supports the claim no less than it.

    `names` are the claim's. The run holds every figure and name of the claim that the sentence
    holds, is as near to it in meaning, and leaves out nothing that denies.
    """
    if len(item.text) <= _LONG or item.is_row or item.answer is not None:
        return item
    breaks = [0, *(match.end() for match in _BREAK.finditer(item.text)), len(item.text)]
    # The page of a quote is the one on which it begins, and known for the sentence's beginning.
    starts = range(1 if item.page else len(breaks) - 1)
    language = detect(item.text)
    lacking = len(missing_figures(claim, item.text))
    held = _count(names, item.text, nearness)
    runs = [
        run
        for start in starts
        for end in range(start + 1, len(breaks))
        if len(run := item.text[breaks[start] : breaks[end]].strip()) >= _SHORTEST
        and len(run) < len(item.text.strip())
        and not denies(item.text[: breaks[start]] + item.text[breaks[end] :], language)
        and len(missing_figures(claim, run)) == lacking
        and _count(names, run, nearness) == held
    ]
    if not runs:
        return item
    vectors = embed([claim, item.text, *runs])
    cosines = vectors[1:] @ vectors[0]
    near = [run for run, cosine in zip(runs, cosines[1:], strict=True) if cosine >= cosines[0]]
    if not near:
        return item
    quote = min(near, key=len)
    start = item.start + item.text.index(quote)
    return replace(item, start=start, end=start + len(quote), text=quote, stated=quote)


def _count(names: Sequence[Name], text: str, nearness: WordNearness) -> int:
    return sum(1 for place in places(names, text, nearness) if place)
