"""The page in a process of its own, so that it is stopped as users stop it: by a signal."""

import multiprocessing
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from assistant import Assistant, Settings
from assistant.launch import launch

_SECONDS_TO_START = 180
_SECONDS_TO_STOP = 30
# For each document, in seconds: longer than a change of the folder takes.
SLOW_TO_LIST = 1.5


@dataclass
class Served:
    """A page that is being served: its address, and whether a stream of it was closed early."""

    address: str
    closed: Any
    process: Any

    def stop(self) -> int:
        """Send SIGTERM and return the exit status."""
        self.process.terminate()
        self.process.join(_SECONDS_TO_STOP)
        return int(self.process.exitcode)


@contextmanager
def served(make: Callable[..., Any], *arguments: Any, **options: Any) -> Iterator[Served]:
    """Serve what `make` makes of the arguments, launched with the options."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    closed = context.Event()
    process = context.Process(target=_serve, args=(there, closed, make, arguments, options))
    process.start()
    try:
        assert here.poll(_SECONDS_TO_START), "the page was not served"
        address = here.recv()
        _wait_for_page(address)
        yield Served(address, closed, process)
    finally:
        process.terminate()
        process.join(_SECONDS_TO_STOP)
        process.kill()


def _wait_for_page(address: str) -> None:
    """Return once the page itself answers, and no longer that it is getting ready."""
    until = time.monotonic() + _SECONDS_TO_START
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        try:
            direct.open(address, timeout=_SECONDS_TO_START).close()
        except HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                return
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the page was not made")


def _serve(
    connection: Connection,
    closed: Any,
    make: Callable[..., Any],
    arguments: tuple[Any, ...],
    options: dict[str, Any],
) -> None:
    with closing(make(closed, *arguments)) as assistant:
        launch(assistant, on_address=connection.send, **options)


def fake(closed: Any, seeds: Path) -> Any:
    from tests.browser.fake_assistant import FakeAssistant

    return FakeAssistant(seeds, closed=closed)


def slow_to_list(closed: Any, seeds: Path) -> Any:
    """Return a fake that takes longer to list its documents the more of them are in the folder."""
    assistant = fake(closed, seeds)
    listed = assistant.documents

    def documents() -> Any:
        entries = listed()
        time.sleep(SLOW_TO_LIST * len(list(seeds.glob("*.txt"))))
        return entries

    assistant.documents = documents
    return assistant


def real(closed: Any, seeds: Path, index: Path) -> Any:
    return Assistant(Settings(seeds=seeds, index=index))
