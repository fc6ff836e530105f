"""The assistant: what the command line, the page and Python programs all call."""

import operator
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Literal, Self, SupportsIndex, cast

from assistant.answer import Answer, Timings
from assistant.assemble import Parts
from assistant.chain import Chain
from assistant.given import Given
from assistant.interrupt import Interrupt
from assistant.model import ModelFailures, explain
from assistant.settings import Settings
from assistant.translate import translate
from index.adopt import adopt
from index.engine import Engine
from index.errors import AssistantError, IndexDamagedError, QuestionError, SeedsError
from index.overview import entries
from index.page_image import PageImage, draw_page
from index.ray_engine import ray_engine
from index.records import Document, DocumentEntry, Passage
from index.report import Progress, SyncReport
from index.search import PassageRetriever
from index.sync import Say
from index.sync import sync as sync_index
from index.watch import SETTLE_SECONDS, follow

# Earlier turns of a conversation, oldest first: what was asked, and what was answered.
History = Sequence[tuple[str, str]]


class Assistant:
    """Answers questions over a folder of documents, with proof.

    Safe for several threads. A context manager: leaving it stops the local model. Making one is
    quick, for models are loaded on first use, or in the background after `warm`.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._sync_lock = threading.Lock()
        self._parts_lock = threading.Lock()
        self._made: Parts | None = None
        self._given: Given[Answer] = Given()

    # Asking

    def ask(self, question: str, history: History = ()) -> Answer:
        """Return the answer to a question.

        `history` holds the earlier turns, so that "And Amazon?" is understood. Raises QuestionError
        for a question that is empty or too long, ModelError if the model fails, and what `sync`
        raises if there is no index yet.
        """
        *_, answer = self.stream(question, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        history: History = (),
        *,
        passages: int | None = None,
        quotes_only: bool = False,
        anew: bool = False,
        stopped: threading.Event | None = None,
    ) -> Iterator[list[Passage] | str | Answer]:
        """Give the passages that were found, then a draft token by token, then the answer.

        The draft is what the model writes and is not checked yet; the answer, which comes last, is.
        So many `passages` are searched, by default as many as the settings say. With `quotes_only`
        no model writes, and the answer is the sources' own words. What was answered over the same
        index already is given again, without a draft, unless it is wanted `anew`.
        Once `stopped` is set, by any thread, the model ends at its next token, and nothing more is
        given. Raises what `ask` raises.
        """
        began = time.perf_counter()
        question, turns = self._check(question), _turns(history)
        self._ensure_index()
        version = self._parts.version()
        key = (version, question, turns, passages, quotes_only)
        given = None if anew or version is None else self._given.get(key)
        if given:
            yield list(given.passages)
            yield replace(given, timings=_since(began))
            return
        asked = {"question": question, "history": turns, "k": passages}
        chain = self._parts.quoting_chain if quotes_only else self.chain
        if not quotes_only:
            self._parts.start_model()
        for part in self._run(chain, asked, stopped or threading.Event()):
            yield part
            if isinstance(part, Answer):
                # Of an index that changed meanwhile the answer may be half of the old one; and what
                # fails here is no fault of the answer, which was given.
                with suppress(AssistantError):
                    if version and self._parts.version() == version:
                        self._given.keep(key, part)

    def _run(
        self, chain: Chain, asked: dict[str, Any], stopped: threading.Event
    ) -> Iterator[list[Passage] | str | Answer]:
        interrupt = Interrupt(stopped)
        failures = ModelFailures()
        try:
            for part in chain.stream(asked, {"callbacks": [interrupt, failures]}):
                yield from part.values()
        except Interrupt.Stopped:
            return
        except AssistantError:
            raise
        except Exception as error:  # each provider has its own exceptions
            if error in failures:
                raise explain(error, self._parts.model_name) from error
            raise

    def search(self, question: str, k: int = 5) -> list[Passage]:
        """Return the best `k` passages for a question, best first, without a language model.

        Raises QuestionError for a question that cannot be asked, or a `k` that is no whole number
        from 1 on.
        """
        question, k = self._check(question), checked_count(k)
        self._ensure_index()
        return self._parts.retriever.search(question, k)

    def translate(self, text: str, language: str) -> str:
        """Return the model's translation of `text` into the language of an ISO 639-1 code.

        It is the model's own, and not checked. Raises ModelError if there is no model or it fails.
        """
        try:
            return translate(text, language, self._parts.model)
        except Exception as error:  # each provider has its own exceptions
            raise explain(error, self._parts.model_name) from error

    def document(self, source: str) -> Document | None:
        """Return an indexed document with its text, or None if there is none of that name."""
        self._ensure_index()
        return self._parts.retriever.document(source)

    def documents(self) -> list[DocumentEntry]:
        """Return what is in the folder and in the index, by source, and how each of it stands.

        Quick, and not held up by a sync. Raises SeedsError if there is no folder of documents.
        """
        if self.settings.only_asks:
            return self._parts.retriever.entries()
        settings = self.settings
        return entries(settings.seeds, settings.index, settings.splitter, settings.chroma_server)

    def page_image(self, source: str, start: int, end: int) -> PageImage | None:
        """Return the page of a PDF on which `text[start:end]` begins, with it marked, as a picture.

        None if the document has no pages, or the page cannot be drawn.
        """
        # Who only asks has not the documents: a file of this name here would be another.
        if self.settings.only_asks or not source.lower().endswith(".pdf"):
            return None
        document = self.document(source)
        page = document.page_at(start) if document else None
        if document is None or page is None:
            return None
        return draw_page(self.settings.seeds / source, page, document.text[start:end])

    # Indexing

    def sync(
        self,
        *,
        engine: Literal["local", "ray"] = "local",
        rebuild: bool = False,
        dry_run: bool = False,
        settle_seconds: float = 0,
        progress: Progress = lambda stage, done, total: None,
        say: Say = lambda line: None,
    ) -> SyncReport:
        """Make the index equal to the folder and say what changed; see `index.sync.sync`.

        The engine "ray" spreads the work over a Ray cluster; see `index.ray_engine`.
        If the settings name a server but no folder of documents, there is nothing to do here.
        """
        settings = self.settings
        if settings.only_asks:
            return SyncReport()
        with self._sync_lock, self._engine(engine) as chosen:
            if not (dry_run or settings.names_its_index or settings.server):
                adopt(settings.index, settings.seeds, say)
            return sync_index(
                *(settings.seeds, settings.index, self._parts.embedder, settings.splitter),
                server=settings.chroma_server,
                engine=chosen,
                rebuild=rebuild,
                dry_run=dry_run,
                settle_seconds=settle_seconds,
                progress=progress,
                say=say,
            )

    def _engine(self, name: str) -> AbstractContextManager[Engine | None]:
        if name == "local":
            return nullcontext()
        return ray_engine(self._parts.embedder, self.settings.splitter)

    def watch(
        self,
        on_report: Callable[[SyncReport], None] = lambda report: None,
        say: Say = lambda line: None,
        stop: threading.Event | None = None,
    ) -> None:
        """Follow the folder until `stop` is set: sync now and after every change.

        `on_report` hears what was done whenever something was, `say` what went wrong.
        """
        follow(
            self.settings.seeds,
            self.settings.index,
            lambda: self.sync(settle_seconds=SETTLE_SECONDS, say=say),
            on_report,
            say,
            stop or threading.Event(),
        )

    # What it is made of

    @property
    def retriever(self) -> PassageRetriever:
        """The LangChain retriever, to compose with."""
        return self._parts.retriever

    @property
    def chain(self) -> Chain:
        """The LangChain chain from `{"question": …}` to `{"passages", "reply", "answer"}`."""
        return self._parts.chain

    @property
    def model_name(self) -> str:
        """The language model that answers, "none" if there is none."""
        return self._parts.model_name

    @property
    def embedder_name(self) -> str:
        """The embedding model."""
        return self._parts.embedder.id

    def warm(self) -> None:
        """Load the embedder and start the language model, and have both ready for a question.

        Raises EmbedderError, WeightsError or ModelError.
        """
        try:
            self._parts.warm()
        except Exception as error:  # each provider has its own exceptions
            raise explain(error, self._parts.model_name) from error

    def close(self) -> None:
        """Stop the local model and let go of the index."""
        if self._made:
            self._made.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _parts(self) -> Parts:
        with self._parts_lock:  # of two threads that ask first, one makes them
            if self._made is None:
                self._made = Parts(self.settings)
            return self._made

    def _check(self, question: object) -> str:
        if not isinstance(question, str):
            raise QuestionError("the question has to be a text")
        # Half characters, as of a terminal in another encoding, can be neither searched nor shown.
        question = question.encode("utf-8", "replace").decode().strip()
        limit = self.settings.question_limit
        if not question:
            raise QuestionError("the question is empty; ask something")
        if not any(map(str.isalnum, question)):
            raise QuestionError(f"the question {question[:20]} has no words; ask something")
        if len(question) > limit:
            raise QuestionError(
                f"the question has {len(question):,} characters, more than {limit:,}; shorten it"
            )
        return question

    def _ensure_index(self) -> None:
        """Make the index if there is none, or if it is damaged."""
        retriever = self._parts.retriever
        try:
            count = retriever.count() if retriever.exists() else None
        except IndexDamagedError:
            count = None
        if count is None:
            self.sync()
            count = retriever.count()
        if not count:
            raise SeedsError(
                f"{self.settings.seeds}: holds no documents that can be read; put some there"
            )


def checked_count(k: object) -> int:
    """Return how many passages are wanted. Raises QuestionError if it is no number of passages.

    JSON has one kind of numbers: 3.0 is 3.
    """
    whole = int(k) if isinstance(k, float) and k.is_integer() else k
    with suppress(TypeError):
        if not isinstance(k, bool) and (count := operator.index(cast("SupportsIndex", whole))) >= 1:
            return count
    raise QuestionError("k, how many passages, has to be a whole number, 1 or more")


def _turns(history: object) -> tuple[tuple[str, str], ...]:
    """Return the earlier turns as they are meant to be; None is none. Raises QuestionError."""
    try:
        turns = tuple((asked, answer) for asked, answer in cast("History", history or ()))
        if any(isinstance(turn, str) for turn in cast("History", history or ())):
            raise TypeError
    except (TypeError, ValueError):
        turns = ((None, None),)  # type: ignore[assignment]
    if all(isinstance(text, str) for turn in turns for text in turn):
        return turns
    raise QuestionError("the history has to be pairs of texts, a question and its answer")


def _since(began: float) -> Timings:
    total = round((time.perf_counter() - began) * 1000, 1)
    return Timings(search=total, first_token=None, total=total)
