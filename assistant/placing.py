"""Where the figures and names of a claim and its question stand in the evidence for it."""

import re
from collections.abc import Sequence

from assistant.binding import Bound, Item, bind_figure, figure_kind
from assistant.claim import Claim
from assistant.evidence import Evidence, joined
from assistant.figures import Figure, read_figures
from assistant.names import Name, Spans, groups, places, read_names, whole_names
from assistant.nearness import WordNearness
from assistant.renderings import rendered
from index.language import detect

_BESIDE = 7  # characters between two words of a name: " de la "
# What stands between the head of a row's column and its cell: "Output 2022 (MWh): 226".
_COLUMN = re.compile(r"[^,;:\n]{0,40}:")


def bind(claim: Claim, text: str, nearness: WordNearness) -> list[Bound]:
    """Return the figures and names of claim and question with their places in a text."""
    held = read_figures(text)
    return [
        *_bind_figures(claim.text, claim.figures, held, text, in_claim=True),
        *_bind_figures(claim.question, claim.asked_figures, held, text, in_claim=False),
        *_bind_names(claim.text, claim.names, text, nearness, in_claim=True),
        *_bind_names(claim.question, claim.asked_names, text, nearness, in_claim=False),
    ]


def together(found: Sequence[Spans]) -> Spans:
    """Return where all words of a name stand together, of the places where each of them does.

    In whatever order, or in one word: the Democratic Party is the "Partido Demócrata", and the
    Ministry of Health the "Gesundheitsministerium".
    """
    rows = []
    for start, end in found[0]:
        for spans in found[1:]:
            gaps = {span: max(span[0] - end, start - span[1]) for span in spans}
            beside = [span for span, gap in gaps.items() if gap <= _BESIDE]
            if not beside:
                break
            nearest = min(beside, key=gaps.__getitem__)
            start, end = min(start, nearest[0]), max(end, nearest[1])
        else:
            rows.append((start, end))
    return rows


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


def _places_abroad(
    names: Sequence[Name], text: str, evidence: str, nearness: WordNearness
) -> list[Spans]:
    """Return for each name of `text` where `evidence` has it, be it as another language does."""
    return [
        spans or rendered(name, text, evidence, nearness)
        for name, spans in zip(names, places(names, evidence, nearness), strict=True)
    ]


def _bind_figures(
    text: str, figures: Sequence[Figure], held: Sequence[Figure], evidence: str, *, in_claim: bool
) -> list[Bound]:
    return [bind_figure(figure, text, held, evidence, in_claim=in_claim) for figure in figures]


def _bind_names(
    text: str, names: Sequence[Name], evidence: str, nearness: WordNearness, *, in_claim: bool
) -> list[Bound]:
    """Return each name as one where the evidence has it whole, else word by word."""
    whole = whole_names(names, text)
    found = dict(zip(whole, _places_abroad(whole, text, evidence, nearness), strict=True))
    return [
        Bound(
            text[part[0].start : part[-1].end],
            "name",
            Item("name", part[0].start, part[-1].end) if in_claim else None,
            tuple(Item("name", *span) for span in together([found[one] for one in part])),
        )
        for group in groups(whole, text)
        for part in (
            [group] if together([found[one] for one in group]) else [(one,) for one in group]
        )
    ]
