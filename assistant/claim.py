"""A sentence to be proved, with what it holds and what its question holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, figures_match, read_figures
from assistant.names import Name, names_beside

# What a list follows to the end of its sentence, and what stands between its items: commas, "and",
# or both.
_LIST = re.compile(
    r"(?:\s(?:are|were|sont|étaient|son|eran|sind|waren|sono|erano|são|eram|zijn)\s|[:：]|是)"
    r"(?P<items>[^:：.!?。]+)[.!?。]?\s*$",
    re.IGNORECASE,
)
_AND = r"(?:and|et|y|e|ed|und|en|и)\s"
_BETWEEN_ITEMS = re.compile(rf"\s*[,،、，](?!\d)\s*(?:{_AND})?|\s{_AND}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be proved, and what it holds. `asked…` is what its question holds."""

    text: str
    figures: Sequence[Figure]
    names: Sequence[Name]
    asked_figures: Sequence[Figure]
    asked_names: Sequence[Name]
    question: str

    @property
    def own_figures(self) -> list[Figure]:
        """Its figures without those that the question has, too."""
        return [figure for figure in self.figures if not self.asks_for(figure)]

    def asks_for(self, figure: Figure) -> bool:
        """Tell whether the question has a figure itself."""
        return any(figures_match(figure, one) for one in self.asked_figures)

    def gives_amount(self, figure: Figure) -> bool:
        """Tell whether a figure is neither a time nor one that the question has."""
        is_counted = figure.kind in ("number", "ordinal")
        return is_counted and not figure.may_be_year and not self.asks_for(figure)


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


def is_counted_out(figure: Figure, claim: Claim, evidence: str) -> bool:
    """Tell whether a figure is a count of the question's that the claim itself bears out.

    As in "the three things that it needs are planning, design and money", where three were asked
    for; evidence that lists them need not say how many they are, but may give no other number.
    """
    listed = _LIST.search(claim.text, figure.end)
    is_count = figure.kind == "number" and figure.unit is None and figure.value > 1
    if not (listed and is_count and claim.asks_for(figure)) or read_figures(evidence):
        return False
    return len(_BETWEEN_ITEMS.findall(listed["items"])) + 1 == figure.value
