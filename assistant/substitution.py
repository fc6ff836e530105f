"""Whether a claim puts a figure or a name in the place of the one that its source has there.

Everything in a false sentence may stand somewhere in the sources: "Amazon invested in Umbrex" does
in "Google invested in Umbrex. Amazon sells books." Two things give it away. Without its doubtful
word, the claim is nearer to a sentence that has another word of that kind than to any that has this
one. And where one sentence has to help another, the claim's word, put into the place of the other's
own, makes that better evidence than the two together.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from assistant.attribution import is_informant
from assistant.binding import figure_kind
from assistant.claim import Claim
from assistant.clauses import statements
from assistant.evidence import Evidence, joined
from assistant.figures import Figure, figures_match, holds_figure, missing_figures, read_figures
from assistant.names import Name, groups, is_abbreviation, names_beside, places
from assistant.nearness import SAME_WORD, WordNearness
from assistant.renderings import is_rendered
from assistant.wording import content_words, has_capitals, without
from index.language import detect
from index.remember import Embed
from index.words import fold

# How much nearer a sentence with another figure or name has to be than any with the claim's, in
# cosines of question and claim without it. Of 54 figures and 104 names in right answers of the
# packaged model over XQuAD's English, Spanish and German articles, none and one were above it; of
# 35 and 62 that others of the same article had replaced, 22 and 41 were.
_LEAST_MARGIN_OF_FIGURES = 0.02
_LEAST_MARGIN_OF_NAMES = 0.035
# How much farther from the claim itself that sentence may be than what is cited. Of 80 altered
# claims of `tests.bench.support` that such a sentence gave away, one was farther.
_MOST_BEHIND = 0.1
# By how much a sentence comes nearer to the claim through the exchange than through what was cited
# beside it. Over the altered claims of `tests.bench.support`, those with an exchange came nearer by
# .01 to .15; of the right claims next to none had anything to exchange.
_LEAST_GAIN = 0.01
# How much nearer another clause of one sentence has to be to the claim's, both without figures. Of
# the claims of `tests.bench.support`, and of 80 over other documents, ten of 28 altered ones came
# nearer by more to the clause of the other figure, and none of 60 right ones.
_LEAST_MARGIN_OF_CLAUSES = 0.1
_SAME_IN_A_CLAUSE = 0.83  # "untouched" and "ongerepte"; other words of two languages: up to .79
_SHORTEST_CLAUSE = 25  # characters; what is shorter says too little by itself
_SHORTEST_PLAIN = 10  # characters without the figures
_MOST_THINGS = 12  # up to how many are mostly counted in words
_COUNTED = re.compile(r"(?:[ -][^\W\d_]+['’]?){1,2}")
_OF_NO_CLAUSE = frozenset({"time", "label", "ordinal"})
# So many figures and names beside it tie a name to what is told elsewhere; and so many in a script
# without capitals, where most names are not seen.
_TIED = 2
_TIED_WITHOUT_CAPITALS = 1
# Those that names begin with, and that are left out beside them.
_ARTICLES = {
    *("the", "le", "la", "les", "el", "los", "las", "il", "lo", "der", "die", "das"),
    *("o", "os", "de", "het"),
}


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure or name of a claim, `claim.text[start:end]`, to be looked for in sentences.

    `is_in` tells whether a sentence has it, `spare_in` where it has others of its kind that the
    claim leaves out. If it is a `figure`, `of` are the names that it may be told of.
    """

    start: int
    end: int
    least_margin: float
    is_in: Callable[[str], bool]
    spare_in: Callable[[str], list[tuple[int, int]]]
    of: Sequence[Name] = ()
    figure: Figure | None = None


