"""What belongs to what: a figure of one year, person or row is no figure of another's.

"In 2022 we harvested 1,240 kilograms, in 2023 only 690" holds all of "690 kilograms in 2022", and
does not say it. Two items of a claim are taken to be parted by its evidence where each of them
stands nearer to another item of the same kind, which the claim leaves out, than to the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from assistant.figures import Figure, figures_match
from assistant.measures import TIME_UNITS
from assistant.units import CURRENCIES, in_base_unit
from index.language import detect

_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]")
# What parts a text, and how many words apart that puts what stands on both sides.
_SENTENCE_END = re.compile(r"[.!?。！？؟](?:\s|$)|\n")
_BREAKS = (
    (_SENTENCE_END, 40),
    (re.compile(r"[;；؛|]"), 20),
    (re.compile(r"[,，、،:：()（）–—]"), 6),
)
# "and", "but", "while" and the "to" of "from … to …", by language: they part as commas do.
_PARTING_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "and but while whereas to or",
        "fr": "et mais tandis à ou",
        "es": "y e pero mientras a o",
        "de": "und aber während auf oder",
        "it": "e ed ma mentre a o",
        "pt": "e mas enquanto a para ou",
        "nl": "en maar terwijl naar tot of",
        "ru": "и а но до или",
        "ar": "و ولكن بينما إلى أو",
    }.items()
}
_PARTING_WEIGHT = 6
# A relative clause, behind which a sentence goes on about the same: "Ann, who has three, lost".
_RELATIVE = re.compile(
    r",\s(?:who|which|whose|qui|dont|que|der|die|das|che|котор\w+)\s[^,.;:()]*,(?=\s)"
)
# Arabic ties its "and" to the word behind it; before an article it is surely one.
_AND_THE = "وال"
_ARABIC_AND = re.compile(rf"(?<!\w){_AND_THE}")
_BULLET = re.compile(r"\s*[-*•–]\s+(?:[^\W\d_]+\s){0,2}")
_LISTED = re.compile(r"\s?[,;:()|–-]")
_RANGE = re.compile(r"\s?[-–—~～〜]\s?")
_LABELLED = re.compile(r"\b[^\W\d_a-zß-ÿ][^\W\d_]+[ -]$")
_NO_AMOUNTS = frozenset({"date", "time", "name", "label", "ordinal", "%"})
_GROUPED = re.compile(r"\d\D\d{3}")  # "1,140" is no year
# What a figure is told of: the two billion of "two steps" are no mix-up.
_KEYS = frozenset({"date", "time", "name", "label"})


@dataclass(frozen=True, slots=True)
class Item:
    """A figure or a name of a text: which of a kind it is, and where it stands.

    Only items of one `kind` can stand in each other's place.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bound:
    """An item of a claim, or of its question, with the places where its evidence holds it.

    `item` is where the claim has it, None if only the question does.
    """

    words: str
    kind: str
    item: Item | None
    places: tuple[Item, ...]

    @property
    def own(self) -> tuple[Item, ...]:
        """The place in the claim, if it is there."""
        return (self.item,) if self.item else ()


def parted(
    bound: Sequence[Bound], items: Sequence[Item], claim: str, evidence: str
) -> tuple[str, str] | None:
    """Return the words of two items that belong together in the claim and not in its evidence.

    `items` are all figures and names of the evidence.
    """
    said = [place for one in bound if one.item for place in one.places]
    for one, other in combinations([one for one in bound if one.places], 2):
        # A name is said of many things, and what the claim says too is then no sign of a mix-up;
        # an amount and its date change places.
        dated = "date" in (one.kind, other.kind) and "name" not in (one.kind, other.kind)
        own = [*one.places, *other.places] if dated else said
        rivals = [item for item in items if not any(_overlap(item, place) for place in own)]
        if _belong_together(one, other, bound, claim) and _are_parted(one, other, rivals, evidence):
            return one.words, other.words
    return None


def figure_kind(figure: Figure, text: str) -> str:
    """Return the kind of a figure of `text`.

    That is a date, a time, a sum of money, a measure of one sort, a number, or a label: a number
    that belongs to the word before it, as in "Tauro 40".
    """
    is_year = figure.may_be_year and not _GROUPED.match(text, figure.start)
    if figure.kind == "date" or (figure.kind == "number" and is_year):
        return "date"
    if figure.unit in CURRENCIES:
        return "money"
    if figure.unit is None:
        is_label = figure.kind == "number" and _LABELLED.search(text, 0, figure.start)
        return "label" if is_label else figure.kind
    # Months are no number of days, but stand in the place of weeks.
    return "duration" if figure.unit in TIME_UNITS else in_base_unit(figure.value, figure.unit)[1]


