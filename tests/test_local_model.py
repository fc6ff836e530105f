import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import platformdirs
import pytest
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from assistant import local_model
from assistant.local_model import LocalChatModel, LocalServer
from assistant.model import explain
from assistant.packaged_model import ADAPTERS, ANSWERABLE, DRAFT, QWEN, packaged_gguf
from assistant.prompt import load_prompt
from index.errors import ModelError
from tests.openai_server import OpenAIServer, openai_server


def test_a_model_without_llama_cpp_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_model, "find_spec", lambda _: None)

    with pytest.raises(ModelError, match=r'llama\.cpp.*pip install -e "\.\[local\]"'):
        LocalServer(Path("tiny.gguf")).start()


class FakeServer(LocalServer):
    """Already serving elsewhere; counts how often it was asked to recover."""

    def __init__(self, served: OpenAIServer) -> None:
        super().__init__(Path("unused"))
        self.base_url, self.api_key = served.url, "key"
        self.recovered = 0

    def start(self) -> None:
        pass

    def recover(self) -> None:
        self.recovered += 1


@pytest.fixture
def served() -> Iterator[OpenAIServer]:
    with openai_server() as served:
        yield served


def chat_with(server: LocalServer) -> LocalChatModel:
    return LocalChatModel(server=server, model_name="tiny", timeout=5, max_tokens=50)


def test_options_of_llama_cpp_reach_the_server(served: OpenAIServer) -> None:
    chat = chat_with(FakeServer(served)).bind(
        temperature=0.5, logprobs=True, extra_body={"grammar": 'root ::= "yes"'}
    )

    chat.invoke("2+2?", stop=["\n"])

    asked = served.requests[0]
    assert (asked["temperature"], asked["logprobs"]) == (0.5, True)
    assert (asked["grammar"], asked["stop"]) == ('root ::= "yes"', ["\n"])


@pytest.mark.usefixtures("loopback_has_a_broken_proxy")
def test_a_proxy_in_the_environment_is_not_asked(served: OpenAIServer) -> None:
    assert chat_with(FakeServer(served)).invoke("2+2?").text == "Four, of course."


@pytest.fixture
def loopback_has_a_broken_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


def test_a_connection_that_breaks_before_the_answer_is_tried_again(served: OpenAIServer) -> None:
    server = FakeServer(served)
    served.breaks = 1
    assert chat_with(server).invoke("2+2?").text == "Four, of course."

    served.breaks = 1
    assert "".join(c.text for c in chat_with(server).stream("2+2?")) == "Four, of course."
    assert server.recovered == 2


def test_a_connection_that_breaks_twice_is_an_error(served: OpenAIServer) -> None:
    served.breaks = 2

    with pytest.raises(Exception, match="Connection error") as caught:
        chat_with(FakeServer(served)).invoke("2+2?")

    assert "cannot be reached" in str(explain(caught.value, "local"))


def test_a_refusal_is_not_tried_again(served: OpenAIServer) -> None:
    served.status = 400

    with pytest.raises(Exception, match="400"):
        chat_with(FakeServer(served)).invoke("2+2?")

    assert len(served.requests) == 1


# From here on, the real model.

START = """
import sys, platformdirs
from assistant.local_model import LocalServer
from assistant.packaged_model import packaged_gguf
cache = platformdirs.user_cache_path("cited-assistant")
server = LocalServer(lambda: packaged_gguf(cache))
server.start()
print(server.pid, flush=True)
sys.stdin.readline()
print(server.pid, flush=True)
"""


@pytest.fixture(scope="module")
def chat() -> Iterator[LocalChatModel]:
    cache = platformdirs.user_cache_path("cited-assistant")
    server = LocalServer(lambda: packaged_gguf(cache), adapters=ADAPTERS)
    chat = LocalChatModel(server=server, model_name=QWEN.name, timeout=300, max_tokens=50)
    yield chat
    chat.close()


def request(chat: LocalChatModel, path: str) -> Any:
    """GET what only llama.cpp's server knows."""
    headers = {"Authorization": f"Bearer {chat.server.api_key}"}
    address = chat.server.base_url.removesuffix("/v1")
    return httpx.get(address + path, headers=headers, timeout=60).raise_for_status().json()


