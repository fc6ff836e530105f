"""Answers that were given already: the same question over the same index is not answered twice."""

import threading
from collections.abc import Hashable

from assistant.answer import Answer

# Some 20 kB each: a few passages and their quotes.
_KEPT = 200


class GivenAnswers:
    """The answers given last, by all that they depend on. Safe for several threads."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Answer] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """Return the answer kept under `key`, or None."""
        with self._lock:
            answer = self._answers.pop(key, None)
            if answer:
                self._answers[key] = answer  # the one asked for last goes last
            return answer

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, and forget the one that was asked for the longest ago."""
        with self._lock:
            self._answers.pop(key, None)
            self._answers[key] = answer
            if len(self._answers) > _KEPT:
                del self._answers[next(iter(self._answers))]
