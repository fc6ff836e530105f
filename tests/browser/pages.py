"""What a visitor does again and again."""

from playwright.sync_api import Page, expect

from tests.browser.served import Served

# Models take their time on a small machine.
MILLISECONDS = 300_000


def opened(page: Page, site: Served) -> Page:
    page.goto(site.address)
    expect(page.locator(".standing.ready")).to_be_visible(timeout=MILLISECONDS)
    return page


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def answered(page: Page, site: Served, question: str = "how does the tide turn?") -> Page:
    ask(opened(page, site), question)
    expect(page.locator(".reply .answer")).to_be_visible()
    return page
