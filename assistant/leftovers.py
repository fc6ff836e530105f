"""Words that an answer leaves in the language of its evidence: "a majority of two tercios"."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.names import is_word, read_names, whole_names
from index.language import detect
from index.remember import Embed

# Shorter words are too often words of both languages.
_WORD = re.compile(r"[^\W\d_]{4,}")
# Measured on 36 words that answers had left in German or Spanish, by `Embedder.encode_words`: 30
# translations of them come as near as this, and three of twenty words that are none; padlocks that
# had become barricades come as near as .51.
_TRANSLATION = 0.55


def left_over(
    claim: str, evidence: Sequence[Evidence], question: str, language: str
) -> dict[str, str]:
    """Return the words of a claim in `language` that are of another one, with that language.

    They stand in the evidence so, and not in the question, and only the dictionary of the
    evidence's language has them; as far as they are no names, which all languages share.
    """
    found: dict[str, str] = {}
    for item in evidence:
        spoken = detect(item.text)
        names = whole_names(read_names(item.text, spoken), item.text)
        shared = " ".join([question, *(name.word for name in names)])
        held = {*_words(item.text)}.difference(_words(shared))
        found |= {
            word: spoken
            for word in _words(claim)
            if word in held and is_word(word, spoken) and not is_word(word, language)
        }
    return found


def are_translated(words: Sequence[str], before: str, after: str, embed: Embed) -> bool:
    """Tell whether each of `words` that has gone from a sentence has a new one near it in meaning.

    `embed` gives the vectors of single words. Tells no as well if none has gone.
    """
    had, has = dict.fromkeys(_words(before)), dict.fromkeys(_words(after))
    gone = [word for word in words if word not in has]
    new = [word for word in has if word not in had]
    if not (gone and new):
        return False
    cosines = embed(gone) @ embed(new).T
    return bool((cosines.max(axis=1) >= _TRANSLATION).all())


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
