from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.documents_tab import DocumentsTab
from assistant.indexing import Indexing
from assistant.warm_up import WarmUp
from tests.browser.fake_assistant import FakeAssistant
from tests.seen import Seen

REQUEST: Any = SimpleNamespace(headers={"accept-language": "en"})


class Tab:
    """A tab over a folder with one document, and what it is made of."""

    def __init__(self, folder: Path, *, may_change: bool = True) -> None:
        self.seeds = folder / "seeds"
        self.seeds.mkdir(exist_ok=True)
        (self.seeds / "one.txt").write_text("x")
        assistant: Any = FakeAssistant(self.seeds, token_seconds=0)
        self.assistant = assistant
        self.warm_up = WarmUp(assistant)
        self.indexing = Indexing(assistant)
        self.does = DocumentsTab(self.assistant, self.warm_up, self.indexing, may_change=may_change)

    def ready(self) -> "Tab":
        self.warm_up.start()
        assert self.warm_up.wait(10)
        return self

    def text(self, wanted: str = "") -> str:
        assert self.indexing.wait(10)
        return Seen("".join(self.does.look(wanted, REQUEST)[:3])).text


@pytest.fixture
def tab(tmp_path: Path) -> Tab:
    return Tab(tmp_path).ready()


def test_an_upload_is_indexed_and_told(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text("y")
    shown = tab.does.upload([str(tmp_path / "two.txt")], "", REQUEST)
    assert "two.txt was added." in Seen(shown[1]).text
    assert not (tmp_path / "two.txt").exists()
    assert "Ready: 2 documents" in tab.text()
    assert "1 added, 1 unchanged" in tab.text()


def test_an_upload_that_is_not_taken_says_why(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "run.exe").write_text("y")
    shown = tab.does.upload([str(tmp_path / "run.exe")], "", REQUEST)
    assert "✖ run.exe: this format is not read" in Seen(shown[1]).text
    assert not (tmp_path / "run.exe").exists()


def test_a_removal_can_be_undone(tab: Tab) -> None:
    event: Any = SimpleNamespace(source="one.txt")
    assert "one.txt was removed" in Seen(tab.does.remove("", event, REQUEST)[1]).text
    assert "Ready: 0 documents" in tab.text()
    assert "Removed documentsone.txt" in tab.text()
    tab.does.put_back("", event, REQUEST)
    assert "Ready: 1 document" in tab.text()


def test_a_list_shows_what_is_looked_for(tab: Tab) -> None:
    assert "one.txt" in tab.text("ONE")
    assert "one.txt" not in tab.text("two")


def test_a_folder_that_is_gone_is_told_in_one_line(tab: Tab) -> None:
    (tab.seeds / "one.txt").unlink()
    tab.seeds.rmdir()
    assert "no such folder of documents" in tab.text()


def test_the_timer_runs_as_long_as_something_is_being_done(tmp_path: Path) -> None:
    tab = Tab(tmp_path)
    assert tab.does.look("", REQUEST)[3].active
    assert not tab.ready().does.look("", REQUEST)[3].active


def test_bringing_the_index_up_to_date_mends_a_failed_start(tmp_path: Path) -> None:
    tab = Tab(tmp_path)
    warm, tab.assistant.warm = tab.assistant.warm, lambda: 1 / 0
    tab.ready()
    assert "Not ready: ZeroDivisionError" in tab.text()
    tab.assistant.warm = warm
    tab.does.reindex("", REQUEST)
    assert tab.warm_up.wait(10)
    assert "Ready: 1 document" in tab.text()


def test_the_settings_are_shown(tab: Tab) -> None:
    text = Seen(tab.does.settings(REQUEST)).text
    assert f"Folder of documents{tab.seeds}" in text
    assert "Language modelmodel fake" in text


def test_examples_are_made_of_what_the_index_holds(tab: Tab) -> None:
    samples = tab.does.examples(REQUEST)["samples"]
    assert ["What does “Letters of a sailor” say about Anna Marlow?"] in samples


def test_before_the_index_is_ready_there_are_no_examples(tmp_path: Path) -> None:
    assert Tab(tmp_path).does.examples(REQUEST)["samples"] == []
