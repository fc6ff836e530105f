"""The documents of the page: seen, found, added, removed and put back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import answered, ask, opened
from tests.browser.served import SLOW_TO_LIST, Served, fake, served, slow_to_list

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "one.txt").write_text("x")
    (folder / "broken.pdf").write_text("no PDF")
    return folder


@pytest.fixture
def own(folder: Path) -> Iterator[Served]:
    """A page whose documents may be changed by a test."""
    with served(fake, folder) as started:
        yield started


def looked_at(page: Page, site: Served) -> Page:
    opened(page, site)
    page.get_by_role("tab", name="Documents").click()
    expect(page.locator(".documents")).to_contain_text("one.txt")
    return page


def test_documents_are_listed_with_their_states_and_found_by_name(own: Served, page: Page) -> None:
    looked_at(page, own)
    expect(page.get_by_role("row", name="one.txt")).to_contain_text("● In the index")
    expect(page.get_by_role("row", name="broken.pdf")).to_contain_text("is not a PDF; save it")
    page.get_by_role("textbox", name="Find a document").fill("ONE")
    expect(page.get_by_role("row", name="broken.pdf")).to_have_count(0)
    expect(page.get_by_role("row", name="one.txt")).to_be_visible()


def test_an_upload_is_indexed_while_questions_are_answered(
    own: Served, page: Page, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "..two.txt").write_text("y")
    looked_at(page, own)
    page.locator("input[type=file]").set_input_files(tmp_path / "..two.txt")
    expect(page.locator(".news")).to_contain_text("two.txt was added.")
    expect(page.get_by_role("row", name="two.txt")).to_contain_text("● In the index")
    expect(page.locator(".standing")).to_contain_text("Ready: 2 documents")
    assert (folder / "two.txt").read_text() == "y"
    page.get_by_role("tab", name="Ask").click()
    ask(page, "how does the tide turn?")
    expect(page.locator(".reply .answer")).to_be_visible()


def test_a_removal_can_be_undone(own: Served, page: Page, folder: Path) -> None:
    looked_at(page, own)
    page.get_by_role("button", name="Remove one.txt").click()
    expect(page.locator(".news")).to_contain_text("one.txt was removed")
    expect(page.locator(".standing")).to_contain_text("Ready: 0 documents")
    assert not (folder / "one.txt").exists()
    page.get_by_role("button", name="Put one.txt back").click()
    expect(page.locator(".standing")).to_contain_text("Ready: 1 document")
    assert (folder / "one.txt").exists()


def test_a_look_that_is_late_does_not_hide_a_removal(page: Page, folder: Path) -> None:
    with served(slow_to_list, folder) as site:
        looked_at(page, site)
        page.get_by_role("button", name="Remove one.txt").click()
        page.wait_for_timeout(3000 * SLOW_TO_LIST)
        expect(page.locator(".standing")).to_contain_text("Ready: 0 documents")
        page.get_by_role("button", name="Put one.txt back").click()
        expect(page.locator(".standing")).to_contain_text("Ready: 1 document")
        page.goto("about:blank")


def test_what_changed_in_the_folder_is_indexed_on_request(
    own: Served, page: Page, folder: Path
) -> None:
    looked_at(page, own)
    (folder / "three.txt").write_text("z")
    page.get_by_role("button", name="Bring the index up to date").click()
    expect(page.get_by_role("row", name="three.txt")).to_contain_text("● In the index")
    expect(page.locator(".news")).to_contain_text("1 added, 1 unchanged")


def test_a_read_only_page_shows_the_documents_and_changes_none(page: Page, folder: Path) -> None:
    with served(fake, folder, read_only=True) as site:
        looked_at(page, site)
        expect(page.get_by_text("can be read and not changed")).to_be_visible()
        expect(page.get_by_role("button", name="Remove")).to_have_count(0)
        expect(page.locator("input[type=file]")).to_have_count(0)
        expect(page.get_by_role("button", name="Bring the index up to date")).to_have_count(0)
        page.goto("about:blank")


def test_the_settings_are_shown_and_the_number_of_passages_is_heeded(
    page: Page, site: Served
) -> None:
    answered(page, site)
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator(".settings")).to_contain_text("model fake")
    page.get_by_role("spinbutton").fill("3")
    page.get_by_role("spinbutton").press("Enter")
    page.get_by_role("tab", name="Ask").click()
    ask(page, "how many passages?")
    expect(page.locator(".reply .answer").last).to_contain_text("of 3 passages")


def test_a_visitor_may_do_without_the_model(page: Page, site: Served) -> None:
    answered(page, site)
    page.get_by_role("tab", name="Settings").click()
    page.get_by_label("Without the language model").check()
    page.get_by_role("tab", name="Ask").click()
    ask(page, "how many passages?")
    expect(page.locator(".reply .answer").last).to_contain_text("in quotes")
