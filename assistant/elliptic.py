"""Whether a question can be understood alone: "And why?" cannot, nor "When was it opened?"."""

from assistant.pronouns import has_pronoun
from assistant.unknown import AND
from assistant.wording import compiled, content_words, has_pattern, parts_words
from index.language import detect

# A question that is whole has so many content words: what is asked for, and of what.
_FEWEST_WORDS = 2
# One that is as short as this and has these words in this place adds to what was asked before.
_FEW_WORDS = 4
_FEW_SIGNS = 8
_ADDS = compiled(
    {
        **{one: rf"^\W*(?:{words})\b" for one, words in AND.items() if parts_words(one)},
        "ar": r"^\W*(?:و|أو\b)",  # "and" is written onto the word behind it
        "zh": r"呢\W*$",
        "ja": r"は\W*$",
    }
)


def is_elliptic(question: str) -> bool:
    """Tell whether a question leaves out what was spoken of before.

    It says too little, adds something in a few words, or has a pronoun.
    """
    language = detect(question)
    said = len(content_words(question, (), language))
    if parts_words(language):
        fewest, is_short = _FEWEST_WORDS, len(question.split()) <= _FEW_WORDS
    else:  # words are signs here, and most words have two
        fewest, is_short = 2 * _FEWEST_WORDS, len(question) <= _FEW_SIGNS
    adds = is_short and has_pattern(_ADDS, language, question)
    return said < fewest or adds or has_pronoun(question)
