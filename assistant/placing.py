"""Where the figures and names of a claim and its question stand in the evidence for it."""

import re
from collections.abc import Sequence

from assistant.binding import Bound, Item, bind_figure, figure_kind
from assistant.claim import Claim
from assistant.evidence import Evidence, joined
from assistant.figures import Figure, read_figures
from assistant.names import Name, places, read_names, whole_names
from assistant.nearness import WordNearness
from index.language import detect

# What stands between the head of a row's column and its cell: "Output 2022 (MWh): 226".
_COLUMN = re.compile(r"[^,;:\n]{0,40}:")


def bind(claim: Claim, text: str, nearness: WordNearness) -> list[Bound]:
    """Return the figures and names of claim and question with their places in a text."""
    held = read_figures(text)
    found = places(claim.names, text, nearness)
    asked_at = places(claim.asked_names, text, nearness)
    return [
        *_bind_figures(claim.text, claim.figures, held, text, in_claim=True),
        *_bind_figures(claim.question, claim.asked_figures, held, text, in_claim=False),
        *_bind_names(claim.text, claim.names, found, in_claim=True),
        *_bind_names(claim.question, claim.asked_names, asked_at, in_claim=False),
    ]


def items_of(
    chosen: Sequence[Evidence], bound: Sequence[Bound], known: frozenset[str]
) -> list[Item]:
    """Return all figures and names of the evidence. `known` are the words, folded, that are names.

    What heads the columns of a table is none, unless the claim names such a column itself.
    """
    text = joined(chosen)
    names = whole_names(read_names(text, detect(text), known), text)
    heads = [name.start for name in names if _COLUMN.match(text, name.end)]
    said = {place.start for one in bound if one.kind == "name" for place in one.places}
    if not any(item.is_row for item in chosen) or said & set(heads):
        heads = []
    return [
        *(Item(figure_kind(one, text), one.start, one.end) for one in read_figures(text)),
        *(Item("name", name.start, name.end) for name in names if name.start not in heads),
    ]


def _bind_figures(
    text: str, figures: Sequence[Figure], held: Sequence[Figure], evidence: str, *, in_claim: bool
) -> list[Bound]:
    return [bind_figure(figure, text, held, evidence, in_claim=in_claim) for figure in figures]


def _bind_names(
    text: str,
    names: Sequence[Name],
    found: Sequence[Sequence[tuple[int, int]]],
    *,
    in_claim: bool,
) -> list[Bound]:
    whole = whole_names(names, text)
    return [
        Bound(
            name.word,
            "name",
            Item("name", name.start, name.end) if in_claim else None,
            tuple(Item("name", *place) for place in held_at),
        )
        for name, held_at in zip(names, found, strict=True)
        if name in whole
    ]
