"""Whether a claim tells a thing's reason as the source does, or the reason of something else.

"The bid was refused because it would have merged the offices" may have both halves from the source,
and from two sentences of it, of which one gives another reason.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assistant.evidence import Evidence, adjoin
from assistant.figures import missing_figures, read_figures
from assistant.wording import compiled
from index.language import detect
from index.remember import Embed

# Words behind which a reason stands. Left out are those that mean something else as often, such as
# "since", "as" and "par".
_BECAUSE = {
    "en": r"\b(?:because|due to|owing to|on account of)\b",
    "fr": r"\b(?:parce qu(?:e\b|['’])|car\b|puisqu(?:e\b|['’])|en raison d|à cause d)",
    "es": r"\b(?:porque|ya que|puesto que|debido a|a causa de)\b",
    "de": r"\b(?:weil|wegen|aufgrund)\b",
    "it": r"\b(?:perché|poiché|dato che|a causa d\w+|per via d\w+)\b",
    "pt": r"\b(?:porque|pois|já que|uma vez que|devido a\w*|por causa d\w+)\b",
    "nl": r"\b(?:omdat|doordat|wegens|vanwege)\b",
    "ru": r"\b(?:потому что|так как|поскольку|из-за)\b",
    "pl": r"\b(?:ponieważ|bo|gdyż|z powodu)\b",
    "zh": r"因为|由于",
    "ar": r"(?<!\w)(?:و|ف)?(?:لأن|بسبب)",
}
# Japanese and Korean put the reason first.
_THEREFORE = {"ja": r"(?:ため|ので|(?<=[ただいる])から)(?=[、。]|です)", "ko": r"때문에"}
_BEFORE_REASON, _BEHIND_REASON = compiled(_BECAUSE), compiled(_THEREFORE)
_BREAK = re.compile(r"[,，、،]\s*")
_SHORTEST = 4  # characters of a thing or a reason; what is shorter names none
# How much nearer to the claim's reason another sentence is than the one that it is told of, in
# cosine. Of 30 right claims with a reason, over three sets of documents, in one it was .017 nearer,
# in the others less; of 17 with the reason of something else it was .04 and more in twelve.
# Where the sentence about the thing has no word for "because", the reason may only be told
# otherwise: there it was .06 and more.
_LEAST_MARGIN = 0.03
_LEAST_PLAIN_MARGIN = 0.06
# In characters: so near before a sentence stands what it calls "this".
_LEADING = 200
# Where a sentence gives the claim's own reason, so near, but for a thing than which another
# sentence is nearer by so much to the claim's. Of 29 right claims whose reason a sentence gives, in
# none was one nearer by over .06; of nine with another thing's reason, in four by .11 or more.
_SAME_REASON = 0.84
_LEAST_MARGIN_OF_THINGS = 0.09


class Reason(NamedTuple):
    """A thing and the reason that a sentence gives for it."""

    thing: str
    why: str


def reason_in(text: str) -> Reason | None:
    """Return the thing and the reason of a sentence that has a word for "because", or None."""
    language = detect(text)
    if pattern := _BEHIND_REASON.get(language):
        match = pattern.search(text)
        parts = (text[match.end() :], text[: match.start()]) if match else None
    else:
        parts = _parted(text, language)
    if parts is None:
        return None
    thing, why = (part.strip(" ,，、،.。") for part in parts)
    return Reason(thing, why) if min(len(thing), len(why)) >= _SHORTEST else None


def _parted(text: str, language: str) -> tuple[str, str] | None:
    pattern = _BEFORE_REASON.get(language)
    match = pattern.search(text) if pattern else None
    if match is None or len(text) - match.end() < _SHORTEST:
        return None
    if text[: match.start()].strip():
        return text[: match.start()], text[match.start() :]
    # "Because of the rain, it was closed."
    comma = _BREAK.search(text, match.end())
    return (text[comma.end() :], text[: comma.start()]) if comma else None


def has_another_reason(
    claim: str, first: Evidence, evidence: Sequence[Evidence], embed: Embed
) -> bool:
    """Tell whether the source gives another reason than a claim does.

    `first` is the sentence nearest to the claim, one of `evidence`, of its document. The reason is
    another if it comes from elsewhere than the sentence about the thing, which gives one itself; or
    from nowhere near it; or if the source gives it for something else.
    """
    reason = reason_in(claim)
    if reason is None:
        return False
    own = [item for item in evidence if item.source == first.source and not item.is_heading]
    if first not in own:
        return False
    told = embed([item.told for item in own])
    stated = embed([item.stated for item in own])
    said = embed([*reason])
    of_thing, of_why = np.maximum(said @ told.T, said @ stated.T)
    whence = own[int(of_why.argmax())]
    if given := reason_in(whence.stated):
        thing, told_thing, why = embed([given.thing, f"{whence.topic}: {given.thing}", given.why])
        apart = [
            float(of_thing[at])
            for at, one in enumerate(own)
            if one != whence and not 0 <= whence.start - one.end <= _LEADING
        ]
        margin = max(apart, default=0.0) - max(float(said[0] @ one) for one in (thing, told_thing))
        if float(said[1] @ why) >= _SAME_REASON and margin >= _LEAST_MARGIN_OF_THINGS:
            return True
    at = {item: place for place, item in enumerate(own)}
    for about in {first, own[int(of_thing.argmax())]} - {whence}:
        margin = of_why[at[whence]] - of_why[at[about]]
        if reason_in(about.stated):
            if margin >= _LEAST_MARGIN:
                return True
        elif about == first and not (adjoin(about, whence) or adjoin(whence, about)):
            figures = read_figures(reason.why)
            if margin >= _LEAST_PLAIN_MARGIN and not (
                figures and not missing_figures(reason.why, about.stated)
            ):
                return True
    return False
