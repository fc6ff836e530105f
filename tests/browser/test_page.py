"""The page as its visitors meet it, in a real browser."""

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.fake_assistant import DRAFT, HOSTILE, QUOTE
from tests.browser.served import Served, fake, real, served

pytestmark = pytest.mark.browser

# Models take their time on a small machine.
_MILLISECONDS = 300_000


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def opened(page: Page, site: Served) -> Page:
    page.goto(site.address)
    expect(page.locator(".standing.ready")).to_be_visible(timeout=_MILLISECONDS)
    return page


def test_says_what_is_ready_and_in_whose_words(page: Page, site: Served) -> None:
    opened(page, site)
    expect(page.locator(".standing")).to_contain_text("Ready: 1 document, model fake")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_speaks_french_to_a_french_browser(browser: Browser, site: Served) -> None:
    context = browser.new_context(locale="fr-FR")
    page = opened(context.new_page(), site)
    expect(page.locator(".standing")).to_contain_text("Prêt : 1 document, modèle fake")
    expect(page.get_by_role("button", name="Demander")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"
    context.close()


def test_streams_a_draft_that_the_checked_answer_replaces(page: Page, site: Served) -> None:
    ask(opened(page, site), "how does the tide turn, slowly?")
    expect(page.locator(".reply .label")).to_contain_text("Draft, not checked yet")
    expect(page.locator(".reply .draft")).to_contain_text(DRAFT)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".reply .label")).to_contain_text("Stopped")
    ask(page, "how does the tide turn?")
    expect(page.locator(".reply .answer")).to_have_text("The tide turns twice a day Citation [1].")
    expect(page.locator(".reply").last.locator(".draft")).to_have_count(0)
    expect(page.locator(".reply .status")).to_contain_text("✔ Answered from the sources")


def test_stopping_ends_the_model_and_says_so(page: Page, seeds: Path) -> None:
    with served(fake, seeds) as site:
        ask(opened(page, site), "how does the tide turn, slowly?")
        expect(page.locator(".reply .draft")).to_be_visible()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".reply .label")).to_contain_text("Stopped")
        assert site.closed.wait(10)
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        page.goto("about:blank")
        assert site.stop() == 0


def test_closing_the_tab_ends_the_model(browser: Browser, seeds: Path) -> None:
    with served(fake, seeds) as site:
        context = browser.new_context(locale="en-GB")
        page = opened(context.new_page(), site)
        ask(page, "how does the tide turn, slowly?")
        expect(page.locator(".reply .draft")).to_be_visible()
        context.close()
        assert site.closed.wait(30)


def test_a_marker_opens_its_quote_in_the_source(page: Page, site: Served) -> None:
    ask(opened(page, site), "how does the tide turn?")
    page.locator("a.marker").press("Enter")
    mark = page.locator("#quote-1-1")
    expect(mark).to_have_text(QUOTE)
    expect(mark).to_be_in_viewport(ratio=1)
    inside = "mark => { const box = mark.closest('.text').getBoundingClientRect(), at = "
    inside += "mark.getBoundingClientRect(); return at.top >= box.top && at.bottom <= box.bottom }"
    assert mark.evaluate(inside)
    expect(page.locator("#cite-1-1")).to_be_focused()
    expect(page.locator("#cite-1-1 header")).to_contain_text("letters/moon & tides.txt · page 3")


def test_an_earlier_answers_marker_still_opens_its_proof(page: Page, site: Served) -> None:
    ask(opened(page, site), "how does the tide turn?")
    expect(page.locator("#said-1-1")).to_be_visible()
    ask(page, "and when?")
    expect(page.locator("#said-2-1")).to_be_visible()
    expect(page.locator("#cite-1-1")).to_be_hidden()
    page.locator("#said-1-1").click()
    expect(page.locator("#quote-1-1")).to_be_in_viewport(ratio=1)


