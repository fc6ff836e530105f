"""Words that an answer leaves in the language of its evidence: "a majority of two tercios"."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.names import is_word
from index.language import detect, may_be_in
from index.lexical import likeness
from index.remember import Embed
from index.words import fold

# Shorter words are too often words of both languages.
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
# Measured on words that answers had left in German or Spanish, by `Embedder.encode_words`: 28 of
# 36 translations come as near as this, and three of twenty other words, of which one is no word;
# padlocks that had become barricades come as near as .51.
_TRANSLATION = 0.55


def left_over(
    claim: str, evidence: Sequence[Evidence], question: str, language: str
) -> dict[str, str]:
    """Return the words of a claim in `language` that are of another one, with that language.

    They stand in the evidence so, and not in the question, and only the dictionary of the
    evidence's language has them. None has a capital, for names are the same in all languages; which
    leaves out German nouns, as "Spiegel" and "Fischer" may be either.
    """
    found: dict[str, str] = {}
    for item in evidence:
        spoken = detect(item.text)
        # Of "co-fondateur" it may be "cofondateur" that is left.
        read = f"{item.text} {item.text.replace('-', '')}"
        held = {*_words(read)}.difference(_words(question))
        found |= {
            word: spoken
            for word in _words(claim)
            if word in held
            and word.islower()
            and is_word(word, spoken)
            and not is_word(word, language)
        }
    return found


def copied_from_elsewhere(
    claim: str, question: str, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
) -> str | None:
    """Return a word left over from a sentence of the source that is none of `chosen`, or None.

    Such a word is as telling as a name: "The first choice is valeriana" does not come from where
    nothing is said of that.
    """
    others = [item for item in evidence if item.source == chosen[0].source and item not in chosen]
    languages = {detect(item.text) for item in others}
    foreign = {language for language in languages if not may_be_in(language, claim)}
    others = [item for item in others if detect(item.text) in foreign]
    here = {fold(word) for item in chosen for word in _words(f"{item.stated} {item.context}")}
    for word in left_over(claim, others, question, detect(claim)):
        if not any(likeness(fold(word), one) for one in here):
            return word
    return None


def are_translated(words: Sequence[str], before: str, after: str, embed: Embed) -> bool:
    """Tell whether each of `words` that has gone from a sentence has a new one near it in meaning.

    `embed` gives the vectors of single words. Tells no as well if none has gone.
    """
    had, has = (dict.fromkeys(_words(text.casefold())) for text in (before, after))
    gone = [word for word in words if word not in has]
    new = [word for word in has if word not in had]
    if not (gone and new):
        return False
    cosines = embed(gone) @ embed(new).T
    return bool((cosines.max(axis=1) >= _TRANSLATION).all())


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
