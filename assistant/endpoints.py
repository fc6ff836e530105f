"""What the page serves to programs, over HTTP and as MCP tools.

Gradio makes their documentation from the types and the docstrings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from assistant.found import find
from assistant.service import Assistant, checked_count
from assistant.turnstile import Turnstile
from assistant.warm_up import WarmUp
from index.errors import AssistantError

_MOST_PASSAGES = 50


class Endpoints:
    """Functions of an assistant for programs; what is wrong reaches them as one line."""

    def __init__(self, assistant: Assistant, warm_up: WarmUp, turnstile: Turnstile) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._turnstile = turnstile

    def ask(self, question: str, request: gr.Request) -> dict[str, Any]:  # noqa: D417 (Gradio's)
        """Answer a question over the documents, each sentence with the words that prove it.

        Args:
            question: The question, in any language.

        Returns:
            What `assistant ask --json` prints: question, language, status, answer, sentences,
            citations, passages, model, embedder, timings_ms.

        """
        with self._in_one_line(), self._turnstile.queue(user_of(request)) as ticket:
            ticket.wait()
            return self._assistant.ask(question).to_json()

    def search(self, question: str, k: int = 5) -> dict[str, Any]:
        """Find the passages of the documents that are nearest to a question, best first.

        Args:
            question: The question or the words to look for, in any language.
            k: How many passages, from 1 to 50.

        Returns:
            What `assistant search --json` prints: question, passages, timings_ms.

        """
        with self._in_one_line():
            count = min(checked_count(k), _MOST_PASSAGES)
            return find(self._assistant, question, count).to_json()

    def documents(self) -> list[dict[str, Any]]:
        """List the documents and how each stands with the index.

        Returns:
            For each document its source, title, characters, chunks, state and, if it cannot be
            read, the reason.

        """
        with self._in_one_line():
            return [
                {
                    "source": entry.source,
                    "title": entry.title,
                    "characters": entry.characters,
                    "chunks": entry.chunks,
                    "state": entry.state,
                    "reason": entry.reason,
                }
                for entry in self._assistant.documents()
            ]

    @contextmanager
    def _in_one_line(self) -> Iterator[None]:
        self._warm_up.wait()
        try:
            yield
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error


def user_of(request: gr.Request) -> str:
    """Return who asks, which is told by the address: all log in under one name."""
    return request.client.host if request.client else ""
