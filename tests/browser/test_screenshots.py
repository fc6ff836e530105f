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
# As in README.
_SAID = (
    "The Wall Street Journal reported that the $2 billion split would be distributed as follows: "
    "500 million now and 1.5 billion later"
)
_QUOTES = (
    "Selon les sources citées par The Wall Street Journal, ce financement se diviserait en deux "
    "temps : 500 millions maintenant et jusqu’à 1,5 milliard plus tard.",
    "Comment Google est-il passé à côté de la vague des grands modèles de langage et pourquoi "
    "injecte-t-il aujourd’hui 2 milliards de dollars dans Anthropic, une entreprise spécialisée "
    "dans l’intelligence artificielle ?",
)


class Recorded(FakeAssistant):
    """Says at once what the packaged model says about the document in `seeds`."""

    def document(self, source: str) -> Document | None:
        return Document(_SOURCE, _TEXT, "hash")

    def documents(self) -> list[DocumentEntry]:
        return [DocumentEntry(_SOURCE, None, len(_TEXT), 12, "indexed")]

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = (), **_: Any
    ) -> Iterator[list[Passage] | str | Answer]:
        places = [(_TEXT.index(quote), _TEXT.index(quote) + len(quote)) for quote in _QUOTES]
        yield replace(
            answer_to(question),
            language="en",
            text=f"{_SAID} [1][2].",
            sentences=(Sentence(f"{_SAID}.", (1, 2), True),),
            citations=tuple(
                Citation(marker, _SOURCE, None, start, end, _TEXT[start:end], 0.97)
                for marker, (start, end) in enumerate(places, 1)
            ),
            passages=(),
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
    # The fake's is no time to show.
    page.add_style_tag(content=".reply .made { display: none }")
    page.locator("a.marker").first.click()
    expect(page.locator("#quote-1-1")).to_be_in_viewport(ratio=1)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.png"
    # So many colours are enough for a page of text, and a third of the bytes.
    picture.convert("RGB").quantize(96).save(file, optimize=True)
    assert file.stat().st_size < 100_000
    context.close()
