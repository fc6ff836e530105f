"""The parts of a sentence: its clauses, and what its words for "and" and "but" join."""

import re

from index.language import detect

# The cells of a row are clauses, too. The comma of "5,3" parts nothing, nor the colon of "15:30",
# nor the full stop of "Prof. Quist".
CLAUSE = re.compile(
    r"(?:[^,;:.،；，、：()（）–—|]|(?<=\d)[,:](?=\d)|(?<![a-zß-öø-ÿа-яё]{4})\.|\.(?!\s+[^\W\d_a-zß-öø-ÿа-яё]))+"
)
_CONJUNCTIONS = {
    language: re.compile(rf"\s(?:{words})\s", re.IGNORECASE)
    for language, words in {
        "en": "and|but|because", "fr": "et|mais|car|parce que", "es": "y|e|pero|sino|porque",
        "de": "und|aber|sondern|weil", "it": "e|ed|ma|però|perché", "pt": "e|mas|porque|pois",
        "nl": "en|maar|omdat", "ru": "и|но|а|потому что", "pl": "i|a|ale|bo|ponieważ",
    }.items()
}  # fmt: skip


def clauses(text: str) -> list[str]:
    """Return the parts of a sentence between its commas and other breaks."""
    return [clause for clause in map(str.strip, CLAUSE.findall(text)) if clause]


def statements(text: str) -> list[str]:
    """Return the parts of a sentence between its commas and words for "and", "but", "because"."""
    conjunction = _CONJUNCTIONS.get(detect(text))
    found = clauses(text)
    return [part for one in found for part in conjunction.split(one)] if conjunction else found
