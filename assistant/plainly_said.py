"""Whether a sentence of the sources plainly says yes or no to a question.

Whether a text answers such a question a small model cannot tell: asked for a yes or a no, it gives
one to the question itself, so that what the text denies it takes for not said. Over 41 questions
for a yes or no, 20 with and 21 without the paragraph that answers them, its score told the two
apart hardly better than chance (area under the curve .57).
"""

from assistant.clauses import statements
from assistant.evidence import Evidence
from assistant.exclusion import exclude
from assistant.figures import missing_figures, read_figures
from assistant.nearness import WordNearness
from assistant.wording import content_words, has_form, parts_words
from assistant.yes_or_no import asks_yes_or_no
from index.language import detect
from index.remember import Embed

# Between question and sentence; a rough limit. With it, and by their words, four of 42 questions of
# `tests/data` and others were plainly answered, and none of 57 without an answer.
_LEAST_COSINE = 0.7
# Words and their translations: cats, chats .90; summer, été .91. What excludes it comes as near as
# .87 (women, hommes; buyer, vendeur) and, within one language, nearer.
_TRANSLATED = 0.88


def is_plainly_said(
    question: str, sentence: Evidence | None, embed: Embed, nearness: WordNearness
) -> bool:
    """Tell whether a sentence is about just what a question asks for a yes or no to.

    A part of it, with what it is about, has each content word of the question in some form, or in
    another language its translation; and none that excludes one of them. Nothing is concluded of
    scripts that do not part words.
    """
    language = detect(question)
    if sentence is None or not asks_yes_or_no(question) or not parts_words(language):
        return False
    vectors = embed([question, sentence.told])
    if float(vectors[0] @ vectors[1]) < _LEAST_COSINE:
        return False
    about = f"{sentence.context} {sentence.about}"
    parts = (f"{part} {about}" for part in statements(sentence.stated))
    return any(_has_all(part, question, detect(sentence.stated), nearness) for part in parts)


def _has_all(text: str, question: str, language: str, nearness: WordNearness) -> bool:
    spoken = detect(question)
    asked = content_words(question, read_figures(question), spoken)
    held = content_words(text, read_figures(text), language)
    if not (asked and held) or missing_figures(question, text) or exclude(question, text):
        return False
    missing = [word for word in asked if not has_form(word, held)]
    if not missing or spoken == language:
        return not missing
    return bool((nearness.cosines(missing, held).max(axis=1) >= _TRANSLATED).all())
