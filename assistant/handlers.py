"""What the page does when a visitor asks, stops or judges: functions that Gradio is handed."""

import base64
import logging
import threading
import time
import uuid
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any, get_args

import gradio as gr

from assistant.answer import Answer
from assistant.conversations import (
    Conversation,
    Turn,
    Verdict,
    history_of,
    kept,
    owner_of,
    read_kept,
)
from assistant.endpoints import user_of
from assistant.feedback import write_verdict
from assistant.markup import message, typed
from assistant.page_text import Texts, texts_for
from assistant.render import passages_html, reply_html
from assistant.render_proof import proof_html, proofs_html
from assistant.service import Assistant
from assistant.ticks import with_ticks
from assistant.turnstile import Ticket, Turnstile
from assistant.warm_up import Standing, WarmUp
from index.errors import AssistantError

_TICK_SECONDS = 0.5
# Faster than this a draft is not read, only drawn.
_DRAW_SECONDS = 0.05
_LONGEST_QUOTE = 2_000
_log = logging.getLogger(__name__)

# The values of the components that an answer changes: see `Handlers._shown`.
Shown = tuple[Any, ...]
_AS_IT_IS: Shown = (gr.skip(),) * 7


@dataclass(frozen=True, slots=True)
class _Run:
    """An answer that is being made for a visitor: how, whether it is to stop, and whether it has.

    `passages` is how many are searched. With `quotes_only` the model writes nothing. If it is made
    `anew`, an answer that was given already is not given again.
    """

    passages: int
    quotes_only: bool
    anew: bool = False
    stopped: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


