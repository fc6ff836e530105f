"""One writer at a time of an index on a server, on whatever machine it runs.

A collection is the lock, for only one program can make it. Its owner counts on in its metadata
every few seconds; one that no longer does has gone.
"""

import os
import platform
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_BEAT_SECONDS = 5.0
# A writer that has not been heard of for so long has gone.
LOST_SECONDS = 60.0
_LOOK_SECONDS = 0.5

# Returns the metadata of a collection, or None if there is none of that name.
Look = Callable[[str], dict[str, Any] | None]


@contextmanager
def only_server_writer(
    client: Any, name: str, look: Look, where: str, say: Callable[[str], None]
) -> Iterator[None]:
    """Hold the lock `name`. `say` hears one line if another program holds it.

    `where` is what that line names. Raises what `look` raises if the server does not answer.
    """
    owner: dict[str, Any] = {
        "pid": os.getpid(), "host": platform.node(), "space": _space(), "beat": 0
    }  # fmt: skip
    lock = _acquire(client, name, look, owner, lambda line: say(f"{line} {where}"))
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(_BEAT_SECONDS):
            owner["beat"] += 1
            with suppress(Exception):  # the server may be away for a while
                lock.modify(metadata=owner)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        with suppress(Exception):  # if the server has gone, the lock is given up in a minute
            client.delete_collection(name)


def _acquire(
    client: Any, name: str, look: Look, owner: dict[str, Any], say: Callable[[str], None]
) -> Any:
    heard: tuple[Any, float] = (None, time.monotonic())
    is_told = False
    while True:
        with suppress(Exception):  # it is there: another program writes
            return client.create_collection(name, embedding_function=None, metadata=owner)
        other = look(name)
        if other != heard[0]:
            heard = other, time.monotonic()
        if other and (_is_dead(other) or time.monotonic() - heard[1] > LOST_SECONDS):
            with suppress(Exception):  # another one was faster
                client.delete_collection(name)
            continue
        if other and not is_told:
            is_told = True
            say(
                f"waiting for process {other.get('pid')} on {other.get('host')}, "
                "which is writing the index"
            )
        time.sleep(_LOOK_SECONDS)


def _is_dead(owner: dict[str, Any]) -> bool:
    """Tell whether a writer was among the processes that are seen from here, and has ended."""
    if not owner.get("space") or owner["space"] != _space():
        return False
    try:
        os.kill(int(owner.get("pid", 0)), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _space() -> str:
    """Name what numbers the processes here: a machine since it started, or a container on it.

    Containers may share a name. Empty where this cannot be told, as outside of Linux.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""
