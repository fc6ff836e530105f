"""What is being done, on a terminal only: of a sync, a bar with its rate and the time left."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.report import Progress

_UNITS = {"reading": "files", "embedding": "chunks", "storing": "chunks"}
# What is done sooner than this needs no bar.
_DELAY_SECONDS = 0.5


@contextmanager
def status_line() -> Iterator[Callable[[str], None]]:
    """Give what shows a line in place of the one before, and leaves none in the end."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return

    def show(text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        show("")


@contextmanager
def progress_bar() -> Iterator["Progress"]:
    """Give what a sync tells its progress to; it draws on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    # Late: nothing else of a command needs it.
    from tqdm import tqdm

    bar: Any = None

    def show(stage: str, done: int, total: int) -> None:
        nonlocal bar
        if bar is None or bar.desc != stage:
            if bar is not None:
                bar.close()
            bar = tqdm(
                desc=stage,
                total=total,
                unit=f" {_UNITS.get(stage, '')}",
                leave=False,
                delay=_DELAY_SECONDS,
                file=sys.stderr,
            )
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()
