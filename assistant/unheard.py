"""Words of a claim that nothing in the sources comes near to: strangers' names, mostly.

Scripts without capitals do not tell names from other words. But what a right answer says is said in
the sources somehow, so that each of its words is near to one of theirs; the name of somebody of
whom they do not speak is near to none.
"""

import re
from collections.abc import Sequence

from assistant.claim import Claim
from assistant.evidence import Evidence
from assistant.nearness import WordNearness
from assistant.wording import content_words
from index.language import detect
from index.words import fold, function_words

# Measured on Arabic and Korean answers over ten documents in French, English, German and Spanish:
# words of right ones came as near as .77 and more to some word of the document, names of strangers
# (Tesla, Apple, Altman) to .75 and less. In Hebrew and Hindi, which the second encoder does not
# know, both lie between, and in scripts that do not part words nothing tells what a word is.
_LEAST = 0.76
# Fewer words than this are no sample of what there is to come near to.
_LEAST_WORDS = 60
_MEASURED = re.compile(r"[\u0620-\u064a\uac00-\ud7a3]{3,}")
_UNPARTED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def unheard(
    claim: Claim, source: str, evidence: Sequence[Evidence], nearness: WordNearness
) -> str | None:
    """Return an Arabic or Korean word of a claim that no word of `evidence` is near to, or None.

    One that stands in other documents than `source`, of which the claim is to be true, has to be
    near to a word of that: it may name whom only they tell of.
    """
    language = detect(claim.text)
    said = [
        word
        for word in content_words(claim.text, claim.figures, language)
        if _MEASURED.fullmatch(word)
    ]
    if not said:
        return None
    own = _words([item for item in evidence if item.source == source])
    others = _words([item for item in evidence if item.source != source])
    elsewhere = {fold(word) for word in others}.difference(map(fold, own))
    theirs = [word for word in said if fold(word) in elsewhere]
    rest = [word for word in said if word not in theirs]
    return _far_from(own, (), theirs, nearness) or _far_from(
        [*own, *others], _content(claim.question), rest, nearness
    )


def _far_from(
    held: Sequence[str], asked: Sequence[str], said: Sequence[str], nearness: WordNearness
) -> str | None:
    """Return the first of the words `said` that none of the others is near to."""
    if not said or len(held) < _LEAST_WORDS:
        return None
    nearest = nearness.cosines(said, [*held, *asked]).max(axis=1)
    return next((word for word, cosine in zip(said, nearest, strict=True) if cosine < _LEAST), None)


def _words(evidence: Sequence[Evidence]) -> list[str]:
    texts = {text for item in evidence for text in (item.stated, item.context, item.about)}
    return sorted({word for text in texts for word in _content(text)})


def _content(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, none if they cannot be told apart."""
    if _UNPARTED.search(text):
        return []
    empty = function_words(detect(text)) | function_words("en")
    return [word for word in content_words(text, (), detect(text)) if fold(word) not in empty]
