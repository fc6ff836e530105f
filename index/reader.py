"""Whoever searches reads the current generation, and moves on when another one is published."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from index.errors import IndexUnusableError
from index.generation import Generation, Generations

Result = TypeVar("Result")


class Reader:
    """Gives its users the current generation. Safe for several threads.

    A generation that was replaced is closed when its last user has left it. `check` hears of every
    generation that is opened, and may refuse it by raising.
    """

    def __init__(
        self, generations: Generations, where: str, check: Callable[[Generation], None]
    ) -> None:
        self._generations = generations
        self._where = where
        self._check = check
        self._lock = threading.Lock()
        self._open: Generation | None = None
        self._users: Counter[Generation] = Counter()

    def exists(self) -> bool:
        """Tell whether there is an index to read."""
        return self._generations.current() is not None

    def version(self) -> str | None:
        """Return the name of the current generation, None if there is none or it is changing."""
        return None if self._generations.is_changing() else self._generations.current()

    def read(self, use: Callable[[Generation], Result]) -> Result:
        """Return what `use` returns for the current generation.

        Raises IndexUnusableError without an index, and IndexDamagedError if it is damaged.
        """
        while True:
            generation = self._enter()
            try:
                return use(generation)
            except IndexUnusableError:
                # One that others have replaced twice may have gone from under our feet.
                if self._generations.current() == generation.name:
                    raise
            finally:
                self._leave(generation)

    def close(self) -> None:
        """Let go of the index, as soon as the last user has left it."""
        with self._lock:
            self._replace(None)

    def _enter(self) -> Generation:
        with self._lock:
            name = self._current()
            while self._open is None or self._open.name != name:
                try:
                    self._replace(self._opened(name))
                except IndexUnusableError:
                    if self._current() == name:
                        raise
                name = self._current()
            self._users[self._open] += 1
            return self._open

    def _current(self) -> str:
        name = self._generations.current()
        if name is None:
            raise IndexUnusableError(f"{self._where}: no index yet; run `assistant index`")
        return name

    def _opened(self, name: str) -> Generation:
        opened = self._generations.open(name)
        try:
            self._check(opened)
        except BaseException:
            opened.close()
            raise
        return opened

    def _leave(self, generation: Generation) -> None:
        with self._lock:
            self._users[generation] -= 1
            if not self._users[generation]:
                del self._users[generation]
                if generation is not self._open:
                    generation.close()

    def _replace(self, opened: Generation | None) -> None:
        before, self._open = self._open, opened
        if before and before not in self._users:
            before.close()
