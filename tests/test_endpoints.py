from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.endpoints import Endpoints, user_of
from assistant.turnstile import Turnstile
from assistant.warm_up import WarmUp
from index.errors import QuestionError
from tests.browser.fake_assistant import QUOTE, FakeAssistant

REQUEST: Any = SimpleNamespace(username="ann", client=SimpleNamespace(host="10.0.0.1"))


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text("x")
    return FakeAssistant(tmp_path / "seeds", token_seconds=0)


@pytest.fixture
def endpoints(assistant: Any) -> Endpoints:
    warm_up = WarmUp(assistant)
    warm_up.start()
    return Endpoints(assistant, warm_up, Turnstile(for_one=1))


def test_programs_get_what_the_command_line_prints(endpoints: Endpoints) -> None:
    assert endpoints.ask("tide", REQUEST)["answer"] == "The tide turns twice a day [1]."
    found = endpoints.search("tide", 1)
    assert found["passages"][0]["text"] == QUOTE
    assert found["timings_ms"]["search"] >= 0


def test_programs_get_the_documents_with_their_states(endpoints: Endpoints) -> None:
    (document,) = endpoints.documents()
    assert (document["source"], document["state"]) == ("one.txt", "indexed")


def test_what_is_wrong_reaches_a_program_as_one_line(endpoints: Endpoints, assistant: Any) -> None:
    def refuse(question: str) -> None:
        raise QuestionError("the question is empty; ask something")

    assistant.ask = refuse
    with pytest.raises(gr.Error, match="the question is empty; ask something"):
        endpoints.ask("", REQUEST)


@pytest.mark.parametrize("count", [0, -1, 2.7, "3", "abc", None, float("inf")])
def test_a_count_that_is_none_is_refused_in_one_line(endpoints: Endpoints, count: Any) -> None:
    with pytest.raises(gr.Error, match="has to be a whole number, 1 or more"):
        endpoints.search("tide", count)


def test_a_user_is_an_address() -> None:
    assert user_of(REQUEST) == "10.0.0.1"
