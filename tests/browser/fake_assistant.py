"""An assistant that knows one document, writes slowly, and needs no models."""

import io
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from assistant.answer import Answer, Citation, Sentence, Timings
from assistant.settings import Settings
from index.errors import ModelError
from index.files import list_files
from index.page_image import PageImage
from index.records import Document, DocumentEntry, Passage
from index.report import SyncReport

SOURCE = "letters/moon & tides.txt"
PRINTED = "printed.pdf"
TITLE = "Letters of a sailor"
QUOTE = "The tide turns twice a day, as the moon does."
BEFORE = "The sea was calm that morning, and nobody spoke. " * 60
AFTER = "After that we sailed home with Anna Marlow. " + "The wind fell at night. " * 60
TEXT = f"{BEFORE}{QUOTE} {AFTER} As Anna Marlow says, the moon is far."
HOSTILE = (
    "<script>document.title = 'owned'</script> [link](javascript:document.title='owned') "
    "![picture](https://elsewhere.invalid/x.png) <img src=x onerror=\"document.title='owned'\"> "
    "${document.title='owned'} {{owned}} $$\\href{javascript:alert(1)}{x}$$ **bold** \u202egnp.exe"
)
DRAFT = "The tide turns twice a day. The moon is made of cheese."


class FakeAssistant:
    """Answers by the question's words: "nothing", "hostile", "fails", "slowly", "printed", …"""

    def __init__(self, seeds: Path, token_seconds: float = 0.03, closed: Any = None) -> None:
        self.settings = Settings(seeds=seeds, index=seeds.parent / "index", model="fake")
        self.settings.index.mkdir(parents=True, exist_ok=True)
        self.model_name = "fake"
        self.embedder_name = "words"
        self.history: list[tuple[str, str]] = []
        self.passages: int | None = None
        self._indexed: set[str] = set()
        self._token_seconds = token_seconds
        self._closed = closed or threading.Event()

    def sync(
        self,
        *,
        rebuild: bool = False,
        dry_run: bool = False,
        progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    ) -> SyncReport:
        found = {source for source in list_files(self.settings.seeds) if source.endswith(".txt")}
        report = SyncReport(
            added=sorted(found - self._indexed),
            removed=sorted(self._indexed - found),
            unchanged=len(found & self._indexed),
            seconds=0.1,
        )
        progress("reading", 1, 1)
        time.sleep(10 * self._token_seconds)
        self._indexed = found
        return report

    def warm(self) -> None:
        time.sleep(self._token_seconds)

    def close(self) -> None:
        """Nothing to let go of."""

    def document(self, source: str) -> Document | None:
        is_known = source in {*self._indexed, PRINTED}
        return Document(source, TEXT, "hash", TITLE) if is_known else None

    def documents(self) -> list[DocumentEntry]:
        entries = []
        for source in sorted({*list_files(self.settings.seeds), *self._indexed}):
            if source.endswith(".pdf"):
                reason = f"{source}: is not a PDF; save it again"
                entries.append(DocumentEntry(source, None, 0, 0, "failed", reason))
            elif source in self._indexed:
                entries.append(DocumentEntry(source, TITLE, len(TEXT), 12, "indexed"))
            else:
                entries.append(DocumentEntry(source, None, 0, 0, "new"))
        return entries

    def page_image(self, source: str, start: int, end: int) -> PageImage | None:
        if end - start != len(QUOTE):
            return None
        file = io.BytesIO()
        Image.new("RGB", (1200, 1700), "white").save(file, "WEBP")
        return PageImage(file.getvalue(), 0.5)

    def translate(self, text: str, language: str) -> str:
        return f"<b>{language}</b>: {text}"

    def search(self, question: str, k: int = 5) -> list[Passage]:
        return found(QUOTE)

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        return answer_to(question)

    def stream(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        *,
        passages: int | None = None,
        quotes_only: bool = False,
        anew: bool = False,
        stopped: threading.Event | None = None,
    ) -> Iterator[list[Passage] | str | Answer]:
        self.history = list(history)
        self.passages = passages
        self.quotes_only = quotes_only
        self.anew = anew
        try:
            yield found(HOSTILE if "hostile" in question else QUOTE)
            if "fails" in question:
                raise ModelError("the model <b>fake</b> does not reply; start it again")
            words = (HOSTILE if "hostile" in question else DRAFT).split(" ")
            for word in words * (100 if "slowly" in question else 1):
                time.sleep(self._token_seconds)
                if stopped and stopped.is_set():
                    self._closed.set()
                    return
                yield f"{word} "
            if quotes_only:
                question = f"{question} in quotes"
            if "how many" in question:
                question = f"{question} of {passages} passages"
            yield answer_to(question)
        except GeneratorExit:
            self._closed.set()
            raise


def found(text: str) -> list[Passage]:
    start = len(BEFORE)
    return [Passage(1, SOURCE, 3, start, start + len(text), text, 0.9, "one")]


def answer_to(question: str) -> Answer:
    start = len(BEFORE)
    citation = Citation(
        *(1, SOURCE, 3, start, start + len(QUOTE), QUOTE, 0.97), title=TITLE, date="1913-05-02"
    )
    if "printed" in question:
        citation = replace(citation, source=PRINTED)
    text = "The tide turns twice a day"
    if "hostile" in question:
        text = HOSTILE
    if "how many" in question:
        text = question
    supported = Sentence(f"{text}.", (1,), True)
    left_out = Sentence(
        "The moon is made of cheese.", (), False, "no sentence of the sources says this"
    )
    nothing = "nothing" in question
    return Answer(
        question=question,
        language="fr" if "marée" in question else "en",
        status="not_found" if nothing else "answered",
        text="The sources do not say." if nothing else f"{text} [1].",
        sentences=() if nothing else (supported, left_out),
        citations=() if nothing else (citation,),
        passages=tuple(found(QUOTE)),
        model="fake",
        embedder="words",
        timings=Timings(12.0, 30.0, 1234.0),
    )
