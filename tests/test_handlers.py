import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.conversations import Conversation, Turn, kept
from assistant.feedback import feedback_file
from assistant.handlers import Handlers
from assistant.page_text import TEXTS
from assistant.turnstile import Turnstile
from assistant.warm_up import WarmUp
from index.errors import ModelError
from tests.browser.fake_assistant import BEFORE, QUOTE, SOURCE, FakeAssistant, answer_to

REQUEST: Any = SimpleNamespace(
    headers={"accept-language": "en"},
    session_hash="visitor",
    query_params={},
    username=None,
    client=SimpleNamespace(host="127.0.0.1"),
)


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    seeds = tmp_path / "seeds"
    (seeds / SOURCE).parent.mkdir(parents=True)
    (seeds / SOURCE).write_text("the fake has its text")
    return FakeAssistant(seeds, token_seconds=0)


def made(assistant: Any, **limits: int) -> tuple[Handlers, Turnstile]:
    warm_up = WarmUp(assistant)
    warm_up.start()
    warm_up.wait(10)
    turnstile = Turnstile(**limits)
    return Handlers(assistant, warm_up, turnstile), turnstile


@pytest.fixture
def page(assistant: Any) -> Handlers:
    return made(assistant)[0]


def last_of(shown: Iterator[Any]) -> Conversation:
    """The conversation as it is shown last."""
    *_, last = shown
    talk: Conversation = last[0]
    return talk


def asked(page: Handlers, question: str, talk: Conversation | None = None) -> Conversation:
    return last_of(page.answer(question, talk or Conversation(), 4, False, REQUEST))


def message_at(index: int, value: str = "") -> Any:
    return SimpleNamespace(index=index, value=value)


def test_a_question_ends_in_its_answer_with_proof(page: Handlers) -> None:
    (turn,) = asked(page, "  how does the tide turn? ").turns
    assert turn.question == "how does the tide turn?"
    assert turn.answer
    assert 'id="cite-1-1"' in turn.proof


def test_as_many_passages_are_searched_as_the_visitor_wants(
    page: Handlers, assistant: FakeAssistant
) -> None:
    asked(page, "how does the tide turn?")
    assert assistant.passages == 4


def test_a_visitor_may_do_without_the_model(page: Handlers, assistant: FakeAssistant) -> None:
    last_of(page.answer("how does the tide turn?", Conversation(), 4, True, REQUEST))
    assert assistant.quotes_only
    asked(page, "how does the tide turn?")
    assert not assistant.quotes_only


def test_follow_ups_know_what_was_said_before(page: Handlers, assistant: FakeAssistant) -> None:
    asked(page, "and when?", asked(page, "how does the tide turn?"))
    assert assistant.history == [("how does the tide turn?", "The tide turns twice a day.")]


def test_an_empty_question_is_not_asked(page: Handlers) -> None:
    (shown,) = page.answer(" \n ", Conversation(), 4, False, REQUEST)
    *_, answered = page.answer("how does the tide turn?", Conversation(), 4, False, REQUEST)
    assert shown == (gr.skip(),) * len(answered)


def test_what_is_being_done_is_said_in_words_and_passages_are_shown_at_once(
    page: Handlers, assistant: Any
) -> None:
    assistant._token_seconds = 0.06
    shown = list(page.answer("how does the tide turn?", Conversation(), 4, False, REQUEST))
    notes = [view[0].turns[0].note for view in shown]
    assert notes[0] == "Searching the documents…"
    assert notes[1].startswith("Reading 1 passage…")
    assert any(note.startswith("Writing…") for note in notes)
    assert "moon" in shown[1][3]


def test_an_error_is_its_one_line(page: Handlers) -> None:
    (turn,) = asked(page, "this fails").turns
    assert turn.error == "the model <b>fake</b> does not reply; start it again"


