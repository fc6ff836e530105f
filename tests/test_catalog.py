import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.catalog import Catalog, Failure, Known
from index.errors import IndexDamagedError, IndexUnusableError
from index.records import Document
from index.split import Splitter
from index.words import terms

KNOWN = Known("hash", 3, 7, 8, 9, "reader", "splitter")


def write(
    catalog: Catalog,
    source: str,
    text: str,
    pages: tuple[int, ...] = (),
    splitter: Splitter = Splitter(),  # noqa: B008  (it is frozen)
) -> Document:
    title = "Title" if splitter == Splitter() else None
    document = Document(source, text, f"hash of {text}", title, pages, reader="reader")
    catalog.write(document, splitter.split(document), KNOWN)
    return document


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


def test_a_document_comes_back_as_it_was_written(catalog: Catalog) -> None:
    written = write(catalog, "sub/é.txt", "One.\fTwo.", pages=(0, 5))
    assert catalog.document("sub/é.txt") == written
    assert catalog.document("other") is None
    assert catalog.known() == {"sub/é.txt": replace(KNOWN, content_hash="hash of One.\fTwo.")}


def test_a_new_version_leaves_nothing_of_the_old_one(catalog: Catalog) -> None:
    write(catalog, "a.txt", "The cat sat.")
    write(catalog, "a.txt", "The dog ran.")
    assert [chunk.text for chunk in catalog.chunks()] == ["The dog ran."]
    assert catalog.matching(["cat"], 9) == []
    assert [catalog.document_frequency(word) for word in ("cat", "dog")] == [0, 1]


def test_a_write_that_fails_changes_nothing(catalog: Catalog) -> None:
    write(catalog, "a.txt", "The cat sat.")
    document = Document("a.txt", "New.", "new")
    twice = Splitter().split(document) * 2
    with pytest.raises(IndexUnusableError, match="UNIQUE"):
        catalog.write(document, twice, KNOWN)
    assert [chunk.text for chunk in catalog.chunks()] == ["The cat sat."]


def test_rare_words_match_first(catalog: Catalog) -> None:
    write(catalog, "a.txt", "The cat sat on the mat.")
    write(catalog, "b.txt", "The cat saw an ocelot.")
    best, *others = catalog.matching(["cat", "ocelot"], 9)
    assert next(chunk.source for chunk in catalog.chunks() if chunk.id == best) == "b.txt"
    assert len(others) == 1


def test_words_that_are_query_syntax_elsewhere_are_only_words(catalog: Catalog) -> None:
    write(catalog, "a.txt", "This or that, near and not.")
    assert len(catalog.matching(terms('OR "near" NOT * AND'), 9)) == 1


def test_a_copy_is_of_one_moment(catalog: Catalog, tmp_path: Path) -> None:
    write(catalog, "a.txt", "One.")
    catalog.copy_to(tmp_path / "copy.sqlite")
    write(catalog, "b.txt", "Two.")
    copy = Catalog(tmp_path / "copy.sqlite", "copy")
    assert copy.counts() == (1, 1)
    assert catalog.counts() == (2, 2)


def test_a_file_that_is_no_catalog_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(IndexUnusableError, match="assistant index"):
        Catalog(tmp_path / "catalog.sqlite")


@pytest.mark.parametrize("stretch", [b"SQLite format 3", b"sat. The cat"])
def test_a_damaged_catalog_is_told_from_a_busy_one(tmp_path: Path, stretch: bytes) -> None:
    path = tmp_path / "catalog.sqlite"
    catalog = Catalog(path)
    write(catalog, "a.txt", "The cat sat. " * 9_000)
    catalog.close()
    path.write_bytes(path.read_bytes().replace(stretch, b"x" * len(stretch)))
    with pytest.raises(IndexDamagedError, match="assistant index"):
        Catalog(path).document("a.txt")


def test_a_catalog_of_another_version_is_no_good(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as other:
        other.execute("CREATE TABLE document (source)")
        other.commit()
    with pytest.raises(IndexDamagedError, match="another version"):
        Catalog(tmp_path / "catalog.sqlite")


def test_changes_name_what_to_take_out_put_in_and_move(catalog: Catalog, tmp_path: Path) -> None:
    splitter = Splitter(12, 0)
    write(catalog, "a.txt", "Aaaa aaaa.\n\nBbbb bbbb.\n\nCccc cccc.", splitter=splitter)
    write(catalog, "b.txt", "Dddd dddd.", splitter=splitter)
    before = {chunk.text[0]: chunk.id for chunk in catalog.chunks()}
    catalog.copy_to(tmp_path / "copy.sqlite")
    write(catalog, "a.txt", "Aaaa aaaa.\n\nNew.\n\nCccc cccc.", splitter=splitter)
    after = {chunk.text[0]: chunk.id for chunk in catalog.chunks()}
    changes = catalog.changes_since(tmp_path / "copy.sqlite")
    assert changes.gone == [before["B"]]
    assert (changes.added, changes.moved) == ({after["N"]}, {after["C"]})
    assert changes.sources == ["a.txt"]


def test_what_is_embedded_under_another_heading_is_put_in_anew(
    catalog: Catalog, tmp_path: Path
) -> None:
    splitter = Splitter(12, 0)
    write(catalog, "a.txt", "Aaaa aaaa.\n\nBbbb bbbb.", splitter=splitter)
    catalog.copy_to(tmp_path / "copy.sqlite")
    write(catalog, "a.txt", "Other.\n\nBbbb bbbb.", splitter=splitter)
    changes = catalog.changes_since(tmp_path / "copy.sqlite")
    assert len(changes.gone) == len(changes.added) == 2
    assert not changes.moved


def test_entries_tell_how_big_documents_are_and_what_failed(catalog: Catalog) -> None:
    write(catalog, "b.txt", "One. Two.")
    catalog.fail("a.txt", Failure("a.txt: cannot be read", KNOWN))
    failed, indexed = catalog.entries()
    assert (failed.source, failed.state, failed.reason) == (
        *("a.txt", "failed", "a.txt: cannot be read"),
    )
    assert (indexed.title, indexed.characters, indexed.chunks) == ("Title", 9, 1)
