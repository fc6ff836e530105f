"""Whether a reply only says again what was asked, or goes round, which a small model is given to.

"How is Google's $2B split?" is not answered by "Google splits $2 billion", true as it is.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from assistant.comparison import compares
from assistant.figures import Figure, missing_figures, read_figures
from assistant.negation import denies
from assistant.reasons import reason_in
from assistant.wording import basic_words, compiled, content_words, parts_words
from index.language import detect
from index.words import fold

# The words that ask in which manner, and why, by language: neither stands in the question, as may
# who or where ("Which company owns Google DeepMind?"), and neither is a number ("how many").
_HOW = {
    "en": r"how\b(?! many| much| often| long| far| old| big| high| late)",
    "fr": r"comment\b",
    "es": r"cómo\b",
    "de": r"wie\b(?! viel| oft| lang| alt| hoch| groß| weit| schwer)",
    "it": r"come\b",
    "pt": r"como\b",
    "nl": r"hoe\b(?! veel| vaak| lang| oud| hoog| groot| ver| zwaar)",
    "ru": r"как\b(?! часто| долго| много)",
    "ar": r"كيف\b",
    "zh": r"怎[么样麼樣]|如何",
    "ja": r"どのように|どうやって",
}
_WHY = {
    "en": r"why\b",
    "fr": r"pourquoi\b",
    "es": r"por ?qué\b",
    "de": r"(?:warum|wieso|weshalb)\b",
    "it": r"perch[éè]\b",
    "pt": r"(?:por ?qu[eê]|porquê)\b",
    "nl": r"waarom\b",
    "ru": r"(?:почему|зачем)\b",
    "ar": r"لماذا\b",
    "zh": r"为什么|为何|為什麼|為何",
    "ja": r"どうして|なぜ",
}
_ASKS_WHY = compiled(
    {one: rf"\b(?:{words})" if parts_words(one) else words for one, words in _WHY.items()}
)
# "And how …", "Et comment …": nothing but a word may stand before it, where gaps part words.
_OPENS = compiled(
    {
        language: (r"\W*(?:\w{1,4}\W+)?" if parts_words(language) else ".*")
        + f"(?:{how}|{_WHY[language]})"
        for language, how in _HOW.items()
    }
)
# The same letters four times in a row, and at least so many each time.
_ROUND = re.compile(r"(.{4,80}?)\1{3}", re.DOTALL)
_WORD = re.compile(r"\w{3,}")
_FEWEST_NEW_WORDS = 3  # the "because" is one or two
# In letters; the dictionary does not know every form of a word.
_LEAST_STEM = 4


def only_repeats(claim: str, figures: Sequence[Figure], question: str) -> bool:
    """Tell whether `claim` answers how with the question's own words and figures only, or why.

    Why is not answered by other figures either.

    `figures` are those of the claim. Of other languages than the interface's no question is known
    to ask so.
    """
    language = detect(question)
    opens = _OPENS.get(language)
    if not (opens and opens.match(question)) or denies(claim) != denies(question):
        return False
    if compares(claim) and not compares(question):
        return False  # those are no words of content
    if missing_figures(claim, question) and not _ASKS_WHY[language].search(question):
        return False  # a figure may say how, but not why
    known = basic_words(question, read_figures(question), language)
    said = basic_words(claim, figures, language)
    if not all(any(_are_forms(word, one) for one in known) for word in said):
        return False
    reason = reason_in(claim)
    # "Because it is used most" may say it in small words alone.
    if reason is None:
        return True
    asked = _words(question)
    new = [word for word in _words(reason.why) if not any(_are_forms(word, one) for one in asked)]
    return len(new) < _FEWEST_NEW_WORDS


def is_its_own_reason(claim: str) -> bool:
    """Tell whether the reason that a claim gives is the thing itself: "closed as it is closed"."""
    reason = reason_in(claim)
    if reason is None or missing_figures(reason.why, reason.thing):
        return False
    language = detect(claim)
    thing, why = (basic_words(part, (), language) for part in reason)
    return bool(why) and why <= thing


def _words(text: str) -> set[str]:
    return set(map(fold, _WORD.findall(text)))


def is_circular(claim: str, question: str) -> bool:
    """Tell whether a claim says of something in the question that it is that: "A of B is the B".

    It has no word that the question has not, and two of them side by side twice.
    """
    words = list(map(fold, content_words(claim, (), detect(claim))))
    asked = list(map(fold, content_words(question, (), detect(question))))
    has_pair_twice = max(Counter(pairwise(words)).values(), default=0) > 1
    return has_pair_twice and all(any(_are_forms(word, one) for one in asked) for word in words)


def goes_round(text: str) -> bool:
    """Tell whether a text says the same over and over, as a small model does that has lost itself.

    Lines, dots and zeros in a row are no words.
    """
    return any(any(map(str.isalpha, match[1])) for match in _ROUND.finditer(text))


def _are_forms(word: str, other: str) -> bool:
    """Tell whether two words are one, or share their beginning as "split" and "splitting" do."""
    stem = max(_LEAST_STEM, math.ceil(max(len(word), len(other)) / 2))
    return word == other or (len(word) >= stem and other.startswith(word[:stem]))
