"""Whether a claim mixes what the parallel parts of its evidence say.

"Joan will run the stall and Colin the tombola" holds all words of "Colin runs the stall, and Joan
the tombola", or of two such sentences, which say neither.

So does "a visit costs 42 euros" those of "a call costs 42 euros, a visit 85".
"""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.binding import figure_kind
from assistant.claim import Claim
from assistant.clauses import statements
from assistant.evidence import Evidence
from assistant.figures import Figure, holds_figure, read_figures
from assistant.nearness import SAME_WORD, WordNearness
from assistant.periods import WEEKDAYS
from assistant.wording import content_words, has_form, parts_words, telling_words
from index.language import detect
from index.words import fold

# What parts the entries of a list whose entries have commas: "cutting grass, £40; the clock, £85".
_ENTRIES = re.compile(r"[;；؛]")
# One word alone may mean much: "the flat now costs 800 euros, and the rent was 700 until May".
_FEWEST_WORDS = 2


class _Word(NamedTuple):
    """A word as it stands, and what is compared: weekdays are alike in all languages."""

    shown: str
    key: str

    @property
    def is_weekday(self) -> bool:
        return self.key.isdecimal()


def mixed(
    claim: Claim, chosen: Sequence[Evidence], nearness: WordNearness
) -> tuple[str, str] | None:
    """Return a word of each of two parts of a claim that have changed places, or None.

    Each of the two parts has a word of one part of the evidence, and a word of the same other one.
    """
    parts = [_words(part) for part in statements(claim.text)]
    if len(parts) == 1:
        return None
    plain = [statements(item.stated) for item in chosen if not item.is_row]
    together = [part for own in plain for part in own]
    for texts in [*plain, together] if plain[1:] else plain:
        held = [_words(part) for part in texts]
        for one, other in combinations(_homes(parts, held, nearness), 2):
            shared = sorted(one.keys() & other.keys())
            if len(shared) > 1:
                return one[shared[0]], other[shared[1]]
    return None


def of_another_part(
    claim: Claim, chosen: Sequence[Evidence], nearness: WordNearness
) -> tuple[str, str] | None:
    """Return a figure of the claim and the one that its source has of the same, or None.

    What the claim says with the figure has all the words, two or more, by which a part that stands
    behind the figure's own and gives another figure differs from that, and leaves out some by which
    that differs. (Of two parts the first may have words of both: "the drained plots were at
    29.6 °C, the untouched ones at 24.4".)
    """
    if not parts_words(detect(claim.text)):
        return None
    texts = [item.stated for item in chosen if not item.is_row]
    for figure in claim.own_figures:
        own = next((one for one in statements(claim.text) if holds_figure(one, figure)), claim.text)
        for parts in (split(text) for text in texts for split in (statements, _ENTRIES.split)):
            at = next((at for at, part in enumerate(parts) if holds_figure(part, figure)), None)
            for part in parts[at + 1 :] if at is not None else ():
                other = _figure_like(figure, claim, part)
                if other and _is_of(own, claim.question, part, parts[at or 0], nearness):
                    words = claim.text[figure.start : figure.end]
                    return words, part[other.start : other.end]
    return None


def _figure_like(figure: Figure, claim: Claim, part: str) -> Figure | None:
    """Return the only figure of a part, if it is of the kind of one of the claim, and not in it."""
    found = read_figures(part)
    is_like = len(found) == 1 and figure_kind(found[0], part) == figure_kind(figure, claim.text)
    is_said = any(holds_figure(claim.text, one) for one in found)
    return found[0] if is_like and not is_said else None


def _is_of(said: str, question: str, part: str, other: str, nearness: WordNearness) -> bool:
    """Tell whether what is said is told of in `part` and not in the `other` part of a sentence."""
    words, rest = _content(part), _content(other)
    theirs = [word for word in words if not has_form(word, rest)]
    others = [word for word in rest if not has_form(word, words)]
    if len(theirs) < _FEWEST_WORDS or not others:
        return False
    held = _content(said)
    return _are_said(theirs, held, others, nearness) and not _are_said(
        others, [*held, *_content(question)], theirs, nearness
    )


def _are_said(
    words: Sequence[str], held: Sequence[str], others: Sequence[str], nearness: WordNearness
) -> bool:
    """Tell whether each word is among those `held`, in some form or, of another language, as near.

    It has to be nearer there than any of the `others`: men are as near to women as to "hommes".
    """
    missing = [word for word in words if not has_form(word, held)]
    if not missing or not held:
        return not missing
    near, rival = nearness.cosines(missing, held), nearness.cosines(others, held)
    best = near.argmax(axis=1)
    return bool(
        all(
            near[at, place] >= SAME_WORD and near[at, place] > rival[:, place].max()
            for at, place in enumerate(best)
        )
    )


def _content(text: str) -> list[str]:
    return content_words(text, read_figures(text), detect(text))


def _words(part: str) -> list[_Word]:
    """Return the telling words of a part, those with a capital first, which show best."""
    days = [word.strip(",.;:") for word in part.split() if fold(word.strip(",.;:")) in WEEKDAYS]
    words = telling_words(part, read_figures(part))
    plain = [_Word(word, fold(word)) for word in words if fold(word) not in WEEKDAYS]
    found = plain + [_Word(day, str(WEEKDAYS[fold(day)])) for day in days]
    return sorted(found, key=lambda word: not word.shown[0].isupper())


def _homes(
    parts: Sequence[Sequence[_Word]], held: Sequence[Sequence[_Word]], nearness: WordNearness
) -> list[dict[int, str]]:
    """Return for each part of a claim the parts of its evidence that it has words of, with one.

    A word counts that the claim has once, and that stands in one part of its evidence only.
    """
    keys = [word.key for part in parts for word in part]
    places = [(word, at) for at, part in enumerate(held) for word in part]
    found: list[dict[int, str]] = []
    for part in parts:
        homes: dict[int, str] = {}
        for word in part:
            home = _home(word, places, nearness)
            if home is not None and keys.count(word.key) == 1:
                homes.setdefault(home, word.shown)
        found.append(homes)
    return found


def _home(word: _Word, places: Sequence[tuple[_Word, int]], nearness: WordNearness) -> int | None:
    """Return the one part where `word`, or another that means the same, stands.

    Of "people" and "staff" in two parts either may be meant; but one name is not another, however
    near.
    """
    same = {at for other, at in places if other.key == word.key}
    plain = [(other, at) for other, at in places if not other.is_weekday]
    is_settled = word.is_weekday or (same and word.shown[0].isupper())
    if plain and not is_settled:
        cosines = nearness.cosines([word.shown], [other.shown for other, _ in plain])[0]
        same |= {at for (_, at), cosine in zip(plain, cosines, strict=True) if cosine >= SAME_WORD}
    return same.pop() if len(same) == 1 else None
