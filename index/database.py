"""SQLite: how much it takes at once, and its errors as ours, apart by whether a file is damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexDamagedError, IndexUnusableError

AT_ONCE = 500  # It takes so many values in one statement.
# Its codes for a file that is damaged, is none of its own, or ends too early.
_CORRUPT, _NOT_A_DATABASE, _SHORT_READ = 11, 26, 522


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise IndexDamagedError or IndexUnusableError where SQLite complains about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        # Text that is no longer UTF-8 has no code of its own.
        if (
            code & 0xFF in (_CORRUPT, _NOT_A_DATABASE)
            or code == _SHORT_READ
            or "decode" in str(error)
        ):
            raise IndexDamagedError(
                f"{path}: is damaged ({error}); run `assistant index`", path
            ) from error
        raise IndexUnusableError(
            f"{path}: cannot be used ({error}); check the disk and the permissions there"
        ) from error
