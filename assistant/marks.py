"""What says when or how much without a figure of its own, and is compared like one.

Quarters, centuries, weekdays, "last month", "millions of people".
"""

from collections.abc import Hashable
from typing import Literal, NamedTuple

MarkKind = Literal["part of year", "century", "decade", "weekday", "relative", "term", "order"]


class Mark(NamedTuple):
    """A mark at `text[start:end]`; two marks of a kind are the same if their keys are equal."""

    start: int
    end: int
    kind: MarkKind
    key: Hashable


def same(one: Mark, other: Mark) -> bool:
    """Tell whether two marks say the same; "the 90s" are those of any century."""
    if one.kind != other.kind:
        return False
    if one.kind == "decade":
        first, second = int(str(one.key)), int(str(other.key))
        return first == second or (min(first, second) < 100 and first % 100 == second % 100)
    return one.key == other.key
