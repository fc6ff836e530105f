"""How many questions are answered at once: so many for one user, so that others get their turn."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

# How many are answered at once, in all and for one user.
AT_ONCE = 4
FOR_ONE = 3
# How many can stand in the page's queue and be told their place.
QUEUEING = 24
# What comes on top of all that waits unseen, up to so many, and is then turned away.
WAITING = 64


class Turnstile:
    """A queue in which each comes in turn, but nobody has more than so many. Safe for threads."""

    def __init__(self, at_once: int = AT_ONCE, for_one: int = FOR_ONE) -> None:
        self._at_once = at_once
        self._for_one = for_one
        self._inside: Counter[str] = Counter()
        self._waiting: list[Ticket] = []
        self._moved = threading.Condition()

    @contextmanager
    def queue(self, user: str) -> Iterator["Ticket"]:
        """Stand in the queue and, once `Ticket.wait` says so, hold a place inside; then leave."""
        ticket = Ticket(self, user)
        with self._moved:
            self._waiting.append(ticket)
            self._admit()
        try:
            yield ticket
        finally:
            with self._moved:
                if ticket in self._waiting:
                    self._waiting.remove(ticket)
                else:
                    self._inside[user] -= 1
                self._admit()

    def _admit(self) -> None:
        """Let in whoever can be, in the order of their coming."""
        for ticket in list(self._waiting):
            if self._inside.total() < self._at_once and self._inside[ticket.user] < self._for_one:
                self._inside[ticket.user] += 1
                self._waiting.remove(ticket)
        self._moved.notify_all()


class Ticket:
    """A place in a turnstile's queue."""

    def __init__(self, turnstile: Turnstile, user: str) -> None:
        self.user = user
        self._turnstile = turnstile

    @property
    def before(self) -> int:
        """How many came before and are waiting still."""
        with self._turnstile._moved:
            waiting = self._turnstile._waiting
            return waiting.index(self) if self in waiting else 0

    def wait(self, seconds: float | None = None) -> bool:
        """Wait to be let in, at most so many seconds, and tell whether it is so."""
        turnstile = self._turnstile
        with turnstile._moved:
            return turnstile._moved.wait_for(lambda: self not in turnstile._waiting, seconds)
