"""Words for whom or what was spoken of before, by language."""

from assistant.wording import compiled, has_pattern
from index.language import detect

# Left out are words that mean much else ("la", "es", "sein").
_PRONOUNS = {
    "en": r"\b(?:its?|he|him|his|she|hers?|they|them|theirs?|these|those)\b",
    "fr": r"(?<!-)\b(?:il(?! y a\b)|elle|ils|elles|celui|celles?|ceux|ses)\b",
    "es": r"\b(?:él|ellas?|ellos|sus?)\b",
    "de": r"\b(?:er|sie|ih[nmr]|ihre[nmrs]?|seine[nmrs]?|diese[nmrs]?)\b",
    "it": r"\b(?:lui|lei|loro|suo|sua|suoi|sue)\b",
    "pt": r"\b(?:d?el[ea]s?|seus?|suas?)\b",
    "nl": r"\b(?:hij|ze|hem|haar|hun)\b",
    "ru": r"\b(?:он|она|оно|они|его|её|ее|их|ему|ей|им|нём|ней)\b",
    "zh": r"[他她它]",
    "ja": r"彼|それ|その",
    "ar": r"\b(?:هو|هي|هم)\b",
}
_HAS = compiled(_PRONOUNS)
_BEGINS = compiled({language: rf"^\W*(?:{words})" for language, words in _PRONOUNS.items()})


def has_pronoun(text: str) -> bool:
    """Tell whether a text has a pronoun for something that is spoken of."""
    return has_pattern(_HAS, detect(text), text)


def begins_with_pronoun(part: str, language: str) -> bool:
    """Tell whether a part of a text in a language begins with one: "As to Ann, she …"."""
    return has_pattern(_BEGINS, language, part)