class Substitution:
    """Compares claims with sentences of sources that have something else in its place."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def find(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> tuple[str, str] | None:
        """Return what the claim says, and what its source has instead, as they stand in both.

        `chosen` are the sentences that may prove it, of all in `evidence`. None if nothing is put
        in another's place.
        """
        # Other documents may say otherwise; that is shown beside the answer, and no mix-up.
        own = [one for one in evidence if one.source == chosen[0].source and not one.is_heading]
        for item in self._items(claim, chosen, own, known):
            words = claim.text[item.start : item.end]
            is_told_at_once = item.figure and _holds_all(chosen[0], claim)
            instead = None if is_told_at_once else self._nearest_has(claim, item, chosen[0], own)
            if instead is None and len(chosen) > 1:
                instead = self._first_has(claim, item, chosen)
            if instead is None and item.figure:
                instead = self._clause_has(claim, item.figure, chosen)
            if instead is not None:
                return words, instead
        return None

    def _nearest_has(
        self, claim: Claim, item: _Item, first: Evidence, own: Sequence[Evidence]
    ) -> str | None:
        """Return what the sentence that the rest of the claim is about has instead of an item.

        Left out are sentences that are farther from the claim itself than the `first` of its
        evidence is. None if a sentence that has the item also has more of the names that it may be
        told of: "The Altimont fund has 24%. The family has 58%." What sentences are about counts as
        said by them.
        """
        start, end = _statement_of(item, claim.text) if item.figure else (0, len(claim.text))
        rest = f"{claim.question} {claim.text[start : item.start]}{claim.text[item.end : end]}"
        vectors = self._embed([" ".join(rest.split()), *(one.told for one in own)])
        cosines = vectors[1:] @ vectors[0]
        whole = self._embed([claim.text, first.stated, *(one.stated for one in own)])
        plain = whole[1:] @ whole[0]
        instead, least = None, -1.0
        named = 0
        for at in np.argsort(-cosines):
            one = own[at]
            if cosines[at] < least:
                held = [self._named(item.of, has.told) for has in own if item.is_in(has.told)]
                return instead if held and max(held) <= named else None
            if item.is_in(one.told):
                return None
            if instead is None and (spare := item.spare_in(one.stated)):
                if plain[0] - plain[1 + at] > _MOST_BEHIND:
                    continue
                start, end = spare[0]
                instead, least = one.stated[start:end], float(cosines[at]) - item.least_margin
                named = self._named(item.of, one.told)
        return None

    def _named(self, names: Sequence[Name], text: str) -> int:
        """Return how many of `names` stand in `text`."""
        return sum(map(bool, places(names, text, self._nearness)))

    def _first_has(self, claim: Claim, item: _Item, chosen: Sequence[Evidence]) -> str | None:
        """Return what the first sentence has instead of an item that another one has to lend."""
        first, words = chosen[0].stated, claim.text[item.start : item.end]
        if item.is_in(chosen[0].told):
            return None
        for start, end in item.spare_in(first):
            exchanged = first[:start] + words + first[end:]
            vectors = self._embed([claim.text, exchanged, joined(chosen)])
            if vectors[1] @ vectors[0] - vectors[2] @ vectors[0] >= _LEAST_GAIN:
                return first[start:end]
        return None

    def _lent(
        self, claim: Claim, start: int, first: Evidence, own: Sequence[Evidence]
    ) -> list[int]:
        """Return how many of the claim's figures and names that `first` has not each of `own` has.

        The name that begins at `start` does not count.
        """
        figures = [one for one in claim.figures if not _has_figure(one, claim, first.told)]
        names = [
            group
            for group in groups([name for name in claim.names if name.sure], claim.text)
            if group[0].start != start and not self._holds(group, first.told)
        ]
        return [
            sum(_has_figure(figure, claim, one.told) for figure in figures)
            + sum(self._holds(name, one.told) for name in names)
            for one in own
        ]

    def _clause_has(self, claim: Claim, figure: Figure, chosen: Sequence[Evidence]) -> str | None:
        """Return the figure of the clause that the claim's own clause is about, if it is another.

        "The unit is guaranteed for three years, the compressor for five."
        """
        own = next((one for one in statements(claim.text) if holds_figure(one, figure)), "")
        said = own if len(own) >= _SHORTEST_CLAUSE else claim.text
        kind = figure_kind(figure, claim.text)
        for item in chosen:
            if item.is_row or kind in _OF_NO_CLAUSE:
                continue
            parts = {part: _figures_like(figure, kind, part) for part in statements(item.stated)}
            telling = [part for part, figures in parts.items() if figures]
            holding = [part for part in telling if holds_figure(part, figure)]
            # "In 2021 it had 84 tons of coal, in 2022 it was 91" says of which year each is.
            beside = [
                one
                for one in (*read_figures(said), *claim.asked_figures)
                if not figures_match(one, figure)
                and any(holds_figure(part, one) for part in holding)
            ]
            # The claim may have the other date itself: "between 1574 and 1581".
            others = [
                part
                for part in telling
                if part not in holding
                and not (kind == "date" and any(holds_figure(part, one) for one in claim.figures))
                and all(holds_figure(part, one) for one in beside)
            ]
            plain = [_plain(one) for one in (said, *holding, *others)]
            # "(seniors 45 euros)" alone says too little.
            if not holding or not others or min(map(len, plain[1:])) < _SHORTEST_PLAIN:
                continue
            vectors = self._embed(plain)
            cosines = vectors[1:] @ vectors[0]
            nearest = len(holding) + int(cosines[len(holding) :].argmax())
            if cosines[nearest] - cosines[: len(holding)].max() >= _LEAST_MARGIN_OF_CLAUSES:
                part = others[nearest - len(holding)]
                order = list(parts)
                is_behind = order.index(part) < order.index(holding[0])
                if self._has_a_word_only_of(said, holding, part, is_behind=is_behind):
                    continue
                one = parts[part][0]
                return part[one.start : one.end]
        return None

    def _has_a_word_only_of(
        self, said: str, holding: Sequence[str], other: str, *, is_behind: bool
    ) -> bool:
        """Tell whether a word of `said` is one of the clauses `holding`, and none of the `other`'s.

        In "the drained plots were at 29.6 °C, the untouched ones at 24.4", the first clause comes
        nearer to all that is said of either, and its words count for the second, too. So the
        `other` may have words of its own only where the clauses `holding` stand behind it.
        """
        words, own, rival = (
            [word for part in parts for word in content_words(_plain(part), (), detect(part))]
            for parts in ([said], holding, [other])
        )
        if not (words and own and rival):
            return False
        near = self._nearness.cosines(words, own).max(axis=1)
        far = self._nearness.cosines(words, rival).max(axis=1)
        is_own, is_others = near >= _SAME_IN_A_CLAUSE, far >= _SAME_IN_A_CLAUSE
        is_foreign = (is_others & ~is_own).any() and not is_behind
        return bool((is_own & ~is_others).any() and not is_foreign)

    def _items(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        own: Sequence[Evidence],
        known: frozenset[str],
    ) -> Iterator[_Item]:
        """Give the figures and names of the claim that its question does not have, mostly.

        Left out are names that the sentences `chosen` have in their own language only.
        """
        every = {name.word: name for name in (*claim.names, *claim.asked_names) if name.sure}
        for figure in claim.figures:
            # What was asked may be wrong of it where another sentence has to lend a sum or measure.
            is_lent = figure.unit and not _has_figure(figure, claim, chosen[0].told)
            if is_lent or not claim.asks_for(figure):
                yield _Item(
                    *(figure.start, figure.end, _LEAST_MARGIN_OF_FIGURES),
                    is_in=partial(_has_figure, figure, claim),
                    spare_in=partial(self._spare_figures, figure, claim, own),
                    of=[*every.values()],
                    figure=figure,
                )
        sure = [name for name in claim.names if name.sure and not is_abbreviation(name)]
        for group in groups(sure, claim.text):
            if not (self._holds(group, claim.question) or self._renders(group, claim, chosen)):
                lent = self._lent(claim, group[0].start, chosen[0], own)
                least = _TIED if has_capitals(detect(claim.text)) else _TIED_WITHOUT_CAPITALS
                is_tied = any(
                    number >= least and self._holds(group, one.told)
                    for one, number in zip(own, lent, strict=True)
                )
                yield _Item(
                    *(group[0].start, group[-1].end, _LEAST_MARGIN_OF_NAMES),
                    is_in=partial(self._holds, group),
                    spare_in=partial(self._spare_names, claim, known, is_tied),
                )

    def _spare_figures(
        self, figure: Figure, claim: Claim, own: Sequence[Evidence], text: str
    ) -> list[tuple[int, int]]:
        """Return where `text` has figures of the same kind that the claim leaves out.

        Where a sentence of `own` counts the same by the claim's figure ("147 volunteers"), none
        that counts something else is one.
        """
        said = [*claim.figures, *claim.asked_figures]
        kind = figure_kind(figure, claim.text)
        found = [
            one
            for one in read_figures(text)
            if figure_kind(one, text) == kind
            and not any(figures_match(other, one) for other in said)
        ]
        counted = _counted(figure, claim.text)
        if found and counted and any(self._counts(counted, figure, one.stated) for one in own):
            found = [one for one in found if self._may_count(counted, one, text)]
        return [(one.start, one.end) for one in found]

    def _counts(self, counted: Sequence[str], figure: Figure, text: str) -> bool:
        """Tell whether `text` has a figure, of just these things."""
        return any(
            self._are_same(counted, words)
            for one in read_figures(text)
            if figures_match(figure, one) and (words := _counted(one, text))
        )

    def _may_count(self, counted: Sequence[str], figure: Figure, text: str) -> bool:
        """Tell whether a figure of `text` counts the same, or leaves out what it counts."""
        words = _counted(figure, text)
        return not words or self._are_same(counted, words)

    def _are_same(self, words: Sequence[str], others: Sequence[str]) -> bool:
        return bool(self._nearness.cosines(words, others).max() >= SAME_WORD)

    def _holds(self, group: Sequence[Name], text: str) -> bool:
        return all(places(group, text, self._nearness))

    def _renders(self, group: Sequence[Name], claim: Claim, chosen: Sequence[Evidence]) -> bool:
        text = joined(chosen)
        unwritten = [
            name
            for name, place in zip(group, places(group, text, self._nearness), strict=True)
            if not place
        ]
        return bool(unwritten) and all(
            is_rendered(name, claim.text, text, self._nearness) for name in unwritten
        )

    def _spare_names(
        self, claim: Claim, known: frozenset[str], is_tied: bool, text: str
    ) -> list[tuple[int, int]]:
        """Return where `text` has names that claim and question leave out.

        Who is said to have told it is none for a claim that names nobody so, if a sentence ties the
        claim's own name to what else it says.
        """
        attributes = any(is_informant(claim.text, one.start, one.end) for one in claim.names)
        found = []
        for group in groups(names_beside(read_figures(text), text, known), text):
            if any(name.sure for name in group) and not all(map(is_abbreviation, group)):
                said = places(group, f"{claim.text}\n{claim.question}", self._nearness)
                spare = [
                    name
                    for name, place in zip(group, said, strict=True)
                    # "Wall Street Journal" does not leave out its "The".
                    if not place and not (group[1:] and fold(name.word) in _ARTICLES)
                ]
                # "Leonor Vasques Tameirão" leaves out no other than Leonor Tameirão.
                is_same = len(group) - len(spare) > 1
                if not spare or is_same:
                    continue
                start, end = spare[0].start, spare[-1].end
                if attributes or not is_tied or not is_informant(text, start, end):
                    found.append((start, end))
        return found


def _statement_of(item: _Item, text: str) -> tuple[int, int]:
    """Return where the part of a claim stands that has an item; all of it if that says little."""
    for part in statements(text):
        start = text.index(part)
        says_enough = len(part.encode()) >= _SHORTEST_CLAUSE  # an ideograph says as much as a word
        if start <= item.start and item.end <= start + len(part) and says_enough:
            return start, start + len(part)
    return 0, len(text)


def _holds_all(first: Evidence, claim: Claim) -> bool:
    """Tell whether a sentence has two figures and more of a claim, all that it has of its own."""
    own = claim.own_figures
    return len(own) > 1 and not any(map(missing_figures(claim.text, first.told).__contains__, own))


def _has_figure(figure: Figure, claim: Claim, text: str) -> bool:
    return figure not in missing_figures(claim.text, text)


def _figures_like(figure: Figure, kind: str, text: str) -> list[Figure]:
    """Return the figures of `text` that may be of the kind of a claim's `figure`.

    A number may leave out its unit, if it counts nothing: not as in "two steps".
    """
    found = []
    for one in read_figures(text):
        counts = text[one.end :].lstrip()[:1].isalpha()
        is_small = one.value <= _MOST_THINGS < figure.value
        is_bare = figure_kind(one, text) == "number" and not (
            counts and (kind != "number" or is_small)
        )
        if is_bare or (kind != "number" and figure_kind(one, text) == kind):
            found.append(one)
    return found


def _plain(text: str) -> str:
    return " ".join(without(read_figures(text), text).split())


def _counted(figure: Figure, text: str) -> list[str]:
    """Return the words right behind a bare number that may tell what it counts."""
    if figure.kind != "number" or figure.unit:
        return []
    behind = _COUNTED.match(text, figure.end)
    return content_words(behind[0], (), detect(text)) if behind else []
