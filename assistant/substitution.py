"""Whether a claim puts a figure or a name in the place of the one that its evidence has there.

What the nearest sentence leaves out may stand in another one: "the firm" there, its name before.
But if it has another figure or name of its own, which the claim leaves out, two sentences may have
been mixed up: "Amazon invested in Umbrex" of "Google invested in Umbrex. Amazon sells books."
Putting the claim's word into the nearest sentence then makes that the better evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.binding import figure_kind
from assistant.claim import Claim
from assistant.evidence import Evidence, joined
from assistant.figures import figures_match, missing_figures, read_figures
from assistant.names import Name, groups, names_beside, places
from assistant.nearness import WordNearness
from index.remember import Embed

# By how much a sentence comes nearer to the claim through the exchange than through what was cited
# beside it. Over the altered claims of `tests.bench.support`, those with an exchange came nearer by
# .01 to .15; of the right claims next to none had anything to exchange.
_LEAST_GAIN = 0.01


class Substitution:
    """Compares claims with sentences in which something is exchanged."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def find(
        self, claim: Claim, chosen: Sequence[Evidence], nearest: Evidence, known: frozenset[str]
    ) -> tuple[str, str] | None:
        """Return what the claim says, and what a sentence has instead, as they stand in both.

        That is the first of the `chosen` sentences, if others have to help it, or the one that is
        `nearest` in meaning whatever it names. None if nothing is exchanged.
        """
        for one in self._exchanges(claim, chosen, nearest, known):
            vectors = self._embed([claim.text, one.exchanged, joined(chosen)])
            gain = vectors[1] @ vectors[0] - vectors[2] @ vectors[0]
            if gain >= _LEAST_GAIN:
                return one.words, one.instead
        return None

    def _exchanges(
        self, claim: Claim, chosen: Sequence[Evidence], nearest: Evidence, known: frozenset[str]
    ) -> Iterator["_Exchange"]:
        if len(chosen) > 1:
            yield from _figures_to_exchange(claim, chosen[0].stated)
            yield from self._names_to_exchange(claim, chosen[0].stated, known)
        if nearest != chosen[0]:
            yield from self._names_to_exchange(claim, nearest.stated, known)

    def _names_to_exchange(
        self, claim: Claim, text: str, known: frozenset[str]
    ) -> Iterator["_Exchange"]:
        sure = [name for name in claim.names if name.sure and not _is_abbreviation(name)]
        for held_by in (text, claim.question):
            found = places(sure, held_by, self._nearness)
            sure = [name for name, place in zip(sure, found, strict=True) if not place]
        if not sure:
            return
        for group in groups(names_beside(read_figures(text), text, known), text):
            if not any(name.sure for name in group) or all(map(_is_abbreviation, group)):
                continue
            said = places(group, claim.text, self._nearness)
            spare = [name for name, place in zip(group, said, strict=True) if not place]
            for name in sure if spare else ():
                yield _Exchange(name.word, text, spare[0].start, spare[-1].end)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Words of a claim that may be put into the place of `text[start:end]`."""

    words: str
    text: str
    start: int
    end: int

    @property
    def instead(self) -> str:
        return self.text[self.start : self.end]

    @property
    def exchanged(self) -> str:
        return self.text[: self.start] + self.words + self.text[self.end :]


def _figures_to_exchange(claim: Claim, text: str) -> Iterator[_Exchange]:
    said = [*claim.figures, *claim.asked_figures]
    held = read_figures(text)
    spare = [one for one in held if not any(figures_match(figure, one) for figure in said)]
    for figure in missing_figures(claim.text, text):
        if any(figures_match(figure, asked) for asked in claim.asked_figures):
            continue
        words, kind = claim.text[figure.start : figure.end], figure_kind(figure, claim.text)
        for one in spare:
            if figure_kind(one, text) == kind:
                yield _Exchange(words, text, one.start, one.end)


def _is_abbreviation(name: Name) -> bool:
    """Tell whether a name is one that languages abbreviate otherwise: CEO and PDG."""
    return name.word.isupper() and name.word.isascii()
