"""A page over a fake assistant, and a browser that writes down what it should not do."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests.browser.fake_assistant import SOURCE
from tests.browser.served import Served, fake, served

# A small machine that has other work to do takes longer than a visitor would bear.
expect.set_options(timeout=30_000)

_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    browser = playwright.chromium.launch(executable_path=path, args=_OPTIONS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "seeds"
    (folder / SOURCE).parent.mkdir(parents=True)
    (folder / SOURCE).write_text("the fake has its text")
    (folder / "broken.pdf").write_text("no PDF")
    return folder


@pytest.fixture(scope="session")
def site(seeds: Path) -> Iterator[Served]:
    with served(fake, seeds) as started:
        yield started


def _is_fault(line: ConsoleMessage) -> bool:
    """Tell whether the page logged an error; those of requests that its end cut off are none."""
    cut_off = ("AbortError", "Unexpected error Connection errored out")
    return line.type == "error" and not line.text.startswith(cut_off)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that fails its test if it asks another machine for anything or logs an error."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    tab = context.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: elsewhere.append(request.url))
    tab.on("console", lambda line: errors.append(line.text) if _is_fault(line) else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    hosts = {urlsplit(url).hostname for url in elsewhere if not url.startswith(("data:", "blob:"))}
    assert hosts <= {"127.0.0.1"}
    assert not errors
