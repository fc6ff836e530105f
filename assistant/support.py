"""Whether the sources say what a sentence says: its evidence, or the reason why it has none.

Meaning, figures and names decide together, for none of them does alone: the embedder finds an
altered amount as near as the right one, and a sentence about something else may hold every figure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant.binding import parted
from assistant.choosing import by_merit, choose, unsaid_figures
from assistant.claim import Claim, is_counted_out, read_claim
from assistant.clauses import statements
from assistant.columns import of_another_column
from assistant.comparison import compared_wrongly
from assistant.contrary import Contrary, is_answered_otherwise
from assistant.crossing import crossed
from assistant.displaced import displaced
from assistant.evidence import Evidence, Proof, adjoin, all_told, joined
from assistant.exclusion import excluded
from assistant.figures import read_figures
from assistant.name_check import NameCheck
from assistant.names import sure_names, whole_names
from assistant.nearness import WordNearness, nearest
from assistant.negation import affirms, denies, is_bare_answer, refuses
from assistant.parallels import mixed, of_another_part
from assistant.placing import bind, items_of
from assistant.reasons import has_another_reason
from assistant.repetition import goes_round, is_circular, is_its_own_reason, only_repeats
from assistant.reversal import reversed_parties
from assistant.roles import exchanged_figures, exchanged_names
from assistant.silence import says_nothing
from assistant.substitution import Substitution
from assistant.sums import in_a_cell_without_currency, in_foreign_currency
from assistant.trim import trimmed
from assistant.votes import exchanged_votes
from assistant.wording import content_words, has_form, is_latin, parts_words
from assistant.yes_or_no import asks_yes_or_no
from index.language import detect
from index.remember import Embed, Vectors

# Cosines between a sentence and what it says in other words, or another language, lie above this;
# those of unrelated sentences reach higher, so that this only keeps out the plainly foreign.
_LEAST_COSINE = 0.71
# Below this, a recipe for pancakes came as near to one for stew as right answers to their proof.
# Their words tell them apart: on the average, those of right answers were nearer to some word of
# the proof than this, and those of the recipe were not. Chosen on 280 answers of the packaged model
# over XQuAD and our article: of those without a figure it rejects six wrong ones and one right one.
# (Between scripts, words are hardly near.)
_PLAINLY_NEAR = 0.83
_LEAST_BY_WORD = 0.832
# Of eight claims of `tests.bench.support` with "yes", in their evidence's language, that nothing
# else refuses, the farthest word of the three right ones was as near as .81; of three of the five
# wrong ones, up to .79.
_LEAST_OF_A_WORD = 0.8
# In another language, of eleven such claims that nothing else refused, three of five right ones
# came nearer than this to their evidence, and one of six wrong ones: so few make a rough limit.
_LEAST_OF_ASSENT = 0.8
# A title or a heading has the names of what is told below it, and comes nearer than that to a
# claim, but proves nothing of it.
_HEADING_WEIGHT = 0.1
_SAID_NOWHERE = "no sentence of the sources says this"


class Prover:
    """Proves sentences by the sentences of sources.

    `embed` gives the vectors of texts. Safe for several threads.
    """

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)
        self._names = NameCheck(embed)
        self._contrary = Contrary(embed)
        self._substitution = Substitution(embed)

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
        plain = self._cosines(claims, [item.stated for item in evidence])
        told = self._cosines(claims, [item.told for item in evidence])
        introducing = _HEADING_WEIGHT * np.array([item.is_heading for item in evidence])
        near = np.asarray(np.maximum(plain, told) - introducing, np.float32)
        known = sure_names([*(item.text for item in evidence), question])
        return [
            self._proof(read_claim(claim, question, known), evidence, row, known)
            for claim, row in zip(claims, near, strict=True)
        ]

    def _cosines(self, claims: Sequence[str], texts: Sequence[str]) -> Vectors:
        return np.asarray(self._embed([*claims]) @ self._embed([*texts]).T, np.float32)

    def _proof(
        self, claim: Claim, evidence: Sequence[Evidence], cosines: Vectors, known: frozenset[str]
    ) -> Proof:
        order = by_merit(claim, evidence, cosines)
        order = self._names.named_first(claim, evidence, cosines, order)
        ranked = [evidence[place] for place in order]
        score = round(float(cosines[order[0]]), 4)
        if says_nothing(claim.text) and not says_nothing(ranked[0].text):
            return Proof(claim.text, (), 0.0, "it says that the sources do not say")
        chosen = choose(claim, ranked, self._names, self._contrary, self._nearness)
        objections = self._objections(claim, chosen, score, evidence, known)
        reason = next(filter(None, objections), None)
        if reason is None and self._is_far(claim, chosen, score):
            both = self._with_neighbour(claim, chosen, evidence, known)
            if both:
                chosen, score = both
            else:
                reason = _SAID_NOWHERE
        if reason is None and (word := displaced(claim, chosen, self._nearness)):
            reason = f"the source does not speak of {word} here"
        if reason is None:
            chosen = [
                trimmed(claim.text, claim.names, item, self._embed, self._nearness)
                for item in chosen
            ]
        return Proof(claim.text, tuple(chosen), score, reason)

    def _objections(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        score: float,
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> Iterator[str | None]:
        """Give what speaks against the claim, whether in the chosen sentences or in itself."""
        yield self._objection(claim, chosen, evidence, known)
        if exchanged := self._substitution.find(claim, chosen, evidence, known):
            yield f"the source says this of {exchanged[1]}, not of {exchanged[0]}"
        if other := of_another_part(claim, chosen, self._nearness):
            yield f"the source says this of {other[1]}, not of {other[0]}"
        if has_another_reason(claim.text, chosen[0], evidence, self._embed):
            yield "the source does not give this as the reason"
        if only_repeats(claim.text, claim.figures, claim.question) or is_circular(
            claim.text, claim.question
        ):
            yield "it only repeats the question"
        if is_bare_answer(claim.text):
            yield "it says yes or no, and not to what"
        if is_its_own_reason(claim.text):
            yield "it gives a thing as its own reason"
        if claim.text.rstrip().endswith(("?", "？", "؟")):
            yield "it is a question"
        if goes_round(claim.text):
            yield "it says the same over and over"
        if _assents(claim) and self._is_hardly_said(claim, chosen, score):
            yield _SAID_NOWHERE

    def _with_neighbour(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> tuple[list[Evidence], float] | None:
        """Return a chosen sentence and one beside it that say a claim of two parts, or None.

        With them comes how near they are together.
        """
        parts = statements(claim.text)
        if len(chosen) > 1 or len(parts) == 1:
            return None
        for item in evidence:
            if adjoin(chosen[0], item) or adjoin(item, chosen[0]):
                both = sorted((chosen[0], item), key=lambda one: one.start)
                score = float(self._cosines([claim.text], [joined(both)])[0, 0])
                nearest = self._cosines(parts, [one.told for one in both])
                if (
                    score >= _PLAINLY_NEAR
                    and len({*nearest.argmax(axis=1)}) == len(both)
                    and not self._objection(claim, both, evidence, known)
                    and not self._substitution.find(claim, both, evidence, known)
                ):
                    return both, round(score, 4)
        return None

    def _is_far(self, claim: Claim, chosen: Sequence[Evidence], score: float) -> bool:
        """Tell whether the claim is not near in meaning to the first of the chosen sentences.

        Where neither that is plain nor a figure vouches for it, the words have to be near, too.
        """
        text = all_told(chosen)
        if score < _LEAST_COSINE or score >= _PLAINLY_NEAR or claim.figures:
            return score < _LEAST_COSINE
        said = content_words(claim.text, claim.figures, detect(claim.text))
        held = content_words(text, read_figures(text), detect(text))
        if not (said and held and is_latin(claim.text + text)):
            return False
        near = self._nearness.cosines(said, held).max(axis=1)
        # Names, which were checked, may come from the question or be a part of those in the text.
        named = whole_names(claim.names, claim.text)
        words = {word for name in named for word in content_words(name.word, (), "")}
        near[[word in words for word in said]] = 1
        return float(near.mean()) < _LEAST_BY_WORD

    def _is_hardly_said(self, claim: Claim, chosen: Sequence[Evidence], score: float) -> bool:
        """Tell whether a word of the claim, or all of it, is not near to its evidence.

        A small model says yes to whatever is asked: "Yes, the dividend was bigger" of one that was
        the same. So each word of the question has to have its like, where languages do not differ.
        """
        text = all_told(chosen)
        language = detect(claim.text)
        if detect(joined(chosen)) != language:
            return score < _LEAST_OF_ASSENT
        said = content_words(claim.text, claim.figures, language)
        held = content_words(text, read_figures(text), language)
        if not (said and held and parts_words(language)):
            return False
        cosines = self._nearness.cosines(said, held).max(axis=1)
        return any(
            cosine < _LEAST_OF_A_WORD and not has_form(word, held)
            for word, cosine in zip(said, cosines, strict=True)
            if not affirms(f"{word},")
        )

    def _objection(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> str | None:
        """Return what speaks against the claim in the chosen sentences, or None."""
        text = joined(chosen)
        missing = unsaid_figures(claim, chosen)
        if figures := [one for one in missing if not is_counted_out(one, claim, text)]:
            words = ", ".join(claim.text[figure.start : figure.end] for figure in figures)
            return f"the sources do not give the figure {words}"
        if figure := in_foreign_currency(claim, chosen, evidence):
            words = claim.text[figure.start : figure.end]
            return f"the sources do not give {words} in this currency"
        if figure := in_a_cell_without_currency(claim, chosen):
            words = claim.text[figure.start : figure.end]
            return f"the sources do not give {words} in a currency"
        if compared := compared_wrongly(claim):
            words = " and ".join(claim.text[one.start : one.end] for one in compared)
            return f"it compares {words} the wrong way round"
        if time := of_another_column(claim, chosen):
            words = claim.text[time.start : time.end]
            return f"the source does not say this of {words}"
        if objection := self._names.objection(claim, chosen, evidence, known):
            return objection
        if self._is_contrary(claim, chosen, evidence):
            return "the source says the contrary"
        if other := excluded(claim.text, chosen[0].text):
            return f"the source says this of {other[1]}, not of {other[0]}"
        bound = bind(claim, text, self._nearness)
        if apart := parted(bound, items_of(chosen, bound, known), claim.text, text):
            return f"the source does not say {apart[0]} of {apart[1]}"
        turned = (
            exchanged_names(bound, claim, text, self._nearness)
            or exchanged_figures(claim, text)
            or exchanged_votes(claim.text, text)
            or crossed(bound, claim, text, self._nearness)
            or mixed(claim, chosen, self._nearness)
            or reversed_parties(bound, claim, text, self._nearness)
        )
        if turned:
            return f"the source has {turned[0]} and {turned[1]} the other way round"
        return None

    def _is_contrary(
        self, claim: Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> bool:
        """Tell whether the chosen sentences say the contrary; the first may ask and answer."""
        first, *others = chosen
        if first.answer is None:
            return self._contrary.is_said(claim, chosen, evidence)
        added = [replace(first, text=first.added, stated=first.added)] if first.added else []
        told = [first.asked, *(item.text for item in (*added, *others))]
        said = statements(claim.text)
        if len(said) > 1 and is_bare_answer(said[0]):
            said = [f"{said[0]}, {said[1]}", *said[2:]]
        parts = {part: nearest(part, told, self._embed) for part in said}
        if any(is_answered_otherwise(part, first) for part in parts if parts[part] == first.asked):
            return True
        rest = " ".join(part for part in parts if parts[part] != first.asked)
        return bool(rest) and self._contrary.is_said(
            replace(claim, text=rest), [*added, *others], evidence
        )


def _assents(claim: Claim) -> bool:
    """Tell whether a claim says yes to its question, with or without the word."""
    is_no = denies(claim.text) or refuses(claim.text)
    return affirms(claim.text) or (asks_yes_or_no(claim.question) and not is_no)
