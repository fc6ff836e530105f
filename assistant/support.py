"""Whether the sources say what a sentence says: its evidence, or the reason why it has none.

Meaning, figures and names decide together, for none of them does alone: the embedder finds an
altered amount as near as the right one, and a sentence about something else may hold every figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.binding import Bound, Item, bind_figure, figure_kind, parted
from assistant.evidence import Evidence, Proof, adjoin
from assistant.figures import Figure, figures_match, missing_figures, read_figures
from assistant.names import (
    Name,
    fold,
    groups,
    has_rival,
    is_known,
    is_told_otherwise,
    is_translated,
    is_word,
    mentioned,
    names_beside,
    places,
    read_names,
    sure_names,
    whole_names,
)
from assistant.nearness import WordNearness
from assistant.negation import clauses, denies, says_nothing, statements
from assistant.repetition import only_repeats
from assistant.trim import trimmed
from assistant.wording import basic_words, content_words, is_latin, without
from index.language import detect
from index.remember import Embed, Vectors

# Cosines between a sentence and what it says in other words, or another language, lie above this;
# those of unrelated sentences reach higher, so that this only keeps out the plainly foreign.
_LEAST_COSINE = 0.71
# Below this, a recipe for pancakes came as near to one for stew as right answers to their proof.
# Their words tell them apart: on the average, those of right answers were nearer to some word of
# the proof than this, and those of the recipe were not. (Between scripts, words are hardly near.)
_PLAINLY_NEAR = 0.8
_LEAST_BY_WORD = 0.83
# A sentence that holds all of the claim's figures beats one that is this much nearer in meaning.
_FIGURE_WEIGHT = 0.1
_NAME_WEIGHT = 0.05
# In characters: what stands so near to a sentence is about the same.
_AROUND = 350
# A claim takes together what so many sentences say, hardly ever more.
_MOST_EVIDENCE = 3
_YEARS = range(1000, 2101)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence to be proved, and what it holds. `asked` is what its question holds."""

    text: str
    figures: Sequence[Figure]
    names: Sequence[Name]
    asked_figures: Sequence[Figure]
    asked_names: Sequence[Name]
    question: str


