"""What the page does when something is typed or pressed: functions that Gradio is handed."""

import logging
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import gradio as gr

from assistant.answer import Answer
from assistant.page_text import Texts, texts_for
from assistant.render import (
    Turn,
    documents_html,
    header_html,
    history_of,
    passages_html,
    proof_html,
    proofs_html,
    question_html,
    reply_html,
    report_line,
)
from assistant.service import Assistant
from assistant.warm_up import Standing, WarmUp, with_ticks
from index.errors import AssistantError
from index.files import list_files
from index.report import SyncReport

_TICK_SECONDS = 0.5
# Faster than this a draft is not read, only drawn.
_DRAW_SECONDS = 0.05
_log = logging.getLogger(__name__)

# The values of the components that an answer changes: see `Handlers._shown`.
Shown = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """An answer that is being made for a visitor: whether it is to stop, and whether it has."""

    stopped: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


class Handlers:
    """The page's handlers: each takes and gives the values of components."""

    def __init__(self, assistant: Assistant, warm_up: WarmUp) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._runs: dict[str | None, _Run] = {}

    # The conversation

    def answer(self, question: str, turns: list[Turn], request: gr.Request) -> Iterator[Shown]:
        """Answer a question, showing how far it has come. An empty one is not asked."""
        texts = _texts(request)
        if not question.strip():
            yield self._shown(turns, texts)
            return
        # One that was cut off, as by a lost connection, is over too.
        turns = [turn if turn.is_over else replace(turn, stopped=True) for turn in turns]
        turn = Turn(question.strip(), note=texts["searching"])
        yield self._shown([*turns, turn], texts, box="")
        run = self._runs[request.session_hash] = _Run()
        began = drawn = time.monotonic()
        try:
            for grown in self._growing(turn, turns, run, texts):
                now = time.monotonic()
                if grown.is_over or now - drawn > _DRAW_SECONDS:
                    drawn = now
                    seconds = texts["seconds"].format(seconds=int(now - began))
                    note = f"{grown.note} {seconds}" if grown.note else ""
                    yield self._shown([*turns, replace(grown, note=note)], texts)
        finally:
            run.over.set()

    def answer_again(self, turns: list[Turn], request: gr.Request) -> Iterator[Shown]:
        """Answer the last question anew."""
        last = turns[-1].question if turns else ""
        yield from self.answer(last, turns[:-1], request)

    def answer_linked(
        self, question: str, turns: list[Turn], request: gr.Request
    ) -> Iterator[Shown]:
        """Answer the question in the address, `?q=…`, if there is one."""
        linked = question if request.query_params.get("q") else ""
        yield from self.answer(linked, turns, request)

    def stop(self, request: gr.Request) -> None:
        """Let the answer that is being made end as it is."""
        if request.session_hash in self._runs:
            self._runs[request.session_hash].stopped.set()

    def clear(self, request: gr.Request) -> Shown:
        """Begin a new conversation, after what is still being answered has ended."""
        self.stop(request)
        if request.session_hash in self._runs:
            self._runs[request.session_hash].over.wait(2 * _TICK_SECONDS)
        return self._shown([], _texts(request))

    def leave(self, request: gr.Request) -> None:
        """Stop and forget what a visitor who has gone was asking."""
        self.stop(request)
        self._runs.pop(request.session_hash, None)

    def _growing(self, turn: Turn, before: list[Turn], run: _Run, texts: Texts) -> Iterator[Turn]:
        """Give the turn as it grows, until it is answered or stopped; its error is one line."""
        try:
            with closing(self._parts(turn.question, before)) as parts:
                for part in parts:
                    if run.stopped.is_set():
                        yield replace(turn, stopped=True)
                        return
                    turn = self._grown(turn, part, len(before) + 1, texts)
                    yield turn
        except AssistantError as error:
            yield replace(turn, error=str(error))
        except Exception:  # a fault of ours; its traceback is for the log, not for the visitor
            _log.exception("a question failed")
            yield replace(turn, error=texts["unexpected"])

    def _parts(self, question: str, before: list[Turn]) -> Generator[Any, None, None]:
        """Give how the warm-up stands while it lasts, then what the assistant's stream gives.

        None comes when there is nothing new.
        """
        while not self._warm_up.wait(_TICK_SECONDS):
            yield self._warm_up.standing
        stream = partial(self._assistant.stream, question, history_of(before))
        with closing(with_ticks(stream, _TICK_SECONDS)) as parts:
            yield from parts

    def _grown(self, turn: Turn, part: Any, number: int, texts: Texts) -> Turn:
        match part:
            case Standing():
                return replace(turn, note=texts["waiting"].format(what=part.line(texts)))
            case list():
                name = "reading_one" if len(part) == 1 else "reading"
                return replace(turn, note=texts[name].format(count=len(part)))
            case str():
                return replace(turn, draft=turn.draft + part, note="")
            case Answer():
                proof = proof_html(part, number, self._assistant.document, texts)
                return replace(turn, answer=part, proof=proof)
            case _:
                return turn

    def _shown(self, turns: list[Turn], texts: Texts, box: str | None = None) -> Shown:
        """Return what the page shows of a conversation, in the order of `shown` in `build`."""
        messages = []
        for number, turn in enumerate(turns, 1):
            messages.append({"role": "user", "content": question_html(turn)})
            messages.append({"role": "assistant", "content": reply_html(turn, number, texts)})
        is_over = not turns or turns[-1].is_over
        passages = turns[-1].answer.passages if turns and turns[-1].answer else ()
        return (
            turns,
            messages,
            proofs_html(turns, texts) if is_over else gr.skip(),
            passages_html(passages, texts) if is_over else gr.skip(),
            gr.skip() if box is None else box,
            gr.update(value=texts["send"], visible=is_over),
            gr.update(value=texts["stop"], visible=not is_over),
        )

    # The page itself

    def open(self, request: gr.Request) -> Shown:
        """Fill the page for a visitor, in the visitor's language."""
        texts = _texts(request)
        return (
            self._head(texts),
            gr.update(placeholder=texts["empty_conversation"]),
            proofs_html([], texts),
            passages_html([], texts),
            request.query_params.get("q", ""),
        )

    def stand(self, request: gr.Request) -> Shown:
        """Say how things stand until they stand still, and list the documents then."""
        texts = _texts(request)
        if not self._warm_up.is_over:
            return self._head(texts), gr.skip(), gr.skip()
        return self._head(texts), self._documents(texts), gr.Timer(active=False)

    def reindex(self, request: gr.Request, progress: gr.Progress = gr.Progress()) -> Shown:  # noqa: B008
        """Bring the index up to date and say what was done. Gradio takes the bar as a default.

        What failed at the start, as an empty folder does, is tried again.
        """
        texts = _texts(request)
        self._warm_up.wait()

        def hear(stage: str, done: int, total: int) -> None:
            line = texts[f"stage_{stage}"].format(done=done, total=total)
            progress((done, total), desc=line)

        try:
            done = report_line(self._assistant.sync(progress=hear), texts)
            if self._warm_up.standing.error is not None:
                self._warm_up.start()
        except AssistantError as error:
            done = texts["not_ready"].format(error=error)
        timer = gr.skip() if self._warm_up.is_over else gr.Timer(active=True)
        return self._head(texts), self._documents(texts, done), timer

    def _head(self, texts: Texts) -> str:
        standing = self._warm_up.standing
        if standing.error is not None:
            return header_html(standing.line(texts), "failed", texts)
        if standing.stage != "ready":
            return header_html(f"{standing.line(texts)}…", "working", texts)
        count = len(self._indexed(self._assistant.sync(dry_run=True)))
        name = "one_document" if count == 1 else "many_documents"
        line = texts["ready"].format(
            documents=texts[name].format(count=count),
            model=self._model(texts),
            embedder=self._assistant.embedder_name,
        )
        return header_html(line, "ready", texts)

    def _model(self, texts: Texts) -> str:
        name = self._assistant.model_name
        return texts["no_model"] if name == "none" else texts["model"].format(model=name)

    def _documents(self, texts: Texts, done: str = "") -> str:
        try:
            plan = self._assistant.sync(dry_run=True)
            return documents_html(self._indexed(plan), plan, texts, done)
        except AssistantError as error:
            return documents_html([], SyncReport(), texts, done or str(error))

    def _indexed(self, plan: SyncReport) -> list[str]:
        """Return the sources in the index: the folder's but for what a sync would add."""
        outside = {*plan.added, *(failure["source"] for failure in plan.failed)}
        return sorted({*list_files(self._assistant.settings.seeds), *plan.removed} - outside)

    # For programs

    def api_ask(self, question: str) -> dict[str, Any]:
        """Answer a question over the documents: what `assistant ask --json` prints."""
        self._warm_up.wait()
        try:
            return self._assistant.ask(question).to_json()
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def api_search(self, question: str, k: int = 5) -> dict[str, Any]:
        """Find the passages for a question: what `assistant search --json` prints."""
        self._warm_up.wait()
        began = time.perf_counter()
        try:
            passages = self._assistant.search(question, k)
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        return {
            "question": question,
            "passages": [passage.to_json() for passage in passages],
            "timings_ms": {"search": milliseconds},
        }


def _texts(request: gr.Request) -> Texts:
    return texts_for(request.headers.get("accept-language"))
