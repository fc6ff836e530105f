"""Whether a claim mixes what the parallel parts of a sentence say.

"Joan will run the stall and Colin the tombola" holds all words of "Colin runs the stall, and Joan
the tombola", which says neither.
"""

from collections.abc import Sequence
from itertools import combinations

from assistant.claim import Claim
from assistant.evidence import Evidence
from assistant.figures import read_figures
from assistant.nearness import SAME_WORD, WordNearness
from assistant.negation import statements
from assistant.periods import WEEKDAYS
from assistant.wording import telling_words
from index.words import fold

_WEEKDAY = "\0"  # words of no text


def mixed(
    claim: Claim, chosen: Sequence[Evidence], nearness: WordNearness
) -> tuple[str, str] | None:
    """Return two words, one of each of two parts of a claim, that have changed places, or None.

    Each of the two parts has a word of one part of a sentence of the evidence and a word of the
    same other one.
    """
    parts = [_words(part) for part in statements(claim.text)]
    if len(parts) == 1:
        return None
    for item in chosen:
        held = [_words(part) for part in statements(item.stated)]
        if item.is_row or len(held) == 1:
            continue
        found = _homes(parts, held, nearness)
        for one, other in combinations(found, 2):
            shared = one.keys() & other.keys()
            if len(shared) > 1:
                return next(iter(one.values())), next(iter(other.values()))
    return None


def _words(part: str) -> list[str]:
    """Return the telling words of a part; weekdays alike in all languages."""
    words = telling_words(part, read_figures(part))
    days = (
        f"{_WEEKDAY}{day}"
        for word in part.split()
        if (day := WEEKDAYS.get(fold(word.strip(",.;")))) is not None
    )
    return [*(word for word in words if fold(word) not in WEEKDAYS), *days]


def _homes(
    parts: Sequence[Sequence[str]], held: Sequence[Sequence[str]], nearness: WordNearness
) -> list[dict[int, str]]:
    """Return for each part of a claim the parts of its evidence that it has words of, with one.

    A word counts that stands in one part of both only, and means the same as one word there.
    """
    said = [word for part in parts for word in part]
    places = [(word, at) for at, part in enumerate(held) for word in part]
    found: list[dict[int, str]] = []
    for part in parts:
        homes: dict[int, str] = {}
        for word in part:
            home = _home(word, places, nearness)
            if home is not None and said.count(word) == 1:
                homes.setdefault(home, word)
        found.append(homes)
    return found


def _home(word: str, places: Sequence[tuple[str, int]], nearness: WordNearness) -> int | None:
    """Return the one part where `word`, or else a word that means the same, stands."""
    same = {at for other, at in places if fold(other) == fold(word)}
    if not same and not word.startswith(_WEEKDAY):
        plain = [(other, at) for other, at in places if not other.startswith(_WEEKDAY)]
        if plain:
            cosines = nearness.cosines([word], [other for other, _ in plain])[0]
            same = {
                at for (_, at), cosine in zip(plain, cosines, strict=True) if cosine >= SAME_WORD
            }
    return same.pop() if len(same) == 1 else None
