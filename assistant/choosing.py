"""Which sentences are to prove a claim: the one that comes nearest, and those that complete it."""

from collections.abc import Sequence

import numpy as np
from anyascii import anyascii

from assistant.claim import Claim
from assistant.contrary import Contrary
from assistant.evidence import Evidence, adjoin, joined
from assistant.figures import Figure, missing_figures
from assistant.name_check import NameCheck
from assistant.names import places
from assistant.nearness import WordNearness
from assistant.wording import content_words, has_capitals, is_among
from index.language import detect
from index.remember import Vectors
from index.words import fold

# A sentence that holds all of the claim's figures beats one that is this much nearer in meaning.
_FIGURE_WEIGHT = 0.1
_NAME_WEIGHT = 0.05
_SHORTEST_IN_LATIN = 5  # "Ли" is "li", as in "applied"
# A claim takes together what so many sentences say, hardly ever more.
_MOST_EVIDENCE = 3


def by_merit(claim: Claim, evidence: Sequence[Evidence], cosines: Vectors) -> list[int]:
    """Return the places of sentences, best first, by how well they bear out the claim.

    `cosines` says how near each is to it in meaning. What was asked for stands in many sentences,
    the answer in few: the very first is the one that is best by the claim's own figures.
    """
    names = [_forms(name.word) for name in claim.names if name.sure]
    lacking = [unsaid_figures(claim, [item]) for item in evidence]
    merits = cosines + _NAME_WEIGHT * _named(names, [fold(item.told) for item in evidence])
    order = np.argsort(-(merits + _FIGURE_WEIGHT * _held(claim.figures, lacking)))
    own = claim.own_figures or claim.figures
    asked = [figure for figure in claim.figures if figure not in own]
    unsaid = [[figure for figure in figures if figure not in asked] for figures in lacking]
    first = np.argsort(-(merits + _FIGURE_WEIGHT * _held(own, unsaid)))
    return [int(first[0]), *(int(place) for place in order if place != first[0])]


def _named(names: Sequence[set[str]], told: Sequence[str]) -> Vectors:
    """Return which share of some names each of some texts has."""
    shares = [sum(any(form in text for form in forms) for forms in names) for text in told]
    return np.array(shares, np.float32) / np.float32(max(len(names), 1))


def _held(figures: Sequence[Figure], lacking: Sequence[Sequence[Figure]]) -> Vectors:
    """Return which share of some figures each of some sentences holds, from what each lacks."""
    shares = [_share(len(figures), len(unsaid)) for unsaid in lacking]
    return np.array(shares, np.float32)


def _forms(name: str) -> set[str]:
    """Return a name as it is written, and in Latin letters if those are enough to tell it."""
    latin = anyascii(name)
    return {fold(name), fold(latin)} if len(latin) >= _SHORTEST_IN_LATIN else {fold(name)}


def choose(
    claim: Claim,
    ranked: Sequence[Evidence],
    names_in: NameCheck,
    contrary: Contrary,
    nearness: WordNearness,
) -> list[Evidence]:
    """Return the first sentence, and those of its document that hold what it leaves out."""
    chosen = [ranked[0]]
    figures = unsaid_figures(claim, ranked[:1])
    names = names_in.lacking(claim, ranked[0].told)
    words = _unsaid(_own_words(claim, ranked[0]), ranked[0])
    for item in ranked[1:]:
        if not (figures or names or words) or len(chosen) == _MOST_EVIDENCE:
            break
        if item.source != chosen[0].source:
            continue
        fewer_figures = unsaid_figures(claim, [*chosen, item])
        is_near = any(adjoin(one, item) or adjoin(item, one) for one in chosen)
        fewer_words = words
        if is_near or any(places(claim.names, item.stated, nearness)):
            fewer_words = _unsaid(words, item)
        else:
            # An amount from afar, beside no name of the claim, is one of something else.
            amounts = [one for one in figures if claim.gives_amount(one)]
            fewer_figures += [one for one in amounts if one not in fewer_figures]
        held = places(names, item.stated, nearness)
        fewer_names = [name for name, place in zip(names, held, strict=True) if not place]
        if item.is_row and chosen[0].is_row and fewer_names == names:
            continue  # a row has no figure of another's, and no word
        left = len(fewer_figures), len(fewer_names), len(fewer_words)
        if left != (len(figures), len(names), len(words)):
            chosen.append(item)
            figures, names, words = fewer_figures, fewer_names, fewer_words
    return chosen + contrary.denying(claim.text, chosen, ranked)


def unsaid_figures(claim: Claim, chosen: Sequence[Evidence]) -> list[Figure]:
    """Return the figures of a claim that the chosen sentences do not hold.

    What was asked for, such as a year, may stand in the title or heading above the first one.
    """
    elsewhere = missing_figures(claim.text, chosen[0].topic)
    return [
        figure
        for figure in missing_figures(claim.text, joined(chosen))
        if figure in elsewhere or not claim.asks_for(figure)
    ]


def _own_words(claim: Claim, first: Evidence) -> list[str]:
    """Return the content words of a claim that its question does not have, folded.

    None if the sentence is in another language, or does not part its words.
    """
    language = detect(claim.text)
    if detect(first.stated) != language or not has_capitals(language):
        return []
    asked = _folded_words(claim.question)
    said = map(fold, content_words(claim.text, claim.figures, language))
    return [word for word in dict.fromkeys(said) if not is_among(word, asked)]


def _unsaid(words: Sequence[str], item: Evidence) -> list[str]:
    """Return those of some folded words that neither a sentence nor its topic has in any form."""
    held = _folded_words(item.told)
    return [word for word in words if not is_among(word, held)]


def _folded_words(text: str) -> set[str]:
    return {fold(word) for word in content_words(text, (), detect(text))}


def _share(wanted: int, lacking: int) -> float:
    return 1 - lacking / wanted if wanted else 0.0
