"""Where a PDF's words stand on the page tells what was a paragraph, and what a row of a table.

A PDF knows nothing of paragraphs: it is words and places. Measures are in points, from the bottom
left of the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median, median_low

from index.readers.table import BETWEEN_CELLS

# Stands at the end of a line for a hyphen that may or may not be part of the word.
HYPHEN = "\x02"
# All in heights of the line, which is up to twice the size of the letters. The cells of a table are
# parted by more white space than this;
_CELL_GAP = 1.5
# the next line is this far below, unless it is another column's or paragraph's;
_STEPS = (0.4, 3.0)
# lines that end within this of each other end at the margin, if it is an even or a ragged one;
_EVEN, _RAGGED = 0.2, 3.0
# and narrower columns are lists or addresses.
_NARROWEST = 12.0
# The lines of a paragraph are this near, measured by what is usual on the page,
_NEAR = 1.25
# and its letters of one size, give or take this share.
_SAME_SIZE = 0.15
# So many lines before and after one tell how wide its column is.
_AROUND = 12
_ITEM = re.compile(r"[•‣◦▪●○■□➢–—*·-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]")
# Cut where it has a hyphen anyway, "2023-" and "2024".
_CUT = re.compile(r"\w-$")
_SPACELESS = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them, with the place and height of their font."""

    text: str
    left: float
    right: float
    top: float
    height: float

    def is_like(self, other: "Line | Word") -> bool:
        """Whether its letters are as large as the other's."""
        return abs(self.height - other.height) <= _SAME_SIZE * self.height


@dataclass(frozen=True)
class Line:
    """Words that stand beside each other, in the order in which they are read."""

    words: tuple[Word, ...]

    @cached_property
    def height(self) -> float:
        """How high its font is."""
        return median(word.height for word in self.words)

    @cached_property
    def top(self) -> float:
        """How high up it stands."""
        return median(word.top for word in self.words)

    @cached_property
    def left(self) -> float:
        """Where its leftmost word begins."""
        return min(word.left for word in self.words)

    @cached_property
    def right(self) -> float:
        """Where its rightmost word ends."""
        return max(word.right for word in self.words)

    @cached_property
    def is_leftward(self) -> bool:
        """Whether it is read from right to left."""
        return self.words[0].left > self.words[-1].left

    @cached_property
    def end(self) -> float:
        """How far it reaches in the direction in which it is read."""
        return -self.left if self.is_leftward else self.right

    @cached_property
    def cells(self) -> list[str]:
        """The words, parted by spaces, in one cell or in several that have wide gaps between."""
        cells = [self.words[0].text]
        for before, word in pairwise(self.words):
            gap = max(before.left, word.left) - min(before.right, word.right)
            if gap > _CELL_GAP * self.height:
                cells.append(word.text)
            else:
                cells[-1] += f" {word.text}"
        return cells

    def is_beside(self, other: "Line") -> bool:
        """Whether some of it stands straight above or below the other line."""
        return self.left < other.right and other.left < self.right

    def is_like(self, other: "Line | Word") -> bool:
        """Whether its letters are as large as the other's."""
        return abs(self.height - other.height) <= _SAME_SIZE * self.height


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Return lines from the top down, those at one height as one: a form's labels and values."""
    rows: list[list[Word]] = []
    for line in sorted(lines, key=lambda line: -line.top):
        above = rows[-1][0] if rows else None
        if above and above.top - line.top < above.height / 2:
            rows[-1] += line.words
        else:
            rows.append(list(line.words))
    return [Line(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return the texts of paragraphs; headings, rows of tables and list items are some as well.

    Lines belong together if the second is just below the first, in letters of the same size, and
    the first had no room for its first word.
    """
    texts: list[str] = []
    usual = _usual_step(lines)
    for place, line in enumerate(lines):
        text = BETWEEN_CELLS.join(line.cells)
        if place and (texts[-1].endswith(HYPHEN) or _goes_on(lines, place, usual)):
            texts[-1] += _space(texts[-1], text) + text
        else:
            texts.append(text)
    return [f"{text[:-1]}-" if text.endswith(HYPHEN) else text for text in texts]


def _goes_on(lines: Sequence[Line], place: int, usual: float) -> bool:
    """Tell whether the line at `place` goes on with the paragraph of the one before."""
    before, line = lines[place - 1], lines[place]
    first = line.words[0]
    if len(before.cells) > 1 or len(line.cells) > 1 or _ITEM.fullmatch(first.text):
        return False
    if not before.is_beside(line):
        return False
    if not (before.is_like(line) or before.words[-1].is_like(first)):
        return False
    if not 0 < before.top - line.top <= usual * before.height * _NEAR:
        return False
    column = [
        other
        for other in lines[max(0, place - _AROUND) : place + _AROUND]
        if other.is_like(before) and other.is_beside(before)
        if other.is_leftward == before.is_leftward and len(other.cells) == 1
    ]
    margin = _margin(column)
    if max(other.right for other in column) - min(other.left for other in column) < (
        _NARROWEST * before.height
    ):
        return False
    # Scripts without spaces break their lines between any two letters.
    needed = line.height if _SPACELESS.match(first.text) else first.right - first.left
    return margin - before.end < needed + line.height / 4


def _usual_step(lines: Sequence[Line]) -> float:
    """Return how far below a line the next one of the same size usually is, in its heights."""
    least, most = _STEPS
    steps = [
        (before.top - line.top) / before.height
        for before, line in pairwise(lines)
        if before.is_like(line)
    ]
    return median_low([step for step in steps if least < step < most] or [0.0])


def _margin(column: Sequence[Line]) -> float:
    """Return how far the lines of a column reach, but for one or two headings that reach beyond."""
    ends = sorted((line.end for line in column), reverse=True)
    for share in (_EVEN, _RAGGED):
        for end, second_next in zip(ends[:3], ends[2:], strict=False):
            if second_next >= end - share * column[0].height:
                return end
    return ends[0]


def _space(before: str, after: str) -> str:
    is_within_word = before.endswith(HYPHEN) or _CUT.search(before)
    is_spaceless = _SPACELESS.match(before[-1]) and _SPACELESS.match(after)
    return "" if is_within_word or is_spaceless else " "
