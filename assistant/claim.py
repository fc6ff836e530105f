"""A sentence to be proved, with what it holds and what its question holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, figures_match, read_figures
from assistant.names import Name, names_beside

# What stands between the items of a list: commas, "and" and "or", or both.
_BETWEEN_ITEMS = re.compile(
    r"\s*[,،](?!\d)\s*(?:(?:and|or|et|ou|y|e|o|und|oder|ed|en|of|и|или)\s)?"
    r"|\s(?:and|or|et|ou|y|e|o|und|oder|ed|en|of|и|или)\s|\sو|[、，和及]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be proved, and what it holds. `asked…` is what its question holds."""

    text: str
    figures: Sequence[Figure]
    names: Sequence[Name]
    asked_figures: Sequence[Figure]
    asked_names: Sequence[Name]
    question: str


def read_claim(text: str, question: str, known: frozenset[str]) -> Claim:
    """Read a sentence that answers a question. `known` are the words, folded, that are names."""
    return Claim(
        text,
        (figures := read_figures(text)),
        names_beside(figures, text, known),
        (asked := read_figures(question)),
        names_beside(asked, question, known),
        question,
    )


def is_counted_out(figure: Figure, claim: Claim) -> bool:
    """Tell whether a figure is a count of the question's that the claim itself bears out.

    As in "the three things that it needs are planning, design and money", where three were asked
    for; a source that lists them need not say how many they are.
    """
    if figure.kind != "number" or figure.unit or figure.value < 2:
        return False
    listed = len(_BETWEEN_ITEMS.findall(claim.text, figure.end)) + 1
    return listed == figure.value and any(figures_match(figure, one) for one in claim.asked_figures)
