"""What was given already, and need not be made twice: the same answer over the same index."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

# Answers have some 20 kB each: a few passages and their quotes.
_KEPT = 200


class Given(Generic[T]):
    """The things given last, by all that they depend on. Safe for several threads."""

    def __init__(self) -> None:
        self._things: dict[Hashable, T] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        """Return what is kept under `key`, or None."""
        with self._lock:
            thing = self._things.pop(key, None)
            if thing is not None:
                self._things[key] = thing  # the one asked for last goes last
            return thing

    def keep(self, key: Hashable, thing: T) -> None:
        """Keep a thing, and forget the one that was asked for the longest ago."""
        with self._lock:
            self._things.pop(key, None)
            self._things[key] = thing
            if len(self._things) > _KEPT:
                del self._things[next(iter(self._things))]
