"""Figures as a table, or with --json as one document."""

import argparse
import json
from collections.abc import Iterable
from typing import Any


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of a command line that takes --json."""
    made = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    made.add_argument("--json", action="store_true", help="print one JSON document")
    return made


def show(rows: Iterable[dict[str, Any]], *, as_json: bool) -> None:
    """Print rows that have the same names; a table grows a row at a time."""
    if as_json:
        print(json.dumps(list(rows), indent=2))
        return
    for number, row in enumerate(rows):
        if number == 0:
            print(" | ".join(row))
        print(
            " | ".join(
                f"{value:,}" if isinstance(value, int) else str(value) for value in row.values()
            ),
            flush=True,
        )
