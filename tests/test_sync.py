import os
from dataclasses import replace
from pathlib import Path

import pytest

from index.embed import Embedder
from index.errors import IndexMismatchError, IndexUnusableError, SeedsError
from index.read import FORMATS
from index.search import PassageRetriever, to_langchain, to_passage
from index.split import Splitter
from index.sync import SyncReport, is_stale, sync
from tests.fakes import WordEmbedder
from tests.made_files import make_pdf, make_scan


class Folder:
    """A folder of documents with its index."""

    def __init__(self, path: Path) -> None:
        self.seeds, self.index = path / "seeds", path / "index"
        self.seeds.mkdir()
        self.embedder = WordEmbedder()
        self.splitter = Splitter(60, 0)

    def put(self, source: str, text: str | bytes) -> None:
        path = self.seeds / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def sync(self, *, rebuild: bool = False, dry_run: bool = False) -> SyncReport:
        return sync(
            *(self.seeds, self.index, self.embedder, self.splitter),
            rebuild=rebuild,
            dry_run=dry_run,
        )

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
    assert not is_stale(folder.seeds, folder.index)


def test_a_new_time_alone_embeds_nothing(folder: Folder) -> None:
    folder.sync()
    os.utime(folder.seeds / "a.txt", ns=(1, 1))
    assert is_stale(folder.seeds, folder.index)
    report = folder.sync()
    assert (report.unchanged, report.chunks_embedded) == (2, 0)
    assert not is_stale(folder.seeds, folder.index)


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


def test_dot_files_and_links_that_lead_outside_are_left_out(folder: Folder, tmp_path: Path) -> None:
    folder.put(".hidden.txt", "Hidden.")
    folder.put(".git/a.txt", "Hidden.")
    (tmp_path / "secret.txt").write_text("Secret.")
    (folder.seeds / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert folder.sync().added == ["a.txt", "sub/a.txt"]


def test_another_embedder_needs_a_rebuild(folder: Folder) -> None:
    folder.sync()
    with pytest.raises(IndexMismatchError, match="--rebuild"):
        folder.retriever(WordEmbedder("other")).search("cat")
    folder.embedder = WordEmbedder("other")
    with pytest.raises(IndexMismatchError, match="embedder words, not other"):
        folder.sync()
    assert folder.sync(rebuild=True).chunks_embedded == 2
    assert len(folder.retriever().search("cat", 9)) == 2


def test_another_splitter_splits_again(folder: Folder) -> None:
    folder.put("a.txt", "One two three. Four five six.")
    folder.sync()
    folder.splitter = Splitter(20, 0)
    folder.sync()
    assert sorted(passage.text for passage in folder.retriever().search("one", 9)) == [
        "Four five six.",
        "One two three.",
        "The dog ran to the",
        "park.",
    ]


def test_a_run_that_was_cut_off_is_finished_by_the_next(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.sync()
    folder.put("c.txt", "An owl.")
    monkeypatch.setattr("index.generation.Store.build", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    assert len(folder.retriever().search("owl", 9)) == 2  # readers still have the old one
    monkeypatch.undo()
    report = folder.sync()
    assert (report.unchanged, report.chunks_embedded) == (3, 0)
    assert folder.retriever().search("owl", 1)[0].source == "c.txt"


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
    monkeypatch.setattr("index.sync.Reader.read", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    monkeypatch.undo()
    assert folder.sync().changed == ["a.txt", "b.txt", "sub/a.txt"]


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
        *("broken.docx", "empty.html", "scan.pdf"),
    ]
    assert all(failure["error"].count("\n") == 0 for failure in report.failed)


def test_a_name_that_is_not_utf_8_stops_nothing(folder: Folder) -> None:
    Path(os.fsdecode(os.fsencode(folder.seeds) + b"/caf\xe9.txt")).write_text("Coffee.")
    assert "caf�.txt" in folder.sync().added


def test_a_long_run_of_spaces_makes_no_empty_chunk(folder: Folder) -> None:
    folder.put("a.txt", "Name" + " " * 500 + "value is here.")
    folder.sync()
    assert all(passage.text.strip() for passage in folder.retriever().search("value", 99))


def test_a_damaged_file_of_vectors_says_what_to_do(folder: Folder) -> None:
    folder.sync()
    for path in folder.index.glob("vectors.sqlite*"):
        path.write_bytes(b"x" * 5000)
    folder.put("b.txt", "An owl.")
    with pytest.raises(IndexUnusableError, match="--rebuild"):
        folder.sync()
