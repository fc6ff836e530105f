from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.handlers import Handlers
from assistant.page_text import TEXTS
from assistant.render import Turn, safe
from assistant.warm_up import WarmUp
from tests.browser.fake_assistant import FakeAssistant

REQUEST: Any = SimpleNamespace(
    headers={"accept-language": "en"}, session_hash="visitor", query_params={}
)


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path, token_seconds=0)


@pytest.fixture
def page(assistant: Any) -> Handlers:
    warm_up = WarmUp(assistant)
    warm_up.start()
    warm_up.wait(10)
    return Handlers(assistant, warm_up)


def asked(page: Handlers, question: str, turns: list[Turn] | None = None) -> list[Turn]:
    """The conversation after a question."""
    *_, last = page.answer(question, turns or [], REQUEST)
    return list(last[0])


def test_a_question_ends_in_its_answer_with_proof(page: Handlers) -> None:
    (turn,) = asked(page, "  how does the tide turn? ")
    assert turn.question == "how does the tide turn?"
    assert turn.answer
    assert 'id="cite-1-1"' in turn.proof


def test_follow_ups_know_what_was_said_before(page: Handlers, assistant: FakeAssistant) -> None:
    asked(page, "and when?", asked(page, "how does the tide turn?"))
    assert assistant.history == [("how does the tide turn?", "The tide turns twice a day.")]


def test_an_empty_question_is_not_asked(page: Handlers) -> None:
    assert asked(page, " \n ") == []


def test_an_error_is_its_one_line(page: Handlers) -> None:
    (turn,) = asked(page, "this fails")
    assert turn.error == "the model <b>fake</b> does not reply; start it again"


def test_a_fault_of_ours_is_logged_and_not_shown(
    page: Handlers, assistant: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.document = lambda source: 1 / 0
    (turn,) = asked(page, "how does the tide turn?")
    assert turn.error == TEXTS["en"]["unexpected"]
    assert "ZeroDivisionError" in caplog.text


def test_a_question_asked_too_early_waits_and_says_so(assistant: Any) -> None:
    warm_up = WarmUp(assistant)
    asking = Handlers(assistant, warm_up).answer("how does the tide turn?", [], REQUEST)
    next(asking)
    assert "waits until everything is ready: Starting" in next(asking)[0][0].note
    warm_up.start()
    *_, last = asking
    assert last[0][0].answer


def test_stopping_keeps_the_draft_and_calls_it_that(
    page: Handlers, assistant: FakeAssistant
) -> None:
    asking = page.answer("tide, slowly", [], REQUEST)
    for shown in asking:
        if shown[0][0].draft:
            page.stop(REQUEST)
        last = shown[0][0]
    assert last.stopped
    assert last.answer is None
    assert "The tide" in last.draft


def test_a_turn_that_was_cut_off_is_over_when_the_next_is_asked(page: Handlers) -> None:
    before, _ = asked(page, "how does the tide turn?", [Turn("cut off", draft="The")])
    assert before.stopped


def test_asking_anew_replaces_the_last_answer(page: Handlers) -> None:
    turns = asked(page, "two", asked(page, "one"))
    *_, last = page.answer_again(turns, REQUEST)
    assert [turn.question for turn in last[0]] == ["one", "two"]


def test_bringing_the_index_up_to_date_mends_a_failed_start(assistant: Any) -> None:
    warm, assistant.warm = assistant.warm, lambda: 1 / 0
    warm_up = WarmUp(assistant)
    warm_up.start()
    assert warm_up.wait(10)
    page = Handlers(assistant, warm_up)
    assert safe("Not ready: ZeroDivisionError") in page.stand(REQUEST)[0]
    assistant.warm = warm
    page.reindex(REQUEST, lambda *done, **words: None)  # type: ignore[arg-type]
    assert warm_up.wait(10)
    assert safe("Ready: 0 documents") in page.stand(REQUEST)[0]
