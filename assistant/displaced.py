"""Whether a claim has words of its own where its evidence has others.

"The fan is blocked" has the figures, names and most of the sense of "E3: coil iced over", whose
words it leaves out. A right answer in the source's language may have a word that is neither its
source's nor its question's; two, where the source has another left over, tell of something else.
"""

from collections.abc import Sequence

from assistant.claim import Claim
from assistant.clauses import statements
from assistant.evidence import Evidence, all_told, joined
from assistant.figures import holds_figure, read_figures
from assistant.nearness import WordNearness
from assistant.wording import content_words, has_form, parts_words
from index.language import detect

# Words below this cosine are none of the same meaning.
_UNLIKE = 0.8
# Over the five sets of `tests.bench.support`, of the claims in their evidence's language that
# nothing else refused, one of 268 right ones had so many beside a word that was left over, and six
# of 73 altered ones. With the words of questions it was seven, but right answers keep to those.
_LEAST_WORDS = 2


def displaced(claim: Claim, chosen: Sequence[Evidence], nearness: WordNearness) -> str | None:
    """Return a word that a claim has in the place of its evidence's, or None.

    `chosen` are the sentences that may prove it. Of another language nothing is concluded.
    """
    language = detect(claim.text)
    first = chosen[0]
    if detect(first.text) != language or not parts_words(language):
        return None
    told = all_told(chosen)
    said = content_words(claim.text, claim.figures, language)
    asked = content_words(claim.question, (), detect(claim.question))
    held = content_words(told, read_figures(told), language)
    strange = [word for word in _unlike(said, held, nearness) if not has_form(word, asked)]
    if len(strange) < _LEAST_WORDS:
        return None
    clause = _clause_of_figures(claim, first) or joined([first])
    left_over = _unlike(
        content_words(clause, read_figures(clause), language),
        [*said, *asked],
        nearness,
    )
    return strange[0] if left_over else None


def _clause_of_figures(claim: Claim, item: Evidence) -> str:
    """Return the parts of a sentence that have a figure of the claim."""
    return " ".join(
        part
        for part in statements(item.stated)
        if any(holds_figure(part, figure) for figure in claim.figures)
    )


def _unlike(words: Sequence[str], others: Sequence[str], nearness: WordNearness) -> list[str]:
    """Return those of `words` that are no form of any of the others, and near to none."""
    if not (words and others):
        return []
    cosines = nearness.cosines(words, others).max(axis=1)
    return [
        word
        for word, cosine in zip(words, cosines, strict=True)
        if cosine < _UNLIKE and not has_form(word, others)
    ]
