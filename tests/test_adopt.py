from pathlib import Path

import pytest

from index.adopt import adopt
from index.split import Splitter
from index.sync import sync
from tests.fakes import WordEmbedder


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of two documents, whose index is `indexes/old`."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("The cat sat on the mat.")
    (folder / "b.txt").write_text("The dog ran.")
    sync(folder, tmp_path / "indexes" / "old", WordEmbedder(), Splitter())
    return folder


def adopted(seeds: Path) -> bool:
    """Tell whether `indexes/new` takes over when it is asked to serve for `seeds`."""
    new = seeds.parent / "indexes" / "new"
    adopt(new, seeds, lambda line: None)
    return new.exists()


def test_a_renamed_folder_takes_its_index_along(seeds: Path) -> None:
    moved = seeds.rename(seeds.with_name("moved"))
    (moved / "c.txt").write_text("An owl.")
    assert adopted(moved)
    report = sync(moved, seeds.parent / "indexes" / "new", WordEmbedder(), Splitter())
    assert (report.added, report.unchanged, report.chunks_embedded) == (["c.txt"], 2, 1)


def test_the_index_of_a_folder_that_is_still_there_stays_its_own(seeds: Path) -> None:
    copy = seeds.with_name("copy")
    copy.mkdir()
    for path in seeds.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    assert not adopted(copy)


def test_an_index_of_other_documents_is_left_alone(seeds: Path) -> None:
    other = seeds.rename(seeds.with_name("other"))
    for path in other.iterdir():
        path.write_text("Something else altogether.")
    assert not adopted(other)


def test_an_index_that_is_there_is_kept(seeds: Path) -> None:
    moved = seeds.rename(seeds.with_name("moved"))
    (seeds.parent / "indexes" / "new").mkdir()
    adopt(seeds.parent / "indexes" / "new", moved, lambda line: None)
    assert (seeds.parent / "indexes" / "old").exists()


def test_what_is_no_index_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "indexes" / "odd").mkdir(parents=True)
    (tmp_path / "indexes" / "odd" / "catalog.sqlite").write_text("x" * 5000)
    assert not adopted(tmp_path / "seeds")
