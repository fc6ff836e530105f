"""Codes: words with a digit, and single letters, that tell one thing from others of its kind.

"Error E5", "the D-310", "building A". Languages and scripts write them alike, and the embedder,
which reads words in pieces, finds any two of them near: so they are compared as they are written.
So is the number behind a name: the "Tern 60" is not the "Tern 90".
"""

import re
import unicodedata
from collections.abc import Iterator

# A letter behind a word, but not that of "J. Smith", "George W Bush" or a title in capitals.
_LETTER = re.compile(
    r"(?<=[^\W\d_][ \u00a0])(?<![A-Z]{2}[ \u00a0])[A-Z](?![\w'’&/-])(?!\.?\s+[^\W\d_a-zß-ÿ])"
)
_ENGLISH_PRONOUN = "I"
_RUN = re.compile(r"\d+|[^\W\d_]+")
# Numbers behind a name, of which there may be several: "Tern 60, 70 and 90".
_NUMBERS = r"\d+(?:(?:\s*[,/&–-]\s*|\s+[^\W\d_]{1,3}\s+)\d+)*"


def is_code(word: str) -> bool:
    """Tell whether a word is a code rather than a word of a language."""
    return len(word) == 1 or any(letter.isdigit() for letter in word)


def letters(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Give the single letters of `text` that are codes, with their places."""
    for match in _LETTER.finditer(text):
        if language != "en" or match[0] != _ENGLISH_PRONOUN:
            yield match[0], match.start()


def code_places(code: str, text: str) -> list[tuple[int, int]]:
    """Return where `text` has a code, whose parts it may join in another way: "D240", "D-240"."""
    parts = r"[ \u00a0.\u2010-\u2013-]?".join(map(re.escape, _RUN.findall(code)))
    flags = re.NOFLAG if len(code) == 1 else re.IGNORECASE
    # Ideographs stand directly beside it.
    pattern = re.compile(rf"(?<![A-Za-zÀ-ɏ0-9]){parts}(?![A-Za-zÀ-ɏ0-9])", flags)
    return [match.span() for match in pattern.finditer(text)]


def are_told_apart(word: str, other: str) -> bool:
    """Tell whether the digits of two words, of which one is a code, show that they are two."""
    return _digits(word) != _digits(other) or (len(word) == 1 and word != other)


def is_numbered_otherwise(name: str, number: str, text: str) -> bool:
    """Tell whether `text` has numbers directly behind a name, and never this one."""
    behind = re.compile(rf"(?<![^\W_]){re.escape(name)}[ \u00a0-]?({_NUMBERS})", re.IGNORECASE)
    numbers = {one for match in behind.finditer(text) for one in re.findall(r"\d+", match[1])}
    return bool(numbers) and number not in numbers


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, unicodedata.normalize("NFKC", word)))
