import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.remember import Vectors
from index.word_file import KnownWords, WordFile

VECTORS = {"tide": [1, 0], "moon": [0, 1], "sea": [0.6, 0.8]}


class Encoder:
    def __init__(self) -> None:
        self.embedded: list[str] = []

    def __call__(self, words: list[str]) -> Vectors:
        self.embedded += words
        return np.array([VECTORS[word] for word in words], np.float32).reshape(-1, 2)


@pytest.fixture
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def file(tmp_path: Path, encoder: Encoder) -> WordFile:
    file = WordFile(tmp_path, "one")
    file.add(["Tide, moon.", "Moon"], encoder)
    return file


def test_each_word_is_embedded_once(file: WordFile, encoder: Encoder) -> None:
    file.add(["moon sea"], encoder)
    assert encoder.embedded == ["tide", "moon", "sea"]


def test_what_is_there_is_not_embedded_again(file: WordFile) -> None:
    encoder = Encoder()
    vectors = KnownWords(file, encoder)(["moon", "sea", "tide"])
    assert vectors == pytest.approx(np.array([[0, 1], [0.6, 0.8], [1, 0]]))
    assert encoder.embedded == ["sea"]


def test_another_encoder_has_vectors_of_its_own(file: WordFile, tmp_path: Path) -> None:
    assert WordFile(tmp_path, "one").take(["moon"])
    assert not WordFile(tmp_path, "two").take(["moon"])


def test_a_file_that_is_none_has_no_words(tmp_path: Path) -> None:
    file = WordFile(tmp_path, "one")
    assert file.take(["moon"]) == {}
    assert not file.path.exists()
    file.path.write_bytes(b"no database, but longer than the head of one would be" * 20)
    assert file.take(["moon"]) == {}
    with pytest.raises(IndexDamagedError):
        file.add(["moon"], Encoder())


@pytest.mark.parametrize("value", [np.array([0.6, 0.8], "<f2").tobytes(), b"odd", "text", 7, b""])
def test_a_damaged_vector_is_made_anew(
    file: WordFile, encoder: Encoder, value: bytes | str | int
) -> None:
    with closing(sqlite3.connect(file.path)) as database, database:
        database.execute("UPDATE word SET vector = ?", (value,))
    assert file.take(["moon"]) == {}
    file.add(["moon"], encoder)
    assert file.take(["moon"])["moon"].tolist() == [0, 1]


def test_no_words_have_no_vectors(file: WordFile, encoder: Encoder) -> None:
    assert KnownWords(file, encoder)([]).shape == (0, 2)


def test_what_is_forgotten_is_gone(file: WordFile) -> None:
    file.clear()
    assert file.take(["moon"]) == {}


def test_nothing_but_the_file_is_left_behind(file: WordFile) -> None:
    assert list(file.path.parent.iterdir()) == [file.path]
