"""Something computed in a thread beside what is computed here."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """Begins at once to compute, in a thread that does not keep the program from ending.

    Those of an executor do, and begin nothing any more once it ends.
    """

    def __init__(self, compute: Callable[[], Result]) -> None:
        self._done: Future[Result] = Future()
        self._compute = compute
        Thread(target=self._run, daemon=True).start()

    def result(self) -> Result:
        """Wait for what is computed. Raises what computing it raises."""
        return self._done.result()

    def _run(self) -> None:
        try:
            self._done.set_result(self._compute())
        except BaseException as error:  # handed to who waits, who raises it
            self._done.set_exception(error)
