from pathlib import Path

import numpy as np
import pytest

from index.catalog import Catalog, VectorFile, terms
from index.errors import IndexUnusableError
from index.records import Document
from index.split import Splitter


def write(catalog: Catalog, source: str, text: str, pages: tuple[int, ...] = ()) -> Document:
    document = Document(source, text, f"hash of {text}", "Title", pages)
    catalog.write(document, Splitter().split(document), size=len(text), modified_ns=7)
    return document


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


def test_a_document_comes_back_as_it_was_written(catalog: Catalog) -> None:
    written = write(catalog, "sub/é.txt", "One.\fTwo.", pages=(0, 5))
    assert catalog.document("sub/é.txt") == written
    assert catalog.document("other") is None
    assert catalog.fingerprints() == {"sub/é.txt": ("hash of One.\fTwo.", 9, 7)}


def test_a_new_version_leaves_nothing_of_the_old_one(catalog: Catalog) -> None:
    write(catalog, "a.txt", "The cat sat.")
    write(catalog, "a.txt", "The dog ran.")
    assert [chunk.text for chunk in catalog.chunks()] == ["The dog ran."]
    assert catalog.matching(["cat"], 9) == []
    assert catalog.document_frequencies(["cat", "dog"]) == {"cat": 0, "dog": 1}


def test_a_write_that_fails_changes_nothing(catalog: Catalog) -> None:
    write(catalog, "a.txt", "The cat sat.")
    document = Document("a.txt", "New.", "new")
    twice = Splitter().split(document) * 2
    with pytest.raises(IndexUnusableError, match="UNIQUE"):
        catalog.write(document, twice, size=1, modified_ns=1)
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


def test_words_are_folded_and_scripts_without_spaces_go_in_pairs() -> None:
    assert terms("Été, ÉTÉ: Straße 500") == ["ete", "ete", "strasse", "500"]
    assert terms("谷歌投资20亿") == ["谷歌", "歌投", "投资", "20", "亿"]


def test_a_copy_is_of_one_moment(catalog: Catalog, tmp_path: Path) -> None:
    write(catalog, "a.txt", "One.")
    catalog.copy_to(tmp_path / "copy.sqlite")
    write(catalog, "b.txt", "Two.")
    copy = Catalog(tmp_path / "copy.sqlite", read_only=True)
    assert copy.counts() == (1, 1)
    assert catalog.counts() == (2, 2)


def test_a_file_that_is_no_catalog_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(IndexUnusableError, match="--rebuild"):
        Catalog(tmp_path / "catalog.sqlite")


def test_vectors_belong_to_a_text_and_an_embedder(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "vectors.sqlite", "one")
    file.add(["a", "b"], np.array([[1, 0], [0, 1]], np.float32))
    assert file.missing(["b", "c", "c"]) == ["c"]
    assert file.take(["b", "a"]).tolist() == [[0, 1], [1, 0]]
    assert VectorFile(tmp_path / "vectors.sqlite", "two").missing(["a"]) == ["a"]
    file.keep_only(["b"])
    assert file.missing(["a", "b"]) == ["a"]
