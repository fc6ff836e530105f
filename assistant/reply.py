"""What a language model writes, as text that can be shown, checked and kept."""

import re
from collections.abc import Iterator

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableGenerator

from index.errors import ModelError

# What stands behind a reply that its limit has ended before the model did; the space before it is
# one that models do not write.
CUT = "\u202f…"
# How the protocols of OpenAI, Anthropic, Ollama and Google say that.
_REASONS = ("finish_reason", "stop_reason", "done_reason")
_LENGTH = {"length", "max_tokens", "MAX_TOKENS"}
# In which some servers hand on what a reasoning model thinks before it answers.
_OPENS, _CLOSES = "<think>", "</think>"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def as_text() -> Runnable[BaseMessage, str]:
    """Return what gives a model's messages as text, piece by piece.

    Thoughts that come before it are left out; half a character, as a server may cut one, becomes
    "?", and a control character a space. A reply that was not written to its end has `CUT` behind
    it. Raises ModelError if the limit was reached before there was any of it.
    """
    return RunnableGenerator(_written)


def is_cut(text: str) -> bool:
    """Tell whether a reply was not written to its end: its last sentence is half a one."""
    return text.endswith(CUT)


def _written(messages: Iterator[BaseMessage]) -> Iterator[str]:
    held, has_begun = "", False
    ended_by: set[object] = set()
    for message in messages:
        ended_by |= {message.response_metadata.get(name) for name in _REASONS}
        piece = str(message.text)
        if not has_begun:
            held += piece
            if _may_be_a_thought(held):
                continue
            has_begun = True
            piece = held.split(_CLOSES, 1)[-1] if held.lstrip().startswith(_OPENS) else held
        yield _plain(piece)
    if not has_begun:
        yield "" if held.lstrip().startswith(_OPENS) else _plain(held)
    if _LENGTH.isdisjoint(ended_by):
        return
    if not has_begun:
        raise ModelError(
            "The language model thought until its limit and has not answered; raise "
            "ASSISTANT_ANSWER_TOKENS, or choose a model that does not think aloud"
        )
    yield CUT


def _may_be_a_thought(text: str) -> bool:
    """Tell whether a reply that begins so has not come to what is meant to be read."""
    begun = text.lstrip()
    return _OPENS.startswith(begun) or (begun.startswith(_OPENS) and _CLOSES not in begun)


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode())
