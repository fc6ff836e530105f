"""Whether a claim answers of another than was asked of: of Anthropic instead of OpenAI."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.figures import read_figures
from assistant.names import Name, groups, names_beside, places, sure_names
from assistant.nearness import WordNearness
from index.language import detect
from index.words import fold, function_words

_WORD = re.compile(r"[^\W\d_]+")
# Articles and conjunctions say nothing of what the name behind them has to do with the rest.
_EMPTY = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the a an and or but", "fr": "le la les un une et ou mais",
        "es": "el la los las un una y e o u pero", "de": "der die das den ein eine und oder aber",
        "it": "il lo la i gli le un uno una e ed o ma", "pt": "o a os as um uma e ou mas",
        "nl": "de het een en of maar", "ru": "и или но а",
    }.items()
}  # fmt: skip


def asked_of_another(
    claim: str, question: str, evidence: Sequence[Evidence], nearness: WordNearness
) -> tuple[str, str] | None:
    """Return a name of the question and what the claim has in its place, as they stand there.

    Both follow the same small word, as in "How much did it invest in OpenAI?" and "It invested 4
    billion in Anthropic"; and the question's is neither in the claim nor in its evidence, nor what
    that is about. None if there are no such names, or claim and question are not of one language.
    """
    language = detect(question)
    if detect(claim) != language:
        return None
    texts = [text for item in evidence for text in (item.stated, item.context, item.about)]
    known = sure_names([(text, detect(text)) for text in (question, *texts)])
    said = _names_in(claim, known)
    new = [name for name in said if not any(places(name, question, nearness))]
    for asked in _names_in(question, known):
        before = _small_word_before(asked[0].start, question, language)
        if not before or any(places(asked, "\n".join([claim, *texts]), nearness)):
            continue
        for other in new:
            if _small_word_before(other[0].start, claim, language) == before:
                return _words(asked), _words(other)
    return None


def _names_in(text: str, known: frozenset[str]) -> list[tuple[Name, ...]]:
    names = names_beside(read_figures(text), text, known)
    return groups([name for name in names if name.sure], text)


def _small_word_before(at: int, text: str, language: str) -> str | None:
    """Return the word before a place, folded, if it is a small one that says something."""
    words = _WORD.findall(text[:at])
    last = fold(words[-1]) if words else ""
    telling = function_words(language) - _EMPTY.get(language, frozenset())
    return last if last in telling else None


def _words(group: Sequence[Name]) -> str:
    return " ".join(name.word for name in group)
