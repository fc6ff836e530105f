import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import BaseChatModel

from assistant.local_model import LocalChatModel
from assistant.model import chat_model, explain
from index.errors import ModelError, WeightsError
from tests.openai_server import OpenAIServer, openai_server

KEYS = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "GEMINI_API_KEY"]


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS:
        monkeypatch.delenv(key, raising=False)


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with openai_server() as server:
        yield server


def make(name: str, cache: Path = Path("unused")) -> BaseChatModel | None:
    return chat_model(name, cache=cache, timeout=5, max_tokens=50)


def made(name: str) -> BaseChatModel:
    chat = make(name)
    assert chat is not None
    return chat


def test_none_is_no_model() -> None:
    assert make("none") is None


def test_local_is_the_packaged_model_and_starts_nothing_yet(tmp_path: Path) -> None:
    chat = make("local", tmp_path)

    assert isinstance(chat, LocalChatModel)
    assert chat.server.pid is None
    assert not list(tmp_path.iterdir())


def test_a_gguf_file_is_a_local_model_of_its_name(tmp_path: Path) -> None:
    file = tmp_path / "Tiny-Q4.GGUF"
    file.write_bytes(b"GGUF and more")

    chat = make(str(file))

    assert isinstance(chat, LocalChatModel)
    assert chat.model_name == "Tiny-Q4"


def test_a_missing_gguf_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"missing\.gguf cannot be read: No such file"):
        make(str(tmp_path / "missing.gguf"))


def test_a_file_that_only_claims_to_be_gguf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.gguf"
    file.write_text("<html>")

    with pytest.raises(ModelError, match="not in GGUF format"):
        make(str(file))


def test_a_served_model_answers_and_is_the_first_one_listed(server: OpenAIServer) -> None:
    assert made(server.url).invoke("2+2?").content == "Four, of course."

    asked = server.requests[0]
    assert (asked["model"], asked["temperature"]) == ("first", 0)
    assert 50 in (asked.get("max_tokens"), asked.get("max_completion_tokens"))


def test_a_served_model_streams_its_pieces(server: OpenAIServer) -> None:
    pieces = [chunk.text for chunk in made(server.url).stream("2+2?")]

    assert [piece for piece in pieces if piece] == server.words


def test_a_served_model_can_be_chosen_after_a_hash(server: OpenAIServer) -> None:
    made(f"{server.url}/#second").invoke("2+2?")

    assert server.requests[0]["model"] == "second"


def test_a_server_is_given_the_key_of_the_environment(
    server: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    make(server.url)

    assert server.keys == ["Bearer none", "Bearer secret"]


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"

        with pytest.raises(ModelError, match=f"{url} cannot be reached"):
            make(url)


def test_a_server_without_models_is_not_guessed_at(server: OpenAIServer) -> None:
    server.models = []

    with pytest.raises(ModelError, match=r"/models does not list a model.*#name"):
        make(server.url)


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "check OPENAI_API_KEY"), (404, "check its name"), (429, "no more requests")],
)
def test_a_refusal_of_a_running_model_becomes_one_line(
    server: OpenAIServer, status: int, said: str
) -> None:
    chat = made(f"{server.url}#first")
    server.status = status

    with pytest.raises(Exception, match="no") as caught:
        chat.invoke("2+2?")

    assert said in str(explain(caught.value, server.url))


@pytest.mark.parametrize(
    "name", ["", "locla", "gpt-5", "nobody:model", "openai:", ":model", "ftp://host/v1"]
)
def test_an_unknown_name_is_answered_with_what_is_accepted(name: str) -> None:
    with pytest.raises(ModelError, match=r"Accepted are none, local, a \.gguf file, http://"):
        make(name)


def test_a_missing_provider_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "langchain_ollama")

    with pytest.raises(ModelError, match=r'ollama:qwen3:4b needs .* pip install -e "\.\[ollama\]"'):
        make("ollama:qwen3:4b")


def test_a_missing_provider_without_an_extra_names_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hide(monkeypatch, "langchain_groq")

    with pytest.raises(ModelError, match="pip install langchain-groq"):
        make("groq:some-model")


@pytest.mark.parametrize(
    ("name", "key"),
    [("openai:gpt-4o", "OPENAI_API_KEY"), ("google-genai:gemini-3", "GOOGLE_API_KEY")],
)
def test_a_missing_key_is_named(name: str, key: str) -> None:
    with pytest.raises(ModelError, match=f"set {key}"):
        make(name)


def test_a_provider_is_asked_for_temperature_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")

    assert vars(made("openai:gpt-4o"))["temperature"] == 0
    assert vars(made("openai:o3"))["temperature"] is None


def test_nothing_is_traced_unless_the_user_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGSMITH_TRACING", raising=False)
    make("none")
    assert os.environ["LANGSMITH_TRACING"] == "false"

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    make("none")
    assert os.environ["LANGSMITH_TRACING"] == "true"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (httpx.ConnectError("refused"), "cannot be reached"),
        (httpx.ReadTimeout("slow"), "did not answer in time"),
        (ConnectionResetError(), "cannot be reached"),
        (TimeoutError(), "did not answer in time"),
        (ValueError("exceeds the available context size"), "lower ASSISTANT_PASSAGES"),
        (RuntimeError(), "failed: RuntimeError"),
    ],
)
def test_a_failure_is_explained_in_terms_of_what_to_do(error: Exception, said: str) -> None:
    assert said in str(explain(error, "local"))


def test_what_is_already_plain_is_left_as_it_is() -> None:
    error = WeightsError("plain")

    assert explain(error, "local") is error


@given(st.text())
def test_an_explanation_is_always_one_line(said: str) -> None:
    assert len(str(explain(RuntimeError(said), "local")).splitlines()) == 1


def hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Make the import of `package` fail, whether it is installed or not."""
    absent: Any = None
    for name in (package, "langchain_community"):
        monkeypatch.setitem(sys.modules, name, absent)
