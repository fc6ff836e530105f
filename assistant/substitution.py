"""Whether a claim puts a figure or a name in the place of the one that its evidence has there.

What the nearest sentence leaves out may stand in another one: "the firm" there, its name before.
But if it has another figure or name of its own, which the claim leaves out, two sentences may have
been mixed up: "Amazon invested in Umbrex" of "Google invested in Umbrex. Amazon sells books."
Putting the claim's word into the nearest sentence then makes that the better evidence.
"""

from collections.abc import Iterator, Sequence

from assistant.binding import figure_kind
from assistant.claim import Claim
from assistant.evidence import Evidence, joined
from assistant.figures import Figure, figures_match, missing_figures, read_figures
from assistant.names import Name, groups, names_beside, places
from assistant.nearness import WordNearness
from index.remember import Embed

# By how much a sentence comes nearer to the claim through the exchange than through what was cited
# beside it. Over the altered claims of `tests.bench.support`, those with an exchange came nearer by
# .01 to .15; of the right claims next to none had anything to exchange.
_LEAST_GAIN = 0.01

Span = tuple[int, int]


class Substitution:
    """Compares claims with sentences in which something is exchanged."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def find(
        self, claim: Claim, chosen: Sequence[Evidence], known: frozenset[str]
    ) -> tuple[str, str] | None:
        """Return what the claim says, and what the first of the chosen sentences has instead.

        The words are as they stand in both. None if nothing is exchanged.
        """
        if len(chosen) < 2:
            return None
        first = chosen[0].stated
        for (start, end), (at, to) in [
            *self._figures(claim, first),
            *self._names(claim, first, known),
        ]:
            words = claim.text[start:end]
            exchanged = first[:at] + words + first[to:]
            vectors = self._embed([claim.text, exchanged, joined(chosen)])
            if vectors[1] @ vectors[0] - vectors[2] @ vectors[0] >= _LEAST_GAIN:
                return words, first[at:to]
        return None

    def _figures(self, claim: Claim, first: str) -> Iterator[tuple[Span, Span]]:
        held = read_figures(first)
        spare = [
            one for one in held if not any(figures_match(said, one) for said in _figures_of(claim))
        ]
        for figure in missing_figures(claim.text, first):
            if any(figures_match(figure, asked) for asked in claim.asked_figures):
                continue
            kind = figure_kind(figure, claim.text)
            for one in spare:
                if figure_kind(one, first) == kind:
                    yield (figure.start, figure.end), (one.start, one.end)

    def _names(
        self, claim: Claim, first: str, known: frozenset[str]
    ) -> Iterator[tuple[Span, Span]]:
        sure = [name for name in claim.names if name.sure and not _is_abbreviation(name)]
        for held_by in (first, claim.question):
            found = places(sure, held_by, self._nearness)
            sure = [name for name, place in zip(sure, found, strict=True) if not place]
        if not sure:
            return
        names = names_beside(read_figures(first), first, known)
        rivals = [group for group in groups(names, first) if any(name.sure for name in group)]
        for group in rivals:
            said = any(places(group, claim.text, self._nearness))
            if said or all(_is_abbreviation(name) for name in group):
                continue
            for name in sure:
                yield (name.start, name.end), (group[0].start, group[-1].end)


def _figures_of(claim: Claim) -> list[Figure]:
    return [*claim.figures, *claim.asked_figures]


def _is_abbreviation(name: Name) -> bool:
    """Tell whether a name is one that languages abbreviate otherwise: CEO and PDG."""
    return name.word.isupper() and name.word.isascii()
