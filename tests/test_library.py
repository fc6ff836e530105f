from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library import LARGEST, Library, safe_name
from index.errors import ReadError, SeedsError
from index.files import list_files
from index.records import DocumentEntry


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "seeds" / "sub").mkdir(parents=True)
    (tmp_path / "seeds" / "sub" / "one.txt").write_text("one")
    return tmp_path / "seeds"


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    (tmp_path / "upload").write_text("new words")
    return tmp_path / "upload"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("notes.txt", "notes.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        (".hidden.txt", "hidden.txt"),
        ("...", "document"),
        (".txt", "txt"),
        ("con.txt", "_con.txt"),
        ('a<b>:"|?*\x00\n.txt', "ab.txt"),
        ("\u202egnp.txt", "gnp.txt"),
        ("e\u0301te\u0301.md", "été.md"),
        ("谷歌 投资.txt", "谷歌 投资.txt"),
    ],
)
def test_a_name_is_made_safe(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text())
def test_a_safe_name_stays_in_its_folder_visible_and_short(text: str) -> None:
    name = safe_name(text)
    assert Path(name).name == name
    assert not name.startswith(".")
    assert 0 < len(name.encode()) <= 240


def test_an_upload_lands_in_the_folder(seeds: Path, upload: Path) -> None:
    assert Library(seeds).add(upload, "notes.txt") == "notes.txt"
    assert (seeds / "notes.txt").read_text() == "new words"
    assert set(list_files(seeds)) == {"notes.txt", "sub/one.txt"}


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_written_over(
    seeds: Path, upload: Path
) -> None:
    (seeds / "notes.txt").write_text("old words")
    assert Library(seeds).add(upload, "notes.txt") == "notes (2).txt"
    assert (seeds / "notes.txt").read_text() == "old words"


def test_a_document_that_is_there_is_not_added_twice(seeds: Path, upload: Path) -> None:
    library = Library(seeds)
    library.add(upload, "notes.txt")
    with pytest.raises(ReadError, match=r"notes.txt: is there already, as notes.txt"):
        library.add(upload, "notes.txt")


def test_a_format_that_is_not_read_is_refused(seeds: Path, upload: Path) -> None:
    with pytest.raises(ReadError, match=r"run.exe: this format is not read; formats that are"):
        Library(seeds).add(upload, "run.exe")
    assert set(list_files(seeds)) == {"sub/one.txt"}


def test_what_is_too_large_is_refused(seeds: Path, upload: Path) -> None:
    with upload.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ReadError, match="is larger than 50 MB"):
        Library(seeds).add(upload, "notes.txt")


def test_what_is_removed_is_out_of_sight_and_comes_back_where_it_was(seeds: Path) -> None:
    library = Library(seeds)
    library.remove("sub/one.txt")
    assert list_files(seeds) == {}
    assert library.removed() == ["sub/one.txt"]
    library.put_back("sub/one.txt")
    assert (seeds / "sub" / "one.txt").read_text() == "one"
    assert library.removed() == []


@pytest.mark.parametrize("source", ["../upload", "/etc/passwd", "sub", "", ".removed/x", "none"])
def test_only_documents_of_the_folder_are_moved(seeds: Path, upload: Path, source: str) -> None:
    with pytest.raises(SeedsError, match="is not in the folder"):
        Library(seeds).remove(source)
    with pytest.raises(SeedsError, match="is not among the removed documents"):
        Library(seeds).put_back(source)
    assert upload.exists()


def test_a_document_is_not_put_back_over_another_one(seeds: Path) -> None:
    library = Library(seeds)
    library.remove("sub/one.txt")
    (seeds / "sub" / "one.txt").write_text("another one")
    with pytest.raises(SeedsError, match="another document has this name now"):
        library.put_back("sub/one.txt")
    assert (seeds / "sub" / "one.txt").read_text() == "another one"


def test_documents_are_found_by_name_and_title_whatever_the_case(seeds: Path) -> None:
    entries = [
        DocumentEntry("sub/one.txt", "The Tide", 3, 1, "indexed"),
        DocumentEntry("gone.txt", None, 3, 1, "removed"),
    ]
    library = Library(seeds)
    assert [found.source for found in library.listed(entries, "TIDE")] == ["sub/one.txt"]
    assert [found.source for found in library.listed(entries, "Gone")] == ["gone.txt"]
    one, gone = library.listed(entries)
    assert (one.size, gone.size, gone.date) == (3, None, "")


def test_the_index_is_no_document(tmp_path: Path) -> None:
    seeds, index = tmp_path / "seeds", tmp_path / "seeds" / "index"
    index.mkdir(parents=True)
    (index / "catalog.sqlite").write_bytes(b"")
    with pytest.raises(SeedsError, match="not in the folder"):
        Library(seeds, index).remove("index/catalog.sqlite")
    assert (index / "catalog.sqlite").exists()
