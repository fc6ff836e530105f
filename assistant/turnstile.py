"""How many questions are answered at once: so many for one user, so that others get their turn."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import QuestionError

# In all, and for one user. What comes on top waits, up to so many, and is then turned away.
AT_ONCE = 4
FOR_ONE = 3
WAITING = 64


class Turnstile:
    """Counts what each user is having done. Safe for several threads."""

    def __init__(self, for_one: int = FOR_ONE) -> None:
        self._for_one = for_one
        self._inside: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def passed_by(self, user: str) -> Iterator[None]:
        """Hold a place for a user. Raises QuestionError if the user has as many as one may have."""
        with self._lock:
            if self._inside[user] >= self._for_one:
                raise QuestionError(
                    f"{self._for_one} of your questions are being answered; wait for one of them"
                )
            self._inside[user] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[user] -= 1
                if not self._inside[user]:
                    del self._inside[user]
