"""Rows of cells become lines that can be read, found and quoted one by one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

# What splits a line into cells; `index.split` takes a line that has it as one sentence.
BETWEEN_CELLS = " | "
_NUMBER = re.compile(r"[^\w]{0,3}\d[\d\s.,:/%+-]*\W{0,3}[^\W\d]{0,4}\W?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Rows that are looked at to tell whether the first one names the columns.
_SAMPLE = 50


def lines(rows: Iterable[Sequence[str]], header_rows: int | None = None) -> Iterator[str]:
    """Give a line for each row: "Region: North | Sales 2024: 5.2"; empty cells are left out.

    The first `header_rows` rows name the columns; None leaves it to `looks_like_header` whether the
    first row does. Without names the values stand by themselves.
    """
    rows = iter(rows)
    if header_rows is None:
        sample = list(islice(rows, _SAMPLE))
        header_rows = int(looks_like_header(sample))
        rows = chain(sample, rows)
    header = list(islice(rows, header_rows))
    names = join_names(header)
    for row in header:
        yield from line([], list(dict.fromkeys(row)))
    for row in rows:
        yield from line(names, row)


def line(names: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """Give a row's line, each value with the name of its column, unless all cells are empty."""
    cells = []
    for place, cell in enumerate(row):
        name = names[place] if place < len(names) else ""
        if value := clean(cell):
            cells.append(f"{name}: {value}" if name and name != value else value)
    if cells:
        yield BETWEEN_CELLS.join(cells)


def join_names(header: Sequence[Sequence[str]]) -> list[str]:
    """Join what stands above each column: "2024 Sales".

    What stands in several rows counts once, and not at all what stands over all columns.
    """
    columns = range(max(map(len, header), default=0))
    rows = [list(map(clean, row)) for row in header if len(set(row)) > 1]
    parts = [[row[place] for row in rows if place < len(row)] for place in columns]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in parts]


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: it may, and one of them is all figures.

    A table that pairs names with values ("Founded | 1998") has no such column, or is too short to
    tell.
    """
    first, *others = rows or [[]]
    if len(others) < 2 or not may_be_header(first):
        return False
    for place, name in enumerate(first):
        below = [clean(row[place]) for row in others if place < len(row)]
        below = [cell for cell in below if cell]
        if clean(name) and len(below) >= 2 and all(map(is_number, below)):
            return True
    return False


def may_be_header(row: Sequence[str]) -> bool:
    """Tell whether a row may name columns: two names or more, all different, words or years."""
    names = [cell for cell in map(clean, row) if cell]
    years = [name for name in names if _YEAR.fullmatch(name)]
    figures = [name for name in names if is_number(name)]
    return 1 < len(names) == len(set(names)) and len(years) != 1 and figures == years


def clean(cell: str) -> str:
    """Return a cell's text on one line, without what would look like the end of the cell."""
    return " ".join(cell.replace(BETWEEN_CELLS, " / ").split())


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a figure, with what belongs to it: "$8.5m", "3 %", "2024-09-12"."""
    return bool(_NUMBER.fullmatch(cell))
