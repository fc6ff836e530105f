"""Other sources that give another figure than the one that an answer goes by.

Sources may disagree, and the reader has to know: a sentence of another document that says the same
thing with another figure is shown beside the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from assistant.evidence import Evidence, Proof
from assistant.figures import Figure, figures_match, read_figures
from assistant.names import is_known, read_names, sure_names
from assistant.nearness import WordNearness
from assistant.negation import denies
from assistant.wording import basic_form, content_words
from index.language import detect
from index.remember import Embed

# Half of our claims lie this near to a sentence that says the same with another figure. Of pairs of
# sentences with figures in one of 48 encyclopedia articles 0.1% do, mostly counting other things.
_LEAST_COSINE = 0.8
# Bare numbers count anything: what they are said of has to be told nearly in the same words.
_LEAST_COSINE_BARE = 0.86


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence of another source, and the figures that it gives, as it writes them."""

    evidence: Evidence
    figures: str


class Disagreements:
    """Finds the sentences that disagree with an answer; `embed` gives the vectors of texts."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def find(
        self, proof: Proof, evidence: Sequence[Evidence], question: str
    ) -> Disagreement | None:
        """Return the nearest sentence of another document with another figure, or None.

        It has to speak of the same names, the same dates and the same kinds of figures as the
        supported claim, and its document of what the question names.
        """
        sources = {item.source for item in proof.evidence}
        own = [figure for item in proof.evidence for figure in read_figures(item.stated)]
        given = _answering(proof.claim, question, own)
        others = [item for item in evidence if item.source not in sources and _differs(item, given)]
        if not others:
            return None
        said = [proof.claim, *(item.stated for item in proof.evidence)]
        nearness = self._embed([item.stated for item in others]) @ self._embed(said).T
        cosines = nearness.max(axis=1)
        dates = [figure for figure in own if figure.kind == "date"]
        for at in cosines.argsort()[::-1]:
            item = others[at]
            bare = not any(figure.unit for figure in given)
            if cosines[at] < (_LEAST_COSINE_BARE if bare else _LEAST_COSINE):
                return None
            if (
                _may_be_of(dates, item)
                and denies(item.text) == denies(proof.claim)
                and self._holds_names(proof.claim, f"{item.context}\n{item.stated}")
                and self._holds_names(question, _all_of(item.source, evidence))
                and all(_is_of_the_same(question, one, item) for one in proof.evidence[:1])
            ):
                return Disagreement(item, _figures_like(given, item.stated))
        return None

    def _holds_names(self, text: str, source: str) -> bool:
        """Tell whether a source's text holds every name of `text`."""
        known = sure_names([source, text])
        names = [name for name in read_names(text, detect(text), known) if name.sure]
        return all(is_known([name], source, self._nearness) for name in names)


def _all_of(source: str, evidence: Sequence[Evidence]) -> str:
    return "\n".join(f"{one.context}\n{one.stated}" for one in evidence if one.source == source)


def _answering(claim: str, question: str, held: Sequence[Figure]) -> list[Figure]:
    """Return the amounts of the claim that its evidence holds and its question does not."""
    asked = read_figures(question)
    return [
        figure
        for figure in read_figures(claim)
        if figure.kind == "number"
        and any(figures_match(figure, one) for one in held)
        and not any(figures_match(figure, one) for one in asked)
    ]


def _differs(item: Evidence, given: Sequence[Figure]) -> bool:
    """Tell whether the sentence has figures of the kinds that were given, but not the same.

    One that has many tells of many things.
    """
    held = read_figures(item.stated)
    if len(_like(given, held)) > len(given) + 1:
        return False
    return bool(given) and all(
        any(one.kind == "number" and one.unit == figure.unit for one in held)
        and not any(figures_match(figure, one) for one in held)
        for figure in given
    )


def _like(given: Sequence[Figure], held: Sequence[Figure]) -> list[Figure]:
    units = {figure.unit for figure in given}
    return [one for one in held if one.kind == "number" and one.unit in units]


def _figures_like(given: Sequence[Figure], text: str) -> str:
    figures = _like(given, read_figures(text))
    return ", ".join(" ".join(text[one.start : one.end].split()) for one in figures)


def _is_of_the_same(question: str, own: Evidence, other: Evidence) -> bool:
    """Tell whether no word that was asked of is another in a sentence that is else the same.

    A licence for a cat costs something else than the one for a dog that was asked for.
    """
    language = detect(own.stated)
    one, two = (_words(item.stated, language) for item in (own, other))
    steps = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    if len(changes) != 1 or changes[0][0] != "replace":
        return True
    _, start, end, *_ = changes[0]
    return set(one[start:end]).isdisjoint(_words(question, language))


def _words(text: str, language: str) -> list[str]:
    words = content_words(text, read_figures(text), language)
    return [basic_form(word, language) for word in words]


def _may_be_of(dates: Sequence[Figure], item: Evidence) -> bool:
    """Tell whether none of the sentence's dates is another than those of the evidence."""
    held = [figure for figure in read_figures(item.stated) if figure.kind == "date"]
    return not dates or not held or any(figures_match(*pair) for pair in product(dates, held))