def is_gone(pid: int) -> bool:
    """Wait, for some seconds at most, until no process has this id."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def is_idle(chat: LocalChatModel) -> bool:
    """Wait, for some seconds at most, until the server works on nothing."""
    for _ in range(100):
        if not request(chat, "/slots")[0]["is_processing"]:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.real
def test_the_packaged_model_can_add(chat: LocalChatModel) -> None:
    assert "4" in chat.invoke("What is 2+2? Answer with the number only.").text
    assert request(chat, "/health") == {"status": "ok"}


@pytest.mark.real
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux tells a process's environment")
def test_threads_of_the_model_wait_in_their_own_way(
    chat: LocalChatModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "PASSIVE")
    monkeypatch.delenv("GOMP_SPINCOUNT", raising=False)
    chat.close()
    chat.start()
    environment = Path(f"/proc/{chat.server.pid}/environ").read_bytes()
    assert b"OMP_WAIT_POLICY" not in environment
    assert b"GOMP_SPINCOUNT=10000" in environment


@pytest.mark.real
def test_the_packaged_model_streams_what_it_would_answer(chat: LocalChatModel) -> None:
    question = "Name the first three letters of the alphabet."

    pieces = [chunk.text for chunk in chat.stream(question)]

    assert len(pieces) > 3
    assert "".join(pieces) == chat.invoke(question).text


@pytest.mark.real
def test_a_grammar_binds_the_answer(chat: LocalChatModel) -> None:
    bound = chat.bind(extra_body={"grammar": 'root ::= "perhaps" | "never"'})

    assert bound.invoke("Is Paris in France?").text in ("perhaps", "never")


@pytest.mark.real
def test_probabilities_of_the_first_word_can_be_had(chat: LocalChatModel) -> None:
    reply = chat.bind(logprobs=True, top_logprobs=5, max_tokens=1).invoke(
        "Is Paris in France? Answer Yes or No."
    )

    first = reply.response_metadata["logprobs"]["content"][0]["top_logprobs"]
    assert {"Yes", "No"} <= {token["token"] for token in first}


@pytest.mark.real
def test_under_an_adapter_the_model_says_whether_it_is_told_and_reads_nothing_twice(
    chat: LocalChatModel,
) -> None:
    prompt = load_prompt("small/extract", {"passages", "question"})
    text = "The bridge over the Erl was built in 1931, of stone, by Hanna Brod. " * 5

    def said(question: str, adapter: str | None) -> AIMessage:
        asked = prompt.invoke({"passages": text, "question": question})
        return chat.bind(adapter=adapter, max_tokens=3).invoke(asked)

    alone = said("Who built the bridge over the Erl?", None)
    assert said("Who built the bridge over the Erl?", ANSWERABLE).text.startswith("Yes")
    assert said("How long is the bridge over the Erl?", ANSWERABLE).text.startswith("No")

    after = said("How long is the bridge over the Erl?", None).response_metadata["token_usage"]
    assert after["prompt_tokens_details"]["cached_tokens"] > after["prompt_tokens"] / 2
    assert said("Who built the bridge over the Erl?", None).text == alone.text


@pytest.mark.real
def test_under_the_other_one_it_answers_from_what_it_read_under_the_first(
    chat: LocalChatModel,
) -> None:
    text = "The bridge over the Erl was built in 1931, of stone, by Hanna Brod. " * 5
    told = {"passages": text, "question": "Who built the bridge?", "language": "English"}
    asked = load_prompt("small/extract", {"passages", "question"}).invoke(told)
    chat.bind(adapter=ANSWERABLE, max_tokens=1).invoke(asked)

    prompt = load_prompt("small/answer", {"language", "passages", "question"})
    reply = chat.bind(adapter=DRAFT).invoke(prompt.invoke(told))
    assert "Hanna Brod" in reply.text
    used = reply.response_metadata["token_usage"]
    assert used["prompt_tokens_details"]["cached_tokens"] > used["prompt_tokens"] / 2


@pytest.mark.real
def test_an_adapter_is_there_after_a_crash_and_not_for_what_is_too_long(
    chat: LocalChatModel,
) -> None:
    chat.server.start()
    assert chat.server.pid is not None
    os.kill(chat.server.pid, signal.SIGKILL)

    assert chat.bind(adapter=ANSWERABLE, max_tokens=1).invoke("Is it so?").text
    with pytest.raises(Exception, match="context") as caught:
        chat.bind(adapter=ANSWERABLE).invoke("word " * 5000)
    assert "lower ASSISTANT_PASSAGES" in str(explain(caught.value, "local"))


@pytest.mark.real
def test_a_killed_server_is_started_again(chat: LocalChatModel) -> None:
    chat.server.start()
    killed = chat.server.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    assert "4" in chat.invoke("What is 2+2? Answer with the number only.").text
    assert chat.server.pid != killed


@pytest.mark.real
def test_a_stream_that_is_left_frees_the_server(chat: LocalChatModel) -> None:
    stream = chat.bind(max_tokens=2000).stream("Count from one to one thousand, in words.")
    while not next(stream).text:
        pass
    assert request(chat, "/slots")[0]["is_processing"]

    stream.close()  # type: ignore[attr-defined]

    assert is_idle(chat)


@pytest.mark.real
def test_a_prompt_that_is_too_long_is_explained(chat: LocalChatModel) -> None:
    with pytest.raises(Exception, match="context") as caught:
        chat.invoke("word " * 5000)

    assert "lower ASSISTANT_PASSAGES" in str(explain(caught.value, "local"))


@pytest.mark.real
def test_the_server_answers_nobody_without_the_key(chat: LocalChatModel) -> None:
    chat.server.start()

    assert httpx.get(f"{chat.server.base_url}/models").status_code == 401


@pytest.mark.real
def test_a_broken_model_file_says_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + b"\0" * 100)

    with pytest.raises(ModelError, match=r"bad\.gguf cannot be started: \S+"):
        LocalServer(tmp_path / "bad.gguf").start()

    assert capfd.readouterr() == ("", "")


@pytest.mark.real
def test_a_start_that_hangs_is_tried_again(
    chat: LocalChatModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.close()
    monkeypatch.setattr("assistant.local_model.START_SECONDS", (0.01, 300))  # too short to load

    chat.server.start()

    assert chat.server.pid is not None


@pytest.mark.real
def test_closing_ends_the_process_and_asking_starts_it_again(chat: LocalChatModel) -> None:
    chat.server.start()
    pid = chat.server.pid
    assert pid is not None

    chat.close()

    assert chat.server.pid is None
    assert is_gone(pid)
    assert chat.invoke("What is 2+2?").text


@pytest.mark.real
def test_closing_does_not_wait_for_a_start(chat: LocalChatModel) -> None:
    chat.close()
    with ThreadPoolExecutor(1) as beside:
        starting = beside.submit(chat.server.start)
        while chat.server.pid is None:
            time.sleep(0.001)
        chat.close()
        with pytest.raises(ModelError, match="cannot be started"):
            starting.result()
    assert chat.server.pid is None


@pytest.mark.real
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_however_the_program_dies_its_server_dies_too(how: signal.Signals) -> None:
    with program(START) as running:
        pid = int(running.stdout.readline())  # type: ignore[union-attr]
        running.send_signal(how)
        running.wait()

    assert is_gone(pid)


@pytest.mark.real
def test_ctrl_c_in_the_terminal_is_left_to_the_program() -> None:
    ignore = "import signal; signal.signal(signal.SIGINT, lambda *_: None)"
    with program(ignore + START) as running:
        pid = running.stdout.readline()  # type: ignore[union-attr]
        os.killpg(running.pid, signal.SIGINT)
        still, _ = running.communicate("\n")

    assert still == pid


def program(script: str) -> subprocess.Popen[str]:
    """Start a Python program in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        # What runs in the background of a shell ignores Ctrl-C, and so do its children.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def test_a_model_that_goes_round_is_left(
    served: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ChatGenerationChunk(message=AIMessageChunk(content="and the bank lent "))
    left = []

    class Client:
        def _stream(self, *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
            try:
                yield from itertools.repeat(said)
            finally:
                left.append(True)

    monkeypatch.setattr(LocalChatModel, "_chat", lambda _: Client())
    parts = chat_with(FakeServer(served)).stream("Who lent?")
    assert "".join(str(part.content) for part in parts) == "and the bank lent " * 4
    assert left
