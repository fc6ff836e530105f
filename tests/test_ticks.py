import threading
from collections.abc import Iterator

import pytest

from assistant.ticks import with_ticks
from index.errors import SeedsError


def test_ticks_fill_the_time_in_which_nothing_comes() -> None:
    go = threading.Event()

    def slow() -> Iterator[str]:
        go.wait(10)
        yield "late"

    parts = with_ticks(slow, 0.01)
    assert next(parts) is None
    go.set()
    assert [part for part in parts if part] == ["late"]


def test_what_the_stream_raises_reaches_the_reader() -> None:
    def failing() -> Iterator[str]:
        yield "one"
        raise SeedsError("gone")

    parts = with_ticks(failing, 10)
    assert next(parts) == "one"
    with pytest.raises(SeedsError, match="gone"):
        next(parts)


def test_closing_closes_the_stream_without_waiting_for_it() -> None:
    go, closed = threading.Event(), threading.Event()

    def stream() -> Iterator[str]:
        try:
            yield "one"
            go.wait(10)
            yield "two"
        finally:
            closed.set()

    parts = with_ticks(stream, 10)
    assert next(parts) == "one"
    parts.close()
    assert not closed.is_set()
    go.set()
    assert closed.wait(10)


def test_many_parts_come_in_order() -> None:
    assert list(with_ticks(lambda: iter(range(5_000)), 10)) == list(range(5_000))
