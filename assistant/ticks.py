"""Listens to a stream that may be slow, and is free to do something else meanwhile."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

Part = TypeVar("Part")


def with_ticks(
    begin: Callable[[], Iterator[Part]], seconds: float
) -> Generator[Part | None, None, None]:
    """Give what an iterator gives, and None whenever nothing came for so many seconds.

    The iterator runs in a thread of its own. When this one is closed, that one is too, as soon as
    it has given what it was working on: a model that thinks for long holds nobody up. Raises what
    the iterator raises.
    """
    parts: queue.Queue[tuple[str, Part | BaseException | None]] = queue.Queue(maxsize=1000)
    stopped = threading.Event()

    def work() -> None:
        iterator: Iterator[Part] | None = None
        try:
            iterator = begin()
            for part in iterator:
                if stopped.is_set():
                    break
                parts.put(("part", part))
            parts.put(("end", None))
        except BaseException as error:  # handed to the reader, who raises it
            parts.put(("error", error))
        finally:
            close = getattr(iterator, "close", None)
            if close:
                close()

    threading.Thread(target=work, name="stream", daemon=True).start()
    try:
        while True:
            try:
                kind, part = parts.get(timeout=seconds)
            except queue.Empty:
                yield None
                continue
            if kind == "end":
                return
            if isinstance(part, BaseException):
                raise part
            yield part
    finally:
        stopped.set()
