import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from index.errors import IndexUnusableError
from index.records import Chunk
from index.store import Passages, Store, Vectors

AXES = np.eye(8, dtype=np.float32)


def chunks(*numbers: int, page: int | None = None) -> list[Chunk]:
    return [Chunk(f"id {n}", "a.txt", n, n + 1, f"text {n}", page) for n in numbers]


def vectors_of(batch: Sequence[Chunk]) -> Vectors:
    """Each number has an axis of its own."""
    return np.stack([AXES[chunk.start] for chunk in batch])


def build(folder: Path, *numbers: int, page: int | None = None) -> Path:
    made = chunks(*numbers, page=page)
    Store.build(folder, made, len(made), vectors_of, lambda done, total: None)
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sqlite3"
    }


def nearest(folder: Path, number: int, count: int = 1) -> list[str]:
    with Store(folder) as store:
        return [chunk.id for chunk, _ in store.nearest(AXES[number], count)]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_readers_leave_the_vectors_files_as_they_are(tmp_path: Path, count: int) -> None:
    folder = build(tmp_path / "store", *range(count))
    before = digests(folder)
    assert nearest(folder, 0) == ["id 0"]
    assert digests(folder) == before
    assert len(before) == 5


def test_what_chroma_writes_when_it_is_opened_is_known(tmp_path: Path) -> None:
    folder = build(tmp_path / "store", 0, 1)
    database = folder / "chroma.sqlite3"
    before, may_change = database.read_bytes(), Store.changing(folder)["chroma.sqlite3"]
    for _ in range(3):
        nearest(folder, 0)
    after = database.read_bytes()
    changed = {at for at in range(len(before)) if before[at] != after[at]}
    assert len(after) == len(before)
    assert changed <= {at for start, end in may_change for at in range(start, end)}


def test_a_copy_can_be_changed_and_the_original_stays(tmp_path: Path) -> None:
    folder = build(tmp_path / "store", 0, 1, 2, page=3)
    Store.copy(folder, tmp_path / "copy")
    moved = [Chunk("id 1", "a.txt", 1, 2, "text 1")]
    Store.change(tmp_path / "copy", ["id 0"], moved, chunks(4), 3, vectors_of)
    with Store(tmp_path / "copy") as store:
        found = {chunk.id: chunk for chunk, _ in store.nearest(AXES[1], 9)}
    assert found.keys() == {"id 1", "id 2", "id 4"}
    assert (found["id 1"].page, found["id 2"].page) == (None, 3)
    assert sorted(nearest(folder, 0, 9)) == ["id 0", "id 1", "id 2"]


def test_a_change_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    folder = build(tmp_path / "store", 0, 1)
    with pytest.raises(IndexUnusableError, match="not stored"):
        Store.change(folder, ["id 0"], [], [], 2, vectors_of)


def test_without_a_store_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="assistant index"):
        Store(tmp_path)


def test_what_is_deleted_while_it_is_searched_for_is_not_found() -> None:
    owl, cat = {"source": "a.txt", "start": 0, "end": 3, "context": ""}, None

    class Collection:
        answers: ClassVar[list[list[Any]]] = [[owl, cat], [owl, cat], [owl]]

        def count(self) -> int:
            return len(self.answers[0])

        def query(self, **_: Any) -> dict[str, Any]:
            metadatas = self.answers.pop(0)
            texts = [metadata and "owl" for metadata in metadatas]
            ids, distances = ["1", "2"][: len(texts)], [0.1, 0.2][: len(texts)]
            return {
                "ids": [ids], "documents": [texts], "metadatas": [metadatas],
                "distances": [distances],
            }  # fmt: skip

    collection: Any = Collection()
    found = Passages(collection, "http://host").nearest(np.ones(3, np.float32), 2)
    assert [(chunk.text, cosine) for chunk, cosine in found] == [("owl", 0.9)]
    assert collection.answers == []


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    assert nearest(build(tmp_path / "store"), 0) == []
