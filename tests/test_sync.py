import multiprocessing
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.embed import Embedder
from index.errors import IndexDamagedError, IndexMismatchError, IndexUnusableError, SeedsError
from index.manifest import check
from index.overview import Overview, entries, overview
from index.read import FORMATS
from index.records import DocumentEntry
from index.report import SyncReport
from index.search import PassageRetriever, to_langchain, to_passage
from index.split import Splitter
from index.sync import sync
from index.word_file import WordFile
from tests.fakes import WordEmbedder
from tests.made_files import make_pdf, make_scan


class Folder:
    """A folder of documents with its index."""

    def __init__(self, path: Path) -> None:
        self.seeds, self.index = path / "seeds", path / "index"
        self.seeds.mkdir()
        self.embedder = WordEmbedder()
        self.said: list[str] = []
        self.splitter = Splitter(60, 0)

    def put(self, source: str, text: str | bytes) -> None:
        path = self.seeds / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def sync(self, **options: Any) -> SyncReport:
        folders = (self.seeds, self.index)
        return sync(*folders, self.embedder, self.splitter, say=self.said.append, **options)

    def entries(self) -> list[DocumentEntry]:
        return entries(self.seeds, self.index, self.splitter)

    def overview(self) -> Overview:
        return overview(self.seeds, self.index, self.splitter)

    def is_stale(self) -> bool:
        return self.overview().is_stale

    def retriever(self, embedder: Embedder | None = None) -> PassageRetriever:
        return PassageRetriever(index=self.index, embedder=embedder or self.embedder)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.put("a.txt", "The cat sat on the mat.")
    folder.put("sub/a.txt", "The dog ran to the park.")
    return folder


def test_what_was_added_is_found_where_it_stands(folder: Folder) -> None:
    report = folder.sync()
    assert (report.added, report.chunks_embedded) == (["a.txt", "sub/a.txt"], 2)
    best = folder.retriever().search("Where did the dog run?", 1)[0]
    assert (best.source, best.start, best.text) == ("sub/a.txt", 0, "The dog ran to the park.")


def test_a_second_run_finds_nothing_to_do(folder: Folder) -> None:
    folder.sync()
    report = folder.sync()
    assert (report.unchanged, report.chunks_embedded, report.chunks_total) == (2, 0, 2)
    assert not folder.is_stale()


def test_a_new_time_alone_embeds_nothing(folder: Folder) -> None:
    folder.sync()
    os.utime(folder.seeds / "a.txt", ns=(1, 1))
    assert not folder.is_stale()
    report = folder.sync()
    assert (report.unchanged, report.chunks_embedded) == (2, 0)
    assert not folder.is_stale()


def test_a_change_replaces_the_old_text(folder: Folder) -> None:
    folder.sync()
    folder.put("a.txt", "The owl flew over the barn.")
    report = folder.sync()
    assert (report.changed, report.chunks_embedded) == (["a.txt"], 1)
    found = folder.retriever().search("cat mat owl barn", 9)
    assert sorted(passage.text for passage in found) == [
        "The dog ran to the park.",
        "The owl flew over the barn.",
    ]


def test_a_renamed_file_is_not_embedded_again(folder: Folder) -> None:
    folder.sync()
    (folder.seeds / "a.txt").rename(folder.seeds / "b.txt")
    report = folder.sync()
    assert report.renamed == [("a.txt", "b.txt")]
    assert (report.added, report.removed, report.chunks_embedded) == ([], [], 0)
    assert folder.retriever().search("cat", 1)[0].source == "b.txt"


def test_a_removed_file_is_gone(folder: Folder) -> None:
    folder.sync()
    (folder.seeds / "a.txt").unlink()
    assert folder.sync().removed == ["a.txt"]
    assert [passage.source for passage in folder.retriever().search("cat", 9)] == ["sub/a.txt"]


def test_an_open_retriever_follows_the_index(folder: Folder) -> None:
    folder.sync()
    retriever = folder.retriever()
    assert len(retriever.search("owl", 9)) == 2
    folder.put("c.txt", "An owl.")
    folder.sync()
    assert retriever.search("owl", 9)[0].source == "c.txt"


def test_an_index_among_the_documents_is_none_of_them(folder: Folder) -> None:
    folder.index = folder.seeds / "sub" / "index"
    for _ in range(2):
        folder.sync()
        assert [entry.source for entry in folder.entries()] == ["a.txt", "sub/a.txt"]
    assert not folder.is_stale()