def bind_figure(
    figure: Figure, text: str, known: Sequence[Figure], evidence: str, *, in_claim: bool
) -> Bound:
    """Return a figure of `text` with its places among the figures `known` of the evidence."""
    kind = figure_kind(figure, text)
    same = [one for one in known if figures_match(figure, one)]
    return Bound(
        text[figure.start : figure.end],
        kind,
        Item(kind, figure.start, figure.end) if in_claim else None,
        tuple(Item(figure_kind(one, evidence), one.start, one.end) for one in same),
    )


def _belong_together(one: Bound, other: Bound, bound: Sequence[Bound], claim: str) -> bool:
    """Tell whether the claim puts neither of the two nearer to another item of the same kind."""
    if not {one.kind, other.kind} & _KEYS or one.kind == other.kind:
        return False
    for item, partner in ((one, other), (other, one)):
        if item.item is None:
            if partner.item is None or any(b.item and b.kind == item.kind for b in bound):
                return False  # the claim speaks of another one than the question does
            continue
        if partner.item is None:
            continue
        apart = gap(item.item, partner.item, claim)
        if any(
            third.item
            and third is not partner
            and third.kind == partner.kind
            and gap(item.item, third.item, claim) < apart
            for third in bound
        ):
            return False
    return True


def _are_parted(one: Bound, other: Bound, rivals: Sequence[Item], evidence: str) -> bool:
    """Tell whether the evidence puts each of the two nearer to a rival of the other.

    What looks like a label there may be what the claim takes it for: "and the Franciscans 30".
    """
    apart, first, second = min(
        ((gap(a, b, evidence), a, b) for a in one.places for b in other.places),
        key=lambda pair: pair[0],
    )
    if any(
        _heads_an_entry(name, item, rivals, evidence)
        for name, item in permutations((first, second))
    ):
        return False
    return all(
        any(
            any(_may_stand_for(rival, kind, evidence) for kind in kinds)
            and gap(item, rival, evidence) < apart
            and not _is_one_range(rival, partner, evidence)
            and not _are_both_of_another_sentence(rival, partner, item, evidence)
            for rival in rivals
        )
        for item, partner, kinds in (
            (first, second, {second.kind, other.kind}),
            (second, first, {first.kind, one.kind}),
        )
    )


def _heads_an_entry(name: Item, item: Item, rivals: Sequence[Item], text: str) -> bool:
    """Tell whether a name heads the entry of a list that has `item`, all of which is told of it.

    Between them only names may stand that the entry lists, too: "- Gantry Brothers, Oxmoor: 12".
    """
    line = text.rfind("\n", 0, name.start) + 1
    is_head = name.kind == "name" and _BULLET.fullmatch(text, line, name.start)
    if not is_head or item.start < name.end or "\n" in text[name.end : item.start]:
        return False
    return not any(
        one.kind == "name"
        and name.end <= one.start < item.start
        and not _LISTED.match(text, one.end)
        for one in rivals
    )


def _is_one_range(one: Item, other: Item, text: str) -> bool:
    """Tell whether two items are the ends of one range: "2025-2030"."""
    first, second = sorted((one, other), key=lambda item: item.start)
    return one.kind == other.kind and _RANGE.fullmatch(text[first.end : second.start]) is not None


def _are_both_of_another_sentence(rival: Item, partner: Item, item: Item, text: str) -> bool:
    """Tell whether a sentence's end parts `item` from both: which of the two it is of, is open.

    Not where a date is the one that stands alone: the other sentence then may have its own.
    """
    is_date_of_amount = item.kind in ("date", "time") and partner.kind not in _KEYS
    return not is_date_of_amount and all(
        _SENTENCE_END.search(text, min(one.end, item.end), max(one.start, item.start))
        for one in (rival, partner)
    )


def _overlap(one: Item, other: Item) -> bool:
    return one.start < other.end and other.start < one.end


def _may_stand_for(rival: Item, kind: str, text: str) -> bool:
    """Tell whether an item of `text` is of a kind, or may be.

    A number may leave out the unit of the one before it, but not a count, as in "two steps".
    """
    following = text[rival.end :].lstrip()[:1]
    is_count = text[rival.start : rival.end].isalpha() and following.isalpha()
    may_be = rival.kind == "number" and kind not in _NO_AMOUNTS and not is_count
    return rival.kind == kind or may_be


def gap(one: Item, other: Item, text: str) -> float:
    """Return how far apart two items are, in words; breaks count as several.

    A relative clause between them does not count.
    """
    first, second = sorted((one, other), key=lambda item: item.start)
    between = _RELATIVE.sub("", text[first.end : second.start])
    words = [word.lower() for word in _WORD.findall(between)]
    parting = _PARTING_WORDS.get(detect(text), frozenset())
    breaks = sum(weight * len(pattern.findall(between)) for pattern, weight in _BREAKS)
    ands = sum(word in parting for word in words)
    ands += len(_ARABIC_AND.findall(text, first.end, second.start + len(_AND_THE)))
    return len(words) + breaks + _PARTING_WEIGHT * ands
