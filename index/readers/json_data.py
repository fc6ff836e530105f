"""JSON and JSON Lines: a line for each value with the path to it."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.errors import ReadError
from index.readers import table
from index.readers.text import decode
from index.records import Content

# A record whose values are this long is prose, and gets a paragraph for each.
_LONGEST_IN_ROW = 200


def read_json(file: BinaryIO) -> Content:
    """Read a JSON file; see `_lines`."""
    return Content("\n\n".join(_lines(_parse(decode(file.read())), "")))


def read_json_lines(file: BinaryIO) -> Content:
    """Read a file of one JSON value a line; see `_lines`."""
    blocks: list[str] = []
    for number, line in enumerate(decode(file.read()).splitlines(), 1):
        if line.strip():
            blocks += _lines(_parse(line, number), "", in_list=True)
    return Content("\n\n".join(blocks))


def _parse(text: str, number: int = 0) -> Any:
    try:
        # Numbers stay as they are written.
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = f"line {number or error.lineno}"
        raise ReadError(f"is not valid JSON ({place}: {error.msg}); mend it there") from error


def _lines(value: Any, path: str, *, in_list: bool = False) -> Iterator[str]:
    """Give the lines of a value: "address.city: Paris" for what stands in an object.

    An object in a list is a record, whose simple values make one line, so that they stay together:
    "items[2]: name: bolt | price: 4". What is null or empty is left out.
    """
    if isinstance(value, dict):
        simple = {name: _shown(inner) for name, inner in value.items() if _is_simple(inner)}
        if in_list and all(map(_fits_in_row, simple.values())):
            row = next(table.line(list(simple), list(simple.values())), "")
            if row:
                yield f"{path}: {row}" if path else row
        else:
            for name, text in simple.items():
                if text:
                    yield f"{_join(path, name)}: {text}"
        for name, inner in value.items():
            if not _is_simple(inner):
                yield from _lines(inner, _join(path, name))
    elif isinstance(value, list):
        if value and all(map(_is_simple, value)) and all(map(_fits_in_row, map(_shown, value))):
            joined = ", ".join(filter(None, map(_shown, value)))
            yield f"{path}: {joined}" if path else joined
            return
        for place, inner in enumerate(value):
            yield from _lines(inner, f"{path}[{place}]", in_list=True)
    elif text := _shown(value):
        yield f"{path}: {text}" if path else text


def _is_simple(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _fits_in_row(text: str) -> bool:
    return len(text) <= _LONGEST_IN_ROW and "\n" not in text


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else re.sub(r"\s*\n\s*", "\n", str(value)).strip()


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