def test_a_file_that_cannot_be_read_is_reported_and_stops_nothing(folder: Folder) -> None:
    folder.put("bad.txt", b"\xff\xfe\xfa")
    report = folder.sync()
    assert [failure["source"] for failure in report.failed] == ["bad.txt"]
    assert len(report.added) == 2
    folder.put("bad.txt", "Good now.")
    assert folder.sync().added == ["bad.txt"]


def test_a_document_that_became_unreadable_is_not_answered_from(folder: Folder) -> None:
    folder.sync()
    folder.put("a.txt", b"\xff\xfe\xfa")
    report = folder.sync()
    assert (len(report.failed), report.removed) == (1, ["a.txt"])
    assert [passage.source for passage in folder.retriever().search("cat", 9)] == ["sub/a.txt"]


def test_another_embedder_embeds_everything_again_and_says_so(folder: Folder) -> None:
    folder.sync()
    with pytest.raises(IndexMismatchError, match="assistant index"):
        folder.retriever(WordEmbedder("other")).search("cat")
    folder.embedder = WordEmbedder("other")
    assert folder.sync().chunks_embedded == 2
    assert "embedder words; everything is embedded again with other" in folder.said[-1]
    assert len(folder.retriever().search("cat", 9)) == 2
    assert folder.sync().chunks_embedded == 0


def test_another_splitter_splits_again_and_says_so(folder: Folder) -> None:
    folder.put("a.txt", "One two three. Four five six.")
    folder.sync()
    folder.splitter = Splitter(20, 0)
    assert folder.is_stale()
    assert folder.sync().changed == ["a.txt", "sub/a.txt"]
    assert "split again" in folder.said[-1]
    assert sorted(passage.text for passage in folder.retriever().search("one", 9)) == [
        "Four five six.",
        "One two three.",
        "The dog",
        "ran to the park.",
    ]


