import threading
from typing import Any

import pytest

from index.errors import IndexUnusableError
from index.reader import Reader


class FakeGeneration:
    embedder = None

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_open = True

    def close(self) -> None:
        assert self.is_open
        self.is_open = False


class FakeGenerations:
    """Opens a generation for each name that it is given as the current one."""

    def __init__(self) -> None:
        self.name: str | None = "1"
        self.opened: list[FakeGeneration] = []

    def current(self) -> str | None:
        return self.name

    def open(self, name: str) -> Any:
        self.opened.append(FakeGeneration(name))
        return self.opened[-1]


@pytest.fixture
def generations() -> Any:
    return FakeGenerations()


@pytest.fixture
def reader(generations: Any) -> Reader:
    return Reader(generations, "here", lambda generation: None)


def test_a_generation_is_opened_once_and_closed_when_it_was_replaced(
    reader: Reader, generations: Any
) -> None:
    assert [reader.read(lambda it: it.name) for _ in range(3)] == ["1", "1", "1"]
    generations.name = "2"
    assert reader.read(lambda it: it.name) == "2"
    assert [it.is_open for it in generations.opened] == [False, True]
    reader.close()
    assert [it.is_open for it in generations.opened] == [False, False]


def test_a_generation_stays_open_for_who_is_in_the_middle_of_it(
    reader: Reader, generations: Any
) -> None:
    def use(first: Any) -> bool:
        generations.name = "2"
        reader.read(lambda it: it.name)
        return bool(first.is_open)

    assert reader.read(use)
    assert [it.is_open for it in generations.opened] == [False, True]


def test_one_that_has_gone_in_the_middle_is_left_for_the_next(
    reader: Reader, generations: Any
) -> None:
    def use(it: Any) -> str:
        if it.name == "1":
            generations.name = "2"
            raise IndexUnusableError("gone")
        return str(it.name)

    assert reader.read(use) == "2"


def test_what_fails_in_the_current_one_fails(reader: Reader) -> None:
    def use(it: Any) -> None:
        raise IndexUnusableError("damaged")

    with pytest.raises(IndexUnusableError, match="damaged"):
        reader.read(use)


def test_what_is_refused_is_closed(generations: Any) -> None:
    def refuse(generation: Any) -> None:
        raise IndexUnusableError("refused")

    with pytest.raises(IndexUnusableError, match="refused"):
        Reader(generations, "here", refuse).read(lambda it: None)
    assert not generations.opened[0].is_open


def test_without_a_generation_it_says_what_to_do(reader: Reader, generations: Any) -> None:
    generations.name = None
    assert not reader.exists()
    with pytest.raises(IndexUnusableError, match="run `assistant index`"):
        reader.read(lambda it: None)


def test_many_threads_read_while_generations_change(reader: Reader, generations: Any) -> None:
    closed: list[str] = []

    def note(it: Any) -> None:
        if not it.is_open:
            closed.append(it.name)

    def read_often() -> None:
        for _ in range(200):
            reader.read(note)

    threads = [threading.Thread(target=read_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for number in range(50):
        generations.name = str(number)
    for thread in threads:
        thread.join()
    assert closed == []
    assert [it.name for it in generations.opened if it.is_open] == [generations.opened[-1].name]
