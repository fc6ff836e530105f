"""Whether the sources say the contrary of a claim."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.claim import Claim
from assistant.clauses import clauses, statements
from assistant.evidence import Evidence
from assistant.figures import holds_figure
from assistant.nearness import SAME_WORD, WordNearness, nearest
from assistant.negation import (
    affirms,
    can_deny,
    denied_words,
    denies,
    implies_denial,
    is_elliptic,
    refuses,
)
from assistant.opposites import agree, are_opposite
from assistant.wording import basic_form, basic_words, content_words
from index.language import detect
from index.remember import Embed

# Words of a claim's clause that carry meaning; what has fewer says too little to be compared.
_FEWEST_WORDS = 3
_WITHOUT = re.compile(
    r"\b(?:without|sans|sin|ohne|senza|sem|zonder|без|bez|بدون|دون)\b", re.IGNORECASE
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Contrary:
    """Compares what claims affirm and deny with what sentences of sources do."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def denying(
        self, claim: str, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> list[Evidence]:
        """Return what denies as a claim does, where none of the chosen sentences does.

        That is of their document, and nearest to where the claim denies.
        """
        if not denies(claim) or any(denies(item.text) for item in chosen):
            return []
        own = {item.text: item for item in evidence if item.source == chosen[0].source}
        parts = [part for part in clauses(claim) if denies(part, detect(claim))] or [claim]
        found = {nearest(part, list(own), self._embed): part for part in parts}
        return [
            item
            for text, item in own.items()
            if text in found and item not in chosen and (denies(text) or agree(found[text], text))
        ]

    def is_said(
        self, claim: Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> bool:
        """Tell whether a part of the claim is the contrary of what it comes from.

        `chosen` are the sentences that may prove it, of all in `evidence`. Of languages whose words
        for "not" are unknown nothing is concluded.
        """
        text = claim.text
        if not all(can_deny(detect(one)) for one in (text, *(item.text for item in chosen))):
            return False
        if self._is_opposite(text, chosen[0], evidence):
            return True
        if any(agree(text, item.text) for item in chosen):
            return False
        if self._affirms_what_is_denied(claim, chosen):
            return True
        if denies(text):
            return not any(denies(item.text) or implies_denial(item.text) for item in chosen)
        return not implies_denial(text) and self._comes_from_a_denial(claim, chosen)

    def _is_opposite(self, claim: str, first: Evidence, evidence: Sequence[Evidence]) -> bool:
        """Tell whether a part of the claim has the contrary notion of its nearest sentence."""
        if are_opposite(claim, first.text):
            return True
        own = [item.text for item in evidence if item.source == first.source]
        parts = [part for part in statements(claim) if any(are_opposite(part, one) for one in own)]
        return any(are_opposite(part, nearest(part, own, self._embed)) for part in parts)

    def _affirms_what_is_denied(self, claim: Claim, chosen: Sequence[Evidence]) -> bool:
        """Tell whether the claim affirms a word that its evidence has, and only denies.

        "The sale was completed", where the sale, "of which we spoke in May, was not completed".
        """
        if is_elliptic(claim.text):
            return False
        language = detect(claim.text)
        parts = {
            part: _may_deny(part, clause, language)
            for clause in clauses(claim.text)
            for part in statements(clause)
        }
        denying = self._denying_clauses(list(parts), chosen)
        return any(
            self._is_denied(content_words(part, (), language), language, clause)
            for part, is_denying in parts.items()
            if not is_denying
            for clause in denying
            if len(parts) == 1 or not parts[nearest(clause, list(parts), self._embed)]
        )

    def _denying_clauses(self, parts: Sequence[str], chosen: Sequence[Evidence]) -> list[str]:
        """Return what denies in those of the chosen sentences that are nearest to some part."""
        if not any(denied_words(item.text) for item in chosen):
            return []
        texts = [item.text for item in chosen]
        near = {nearest(part, texts, self._embed) for part in parts}
        return [clause for text in near for clause in clauses(text) if denies(clause, detect(text))]

    def _is_denied(self, said: Sequence[str], language: str, text: str) -> bool:
        """Tell whether `text` has one of the words `said`, and denies it wherever it stands."""
        written = detect(text)
        denied = denied_words(text, written)
        if not (said and denied):
            return False
        held = [*dict.fromkeys([*content_words(text, (), written), *denied])]
        if language == written:
            forms = {basic_form(word, language) for word in said}
            if language == "zh":
                forms = set(denied).intersection(_pairs("".join(said)))
            return any(
                basic_form(word, language) in forms and _occurrences(word, text) == count
                for word, count in Counter(denied).items()
            )
        cosines = self._nearness.cosines(said, held)
        return any(
            word in denied
            and cosines[:, at].max() >= SAME_WORD
            and int(cosines[int(cosines[:, at].argmax())].argmax()) == at
            for at, word in enumerate(held)
        )

    def _comes_from_a_denial(self, claim: Claim, chosen: Sequence[Evidence]) -> bool:
        """Tell whether a claim that denies nothing, or a part of it, is nearest to what denies.

        A claim of one part does not if what denies nothing gives all of its figures, as does what
        stands before a "without", "for ten years and without rent", or before an "and".
        """
        spoken = {part: detect(item.text) for item in chosen for part in clauses(item.text)}
        denied = {part: denies(part, language) for part, language in spoken.items()}
        if not any(denied.values()) or _is_affirmed(claim.text, chosen):
            return False
        is_one = len(statements(claim.text)) == 1
        affirmed = {
            _WITHOUT.split(statement)[0]: language
            for part, language in spoken.items()
            for statement in statements(part)
            # "A discount of 10% and a gift are not offered": the half of a list affirms nothing.
            if statement == part or len(content_words(statement, (), language)) >= _FEWEST_WORDS
        }
        if is_one and any(
            _gives_all_figures(part, claim)
            for part, language in affirmed.items()
            if not denies(part, language)
        ):
            return False
        return any(
            denied[nearest(part, list(denied), self._embed)] for part in _telling_parts(claim.text)
        )


def is_answered_otherwise(claim: str, source: Evidence) -> bool:
    """Tell whether a claim is the contrary of what a source, which asks itself, answers to that.

    "Is smoking forbidden? No." denies that it is not allowed. Of languages whose words for "not"
    are unknown only a "yes" for a "no" is known.
    """
    asked, is_so = source.asked, bool(source.answer)
    if implies_denial(claim) and implies_denial(source.added):
        return False  # "No, only guide dogs are."
    if agree(claim, asked):
        return not is_so
    if are_opposite(claim, asked):
        return is_so
    if not all(can_deny(detect(one)) for one in (claim, asked)):
        return not is_so and affirms(claim)
    if refuses(claim) and not denies(claim):
        return is_so
    if is_so:
        return denies(claim) and not _turns(asked)
    return _turns(claim) == _turns(asked)


def _turns(text: str) -> bool:
    return denies(text) or implies_denial(text)


def _occurrences(word: str, text: str) -> int:
    edge = "" if _CHINESE.search(word) else r"\b"
    return len(re.findall(rf"{edge}{re.escape(word)}{edge}", text))


def _pairs(signs: str) -> Iterator[str]:
    """Give each two signs of Chinese that stand side by side, since nothing parts its words."""
    return map("".join, pairwise(signs))


def _may_deny(part: str, clause: str, language: str) -> bool:
    """Tell whether a part of a clause denies; one of a single word does as its clause does."""
    text = clause if len(content_words(part, (), language)) == 1 else part
    return denies(text, language) or implies_denial(text, language)


def _telling_parts(claim: str) -> Iterator[str]:
    """Give the claim, and those of its parts that say enough to be compared."""
    yield claim
    language = detect(claim)
    for part in statements(claim):
        if len(content_words(part, (), language)) >= _FEWEST_WORDS:
            yield part


def _gives_all_figures(text: str, claim: Claim) -> bool:
    own = claim.own_figures
    return bool(own) and all(holds_figure(text, figure) for figure in own)


def _is_affirmed(claim: str, chosen: Sequence[Evidence]) -> bool:
    """Tell whether a part of the sentences that denies nothing has all of the claim's words."""
    said = basic_words(claim, (), detect(claim))
    return any(
        said <= basic_words(part, (), detect(part))
        for item in chosen
        for part in statements(item.text)
        if not denies(part, detect(item.text))
    )
