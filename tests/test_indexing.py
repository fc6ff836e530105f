import threading
from pathlib import Path
from typing import Any

from assistant.indexing import Indexing
from index.errors import IndexUnusableError
from index.report import SyncReport
from tests.browser.fake_assistant import FakeAssistant


class Held(FakeAssistant):
    """Syncs for as long as it is held."""

    def __init__(self, seeds: Path) -> None:
        super().__init__(seeds, token_seconds=0)
        self.runs = 0
        self.begun = threading.Event()
        self.let_go = threading.Event()

    def sync(self, **options: Any) -> SyncReport:
        self.runs += 1
        options["progress"]("embedding", 1, 4)
        self.begun.set()
        assert self.let_go.wait(10)
        return super().sync(**options)


def test_brings_the_index_up_to_date_and_keeps_the_report(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "new.txt").write_text("x")
    indexing = Indexing(FakeAssistant(tmp_path / "seeds", token_seconds=0))  # type: ignore[arg-type]
    indexing.start()
    assert indexing.wait(10)
    assert not indexing.is_running
    assert indexing.report
    assert indexing.report.added == ["new.txt"]


def test_says_how_far_it_is_and_a_change_meanwhile_has_one_run_follow(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assistant = Held(tmp_path / "seeds")
    indexing = Indexing(assistant)  # type: ignore[arg-type]
    indexing.start()
    assert assistant.begun.wait(10)
    assert indexing.is_running
    assert indexing.standing.share == 0.25
    indexing.start()
    indexing.start()
    assistant.let_go.set()
    assert indexing.wait(10)
    assert assistant.runs == 2


def test_an_error_is_told_and_the_next_run_may_be_better(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()

    class Full(FakeAssistant):
        room = False

        def sync(self, **options: Any) -> SyncReport:
            if not self.room:
                raise IndexUnusableError("the disk is full")
            return super().sync(**options)

    assistant = Full(tmp_path / "seeds", token_seconds=0)
    indexing = Indexing(assistant)  # type: ignore[arg-type]
    indexing.start()
    assert indexing.wait(10)
    assert indexing.error == "the disk is full"
    assistant.room = True
    indexing.start()
    assert indexing.wait(10)
    assert indexing.error is None