class Prover:
    """Proves sentences by the sentences of sources.

    `embed` gives the vectors of texts. Safe for several threads.
    """

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def prove(
        self, claims: Sequence[str], evidence: Sequence[Evidence], question: str
    ) -> list[Proof]:
        """Find for each claim the sentences that support it, or the reason why none do.

        A claim is supported if a sentence is near it in meaning, and every figure and name in it
        stands in that sentence or, what the sentence leaves out, in others of the same document
        near by; and if they belong together there as they do in the claim. A name may also come
        from the question.
        """
        if not claims:
            return []
        if not evidence:
            return [Proof(claim, (), 0.0, "no passage was found") for claim in claims]
        vectors = self._embed([*claims, *(item.stated for item in evidence)])
        cosines = vectors[: len(claims)] @ vectors[len(claims) :].T
        known = sure_names(
            [(text, detect(text)) for text in {*(e.text for e in evidence), question}]
        )
        return [
            self._proof(_read(claim, question, known), evidence, row, known)
            for claim, row in zip(claims, cosines, strict=True)
        ]

    def _proof(
        self, claim: _Claim, evidence: Sequence[Evidence], cosines: Vectors, known: frozenset[str]
    ) -> Proof:
        order = np.argsort(-_scores(claim, evidence, cosines))
        ranked = [evidence[place] for place in order]
        score = round(float(cosines[order[0]]), 4)
        if says_nothing(claim.text) and not says_nothing(ranked[0].text):
            return Proof(claim.text, (), 0.0, "it says that the sources do not say")
        chosen = self._choose(claim, ranked)
        reason = self._objection(claim, chosen, evidence, known)
        if reason is None and only_repeats(claim.text, claim.figures, claim.question):
            reason = "it only repeats the question"
        if reason is None and self._is_far(claim, chosen, score):
            reason = "no sentence of the sources says this"
        if reason is None:
            chosen = [
                trimmed(claim.text, claim.names, item, self._embed, self._nearness)
                for item in chosen
            ]
        return Proof(claim.text, tuple(chosen), score, reason)

    def _is_far(self, claim: _Claim, chosen: Sequence[Evidence], score: float) -> bool:
        """Tell whether the claim is not near in meaning to the first of the chosen sentences.

        Where neither that is plain nor a figure or a name vouches for it, the words have to be
        near, too.
        """
        text = _joined(chosen)
        is_vouched_for = bool(claim.figures) or any(name.sure for name in claim.names)
        if score < _LEAST_COSINE or score >= _PLAINLY_NEAR or is_vouched_for:
            return score < _LEAST_COSINE
        said = content_words(claim.text, claim.figures, detect(claim.text))
        held = content_words(text, read_figures(text), detect(text))
        if not (said and held and is_latin(claim.text + text)):
            return False
        return float(self._nearness.cosines(said, held).max(axis=1).mean()) < _LEAST_BY_WORD

    def _choose(self, claim: _Claim, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Return the first sentence, and those of its document that hold what it leaves out."""
        chosen = [ranked[0]]
        figures = missing_figures(claim.text, ranked[0].stated)
        names = self._lacking(claim, ranked[0].stated)
        for item in ranked[1:]:
            if not (figures or names) or len(chosen) == _MOST_EVIDENCE:
                break
            if item.source != chosen[0].source:
                continue
            fewer_figures = missing_figures(claim.text, _joined([*chosen, item]))
            is_near = any(adjoin(one, item) or adjoin(item, one) for one in chosen)
            if not (is_near or any(places(claim.names, item.stated, self._nearness))):
                # An amount from afar, beside no name of the claim, is one of something else.
                amounts = [one for one in figures if _is_amount(one, claim.asked_figures)]
                fewer_figures += [one for one in amounts if one not in fewer_figures]
            held = places(names, item.stated, self._nearness)
            fewer_names = [name for name, place in zip(names, held, strict=True) if not place]
            if len(fewer_figures) < len(figures) or len(fewer_names) < len(names):
                chosen.append(item)
                figures, names = fewer_figures, fewer_names
        if denies(claim.text) and not any(denies(item.text) for item in chosen):
            near = ranked[1:_MOST_EVIDENCE]
            chosen += [one for one in near if one.source == chosen[0].source and denies(one.text)][
                :1
            ]
        return chosen

    def _lacking(self, claim: _Claim, text: str) -> list[Name]:
        """Return the sure names that neither `text` nor the question holds."""
        left = [name for name in claim.names if name.sure]
        for held_by in (text, claim.question):
            found = places(left, held_by, self._nearness)
            left = [name for name, place in zip(left, found, strict=True) if not place]
        return [name for name in left if not self._is_left_out(name, claim, text)]

    def _unconfirmed(
        self, claim: _Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> str | None:
        """Return a name of the claim that neither its evidence nor the text around that holds.

        It came from the question, which may have been wrong about it: "the board of Bristol" where
        the sources tell of Kiel's.
        """
        around = [item for item in evidence if any(_is_around(item, one) for one in chosen)]
        text = "\n".join(
            dict.fromkeys(t for item in around for t in (item.about, item.context, item.stated))
        )
        for group in groups([name for name in claim.names if name.sure], claim.text):
            # Languages abbreviate the same thing otherwise: "EU" is "UE".
            missing = [
                name
                for name, held in zip(group, places(group, text, self._nearness), strict=True)
                if not held and not name.word.isupper()
            ]
            if len(missing) == len(group) and not is_known(group, text, self._nearness):
                return " ".join(name.word for name in group)
            for name in missing:
                if is_translated(name.word, claim.text, text):
                    continue
                if self._is_another(name, group, text, evidence, chosen[0].source):
                    return name.word
        return None

    def _is_another(
        self,
        name: Name,
        group: Sequence[Name],
        text: str,
        evidence: Sequence[Evidence],
        source: str,
    ) -> bool:
        """Tell whether `text` has another than `name` beside the rest of its `group`: a namesake.

        "Daniela Amodei" is not Dario, unless the source speaks of her, too.
        """
        whole = "\n".join(item.stated for item in evidence if item.source == source)
        if is_known([name], whole, self._nearness):
            return False
        return any(len(names) > 1 for names in self._namesakes(group, text))

    def _is_left_out(self, name: Name, claim: _Claim, text: str) -> bool:
        """Tell whether `text` has the rest of a name without its plain word, or another for it.

        "Grammy" are "Grammy Awards"; but "South Korea" is not "North Korea".
        """
        group = next(one for one in groups(claim.names, claim.text) if name in one)
        found = self._namesakes([one for one in group if one != name], text)
        is_alone = bool(found) and all(len(names) == 1 for names in found)
        return is_alone and is_word(name.word, claim.text)

    def _namesakes(self, group: Sequence[Name], text: str) -> list[tuple[Name, ...]]:
        """Return the names in `text` that have a word of `group` in them."""
        held = [place for found in places(group, text, self._nearness) for place in found]
        return [
            names
            for names in groups(read_names(text, detect(text)), text)
            if any(start <= name.start < end for name in names for start, end in held)
        ]

    def _objection(
        self,
        claim: _Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> str | None:
        """Return what speaks against the claim in the chosen sentences, or None."""
        text = _joined(chosen)
        if figures := missing_figures(claim.text, text):
            words = ", ".join(claim.text[figure.start : figure.end] for figure in figures)
            return f"the sources do not give the figure {words}"
        all_names = read_names(text, detect(text), known)
        found = places(claim.names, text, self._nearness)
        unwritten = [name for name, place in zip(claim.names, found, strict=True) if not place]
        said = [name.word for name in claim.names]
        first = chosen[0].stated
        # In German every noun has a capital; elsewhere a word that opens a sentence may be a name.
        is_german = detect(first) == "de"
        rivals = [
            name for name in all_names if name.start < len(first) and (name.sure or not is_german)
        ]
        asked = places(unwritten, claim.question, self._nearness)
        for name, is_asked in zip(unwritten, asked, strict=True):
            if not name.sure and not name.word[0].isupper():
                continue
            if self._is_left_out(name, claim, text):
                continue
            # What the question names may be told of without its name, as "it", "the opening": only
            # another in the very clause then takes its place.
            near = self._nearest_clause(claim.text, chosen[0]) if is_asked else first
            others = [one for one in rivals if one.word in near]
            if is_told_otherwise(name, claim.text, others, near, self._nearness):
                continue
            if has_rival(name, near, others, said, self._nearness):
                return f"the source says this of another than {name.word}"
        if lacking := self._lacking(claim, text):
            return f"the sources do not name {', '.join(name.word for name in lacking)} here"
        if unconfirmed := self._unconfirmed(claim, chosen, evidence):
            return f"the sources do not speak of {unconfirmed} here"
        telling = [item for item in chosen if item is chosen[0] or _gives_a_figure(item, claim)]
        if any(self._is_of_others(claim, item, known) for item in telling):
            return "the source says this of others"
        if stranger := self._stranger(claim, chosen, evidence, known):
            return f"the source says this of another than {stranger}"
        if self._is_turned_around(claim.text, chosen):
            return "the source says the contrary"
        if apart := self._parted(claim, text, whole_names(all_names, text), found):
            return f"the source does not say {apart[0]} of {apart[1]}"
        return None

    def _is_turned_around(self, claim: str, chosen: Sequence[Evidence]) -> bool:
        """Tell whether one of the claim and the clauses that it comes from denies, and one not."""
        if denies(claim):
            return not any(denies(item.text) for item in chosen)
        parts = {
            part: denies(part, detect(item.text)) for item in chosen for part in clauses(item.text)
        }
        is_denied = any(parts.values()) and parts[self._nearest(claim, list(parts))]
        return is_denied and not _is_affirmed(claim, chosen)

    def _nearest_clause(self, claim: str, item: Evidence) -> str:
        if item.stated != item.text:  # a row of a table is told of its first cell
            return item.stated
        return self._nearest(claim, clauses(item.text) or [item.text])

    def _nearest(self, claim: str, parts: list[str]) -> str:
        vectors = self._embed([claim, *parts])
        return parts[int((vectors[1:] @ vectors[0]).argmax())]

    def _is_of_others(self, claim: _Claim, item: Evidence, known: frozenset[str]) -> bool:
        """Tell whether claim and sentence each name two or more, and none in common.

        One name may be left out as known ("it"), or beside one that is new; two are told apart.
        """
        text = item.stated
        ours = groups([name for name in claim.names if name.sure], claim.text)
        if len(ours) < 2 or is_latin(claim.text) != is_latin(text):
            return False
        sure = [name for name in read_names(text, detect(text), known) if name.sure]
        is_one_of_ours = any(is_known(group, text, self._nearness) for group in ours)
        return len(groups(sure, text)) > 1 and not is_one_of_ours

    def _stranger(
        self,
        claim: _Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> str | None:
        """Return words of a claim without capitals that name what its evidence does not.

        What the documents are about ("Interview with Marit Solheim") may go unnamed.
        """
        text = _joined(chosen)
        if text.isascii() and claim.text.isascii():
            return None
        folded = fold("\n".join([text, *(item.context for item in chosen)]))
        others = {
            name.word
            for item in evidence
            for name in read_names(item.text, detect(item.text), known)
            if name.sure and len(name.word) > 2 and fold(name.word) not in folded
        }
        here = {name.word for name in read_names(text, detect(text), known) if name.sure}
        plain = without(claim.figures, claim.text)  # "欧元" is no name
        said = mentioned(sorted(others | here), plain, self._nearness)
        meant = {words for name, words in said.items() if name in here}
        return next((w for name, w in said.items() if name in others and w not in meant), None)

    def _parted(
        self,
        claim: _Claim,
        text: str,
        held_names: Sequence[Name],
        found: Sequence[Sequence[tuple[int, int]]],
    ) -> tuple[str, str] | None:
        """Return two items of claim and question that the evidence tells of different things."""
        held = read_figures(text)
        asked_at = places(claim.asked_names, text, self._nearness)
        bound = [
            *_bind_figures(claim.text, claim.figures, held, text, in_claim=True),
            *_bind_figures(claim.question, claim.asked_figures, held, text, in_claim=False),
            *_bind_names(claim.text, claim.names, found, in_claim=True),
            *_bind_names(claim.question, claim.asked_names, asked_at, in_claim=False),
        ]
        items = [
            *(Item(figure_kind(figure, text), figure.start, figure.end) for figure in held),
            *(Item("name", name.start, name.end) for name in held_names),
        ]
        return parted(bound, items, claim.text, text)


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


def _is_affirmed(claim: str, chosen: Sequence[Evidence]) -> bool:
    """Tell whether a part of the sentences that denies nothing has all of the claim's words."""
    said = basic_words(claim, (), detect(claim))
    return any(
        said <= basic_words(part, (), detect(part))
        for item in chosen
        for part in statements(item.text)
        if not denies(part, detect(item.text))
    )


def _gives_a_figure(item: Evidence, claim: _Claim) -> bool:
    held = read_figures(item.stated)
    return any(figures_match(one, other) for one in claim.figures for other in held)


def _is_around(item: Evidence, chosen: Evidence) -> bool:
    gap = max(item.start - chosen.end, chosen.start - item.end)
    return item.source == chosen.source and gap <= _AROUND


def _is_amount(figure: Figure, asked: Sequence[Figure]) -> bool:
    """Tell whether a figure is neither a time nor named by the question."""
    is_year = figure.unit is None and figure.value in _YEARS
    is_asked = any(figures_match(figure, one) for one in asked)
    return figure.kind in ("number", "ordinal") and not is_year and not is_asked


def _read(text: str, question: str, known: frozenset[str]) -> _Claim:
    return _Claim(
        text,
        (figures := read_figures(text)),
        names_beside(figures, text, known),
        (asked := read_figures(question)),
        names_beside(asked, question, known),
        question,
    )


def _scores(claim: _Claim, evidence: Sequence[Evidence], cosines: Vectors) -> Vectors:
    """Return how well each sentence bears out the claim, for choosing among them."""
    sure = [fold(name.word) for name in claim.names if name.sure]
    held = [
        _FIGURE_WEIGHT * _share(len(claim.figures), len(missing_figures(claim.text, item.stated)))
        + _NAME_WEIGHT * _share(len(sure), sum(name not in fold(item.stated) for name in sure))
        for item in evidence
    ]
    return np.asarray(cosines + np.array(held), np.float32)


def _share(wanted: int, lacking: int) -> float:
    return 1 - lacking / wanted if wanted else 0.0


def _joined(chosen: Sequence[Evidence]) -> str:
    return "\n".join(item.stated for item in chosen)
