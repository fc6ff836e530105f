"""What README shows. `SCREENSHOTS=tests/browser/screenshots` keeps the pictures."""

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from assistant.answer import Answer, Citation, Sentence
from index.records import Document, DocumentEntry, Passage
from tests.browser.fake_assistant import FakeAssistant, answer_to
from tests.browser.pages import answered
from tests.browser.served import Served, served

pytestmark = pytest.mark.browser

_SEEDS = Path(__file__).parents[2] / "seeds"
_SOURCE = "000_a9e73ffc58cf40d8.txt"
_TEXT = (_SEEDS / _SOURCE).read_text(encoding="utf-8")
_QUESTION = "how is Google's $2B split?"
_QUOTE = (
    "Selon les sources citées par The Wall Street Journal, ce financement se diviserait en deux "
    "temps : 500 millions maintenant et jusqu’à 1,5 milliard plus tard."
)
_SAID = "The financing would be split in two: $500 million now and up to $1.5 billion later"


class Recorded(FakeAssistant):
    """Says about the owner's document what a model once said, at once."""

    def document(self, source: str) -> Document | None:
        return Document(_SOURCE, _TEXT, "hash")

    def documents(self) -> list[DocumentEntry]:
        return [DocumentEntry(_SOURCE, None, len(_TEXT), 12, "indexed")]

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = (), **_: Any
    ) -> Iterator[list[Passage] | str | Answer]:
        start = _TEXT.index(_QUOTE)
        end = start + len(_QUOTE)
        yield replace(
            answer_to(question),
            language="en",
            text=f"{_SAID} [1].",
            sentences=(Sentence(f"{_SAID}.", (1,), True),),
            citations=(Citation(1, _SOURCE, None, start, end, _QUOTE, 0.97),),
            passages=(Passage(1, _SOURCE, None, start, end, _QUOTE, 0.9, "one"),),
            model="local",
        )


def recorded(closed: Any, seeds: Path, index: Path) -> Any:
    assistant = Recorded(seeds, closed=closed)
    assistant.model_name = "local"
    assistant.settings = assistant.settings.model_copy(update={"index": index})
    return assistant


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("shown") / "seeds"
    folder.mkdir()
    (folder / _SOURCE).write_text(_TEXT, encoding="utf-8")
    with served(recorded, folder, folder.parent / "index") as started:
        yield started


@pytest.mark.parametrize(
    ("name", "width", "height", "scheme"),
    [
        ("light", 1280, 720, "light"),
        ("dark", 1280, 720, "dark"),
        ("phone", 390, 844, "light"),
    ],
)
def test_the_quote_is_seen_beside_its_answer(
    browser: Browser, site: Served, tmp_path: Path, name: str, width: int, height: int, scheme: Any
) -> None:
    context = browser.new_context(
        locale="en-GB", color_scheme=scheme, viewport={"width": width, "height": height}
    )
    page = answered(context.new_page(), site, _QUESTION)
    page.locator("a.marker").click()
    expect(page.locator("#quote-1-1")).to_be_in_viewport(ratio=1)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.png"
    # So many colours are enough for a page of text, and a third of the bytes.
    picture.convert("RGB").quantize(96).save(file, optimize=True)
    assert file.stat().st_size < 100_000
    context.close()