def test_another_reader_reads_again_and_says_so(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.sync()
    for module in ("index.compare", "index.sync"):
        monkeypatch.setattr(f"{module}.reader_id", lambda path: "new")
    report = folder.sync()
    assert (report.changed, report.chunks_embedded) == (["a.txt", "sub/a.txt"], 0)
    assert "read again" in folder.said[-1]


def test_a_run_that_was_cut_off_is_finished_by_the_next(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.sync()
    folder.put("c.txt", "An owl.")
    monkeypatch.setattr("index.generation.FolderGenerations._point_to", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    assert len(folder.retriever().search("owl", 9)) == 2  # readers still have the old one
    monkeypatch.undo()
    report = folder.sync()
    assert (report.added, report.unchanged, report.chunks_embedded) == (["c.txt"], 2, 0)
    assert folder.retriever().search("owl", 1)[0].source == "c.txt"
    assert folder.sync().unchanged == 3


@pytest.fixture
def cut_off_run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was cut off after it had taken in c.txt, and before readers were given it."""
    folder.sync()
    folder.put("c.txt", "An owl.")
    with monkeypatch.context() as patched:
        patched.setattr("index.generation.FolderGenerations._point_to", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            folder.sync()


@pytest.mark.usefixtures("cut_off_run")
def test_what_a_run_that_was_cut_off_took_in_is_not_called_indexed(folder: Folder) -> None:
    seen = folder.overview()
    assert (seen.is_stale, seen.documents, seen.chunks) == (True, 2, 2)
    assert seen.last_sync is not None
    report = folder.sync(dry_run=True)
    assert (report.added, report.unchanged, report.chunks_total) == (["c.txt"], 2, 2)
    assert [entry.state for entry in folder.entries()] == ["indexed", "new", "indexed"]
    folder.sync()
    assert not folder.is_stale()


def test_a_first_run_that_was_cut_off_has_indexed_nothing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.generation.FolderGenerations._point_to", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    monkeypatch.undo()
    assert not folder.overview().is_there
    assert {entry.state for entry in folder.entries()} == {"new"}
    assert folder.sync(dry_run=True).added == ["a.txt", "sub/a.txt"]
    assert folder.sync().added == ["a.txt", "sub/a.txt"]


@pytest.mark.usefixtures("cut_off_run")
def test_a_run_that_was_cut_off_and_a_damaged_copy_stop_nothing(folder: Folder) -> None:
    (copy,) = folder.index.glob("generations/00000000/catalog.sqlite")
    copy.write_bytes(b"x" * 5000)
    assert folder.is_stale()
    assert folder.sync().chunks_total == 3
    assert folder.retriever().search("owl", 1)[0].source == "c.txt"


def test_an_embedder_that_fails_leaves_the_index_with_its_own(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.sync()
    right, folder.embedder = folder.embedder, WordEmbedder("other")
    monkeypatch.setattr(folder.embedder, "encode_documents", lambda texts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    assert folder.overview().embedder == "words"
    folder.embedder, folder.said = right, []
    assert folder.sync().chunks_embedded == 0
    assert folder.said == []


def test_a_run_with_nothing_to_do_removes_what_one_that_was_cut_off_left(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def generations() -> list[str]:
        return sorted(path.name for path in (folder.index / "generations").iterdir())

    folder.sync()
    folder.put("a.txt", "The cat sat on the dog.")
    folder.sync()
    folder.put("a.txt", "The dog sat on the cat.")
    monkeypatch.setattr("index.generation.FolderGenerations.sweep", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    monkeypatch.undo()
    left = generations()
    assert len(left) == 3
    for _ in range(2):
        assert folder.sync().unchanged == 2
        assert generations() == left[1:]  # a reader may be in the middle of the one before
    assert folder.retriever().search("dog sat", 1)[0].text == "The dog sat on the cat."


def test_a_dry_run_says_and_writes_nothing(folder: Folder) -> None:
    assert folder.sync(dry_run=True).added == ["a.txt", "sub/a.txt"]
    assert not folder.index.exists()
    folder.sync()
    folder.put("a.txt", "Changed now.")
    (folder.seeds / "sub" / "a.txt").unlink()
    report = folder.sync(dry_run=True)
    assert (report.changed, report.removed) == (["a.txt"], ["sub/a.txt"])


def test_an_empty_folder_empties_the_index(folder: Folder) -> None:
    folder.sync()
    (folder.seeds / "a.txt").unlink()
    (folder.seeds / "sub" / "a.txt").unlink()
    assert folder.sync().chunks_total == 0
    assert folder.retriever().search("cat") == []


def test_no_folder_says_what_to_do(folder: Folder) -> None:
    folder.seeds = folder.seeds / "none"
    with pytest.raises(SeedsError, match="--seeds"):
        folder.sync()


def test_an_index_that_cannot_be_written_says_so(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder.index = tmp_path / "file" / "index"
    with pytest.raises(IndexUnusableError, match="--index"):
        folder.sync()


def test_a_rebuild_reads_and_embeds_everything_again(folder: Folder) -> None:
    folder.sync()
    report = folder.sync(rebuild=True)
    assert (report.added, report.chunks_embedded) == (["a.txt", "sub/a.txt"], 2)


def test_without_an_index_a_search_says_what_to_do(folder: Folder) -> None:
    with pytest.raises(IndexUnusableError, match="assistant index"):
        folder.retriever().search("cat")


def test_an_index_whose_catalog_was_lost_is_made_again(folder: Folder) -> None:
    folder.sync()
    folder.put("b.txt", "An owl.")
    folder.sync()
    for path in folder.index.glob("catalog.sqlite*"):
        path.unlink()
    folder.sync()
    folder.sync()
    assert len(folder.retriever().search("owl", 9)) == 3


def test_a_new_splitter_that_was_cut_off_is_taken_up_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("b.txt", "One two three. Four five six.")
    folder.sync()
    folder.splitter = Splitter(20, 0)
    monkeypatch.setattr("index.generation.FolderGenerations._point_to", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    monkeypatch.undo()
    folder.sync()
    assert len(folder.retriever().search("one", 9)) == 6


def test_a_new_reader_reads_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put("b.md", "An owl.")
    folder.sync()
    monkeypatch.setitem(FORMATS, ".md", replace(FORMATS[".md"], id="markdown-next"))
    report = folder.sync()
    assert (report.changed, report.unchanged, report.chunks_embedded) == (["b.md"], 2, 0)
    assert folder.sync().unchanged == 3


def test_a_passage_knows_its_page_and_what_its_document_tells_of_itself(folder: Folder) -> None:
    folder.splitter = Splitter(800, 0)
    pages = ("An owl sat.", "An owl flew on", "over two pages.")
    folder.put("sub/b.pdf", make_pdf(*pages, title="Owls", author="Ana"))
    folder.sync()
    best = folder.retriever().search("owl pages", 1)[0]
    assert (best.source, best.title, best.author, best.page) == ("sub/b.pdf", "Owls", "Ana", 1)
    assert [best.page_at(best.text.index(word)) for word in ("sat", "flew", "over")] == [1, 2, 3]
    assert to_passage(to_langchain(best)) == best


def test_files_of_all_kinds_stop_nothing(folder: Folder) -> None:
    folder.put("scan.pdf", make_scan())
    folder.put("broken.docx", b"PK\x03\x04")
    folder.put("empty.html", b"")
    folder.put("a\nb.csv", "a,b\n1,2\n")
    (folder.seeds / "again").symlink_to(folder.seeds)
    (folder.seeds / "circle").symlink_to(folder.seeds / "circle")
    (folder.seeds / "gone.txt").symlink_to(folder.seeds / "nothing.txt")
    os.mkfifo(folder.seeds / "pipe.txt")
    report = folder.sync()
    assert report.added == ["a\nb.csv", "a.txt", "sub/a.txt"]
    assert [failure["source"] for failure in report.failed] == [
        *("again", "broken.docx", "circle", "empty.html", "gone.txt", "pipe.txt", "scan.pdf"),
    ]
    assert all(failure["error"].count("\n") == 0 for failure in report.failed)


def test_a_name_that_is_not_utf_8_stops_nothing(folder: Folder) -> None:
    Path(os.fsdecode(os.fsencode(folder.seeds) + b"/caf\xe9.txt")).write_text("Coffee.")
    assert r"caf\xe9.txt" in folder.sync().added


def test_a_long_run_of_spaces_makes_no_empty_chunk(folder: Folder) -> None:
    folder.put("a.txt", "Name" + " " * 500 + "value is here.")
    folder.sync()
    assert all(passage.text.strip() for passage in folder.retriever().search("value", 99))


@pytest.mark.parametrize("name", ["catalog.sqlite", "vectors.sqlite"])
@pytest.mark.parametrize("content", [b"", b"x" * 5000])
def test_a_damaged_database_is_made_anew(folder: Folder, name: str, content: bytes) -> None:
    folder.sync()
    folder.put("b.txt", "An owl.")
    for path in folder.index.glob(f"{name}-*"):
        path.unlink()
    (folder.index / name).write_bytes(content)
    report = folder.sync()
    assert report.chunks_embedded == (1 if name == "catalog.sqlite" else 3)
    assert len(folder.retriever().search("owl", 9)) == 3


def test_the_words_of_all_chunks_are_kept(folder: Folder) -> None:
    words = WordFile(folder.index, folder.embedder.words_id)
    folder.put("a.txt", "A heron waits.")
    folder.sync()
    assert words.take(["heron", "waits", "owl"]).keys() == {"heron", "waits"}
    words.path.write_bytes(b"x" * 5000)
    folder.put("b.txt", "An owl.")
    folder.sync()
    assert words.take(["heron", "owl"]).keys() == {"heron", "owl"}
    (folder.seeds / "a.txt").unlink()
    folder.sync(rebuild=True)
    assert words.take(["heron", "owl"]).keys() == {"owl"}


def test_words_that_a_run_left_out_are_added_by_the_next(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = WordFile(folder.index, folder.embedder.words_id)

    def add_the_first(file: WordFile, texts: Iterable[str], embed: Any) -> None:
        add(file, [next(iter(texts))], embed)
        raise KeyboardInterrupt

    add = WordFile.add
    with monkeypatch.context() as patched:
        patched.setattr(WordFile, "add", add_the_first)
        with pytest.raises(KeyboardInterrupt):
            folder.sync()
    assert words.take(["cat", "dog"]).keys() == {"cat"}
    folder.sync()
    assert words.take(["cat", "dog"]).keys() == {"cat", "dog"}


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def overwritten(content: bytes) -> bytes:
    return b"\xff" * len(content)


@pytest.mark.parametrize("damage", [cut_off, overwritten])
@pytest.mark.parametrize(
    "pattern", ["manifest.json", "catalog.sqlite", "chroma/chroma.sqlite3", "chroma/*/*.bin"]
)
def test_a_damaged_generation_is_noticed_and_made_anew_without_embedding(
    folder: Folder, pattern: str, damage: Callable[[bytes], bytes]
) -> None:
    folder.sync()
    (current,) = (folder.index / "generations").iterdir()
    for path in current.glob(pattern):
        path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexDamagedError, match="assistant index"):
        folder.retriever().search("cat")
    report = folder.sync()
    assert (report.unchanged, report.chunks_embedded) == (2, 0)
    assert len(folder.retriever().search("cat", 9)) == 2


def sync_elsewhere(seeds: Path, index: Path) -> None:
    sync(seeds, index, WordEmbedder(), Splitter(60, 0))


def test_an_open_retriever_sees_what_another_program_indexed(folder: Folder) -> None:
    folder.sync()
    retriever = folder.retriever()
    assert "cat" in retriever.search("cat", 1)[0].text
    folder.put("a.txt", "The cat flew away.")
    spawned = multiprocessing.get_context("spawn")
    other = spawned.Process(target=sync_elsewhere, args=(folder.seeds, folder.index))
    other.start()
    other.join()
    assert [passage.text for passage in retriever.search("cat", 9)] == [
        *("The cat flew away.", "The dog ran to the park."),
    ]


def test_the_same_size_and_time_hide_no_change(folder: Folder) -> None:
    folder.sync()
    before = (folder.seeds / "a.txt").stat()
    folder.put("a.txt", "The owl sat on the bat.")
    os.utime(folder.seeds / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert folder.sync().changed == ["a.txt"]


def test_names_that_were_swapped_embed_nothing(folder: Folder) -> None:
    folder.sync()
    (folder.seeds / "a.txt").rename(folder.seeds / "x")
    (folder.seeds / "sub" / "a.txt").rename(folder.seeds / "a.txt")
    (folder.seeds / "x").rename(folder.seeds / "sub" / "a.txt")
    report = folder.sync()
    assert (report.changed, report.chunks_embedded) == (["a.txt", "sub/a.txt"], 0)
    assert folder.retriever().search("dog", 1)[0].source == "a.txt"


def test_what_comes_back_is_not_embedded_again(folder: Folder) -> None:
    folder.sync()
    (folder.seeds / "a.txt").rename(folder.seeds.parent / "away")
    assert folder.sync().removed == ["a.txt"]
    (folder.seeds.parent / "away").rename(folder.seeds / "a.txt")
    report = folder.sync()
    assert (report.added, report.chunks_embedded) == (["a.txt"], 0)


def test_a_failure_that_was_mended_or_removed_is_forgotten(folder: Folder) -> None:
    folder.put("bad.txt", b"\xff\xfe\xfa")
    folder.put("worse.txt", b"\xff\xfe\xfa")
    folder.sync()
    assert [entry.state for entry in folder.entries()].count("failed") == 2
    folder.put("bad.txt", "Good now.")
    (folder.seeds / "worse.txt").unlink()
    seen = folder.overview()
    assert (seen.failed, seen.is_stale) == ([], True)
    folder.sync()
    assert {entry.state for entry in folder.entries()} == {"indexed"}


def test_entries_say_how_each_document_stands(folder: Folder) -> None:
    folder.put("b.txt", "To be removed.")
    folder.put("bad.txt", b"\xff\xfe\xfa")
    folder.sync()
    folder.put("a.txt", "Changed.")
    folder.put("new.txt", "New.")
    (folder.seeds / "b.txt").unlink()
    assert {entry.source: entry.state for entry in folder.entries()} == {
        "a.txt": "changed",
        "b.txt": "removed",
        "bad.txt": "failed",
        "new.txt": "new",
        "sub/a.txt": "indexed",
    }


def test_a_file_that_is_being_written_waits_for_a_later_sync(folder: Folder) -> None:
    folder.sync()
    os.utime(folder.seeds / "sub" / "a.txt", ns=(1, 1))
    folder.put("a.txt", "The owl is half")
    report = folder.sync(settle_seconds=3600)
    assert (report.unsettled, report.unchanged) == (["a.txt"], 1)
    assert "cat" in folder.retriever().search("cat", 1)[0].text
    assert folder.sync().changed == ["a.txt"]


def test_many_edits_leave_no_ballast(folder: Folder) -> None:
    for number in range(8):
        folder.put("a.txt", f"Version {number}.")
        folder.sync()
    rows = check(folder.index / "generations" / f"{7:08}")["rows"]
    assert rows <= 2 * 2  # never more rows written than twice what is there
    assert len(folder.retriever().search("version", 9)) == 2


def test_what_moved_within_its_document_is_found_where_it_is_now(folder: Folder) -> None:
    folder.put("a.txt", "The cat sat on the mat, and slept on it all day long.")
    folder.sync()
    folder.put(
        "a.txt",
        "Here is one line more, which comes before all the others.\n\n"
        "The cat sat on the mat, and slept on it all day long.",
    )
    folder.sync()
    found = folder.retriever().search("cat mat", 1)[0]
    assert (found.start, found.text[:7]) == (59, "The cat")