def test_what_documents_and_models_write_is_shown_as_it_is(page: Page, site: Served) -> None:
    ask(opened(page, site), "hostile")
    shown = HOSTILE.replace("\u202e", "\ufffd")
    expect(page.locator(".reply .answer")).to_have_text(f"{shown} Citation [1].")
    assert page.locator(".reply img, .reply script, .reply strong, .reply .katex").count() == 0
    assert page.locator('.reply a:not([href^="#"])').count() == 0
    assert page.title() == "Ask your documents"


def test_an_error_is_one_line_and_the_next_question_is_answered(page: Page, site: Served) -> None:
    ask(opened(page, site), "this fails")
    line = "✖ No answer. the model <b>fake</b> does not reply; start it again"
    expect(page.locator(".reply .error")).to_have_text(line)
    ask(page, "how does the tide turn?")
    expect(page.locator(".reply .answer")).to_be_visible()


def test_what_the_sources_do_not_say_comes_with_the_nearest_passages(
    page: Page, site: Served
) -> None:
    ask(opened(page, site), "nothing")
    expect(page.locator(".reply .status")).to_have_text("○ Not in the sources")
    page.get_by_role("link", name="See the nearest passages").click()
    expect(page.locator("#near-1-1")).to_be_focused()
    expect(page.locator("#near-1-1")).to_contain_text("Nearest passage, not an answer")


def test_a_new_conversation_begins_empty_and_an_answer_can_be_asked_anew(
    page: Page, site: Served
) -> None:
    ask(opened(page, site), "how does the tide turn?")
    expect(page.locator(".reply .answer")).to_be_visible()
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".reply .answer")).to_have_count(0)
    expect(page.locator(".reply .answer")).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".reply")).to_have_count(0)
    expect(page.locator(".proof .card")).to_have_count(0)


def test_lists_the_documents_and_brings_the_index_up_to_date(page: Page, site: Served) -> None:
    opened(page, site)
    page.get_by_role("button", name="Documents").click()
    expect(page.locator(".documents")).to_contain_text("letters/moon & tides.txt")
    expect(page.locator(".documents")).to_contain_text("broken.pdf: is not a PDF; save it again")
    page.get_by_role("button", name="Bring the index up to date").click()
    line = "Nothing had changed, 1 cannot be read, 1 unchanged, in 0.1 s."
    expect(page.locator(".documents")).to_contain_text(line)


def test_asks_the_question_in_the_address(page: Page, site: Served) -> None:
    page.goto(f"{site.address}?q=how+does+the+tide+turn%3F")
    expect(page.locator(".asked")).to_have_text("how does the tide turn?")
    expect(page.locator(".reply .answer")).to_be_visible(timeout=_MILLISECONDS)


def test_fits_a_phone(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ask(opened(page, site), "hostile")
    expect(page.locator(".reply .answer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("a.marker").click()
    expect(page.locator("#quote-1-1")).to_be_in_viewport(ratio=1)


def called(site: Served, name: str, *values: Any) -> Any:
    """Call an endpoint as Gradio's documentation says, and return what it gives."""
    address = f"{site.address}gradio_api/call/{name}"
    body = json.dumps({"data": values}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{address}/{event}") as response:
        lines = response.read().decode().splitlines()
    assert lines[0] == "event: complete"
    return json.loads(lines[1].removeprefix("data: "))[0]


def test_programs_can_ask_and_search(site: Served) -> None:
    answer = called(site, "ask", "how does the tide turn?")
    assert answer["answer"] == "The tide turns twice a day [1]."
    assert answer["citations"][0]["quote"] == QUOTE
    found = called(site, "search", "tide", 1)
    assert found["passages"][0]["text"] == QUOTE


@pytest.mark.real
def test_answers_the_owners_question_with_its_proof(page: Page, tmp_path: Path) -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    with served(real, seeds, tmp_path / "index") as site:
        page.goto(site.address)
        ask(page, "how is Google's $2B split?")
        page.locator("a.marker").first.click(timeout=_MILLISECONDS)
        mark = page.locator("#cite-1-1 mark")
        expect(mark).to_contain_text("500 millions maintenant")
        expect(mark).to_be_in_viewport()
        page.goto("about:blank")
        assert site.stop() == 0
