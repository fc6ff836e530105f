"""Tables that stand for themselves: spreadsheets (.xlsx, .xlsm) and CSV files."""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZipFile

from index.readers import table
from index.readers.archive import open_archive, with_properties
from index.readers.text import decode
from index.records import Content

_SEPARATORS = ",;\t|"
# Characters that tell the separator.
_SAMPLE = 20_000
# A merged cell is taken to be at most this wide.
_WIDEST = 100
# What a number format says beside the number: quoted or escaped text, a currency, space.
_FORMAT_PARTS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
# Digits with their decimals (1) and the commas that each divide by a thousand (2).
_FORMAT_DIGITS = re.compile(r"[#0?][#0?,]*?(?:\.([0#?]+))?(,*)(?![#0?.,])")


class _Range(NamedTuple):
    """A merged cell, by its first and last columns and rows, from 1."""

    left: int
    top: int
    right: int
    bottom: int


def read_xlsx(file: BinaryIO) -> Content:
    """Read a spreadsheet: each sheet's name and rows, values as they are shown.

    Days are given as 2024-09-12. A formula counts by the value that was saved with it.
    """
    import openpyxl

    with open_archive(file) as archive:
        # Row by row: a sheet in memory takes fifty times its size, or more if it claims to be huge.
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        blocks = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            lines = list(_lines(_rows(sheet, _merged(archive, sheet))))
            blocks += [sheet.title, *lines] if lines else []
        return with_properties(archive, Content("\n\n".join(blocks)))


def read_csv(file: BinaryIO) -> Content:
    """Read a CSV file, whatever separates its values."""
    text = decode(file.read())
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    return Content("\n\n".join(_lines(_csv_rows(text, _separator(text)))))


def _csv_rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """Return the separator that cuts most rows into the same number of values, two or more."""

    def score(separator: str) -> tuple[int, int]:
        rows = _csv_rows(text[:_SAMPLE], separator)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=itemgetter(1), default=(0, 0))
        return count, width

    return max(_SEPARATORS, key=score)


def _rows(sheet: Any, merged: dict[int, list[_Range]]) -> Iterator[list[str]]:
    """Give the rows of a sheet; the value of a merged cell stands wherever it reaches."""
    reaching: list[tuple[_Range, str]] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [shown(cell.value, cell.number_format) for cell in row]
        reaching = [(range_, value) for range_, value in reaching if range_.bottom >= number]
        for range_ in merged.get(number, []):
            if range_.left <= len(cells):
                reaching.append((range_, cells[range_.left - 1]))
        if any(cells):
            for range_, value in reaching:
                right = min(range_.right, range_.left + _WIDEST)
                cells += [""] * (right - len(cells))
                cells[range_.left - 1 : right] = [value] * (right - range_.left + 1)
        yield cells


def _merged(archive: ZipFile, sheet: Any) -> dict[int, list[_Range]]:
    """Return the merged cells of a sheet by the row in which they begin."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    merged: dict[int, list[_Range]] = {}
    # openpyxl does not read them row by row, and has no public name for where a sheet lies.
    with archive.open(sheet._worksheet_path) as part:
        for _, cell in etree.iterparse(part, tag="{*}mergeCell", resolve_entities=False):
            range_ = _Range(*range_boundaries(cell.get("ref")))
            merged.setdefault(range_.top, []).append(range_)
    return merged


def shown(value: Any, number_format: str) -> str:
    """Return a cell's value as a spreadsheet shows it, but for days, which are 2024-09-12."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case time():
            return value.isoformat("minutes")
        case date() | timedelta():
            return str(value)
        case int() | float():
            return _shown_number(value, number_format)
        case _:
            return str(value)


def _shown_number(value: float, number_format: str) -> str:
    """Return a number with the decimals, separators, percent sign and currency of its format."""
    first = number_format.split(";")[0]
    plain = _FORMAT_PARTS.sub(lambda part: part[1] or part[2] or part[3] or "", first)
    digits = _FORMAT_DIGITS.search(plain)
    if digits is None or "E" in plain or "/" in plain:
        return f"{value:.11g}"  # as "General" does
    before, after = plain[: digits.start()], plain[digits.end() :]
    value = value * 100 if "%" in plain else value
    value /= 1000 ** len(digits[2])
    decimals = len(digits[1] or "")
    separator = "," if "," in digits[0].rstrip(",") else ""
    number = f"{abs(value):{separator}.{decimals}f}"
    return f"{'-' if value < 0 else ''}{before}{number}{after}".strip()


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Give the lines of rows in which titles and several tables may follow each other.

    An empty row ends a table; what comes next is still under its names unless it begins with names
    of its own. Names may stand in two rows, the upper ones over several columns each.
    """
    names: list[str] = []
    above: list[list[str]] = []
    in_table = False
    for row, following in pairwise(chain(rows, [[]])):
        values = [value for cell in row if (value := table.clean(cell))]
        if not values:
            in_table, above = False, []
        elif len(set(values)) == 1 and (not in_table or row[0]):
            yield values[0]  # a title, of the sheet or of a part of the table
        elif not in_table and _are_upper_names(values, following):
            above = [row]
            yield from table.line([], list(dict.fromkeys(row)))
        elif not in_table and _are_names(values, following, names):
            names, in_table = table.join_names([*above, row]), True
            yield from table.line([], row)
        else:
            in_table = in_table or len(values) >= _filled(following)
            yield from table.line(names if in_table else [], row)


def _are_upper_names(values: list[str], following: list[str]) -> bool:
    return len(set(values)) < len(values) and table.may_be_header(following)


def _are_names(values: list[str], following: list[str], names: list[str]) -> bool:
    """Tell whether a row that begins a table names its columns, or goes on with the last one's."""
    if not table.may_be_header(values) or not 0 < _filled(following) <= len(values):
        return False
    return len(values) != _filled(names) or any(map(table.is_number, map(table.clean, following)))


def _filled(row: list[str]) -> int:
    return sum(bool(table.clean(cell)) for cell in row)
