"""The page as its visitors meet it, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.turnstile import FOR_ONE
from tests.browser.fake_assistant import DRAFT, HOSTILE, QUOTE
from tests.browser.pages import MILLISECONDS, answered, ask, opened
from tests.browser.served import Served, fake, real, served

pytestmark = pytest.mark.browser


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
    answered(page, site)
    page.locator("a.marker").press("Enter")
    mark = page.locator("#quote-1-1")
    expect(mark).to_have_text(QUOTE)
    expect(mark).to_be_in_viewport(ratio=1)
    inside = "mark => { const box = mark.closest('.text').getBoundingClientRect(), at = "
    inside += "mark.getBoundingClientRect(); return at.top >= box.top && at.bottom <= box.bottom }"
    assert mark.evaluate(inside)
    expect(page.locator("#cite-1-1")).to_be_focused()
    head = page.locator("#cite-1-1 header")
    expect(head).to_contain_text("Letters of a sailor")
    expect(head).to_contain_text("letters/moon & tides.txt · page 3 · 1913-05-02")


def test_a_pdfs_page_is_shown_at_the_quote(page: Page, site: Served) -> None:
    answered(page, site, "how is the tide printed?")
    page.locator("a.marker").click()
    picture = page.get_by_role("img", name="Page 3 of printed.pdf")
    expect(picture).to_be_visible()
    place = page.locator(".picture")
    middle = "place => place.scrollTop + place.clientHeight / 3 - place.scrollHeight / 2"
    assert abs(place.evaluate(middle)) < 60
    page.get_by_text("Read it in the source").click()
    expect(page.locator("#quote-1-1")).to_be_visible()


def test_an_earlier_answers_marker_still_opens_its_proof(page: Page, site: Served) -> None:
    answered(page, site)
    ask(page, "and when?")
    expect(page.locator("#said-2-1")).to_be_visible()
    expect(page.locator("#cite-1-1")).to_be_hidden()
    page.locator("#said-1-1").click()
    expect(page.locator("#quote-1-1")).to_be_in_viewport(ratio=1)


def test_a_quote_in_another_language_is_translated_on_request(page: Page, site: Served) -> None:
    answered(page, site, "how does the marée turn?")
    page.get_by_role("button", name="Translate this quote").click()
    translation = page.locator(".translation")
    expect(translation).to_contain_text("Translation by the language model, not the source’s")
    expect(translation.locator(".words")).to_have_text(f"<b>fr</b>: {QUOTE}")
    expect(page.locator(".card blockquote")).to_have_text(QUOTE)


def test_what_documents_and_models_write_is_shown_as_it_is(page: Page, site: Served) -> None:
    ask(opened(page, site), f"hostile {HOSTILE}")
    shown = HOSTILE.replace("\u202e", "\ufffd")
    expect(page.locator(".reply .answer")).to_have_text(f"{shown} Citation [1].")
    expect(page.locator(".user .message-content")).to_have_text(f"hostile {shown}")
    assert page.locator(".chat :is(.message-content, .reply) :is(img, script, b, i)").count() == 0
    assert page.locator('.chat a:not([href^="#"])').count() == 0
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


def test_an_answer_can_be_asked_anew_and_the_conversation_cleared(page: Page, site: Served) -> None:
    answered(page, site)
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".reply .answer")).to_have_count(0)
    expect(page.locator(".reply .answer")).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".reply")).to_have_count(0)
    expect(page.locator(".proof .card")).to_have_count(0)
    page.reload()
    expect(page.locator(".standing.ready")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)


def test_an_earlier_question_can_be_edited(page: Page, site: Served) -> None:
    answered(page, site, "R&D of tides?")
    ask(page, "and when?")
    expect(page.locator("#said-2-1")).to_be_visible()
    page.get_by_role("button", name="Edit").first.click()
    page.locator(".chat textarea").fill("what <else>?")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".user .message-content")).to_have_text(["what <else>?"])
    expect(page.locator(".reply .answer")).to_have_count(1)


def test_an_answer_is_copied_with_its_citations_as_footnotes(
    browser: Browser, site: Served
) -> None:
    context = browser.new_context(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    page = answered(context.new_page(), site)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "The tide turns twice a day [1].\n\n" in copied
    assert copied.endswith(
        f"[1] “{QUOTE}” — Letters of a sailor, letters/moon & tides.txt, page 3, 1913-05-02"
    )
    context.close()


def test_conversations_are_kept_in_the_browser_and_resumed(page: Page, site: Served) -> None:
    answered(page, site, "how does the tide turn?")
    page.get_by_role("button", name="Conversations").click()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".reply")).to_have_count(0)
    ask(page, "and the moon?")
    expect(page.locator(".reply .answer")).to_be_visible()
    # It is kept just after it is shown.
    expect(page.get_by_role("radio")).to_have_count(2)
    page.reload()
    expect(page.locator(".standing.ready")).to_be_visible()
    page.get_by_role("button", name="Conversations").click()
    page.get_by_role("radio", name="how does the tide turn?").check()
    expect(page.locator(".user .message-content")).to_have_text("how does the tide turn?")
    page.locator("a.marker").click()
    expect(page.locator("#quote-1-1")).to_have_text(QUOTE)
    ask(page, "and when?")
    expect(page.locator("#said-2-1")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(2)


def test_two_tabs_keep_both_of_their_conversations(page: Page, site: Served) -> None:
    answered(page, site, "asked in the first tab")
    other = answered(page.context.new_page(), site, "asked in the second tab")
    ask(page, "asked once more")
    expect(page.locator("#said-2-1")).to_be_visible()
    other.reload()
    other.get_by_role("button", name="Conversations").click()
    expect(other.get_by_role("radio")).to_have_count(2)


def test_an_answer_can_be_judged(page: Page, site: Served) -> None:
    answered(page, site)
    good = page.get_by_role("button", name="Good")
    expect(good).to_have_attribute("aria-pressed", "false")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".judged")).to_contain_text("on this machine only")


def test_questions_to_begin_with_are_about_the_documents(page: Page, site: Served) -> None:
    opened(page, site)
    page.get_by_role("button", name="What does “Letters of a sailor” say about").click()
    expect(page.locator(".reply .answer")).to_be_visible()
    expect(page.locator(".examples")).to_be_hidden()


def test_asks_the_question_in_the_address(page: Page, site: Served) -> None:
    page.goto(f"{site.address}?q=how+does+the+tide+turn%3F")
    expect(page.locator(".user .message-content")).to_have_text("how does the tide turn?")
    expect(page.locator(".reply .answer")).to_be_visible(timeout=MILLISECONDS)


def test_what_is_typed_while_the_page_fills_is_kept(page: Page, site: Served) -> None:
    page.route("**/queue/join*", lambda _: None)  # requests are held until the route ends
    with page.expect_request("**/queue/join*"):
        page.goto(site.address)
    question = page.locator("#question textarea")
    question.fill("how does the tide turn?")
    page.unroute("**/queue/join*")
    expect(page.locator(".standing.ready")).to_be_visible(timeout=MILLISECONDS)
    expect(page.get_by_text("What would you like to know?")).to_be_visible()
    expect(question).to_have_value("how does the tide turn?")
    question.press("Enter")
    expect(page.locator(".reply .answer")).to_be_visible()


def test_two_visitors_see_nothing_of_each_other(browser: Browser, site: Served) -> None:
    contexts = [browser.new_context(locale="en-GB") for _ in range(2)]
    one, other = (opened(context.new_page(), site) for context in contexts)
    ask(one, "asked by the one")
    expect(one.locator(".reply .answer")).to_be_visible()
    ask(other, "asked by the other")
    expect(other.locator(".reply .answer")).to_be_visible()
    expect(one.locator(".user .message-content")).to_have_text("asked by the one")
    expect(other.locator(".user .message-content")).to_have_text("asked by the other")
    for context in contexts:
        context.close()


def test_ten_visitors_at_once_each_get_their_own_answer(browser: Browser, site: Served) -> None:
    contexts = [browser.new_context(locale="en-GB") for _ in range(10)]
    visitors = [opened(context.new_page(), site) for context in contexts]
    for number, visitor in enumerate(visitors):
        ask(visitor, f"how many for visitor {number}?")
    for number, visitor in enumerate(visitors):
        reply = visitor.locator(".reply .answer")
        expect(reply).to_contain_text(f"how many for visitor {number}?", timeout=MILLISECONDS)
        expect(reply).to_have_count(1)
    for context in contexts:
        context.close()


def test_who_waits_for_others_is_told_the_place_in_the_queue(
    browser: Browser, site: Served
) -> None:
    contexts = [browser.new_context(locale="en-GB") for _ in range(FOR_ONE + 1)]
    *busy, last = (opened(context.new_page(), site) for context in contexts)
    for visitor in busy:
        ask(visitor, "how does the tide turn, slowly?")
        expect(visitor.locator(".reply")).to_contain_text("Writing", timeout=MILLISECONDS)
    ask(last, "how does the tide turn?")
    expect(last.locator(".reply")).to_contain_text("number 1 in the queue", timeout=MILLISECONDS)
    contexts[0].close()  # who leaves frees the place
    expect(last.locator(".reply .answer")).to_be_visible(timeout=MILLISECONDS)
    for context in contexts[1:]:
        context.close()


def test_with_a_password_nothing_is_shown_before_it_is_given(browser: Browser, seeds: Path) -> None:
    with served(fake, seeds, auth=("ann", "secret")) as site:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(site.address)
        page.get_by_label("username").fill("ann")
        page.get_by_label("password").fill("secret")
        expect(page.locator(".standing")).to_have_count(0)
        page.get_by_role("button", name="Login").click()
        expect(page.locator(".standing.ready")).to_be_visible(timeout=MILLISECONDS)
        ask(page, "how does the tide turn?")
        expect(page.locator(".reply .answer")).to_be_visible()
        context.close()


@pytest.mark.real
def test_answers_the_owners_question_with_its_proof(page: Page, tmp_path: Path) -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    with served(real, seeds, tmp_path / "index") as site:
        page.goto(site.address)
        ask(page, "how is Google's $2B split?")
        page.locator("a.marker").first.click(timeout=MILLISECONDS)
        mark = page.locator("#cite-1-1 mark")
        expect(mark).to_contain_text("500 millions maintenant")
        expect(mark).to_be_in_viewport()
        page.goto("about:blank")
        assert site.stop() == 0
