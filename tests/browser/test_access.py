"""The page for everybody: by keyboard, on a phone, in the dark, and for screen readers."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.fake_assistant import HOSTILE
from tests.browser.pages import answered, ask, opened
from tests.browser.served import Served

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def shown(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", color_scheme=request.param)
    yield context.new_page()
    context.close()


def barriers(page: Page) -> list[str]:
    """What axe-core finds that keeps people out, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} {one['nodes'][0]['html'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_an_empty_page_keeps_nobody_out(shown: Page, site: Served) -> None:
    opened(shown, site)
    expect(shown.locator(".examples button").first).to_be_visible()
    assert barriers(shown) == []


def test_an_answer_and_its_proof_keep_nobody_out(shown: Page, site: Served) -> None:
    answered(shown, site, "how does the marée turn?")
    shown.locator("a.marker").click()
    shown.get_by_role("button", name="Conversations").click()
    shown.get_by_role("button", name="Passages searched").click()
    expect(shown.get_by_role("radio")).to_be_visible()
    assert barriers(shown) == []


def test_what_is_not_in_the_sources_keeps_nobody_out(shown: Page, site: Served) -> None:
    answered(shown, site, "nothing")
    ask(shown, "this fails")
    expect(shown.locator(".reply .error")).to_be_visible()
    assert barriers(shown) == []


def test_documents_and_settings_keep_nobody_out(shown: Page, site: Served) -> None:
    opened(shown, site)
    shown.get_by_role("tab", name="Documents").click()
    expect(shown.locator(".documents")).to_be_visible()
    assert barriers(shown) == []
    shown.get_by_role("tab", name="Settings").click()
    expect(shown.locator(".settings").first).to_be_visible()
    assert barriers(shown) == []


def test_the_dark_is_dark(browser: Browser, site: Served) -> None:
    context = browser.new_context(locale="en-GB", color_scheme="dark")
    page = answered(context.new_page(), site)
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )[:3]
    assert max(red, green, blue) < 64
    context.close()


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_is_wider_than_the_window(page: Page, site: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    ask(opened(page, site), "hostile")
    expect(page.locator(".reply .answer")).to_be_visible()
    for name in ("Documents", "Settings", "Ask"):
        page.get_by_role("tab", name=name).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("a.marker").click()
    expect(page.locator("#quote-1-1")).to_be_in_viewport(ratio=1)


def test_the_keyboard_alone_suffices(page: Page, site: Served) -> None:
    opened(page, site)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("how does the tide turn?")
    page.keyboard.press("Enter")
    expect(page.locator(".reply .answer")).to_be_visible()
    reach(page, "a.marker")
    page.keyboard.press("Enter")
    expect(page.locator("#cite-1-1")).to_be_focused()
    reach(page, "#cite-1-1 a.back")
    page.keyboard.press("Enter")
    expect(page.locator("#said-1-1")).to_be_focused()
    reach(page, 'button[data-verdict="bad"]')
    page.keyboard.press("Enter")
    expect(page.locator('button[data-verdict="bad"]')).to_have_attribute("aria-pressed", "true")
    reach(page, '[role="tab"][aria-selected="false"]')
    page.keyboard.press("Enter")
    expect(page.locator(".documents")).to_be_visible()


def reach(page: Page, selector: str) -> None:
    """Press the Tab key until what is wanted has the focus."""
    for _ in range(80):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key does not reach {selector}")


def test_what_is_hostile_changes_nothing_around_it(page: Page, site: Served) -> None:
    ask(opened(page, site), f"hostile {HOSTILE}")
    expect(page.locator(".reply .answer")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(3)
