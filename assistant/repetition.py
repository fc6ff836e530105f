"""Whether a reply only says again what was asked, which a small model is given to.

"How is Google's $2B split?" is not answered by "Google splits $2 billion", true as it is.
"""

import math
import re
from collections.abc import Sequence

from assistant.figures import Figure, figures_match, read_figures
from assistant.wording import basic_form, content_words, words
from index.language import detect

# The words that ask for something that the question does not hold. One of them opens the question,
# but for a preposition; further on, most of them join clauses ("the firm which …").
_OPENINGS = {
    "en": "how what who whom whose which when where why",
    "fr": "comment quel quelle quels quelles que qu quoi qui quand où pourquoi combien lequel "
    "laquelle lesquels lesquelles",
    "es": "cómo qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde",
    "de": "wie was wer wen wem wessen welche welcher welches welchen welchem wann wo warum wieso "
    "weshalb wohin woher wieviel wieviele worin womit wofür",
    "it": "come che cosa chi quale quali qual quando dove perché quanto quanta quanti quante",
    "pt": "como que quê quem qual quais quando onde quanto quanta quantos quantas",
    "nl": "hoe wat wie welk welke wanneer waar waarom hoeveel",
    "ru": "как что кто кого кому чем чей какой какая какое какие какую каком каких когда где куда "
    "откуда почему зачем сколько",
    "ar": "كيف ما ماذا من متى أين لماذا كم أي وما بكم",
}
# What offers a choice is answered by one of its own words: "Who came first, Ann or Bob?"
_CHOICES = {"or", "ou", "o", "oder", "of", "или", "أو", "أم"}
_UNSPACED = re.compile(
    r"什么|什麼|谁|誰|哪|怎|如何|为何|多少|几|何|どこ|いつ|なぜ|どう|どの|どれ|いくら|いくつ"
)
_UNSPACED_CHOICE = re.compile(r"还是|還是|それとも")
# In letters; the dictionary does not know every form of a word.
_LEAST_STEM = 4


def only_repeats(claim: str, figures: Sequence[Figure], question: str) -> bool:
    """Tell whether `claim` answers an open question with its own words and figures only.

    `figures` are those of the claim. A question that can be answered by yes or no, or that offers a
    choice, may well be answered in its own words. Of other languages than the interface's none is
    known to be open.
    """
    language = detect(question)
    if not _is_open(question, language):
        return False
    asked = read_figures(question)
    if not all(any(figures_match(figure, one) for one in asked) for figure in figures):
        return False
    known = _content(question, asked, language)
    said = _content(claim, figures, language)
    return all(any(_are_forms(word, one) for one in known) for word in said)


def _is_open(question: str, language: str) -> bool:
    if language in ("zh", "ja"):
        return bool(_UNSPACED.search(question)) and not _UNSPACED_CHOICE.search(question)
    asking = [word.casefold() for word in words(question)]
    opens = not {*asking[:2]}.isdisjoint(_OPENINGS.get(language, "").split())
    return opens and _CHOICES.isdisjoint(asking)


def _content(text: str, figures: Sequence[Figure], language: str) -> set[str]:
    return {basic_form(word, language) for word in content_words(text, figures, language)}


def _are_forms(word: str, other: str) -> bool:
    """Tell whether two words are one, or share their beginning as "split" and "splitting" do."""
    stem = max(_LEAST_STEM, math.ceil(max(len(word), len(other)) / 2))
    return word == other or (len(word) >= stem and other.startswith(word[:stem]))
