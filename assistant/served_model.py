"""A language model that a server runs which speaks the OpenAI protocol, given by its address."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any, cast

import httpx
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant.ticks import with_ticks
from index.errors import ModelError

# More characters than a token has in any text; a server that sends more heeds no limit.
_CHARACTERS = 16
_TICK_SECONDS = 0.2


class ServedChatModel(ChatOpenAI):
    """A chat model at an address.

    `timeout`, in seconds, bounds a whole reply, and `max_tokens` what is read of it: whatever the
    server does, a reply ends. A stream that is closed early stops the model.
    """

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        began = time.monotonic()
        seconds = cast("float", self.request_timeout)
        left = (self.max_tokens or 0) * _CHARACTERS
        # Read in a thread: a server may send signs of life for ever, and nothing between them.
        pieces = with_ticks(partial(super()._stream, *args, **kwargs), _TICK_SECONDS)
        with closing(pieces):
            for piece in pieces:
                if time.monotonic() - began > seconds:
                    raise TimeoutError
                if piece is None:
                    continue
                left -= len(piece.text)
                if left < 0:
                    piece.message.response_metadata["finish_reason"] = "length"
                yield piece
                if left < 0:
                    return

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        return generate_from_stream(self._stream(*args, **kwargs))


def served_model(name: str, *, timeout: float, max_tokens: int) -> ServedChatModel:
    """Return the model at `name`, an address with `#` and the model's name behind it.

    Without that it is the first one that the server lists; raises ModelError if it lists none, and
    httpx's errors if it cannot be asked.
    """
    base_url, _, model = name.partition("#")
    base_url = base_url.rstrip("/")
    key = os.environ.get("OPENAI_API_KEY") or "none"
    return ServedChatModel(
        base_url=base_url,
        api_key=SecretStr(key),
        model=model or _first_served(base_url, key, timeout),
        temperature=0,
        max_completion_tokens=max_tokens,
        timeout=timeout,
        max_retries=0,  # who asks is told at once, and may ask again
        use_responses_api=False,  # most such servers know chat completions only
    )


def _first_served(base_url: str, key: str, timeout: float) -> str:
    """Ask the server which models it has, and return the first one's name."""
    headers = {"Authorization": f"Bearer {key}"}
    reply = httpx.get(f"{base_url}/models", headers=headers, timeout=min(timeout, 10))
    reply.raise_for_status()
    try:
        return str(reply.json()["data"][0]["id"])
    except (ValueError, LookupError, TypeError) as error:
        raise ModelError(
            f"{base_url}/models does not list a model. Check the address, which mostly ends in "
            f"/v1, or name the model: {base_url}#name."
        ) from error
