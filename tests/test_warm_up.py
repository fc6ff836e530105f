from pathlib import Path
from typing import Any

import pytest

from assistant.page_text import TEXTS
from assistant.warm_up import Standing, WarmUp
from index.errors import SeedsError
from index.report import SyncReport
from tests.browser.fake_assistant import FakeAssistant

EN = TEXTS["en"]


def warmed(assistant: Any) -> WarmUp:
    warm_up = WarmUp(assistant)
    warm_up.start()
    assert warm_up.wait(10)
    return warm_up


def test_ends_ready_when_index_and_models_are(tmp_path: Path) -> None:
    assert warmed(FakeAssistant(tmp_path)).standing == Standing("ready")


def test_says_what_is_being_done(tmp_path: Path) -> None:
    said = []

    class Watched(FakeAssistant):
        def sync(self, **options: Any) -> SyncReport:
            options["progress"]("reading", 3, 10)
            said.append(warm_up.standing.line(EN))
            return SyncReport()

        def warm(self) -> None:
            said.append(warm_up.standing.line(EN))

    assistant = Watched(tmp_path)
    warm_up = WarmUp(assistant)  # type: ignore[arg-type]
    warm_up.start()
    assert warm_up.wait(10)
    assert said == [
        "Reading documents 3/10",
        "Loading the embedding model and starting the language model",
    ]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SeedsError("docs: no such folder"), "Not ready: docs: no such folder"),
        (ValueError("bad"), "Not ready: ValueError: bad"),
    ],
)
def test_an_error_is_told_in_one_line(tmp_path: Path, error: Exception, line: str) -> None:
    class Failing(FakeAssistant):
        def warm(self) -> None:
            raise error

    warm_up = warmed(Failing(tmp_path))
    assert warm_up.standing.line(EN) == line
    assert warm_up.is_over
