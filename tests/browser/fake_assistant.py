"""An assistant that knows one document, writes slowly, and needs no models."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation, Sentence, Timings
from assistant.settings import Settings
from index.errors import ModelError
from index.records import Document, Passage
from index.report import SyncReport

SOURCE = "letters/moon & tides.txt"
QUOTE = "The tide turns twice a day, as the moon does."
BEFORE = "The sea was calm that morning, and nobody spoke. " * 60
TEXT = f"{BEFORE}{QUOTE} After that we sailed home. " + "The wind fell at night. " * 60
HOSTILE = (
    "<script>document.title = 'owned'</script> [link](javascript:document.title='owned') "
    "![picture](https://elsewhere.invalid/x.png) <img src=x onerror=\"document.title='owned'\"> "
    "${document.title='owned'} {{owned}} $$\\href{javascript:alert(1)}{x}$$ **bold** \u202egnp.exe"
)
DRAFT = "The tide turns twice a day. The moon is made of cheese."


class FakeAssistant:
    """Answers by the question's words: "nothing", "hostile", "fails", "slowly", else the tide."""

    def __init__(self, seeds: Path, token_seconds: float = 0.03, closed: Any = None) -> None:
        self.settings = Settings(seeds=seeds, index=seeds.parent / "index", model="none")
        self.model_name = "fake"
        self.embedder_name = "words"
        self.history: list[tuple[str, str]] = []
        self._token_seconds = token_seconds
        self._closed = closed or threading.Event()

    def sync(
        self,
        *,
        rebuild: bool = False,
        dry_run: bool = False,
        progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    ) -> SyncReport:
        if not dry_run:
            progress("reading", 1, 1)
        failed = [{"source": "broken.pdf", "error": "broken.pdf: is not a PDF; save it again"}]
        return SyncReport(unchanged=1, failed=failed, seconds=0.1)

    def warm(self) -> None:
        time.sleep(self._token_seconds)

    def close(self) -> None:
        """Nothing to let go of."""

    def document(self, source: str) -> Document | None:
        return Document(source, TEXT, "hash") if source == SOURCE else None

    def search(self, question: str, k: int = 5) -> list[Passage]:
        return passages(QUOTE)

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        return answer_to(question)

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[list[Passage] | str | Answer]:
        self.history = list(history)
        try:
            yield passages(HOSTILE if "hostile" in question else QUOTE)
            if "fails" in question:
                raise ModelError("the model <b>fake</b> does not reply; start it again")
            words = (HOSTILE if "hostile" in question else DRAFT).split(" ")
            for word in words * (100 if "slowly" in question else 1):
                time.sleep(self._token_seconds)
                yield f"{word} "
            yield answer_to(question)
        except GeneratorExit:
            self._closed.set()
            raise


def passages(text: str) -> list[Passage]:
    start = len(BEFORE)
    return [Passage(1, SOURCE, 3, start, start + len(text), text, 0.9, "one")]


def answer_to(question: str) -> Answer:
    start = len(BEFORE)
    citation = Citation(1, SOURCE, 3, start, start + len(QUOTE), QUOTE, 0.97)
    text = HOSTILE if "hostile" in question else "The tide turns twice a day"
    supported = Sentence(f"{text}.", (1,), True)
    left_out = Sentence(
        "The moon is made of cheese.", (), False, "no sentence of the sources says this"
    )
    nothing = "nothing" in question
    return Answer(
        question=question,
        language="en",
        status="not_found" if nothing else "answered",
        text="The sources do not say." if nothing else f"{text} [1].",
        sentences=() if nothing else (supported, left_out),
        citations=() if nothing else (citation,),
        passages=tuple(passages(QUOTE)),
        model="fake",
        embedder="words",
        timings=Timings(12.0, 30.0, 1234.0),
    )
