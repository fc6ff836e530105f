from collections.abc import Iterable, Iterator

import pytest
from langchain_core.messages import BaseMessage

from assistant.model import explain
from assistant.served_model import ServedChatModel, served_model
from tests.openai_server import OpenAIServer, openai_server


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with openai_server() as server:
        yield server


def chat(server: OpenAIServer, timeout: float = 20, max_tokens: int = 5) -> ServedChatModel:
    return served_model(f"{server.url}#first", timeout=timeout, max_tokens=max_tokens)


def reasons(pieces: Iterable[BaseMessage]) -> list[str]:
    found = [piece.response_metadata.get("finish_reason") for piece in pieces]
    return [reason for reason in found if reason]


def test_how_a_reply_ended_is_known(server: OpenAIServer) -> None:
    server.finish = "length"
    assert reasons(chat(server).stream("2+2?")) == ["length"]


def test_a_server_that_heeds_no_limit_is_not_heard_to_its_end(server: OpenAIServer) -> None:
    server.finish = "never"
    pieces = list(chat(server, max_tokens=5).stream("2+2?"))
    assert 80 <= sum(len(piece.text) for piece in pieces) < 100
    assert reasons(pieces) == ["length"]


def test_a_server_that_goes_on_for_long_is_given_up(server: OpenAIServer) -> None:
    server.finish = "never"
    with pytest.raises(TimeoutError) as caught:
        list(chat(server, timeout=0.2, max_tokens=1_000_000).stream("2+2?"))
    assert "did not answer in time" in str(explain(caught.value, server.url))


def test_a_silent_server_is_given_up_at_once(server: OpenAIServer) -> None:
    server.finish, server.words = "never", []
    with pytest.raises(TimeoutError) as caught:
        list(chat(server, timeout=0.2).stream("2+2?"))
    with pytest.raises(TimeoutError):
        chat(server, timeout=0.2).invoke("2+2?")
    assert "did not answer in time" in str(explain(caught.value, server.url))
    assert len(server.requests) == 2
