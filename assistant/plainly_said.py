"""Whether a sentence of the sources plainly says yes or no to a question.

Whether a text answers such a question a small model cannot tell: asked for a yes or a no, it gives
one to the question itself, so that what the text denies it takes for not said. Over 66 questions
for a yes or no, without and with the paragraph that answers them, its score told the two apart
hardly better than chance (area under the curve .57).
"""

from assistant.evidence import Evidence
from assistant.figures import missing_figures, read_figures
from assistant.nearness import SAME_WORD, WordNearness
from assistant.wording import content_words, is_among, parts_words
from assistant.yes_or_no import asks_yes_or_no
from index.language import detect
from index.remember import Embed
from index.words import fold

# Of the 66, nine of 33 with an answer came as near by sentence and by words, and none of the
# others, of which the next had a mean of .93, and .82 for its farthest word.
_LEAST_COSINE = 0.8
_LEAST_MEAN = 0.935


def is_plainly_said(
    question: str, sentence: Evidence | None, embed: Embed, nearness: WordNearness
) -> bool:
    """Tell whether a sentence is about just what a question asks for a yes or no to.

    Each content word of the question, or nearly each, has its like in it, or in what it is about.
    Nothing is concluded of scripts that do not part words.
    """
    language = detect(question)
    if sentence is None or not asks_yes_or_no(question) or not parts_words(language):
        return False
    text = f"{sentence.stated} {sentence.context} {sentence.about}"
    asked = content_words(question, read_figures(question), language)
    held = content_words(text, read_figures(text), detect(sentence.stated))
    if not (asked and held) or missing_figures(question, text):
        return False
    forms = [fold(word) for word in held]
    cosines = nearness.cosines(asked, held).max(axis=1)
    cosines[[is_among(fold(word), forms) for word in asked]] = 1
    if cosines.min() < SAME_WORD and cosines.mean() < _LEAST_MEAN:
        return False
    vectors = embed([question, sentence.told])
    return float(vectors[0] @ vectors[1]) >= _LEAST_COSINE
