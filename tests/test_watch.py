import os
import queue
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.errors import IndexUnusableError
from index.report import SyncReport
from index.split import Splitter
from index.sync import sync
from index.watch import SETTLE_SECONDS, follow
from tests.fakes import WordEmbedder

# Only a limit: what is waited for comes within a second or two on a quiet machine.
PATIENCE = 60


class Followed:
    """A folder that is followed in a thread; what is told goes into queues."""

    def __init__(self, path: Path) -> None:
        self.seeds, self.index = path / "seeds", path / "index"
        self.seeds.mkdir()
        self.stop = threading.Event()
        self.reports: queue.Queue[SyncReport] = queue.Queue()
        self.said: queue.Queue[str] = queue.Queue()
        self.embedder, self.splitter = WordEmbedder(), Splitter()
        self.thread = threading.Thread(target=self.follow, args=(self.sync,))

    def sync(self) -> SyncReport:
        folders = (self.seeds, self.index)
        return sync(*folders, self.embedder, self.splitter, settle_seconds=SETTLE_SECONDS)

    def follow(self, synced: Callable[[], SyncReport]) -> None:
        follow(self.seeds, self.index, synced, self.reports.put, self.said.put, self.stop)

    def next(self) -> SyncReport:
        return self.reports.get(timeout=PATIENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Followed]:
    folder = Followed(tmp_path)
    yield folder
    folder.stop.set()
    folder.thread.join(PATIENCE)
    assert not folder.thread.is_alive()


def test_what_comes_changes_and_goes_is_followed(folder: Followed) -> None:
    (folder.seeds / "a.txt").write_text("One.")
    folder.thread.start()
    assert folder.next().added == ["a.txt"]
    (folder.seeds / "sub").mkdir()
    (folder.seeds / "sub" / "b.txt").write_text("Two.")
    assert folder.next().added == ["sub/b.txt"]
    (folder.seeds / "a.txt").write_text("Three.")
    assert folder.next().changed == ["a.txt"]
    shutil.rmtree(folder.seeds / "sub")
    assert folder.next().removed == ["sub/b.txt"]


def test_a_file_is_taken_once_it_is_whole(folder: Followed) -> None:
    (folder.seeds / "z.txt").write_text("Here.")
    folder.thread.start()
    folder.next()
    with (folder.seeds / "a.txt").open("w") as file:
        for word in ("This ", "is ", "written ", "slowly."):
            file.write(word)
            file.flush()
            time.sleep(SETTLE_SECONDS / 4)
    assert folder.next().added == ["a.txt"]
    assert [text for text in folder.embedder.embedded if "This" in text] == [
        "This is written slowly."
    ]


def test_what_goes_wrong_is_told_and_tried_again(folder: Followed) -> None:
    results: list[Any] = [IndexUnusableError("the disk is full"), SyncReport(added=["a.txt"])]

    def fails_first() -> SyncReport:
        result = results.pop(0) if results else SyncReport()
        if isinstance(result, Exception):
            raise result
        return result

    folder.thread = threading.Thread(target=folder.follow, args=(fails_first,))
    folder.thread.start()
    assert folder.said.get(timeout=PATIENCE) == "the disk is full"
    (folder.seeds / "a.txt").write_text("One.")
    assert folder.next().added == ["a.txt"]


def test_a_folder_that_goes_is_waited_for(folder: Followed) -> None:
    (folder.seeds / "a.txt").write_text("One.")
    folder.thread.start()
    folder.next()
    away = folder.seeds.rename(folder.seeds.with_name("away"))
    assert "waiting for it" in folder.said.get(timeout=PATIENCE)
    (away / "a.txt").write_text("Two.")
    away.rename(folder.seeds)
    assert folder.next().changed == ["a.txt"]


def test_a_name_that_is_no_utf8_does_not_end_it(folder: Followed) -> None:
    folder.thread.start()
    (folder.seeds / "a.txt").write_text("One.")
    assert folder.next().added == ["a.txt"]
    Path(os.fsdecode(os.fsencode(folder.seeds) + b"/caf\xe9.txt")).write_text("Two.")
    assert folder.next().added == [r"caf\xe9.txt"]
    (folder.seeds / "a.txt").unlink()
    assert folder.next().removed == ["a.txt"]


def test_an_index_among_the_documents_wakes_nobody(folder: Followed) -> None:
    folder.index = folder.seeds / "index"
    (folder.seeds / "a.txt").write_text("One.")
    os.utime(folder.seeds / "a.txt", (1, 1))  # so that nothing is left for later
    synced = queue.Queue[SyncReport]()

    def sync() -> SyncReport:
        report = folder.sync()
        synced.put(report)
        return report

    folder.thread = threading.Thread(target=folder.follow, args=(sync,))
    folder.thread.start()
    assert synced.get(timeout=PATIENCE).added == ["a.txt"]
    with pytest.raises(queue.Empty):  # a sync that woke itself would come again within a second
        synced.get(timeout=2)
    (folder.seeds / "b.txt").write_text("Two.")
    assert folder.next().added == ["a.txt"]
    assert folder.next().added == ["b.txt"]


def test_documents_in_the_folder_of_the_index_are_followed(folder: Followed) -> None:
    folder.index = folder.seeds.parent
    (folder.seeds / "a.txt").write_text("One.")
    folder.thread.start()
    assert folder.next().added == ["a.txt"]
    (folder.seeds / "b.txt").write_text("Two.")
    assert folder.next().added == ["b.txt"]