def test_a_fault_of_ours_is_logged_and_not_shown(
    page: Handlers, assistant: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.document = lambda source: 1 / 0
    (turn,) = asked(page, "how does the tide turn?").turns
    assert turn.error == TEXTS["en"]["unexpected"]
    assert "ZeroDivisionError" in caplog.text


def test_a_question_asked_too_early_waits_and_says_so(assistant: Any) -> None:
    warm_up = WarmUp(assistant)
    page = Handlers(assistant, warm_up, Turnstile())
    asking = page.answer("how does the tide turn?", Conversation(), 4, False, REQUEST)
    next(asking)
    assert "waits until everything is ready: Starting" in next(asking)[0].turns[0].note
    warm_up.start()
    assert last_of(asking).turns[0].answer


def test_stopping_keeps_the_draft_calls_it_that_and_ends_the_model(
    page: Handlers, assistant: Any
) -> None:
    for shown in page.answer("tide, slowly", Conversation(), 4, False, REQUEST):
        turn = shown[0].turns[0]
        if turn.draft:
            page.stop(REQUEST)
    assert turn.stopped
    assert turn.answer is None
    assert turn.draft.startswith("The")
    assert assistant._closed.wait(10)


def test_a_turn_that_was_cut_off_is_over_when_the_next_is_asked(page: Handlers) -> None:
    talk = Conversation("one", [Turn("cut off", draft="The")])
    assert asked(page, "how does the tide turn?", talk).turns[0].stopped


def test_asking_anew_replaces_the_last_answer(page: Handlers, assistant: Any) -> None:
    talk = asked(page, "two", asked(page, "one"))
    again = last_of(page.answer_again(talk, 4, False, message_at(2), REQUEST))
    assert [turn.question for turn in again.turns] == ["one", "two"]
    assert assistant.anew


def test_an_edited_question_is_asked_and_what_followed_it_is_dropped(page: Handlers) -> None:
    talk = asked(page, "two", asked(page, "one"))
    edited = last_of(
        page.answer_edited(talk, 4, False, message_at(0, "R&amp;D &lt;tides&gt;"), REQUEST)
    )
    assert [turn.question for turn in edited.turns] == ["R&D <tides>"]


def test_a_question_that_waits_is_told_its_place(assistant: Any) -> None:
    page, turnstile = made(assistant, at_once=1)
    with turnstile.queue("another visitor"), turnstile.queue("one more"):
        shown = page.answer("how does the tide turn?", Conversation(), 4, False, REQUEST)
        next(shown)
        assert "number 2 in the queue" in next(shown)[0].turns[0].note
        page.stop(REQUEST)
        assert last_of(shown).turns[0].stopped


def test_ten_visitors_at_once_each_get_their_own_answer(assistant: Any) -> None:
    page, _ = made(assistant)

    def visit(number: int) -> str:
        request: Any = SimpleNamespace(**vars(REQUEST) | {"session_hash": str(number)})
        talk = last_of(page.answer(f"how many, {number}?", Conversation(), number, False, request))
        assert talk.turns[0].answer
        return talk.turns[0].answer.text

    with ThreadPoolExecutor(10) as visitors:
        answers = list(visitors.map(visit, range(10)))
    assert answers == [f"how many, {n}? of {n} passages [1]." for n in range(10)]


def test_a_conversation_comes_back_from_the_browser_with_its_proof(page: Handlers) -> None:
    talk = asked(page, "how does the tide turn?")
    found = json.loads(json.dumps(page.keep(talk, REQUEST)))
    (turn,) = page.resume(talk.id, found, REQUEST)[0].turns
    assert turn.answer == talk.turns[0].answer
    assert 'id="quote-1-1"' in turn.proof


def test_what_a_browser_made_up_is_not_shown_as_the_sources_words(page: Handlers) -> None:
    citation = replace(answer_to("tide").citations[0], quote="The moon is made of cheese.")
    forged = Turn("q", answer=replace(answer_to("tide"), citations=(citation,)))
    found = {"conversation": kept(Conversation("one", [forged]))}
    (turn,) = page.resume("one", found, REQUEST)[0].turns
    assert "<mark" not in turn.proof


def test_a_conversation_of_another_form_begins_a_new_one(
    page: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []
    monkeypatch.setattr(gr, "Warning", warned.append)
    assert page.resume("one", {"conversation": {"form": 0}}, REQUEST)[0].turns == []
    assert warned == [TEXTS["en"]["unreadable_conversation"]]


def test_a_verdict_is_kept_once_and_shown(page: Handlers, assistant: FakeAssistant) -> None:
    talk = asked(page, "how does the tide turn?")
    event: Any = SimpleNamespace(turn="1", verdict="good")
    judged = page.judge(talk, event, REQUEST)[0]
    page.judge(judged, event, REQUEST)
    lines = feedback_file(assistant.settings.index, "good").read_text().splitlines()
    assert judged.turns[0].verdict == "good"
    assert len(lines) == 1
    assert json.loads(lines[0])["quote"] == QUOTE


@pytest.mark.parametrize(("turn", "verdict"), [("2", "good"), ("0", "bad"), ("1", "../evil")])
def test_a_verdict_on_nothing_is_not_kept(
    page: Handlers, assistant: FakeAssistant, turn: str, verdict: str
) -> None:
    talk = asked(page, "how does the tide turn?")
    event: Any = SimpleNamespace(turn=turn, verdict=verdict)
    assert page.judge(talk, event, REQUEST)[0] == talk
    assert not list(assistant.settings.index.glob("feedback*"))


def test_a_quote_is_translated_as_the_document_has_it(page: Handlers) -> None:
    start = len(BEFORE)
    place = {"source": SOURCE, "start": start, "end": start + len(QUOTE), "language": "fr"}
    assert page.translate(place) == f"<b>fr</b>: {QUOTE}"
    assert page.translate({**place, "source": "elsewhere"}) == ""
    assert page.translate({**place, "end": start + 9_999_999}) == ""


def test_the_page_of_a_quote_comes_as_a_picture_with_the_place_of_its_mark(page: Handlers) -> None:
    start = len(BEFORE)
    place = {"source": SOURCE, "start": start, "end": start + len(QUOTE)}
    shown = page.page_image(place)
    assert shown is not None
    assert shown["picture"].startswith("data:image/webp;base64,UklG")
    assert shown["marked_at"] == 0.5
    assert page.page_image({**place, "end": start - 1}) is None


def test_a_translation_that_fails_says_why(assistant: Any) -> None:
    def fails(text: str, language: str) -> str:
        raise ModelError("the model is gone")

    assistant.translate = fails
    assistant.sync()
    page = Handlers(assistant, WarmUp(assistant), Turnstile())
    place = {"source": SOURCE, "start": 0, "end": 9, "language": "fr"}
    assert page.translate(place) == "✖ the model is gone"
