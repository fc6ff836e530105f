"""A sentence to be proved, with what it holds and what its question holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, read_figures
from assistant.names import Name, names_beside


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
