"""One writer at a time: who comes second waits for its turn, and is told for whom.

The lock is the operating system's, so that it goes with the program that holds it, however that
ends. Who holds it stands in a file beside it, which only serves to tell.
"""

import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def only_writer(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold `folder` for writing. `say` hears one line if another program holds it.

    Raises OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"waiting for {_owner(folder)}, which is writing the index {folder}")
        lock.acquire()
    try:
        (folder / "lock.owner").write_text(json.dumps(_this_program()), encoding="utf-8")
        yield
    finally:
        (folder / "lock.owner").unlink(missing_ok=True)
        lock.release()


def _this_program() -> dict[str, str | int]:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    return {"pid": os.getpid(), "host": platform.node(), "since": since}


def _owner(folder: Path) -> str:
    try:
        owner = json.loads((folder / "lock.owner").read_text(encoding="utf-8"))
        return f"process {owner['pid']} on {owner['host']} since {owner['since']}"
    except (OSError, ValueError, LookupError, TypeError):  # it is just beginning, or just ending
        return "another program"