class Handlers:
    """The handlers of the conversation: each takes and gives the values of components."""

    def __init__(
        self,
        assistant: Assistant,
        warm_up: WarmUp,
        turnstile: Turnstile,
        *,
        may_judge: bool = True,
    ) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._turnstile = turnstile
        self._may_judge = may_judge
        self._runs: dict[str | None, _Run] = {}
        # Each page takes a process that draws it.
        self._drawing = threading.Semaphore(2)
        # Asking twice for the same words costs nothing.
        self._translated = lru_cache(maxsize=200)(assistant.translate)

    def open(self, request: gr.Request) -> Shown:
        """Fill the page for a visitor, in the visitor's language, with the address's question."""
        texts = texts_of(request)
        # Without one, what a quick visitor has typed meanwhile is not written over.
        question = request.query_params.get("q") or gr.skip()
        welcome = gr.update(placeholder=f"## {texts['welcome']}\n\n{texts['subtitle']}")
        return welcome, proofs_html([], texts), passages_html([], texts), question

    # Asking

    def answer(
        self,
        question: str,
        talk: Conversation,
        passages: int,
        quotes_only: bool,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Answer a question, showing how far it has come. An empty one is not asked.

        Shows a conversation with one more turn. `passages` and `quotes_only` are what the visitor
        wishes; see `Assistant.stream`.
        """
        yield from self._answered(question, talk, _Run(passages, quotes_only), request)

    def _answered(
        self, question: str, talk: Conversation, run: "_Run", request: gr.Request
    ) -> Iterator[Shown]:
        texts = texts_of(request)
        if not question.strip():
            # `talk` may be older than what is shown by now.
            yield _AS_IT_IS
            return
        self._end_run(request)
        # One that was cut off, as by a lost connection, is over too.
        before = [turn if turn.is_over else replace(turn, stopped=True) for turn in talk.turns]
        talk = replace(talk, id=talk.id or uuid.uuid4().hex)
        turn = Turn(question.strip(), note=texts["searching"])
        yield self._shown(replace(talk, turns=[*before, turn]), texts, box="")
        self._runs[request.session_hash] = run
        began = drawn = time.monotonic()
        said = turn.note
        try:
            for grown in self._growing(turn, before, run, request):
                now = time.monotonic()
                if grown.is_over or grown.note != said or now - drawn > _DRAW_SECONDS:
                    drawn, said = now, grown.note
                    seconds = texts["seconds"].format(seconds=int(now - began))
                    note = f"{grown.note} {seconds}" if grown.note else ""
                    turns = [*before, replace(grown, note=note)]
                    yield self._shown(replace(talk, turns=turns), texts)
        finally:
            run.stopped.set()
            run.over.set()

    def answer_again(
        self,
        talk: Conversation,
        passages: int,
        quotes_only: bool,
        retried: gr.RetryData,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Answer a question anew; what followed it is dropped, as it followed from its answer."""
        number = _turn_at(retried.index, talk)
        question = talk.turns[number].question if talk.turns else ""
        yield from self._answered(
            question, _cut(talk, number), _Run(passages, quotes_only, anew=True), request
        )

    def answer_edited(
        self,
        talk: Conversation,
        passages: int,
        quotes_only: bool,
        edited: gr.EditData,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Answer a question that was changed; what followed it is dropped."""
        number = _turn_at(edited.index, talk)
        question = typed(str(edited.value)) or (talk.turns[number].question if talk.turns else "")
        yield from self.answer(question, _cut(talk, number), passages, quotes_only, request)

    def answer_example(
        self,
        chosen: list[str],
        talk: Conversation,
        passages: int,
        quotes_only: bool,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Answer one of the questions to begin with."""
        yield from self.answer(chosen[0] if chosen else "", talk, passages, quotes_only, request)

    def answer_linked(
        self,
        question: str,
        talk: Conversation,
        passages: int,
        quotes_only: bool,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Answer the question in the address, `?q=…`, if there is one."""
        linked = question if request.query_params.get("q") else ""
        yield from self.answer(linked, talk, passages, quotes_only, request)

    def stop(self, request: gr.Request) -> None:
        """Let the answer that is being made end as it is."""
        if request.session_hash in self._runs:
            self._runs[request.session_hash].stopped.set()

    def leave(self, request: gr.Request) -> None:
        """Stop and forget what a visitor who has gone was asking."""
        self.stop(request)
        self._runs.pop(request.session_hash, None)

    def _end_run(self, request: gr.Request) -> None:
        """Stop what a visitor is having answered, and wait for its end."""
        self.stop(request)
        if request.session_hash in self._runs:
            self._runs[request.session_hash].over.wait(2 * _TICK_SECONDS)

    def _growing(
        self, turn: Turn, before: list[Turn], run: _Run, request: gr.Request
    ) -> Iterator[Turn]:
        """Give the turn as it grows, until it is answered or stopped; its error is one line."""
        texts = texts_of(request)
        try:
            with (
                self._turnstile.queue(user_of(request)) as ticket,
                closing(self._parts(turn.question, before, run, ticket)) as parts,
            ):
                for part in parts:
                    if run.stopped.is_set():
                        yield replace(turn, stopped=True)
                        return
                    turn = self._grown(turn, part, len(before) + 1, texts)
                    yield turn
                if not turn.is_over:
                    yield replace(turn, stopped=True)
        except AssistantError as error:
            yield replace(turn, error=str(error))
        except Exception:  # a fault of ours; its traceback is for the log, not for the visitor
            _log.exception("a question failed")
            yield replace(turn, error=texts["unexpected"])

    def _parts(
        self, question: str, before: list[Turn], run: _Run, ticket: Ticket
    ) -> Generator[Any, None, None]:
        """Give how the warm-up stands and the ticket meanwhile, then what the assistant gives.

        None comes when there is nothing new.
        """
        while not self._warm_up.wait(_TICK_SECONDS):
            yield self._warm_up.standing
        while not ticket.wait(_TICK_SECONDS):
            yield ticket
        stream = partial(
            self._assistant.stream,
            *(question, history_of(before)),
            passages=run.passages,
            quotes_only=run.quotes_only,
            anew=run.anew,
            stopped=run.stopped,
        )
        with closing(with_ticks(stream, _TICK_SECONDS)) as parts:
            yield from parts

    def _grown(self, turn: Turn, part: Any, number: int, texts: Texts) -> Turn:
        match part:
            case Standing():
                return replace(turn, note=texts["waiting"].format(what=part.line(texts)))
            case Ticket():
                return replace(turn, note=texts["queueing"].format(place=part.before + 1))
            case list():
                name = "reading_one" if len(part) == 1 else "reading"
                note = texts[name].format(count=len(part))
                return replace(turn, passages=tuple(part), note=note)
            case str():
                return replace(turn, draft=turn.draft + part, note=texts["writing"])
            case Answer():
                answered = replace(turn, answer=part, passages=part.passages, note="")
                return self._proved(answered, number, texts)
            case None if turn.draft:
                # No token for a while: all are there, and are being compared with the sources.
                return replace(turn, note=texts["checking"])
            case _:
                return turn

    def _proved(self, turn: Turn, number: int, texts: Texts) -> Turn:
        """Return an answered turn with its proof, as the documents are now."""
        if turn.answer is None:
            return turn
        may_translate = self._assistant.model_name != "none"
        find = self._assistant.document
        proof = proof_html(turn.answer, number, find, texts, may_translate=may_translate)
        return replace(turn, proof=proof)

    def _shown(self, talk: Conversation, texts: Texts, box: str | None = None) -> Shown:
        """Return what the page shows of a conversation, in the order of `shown` in the page."""
        messages: list[Any] = []
        turns = talk.turns
        for number, turn in enumerate(turns, 1):
            reply = reply_html(turn, number, texts, may_judge=self._may_judge)
            messages.append({"role": "user", "content": message(turn.question)})
            messages.append({"role": "assistant", "content": gr.HTML(reply)})
        is_over = not turns or turns[-1].is_over
        return (
            talk,
            messages,
            proofs_html(turns, texts) if is_over else gr.skip(),
            passages_html(turns[-1].passages if turns else (), texts),
            gr.skip() if box is None else box,
            gr.update(visible=is_over),
            gr.update(visible=not is_over),
        )

    # Conversations, which the visitor's browser keeps

    def keep(self, talk: Conversation, request: gr.Request) -> dict[str, Any]:
        """Return a conversation for the browser to keep."""
        conversation = kept(talk) if talk.turns else None
        return {"owner": self._owner(request), "conversation": conversation, "current": talk.id}

    def list_kept(self, found: dict[str, Any] | None, talk: Conversation) -> Any:
        """Offer the conversations that the browser keeps, the newest first."""
        titles = [
            (str(title)[:_LONGEST_QUOTE], str(name)[:64])
            for title, name in (found or {}).get("titles", [])
        ]
        known = talk.id if talk.id in {name for _, name in titles} else None
        return gr.update(choices=titles, value=known, visible=bool(titles))

    def resume(self, _: str | None, found: dict[str, Any] | None, request: gr.Request) -> Shown:
        """Show a conversation that the browser kept, with its proof as the documents are now.

        The browser finds it by the name that was chosen.
        """
        texts = texts_of(request)
        self._end_run(request)
        talk = read_kept((found or {}).get("conversation"))
        if talk is None:
            gr.Warning(texts["unreadable_conversation"])
            talk = Conversation()
        turns = [self._proved(turn, number, texts) for number, turn in enumerate(talk.turns, 1)]
        return self._shown(replace(talk, turns=turns), texts)

    def begin(self, request: gr.Request) -> Shown:
        """Begin a new conversation, after what is still being answered has ended."""
        self._end_run(request)
        return self._shown(Conversation(), texts_of(request))

    def _owner(self, request: gr.Request) -> str:
        return owner_of(self._assistant.settings, request.username)

    # Judging and translating

    def judge(self, talk: Conversation, event: gr.EventData, request: gr.Request) -> Shown:
        """Write down what a visitor thinks of an answer."""
        texts = texts_of(request)
        number = int(event.turn)
        turn = talk.turns[number - 1] if 0 < number <= len(talk.turns) else None
        verdict = event.verdict
        if not (self._may_judge and turn and turn.answer and verdict in get_args(Verdict)):
            return self._shown(talk, texts)
        if turn.verdict != verdict:
            try:
                write_verdict(self._assistant.settings.index, turn.answer, verdict)
            except AssistantError as error:
                raise gr.Error(str(error), print_exception=False) from error
        turns = list(talk.turns)
        turns[number - 1] = replace(turn, verdict=verdict)
        return self._shown(replace(talk, turns=turns), texts)

    def translate(self, place: dict[str, Any]) -> str:
        """Return the model's translation of a quote, by its source, start, end and language.

        What is translated is read from the document, whatever the browser says.
        """
        try:
            document = self._assistant.document(str(place["source"]))
            start, end = _stretch(place)
            if document is None or start == end:
                return ""
            with self._turnstile.queue("translation") as ticket:
                ticket.wait()
                return self._translated(document.text[start:end], str(place["language"]))
        except AssistantError as error:
            return f"✖ {error}"

    def page_image(self, place: dict[str, Any]) -> dict[str, Any] | None:
        """Return the page of a PDF that holds a quote as a picture, by its source, start and end.

        `marked_at` says how far down the quote is marked, from 0 to 1, if it is. None if the page
        cannot be drawn.
        """
        try:
            with self._drawing:
                drawn = self._assistant.page_image(str(place["source"]), *_stretch(place))
        except AssistantError:
            return None
        if drawn is None:
            return None
        picture = f"data:image/webp;base64,{base64.b64encode(drawn.picture).decode()}"
        return {"picture": picture, "marked_at": drawn.marked_at}


def texts_of(request: gr.Request) -> Texts:
    """Return the texts in a visitor's language."""
    return texts_for(request.headers.get("accept-language"))


def _stretch(place: dict[str, Any]) -> tuple[int, int]:
    """Return the start and the end of a quote; an empty stretch if no quote can be like that."""
    start, end = int(place["start"]), int(place["end"])
    return (start, end) if 0 <= start < end <= start + _LONGEST_QUOTE else (0, 0)


def _turn_at(index: Any, talk: Conversation) -> int:
    """Return the number, from 0, of the turn to which a message belongs; the last if none does."""
    message_at = index[0] if isinstance(index, (list, tuple)) else index
    number = int(message_at) // 2
    return number if 0 <= number < len(talk.turns) else len(talk.turns) - 1


def _cut(talk: Conversation, number: int) -> Conversation:
    return replace(talk, turns=talk.turns[: max(0, number)])
