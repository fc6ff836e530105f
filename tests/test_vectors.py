import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.records import Chunk
from index.vectors import KEPT_SECONDS, VectorFile


def chunk(text: str, context: str = "") -> Chunk:
    return Chunk(f"{context}/{text}", "a.txt", 0, len(text), text, context=context)


A, B, C = chunk("a"), chunk("b"), chunk("c")
ONE, OTHER = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[VectorFile]:
    with closing(VectorFile(tmp_path / "vectors.sqlite", "one")) as file:
        yield file


def test_vectors_belong_to_a_text_and_an_embedder(file: VectorFile, tmp_path: Path) -> None:
    file.add([A, B], np.stack([ONE, OTHER]))
    assert list(file.missing([B, C, C])) == [C]
    assert file.take([B, A]).tolist() == [[0, 1], [1, 0]]
    with closing(VectorFile(tmp_path / "vectors.sqlite", "two")) as other:
        assert list(other.missing([A])) == [A]


def test_what_is_not_used_is_kept_for_a_week(
    file: VectorFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.add([A, B], np.stack([ONE, OTHER]))
    file.keep_only([A])
    assert list(file.missing([A, B])) == []
    monkeypatch.setattr("time.time", lambda: 2e9 + KEPT_SECONDS)
    file.keep_only([A])
    assert list(file.missing([A, B])) == [B]


def test_what_comes_back_within_the_week_stays(
    file: VectorFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.add([A, B], np.stack([ONE, OTHER]))
    file.keep_only([A])
    file.keep_only([A, B])
    monkeypatch.setattr("time.time", lambda: 2e9 + KEPT_SECONDS)
    file.keep_only([A, B])
    assert list(file.missing([A, B])) == []


def test_a_heading_that_says_much_the_same_needs_no_new_vector(file: VectorFile) -> None:
    file.add([chunk("rent", "Lease of 14 Quay Street")], ONE[np.newaxis])
    alike, another = chunk("rent", "A lease of 14 Quay Street"), chunk("rent", "Minutes of June")
    assert list(file.missing([alike, another, chunk("rent")])) == [another, chunk("rent")]
    assert file.take([alike]).tolist() == [[1, 0]]


def test_its_own_heading_comes_before_one_like_it(file: VectorFile) -> None:
    headings = ["Lease of 14 Quay Street", "The lease of 14 Quay Street"]
    chunks = [chunk("rent", heading) for heading in headings]
    file.add(chunks, np.stack([ONE, OTHER]))
    assert file.take(chunks).tolist() == [[1, 0], [0, 1]]


def test_running_text_before_a_chunk_may_change_altogether(file: VectorFile) -> None:
    file.add([chunk("rent", "word " * 20)], ONE[np.newaxis])
    assert list(file.missing([chunk("rent", "other " * 20)])) == []


def test_a_vector_that_was_altered_is_made_again(file: VectorFile, tmp_path: Path) -> None:
    file.add([A, B], np.stack([ONE, OTHER]))
    with closing(sqlite3.connect(tmp_path / "vectors.sqlite")) as database:
        database.execute(
            "UPDATE vector SET value = ? WHERE value = ?", (b"12345678", ONE.tobytes())
        )
        database.commit()
    assert list(file.missing([A, B])) == [A]
    with pytest.raises(IndexDamagedError, match="vectors are missing"):
        file.take([A, B])


def test_a_file_of_an_earlier_version_is_begun_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "vectors.sqlite")) as earlier:
        earlier.execute("CREATE TABLE vector (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    with closing(VectorFile(tmp_path / "vectors.sqlite", "one")) as file:
        file.add([A], np.stack([ONE]))
        assert file.take([A]).tolist() == [[1, 0]]
    with closing(VectorFile(tmp_path / "vectors.sqlite", "one")) as again:
        assert list(again.missing([A])) == []
