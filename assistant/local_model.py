"""The language model that runs on this machine: start it, ask it, stop it.

llama.cpp serves it to this program alone: in a process of its own, on loopback, behind a random
key.
"""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, cast

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import PrivateAttr, SecretStr

from assistant.packaged_model import INSTALL
from assistant.repetition import goes_round
from index.errors import AssistantError, ModelError

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

# How long the start may take, at the first try and the second: it is seconds from memory, and a
# slow disk reads the gigabyte in some minutes. llama.cpp now and then hangs as it starts (once in
# some fifty starts here) and does not the next time.
START_SECONDS = (60, 300)
# How its threads wait for each other: spinning for some tens of microseconds. What `index.embed`
# sets for torch would cost llama.cpp a third of its words a second; and as long as OpenMP spins
# unless told otherwise, one other program that keeps one of two processors busy costs it 29 of 30
# (12 words a second alone, .4 then; so 12 and 3.8).
_OPENMP = {"GOMP_SPINCOUNT": "10000"}
# Characters of a reply in which it shows that the model goes round.
_TAIL = 400


class LocalServer:
    """llama.cpp, serving one model to this program over the OpenAI protocol.

    `gguf` is the model file, or what returns it when it is first needed. `context` is how many
    tokens a prompt and its answer may have together. `threads` None takes the physical cores.
    `adapters` are the files of LoRA adapters, by the names under which calls may ask for them.
    May be used from several threads. The process ends with `close`, with this object, or with this
    program, even a killed one.
    """

    def __init__(
        self,
        gguf: Callable[[], Path] | Path,
        threads: int | None = None,
        context: int = 4096,
        *,
        adapters: Mapping[str, Path] = MappingProxyType({}),
    ) -> None:
        self.adapters = adapters
        self.base_url = ""
        self.api_key = ""
        self._gguf = gguf
        self._threads = threads
        self._context = context
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stop: Callable[[], object] | None = None

    @property
    def pid(self) -> int | None:
        """The process that runs the model, or None if none is running."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> None:
        """Start the server unless it runs, and return when it is ready.

        Raises ModelError if llama.cpp is not installed or cannot load the model, and WeightsError
        if the packaged model cannot be unpacked.
        """
        with self._lock:
            if self.pid is None:
                self._stop_process()
                gguf = self._gguf if isinstance(self._gguf, Path) else self._gguf()
                first, second = START_SECONDS
                try:
                    self._launch(gguf, first)
                except _TooSlowError:
                    self._launch(gguf, second)

    def recover(self) -> None:
        """Start the server again after its connection broke; one that still runs is left alone.

        Raises as `start` does.
        """
        if self._process:
            # Connections of a killed process close a moment before it is gone.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
        self.start()

    def close(self) -> None:
        """Stop the server and give its memory back. The next use starts it again."""
        starting = self._process
        if starting and self._lock.locked():  # whoever waits for its start holds the lock
            starting.kill()
        with self._lock:
            self._stop_process()

    def _stop_process(self) -> None:
        if self._stop:
            self._stop()
        self._stop = self._process = None

    def _launch(self, gguf: Path, seconds: float) -> None:
        if find_spec("xllamacpp") is None:
            raise ModelError(f"llama.cpp, which runs {gguf.name}, is not installed: {INSTALL}")
        key = secrets.token_urlsafe(32)
        # Nothing to show and nothing to keep: the log is read only if the start fails.
        log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        process = subprocess.Popen(
            # Run by path, so that it does not wait for our own imports.
            [sys.executable, "-P", str(Path(__file__).with_name("llama_child.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            env=_OPENMP
            | {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"},
            start_new_session=True,  # the terminal's Ctrl-C is not for it
        )
        self._process = process
        self._stop = weakref.finalize(self, _stop, process, log)
        settings = {
            "gguf": str(gguf),
            "api_key": key,  # never in the arguments, which every user of the machine can read
            "threads": self._threads,
            "context": self._context,
            "adapters": [str(file) for file in self.adapters.values()],
        }
        try:
            began = time.monotonic()
            address = _first_line(process, json.dumps(settings), seconds)
            if not address and time.monotonic() - began >= seconds:
                raise _TooSlowError(
                    f"The language model {gguf} did not start in {seconds} s: try again, "
                    "or name another with --model"
                )
            if not address:
                reason = _last_words(process, log)
                raise ModelError(f"The language model {gguf} cannot be started: {reason}")
        except BaseException:  # Ctrl-C while the model loads is one
            self._stop_process()
            raise
        self.base_url, self.api_key = f"{address}/v1", key


class _TooSlowError(ModelError):
    """The server was given up before it was ready."""


def _first_line(process: subprocess.Popen[str], settings: str, seconds: float) -> str:
    """Send the settings and wait for the address; empty if the process ends or takes too long."""
    assert process.stdin is not None
    assert process.stdout is not None
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        with contextlib.suppress(BrokenPipeError):  # it died already
            process.stdin.write(settings + "\n")
            process.stdin.flush()
        return process.stdout.readline().strip()
    finally:
        timer.cancel()


def _last_words(process: subprocess.Popen[str], log: IO[str]) -> str:
    """Return the first error in the log of a process that failed, or how the process ended."""
    status = process.wait()
    log.seek(0)
    lines = [line.strip() for line in log if line.strip()]
    errors = [line.split(" E ", 1)[1] for line in lines if " E " in line]
    if errors:
        return errors[0]
    return lines[-1] if lines else f"its process ended with status {status}"


def _stop(process: subprocess.Popen[str], log: IO[str]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout, log):
        if stream:
            with contextlib.suppress(OSError):  # a broken pipe has nothing left to lose
                stream.close()


class LocalChatModel(BaseChatModel):
    """A chat model that `LocalServer` runs; the server starts with the first question.

    `timeout` is in seconds and counts the wait for the next piece of an answer, the first included.
    `max_tokens` bounds an answer. A call (or `bind`) may also give temperature, max_tokens, stop,
    logprobs and top_logprobs, in `extra_body` what only llama.cpp knows, such as `grammar`, and as
    `adapter` the name of one of the server's adapters, under which the reply is written. A stream
    that is closed early stops the model.
    """

    server: LocalServer
    model_name: str
    timeout: float
    max_tokens: int
    temperature: float = 0.0
    _client: Any = PrivateAttr(default=None)  # the ChatOpenAI for the server that runs now

    @property
    def _llm_type(self) -> str:
        return "local"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": self.model_name}

    def start(self) -> None:
        """Load the model, so that no question waits for it. Raises what `LocalServer` does."""
        self.server.start()

    def start_soon(self) -> None:
        """Begin to load the model beside other work. Who asks it waits, and is told what failed."""
        if self.server.pid is None:
            threading.Thread(target=self._start, name="language model", daemon=True).start()

    def _start(self) -> None:
        with contextlib.suppress(AssistantError):  # raised again by whoever asks
            self.start()

    def close(self) -> None:
        """Stop the model and give its memory back. The next question starts it again."""
        self.server.close()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        try:
            return self._replied(messages, stop, run_manager, **kwargs)
        except Exception as error:
            if not _is_broken_connection(error):
                raise
            self.server.recover()
            return self._replied(messages, stop, run_manager, **kwargs)

    def _replied(self, *args: Any, **kwargs: Any) -> ChatResult:
        return self._chat()._generate(*args, **self._adapted(**kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        started = False
        try:
            for chunk in self._pieces(messages, stop, run_manager, **kwargs):
                started = True
                yield chunk
        except Exception as error:
            if started or not _is_broken_connection(error):
                raise
            self.server.recover()
            yield from self._pieces(messages, stop, run_manager, **kwargs)

    def _pieces(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        """Stream from the server, until the model goes round; nobody reads what comes then.

        Closing this iterator closes the connection, and work stops.
        """
        given = self._adapted(**kwargs)
        pieces = cast("Generator[ChatGenerationChunk]", self._chat()._stream(*args, **given))
        text = ""
        with contextlib.closing(pieces):
            for piece in pieces:
                yield piece
                text += piece.text
                if goes_round(text[-_TAIL:]):
                    return

    def _adapted(self, adapter: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """Return what a call was given as llama.cpp is told it, which counts the adapters."""
        if adapter is None:
            return kwargs
        chosen = {"lora": [{"id": [*self.server.adapters].index(adapter), "scale": 1.0}]}
        return kwargs | {"extra_body": kwargs.get("extra_body", {}) | chosen}

    def _chat(self) -> "ChatOpenAI":
        """Return a client of the running server; the server is started if it does not run."""
        self.server.start()
        if self._client is None or self._client.openai_api_base != self.server.base_url:
            # Slow to import, and not needed before the first question.
            import httpx
            from langchain_openai import ChatOpenAI

            self._client = ChatOpenAI(
                base_url=self.server.base_url,
                api_key=SecretStr(self.server.api_key),
                model=self.model_name,
                temperature=self.temperature,
                max_completion_tokens=self.max_tokens,
                timeout=self.timeout,
                max_retries=0,
                # A proxy or an organisation in the environment is not meant for loopback.
                http_client=httpx.Client(trust_env=False),
                openai_proxy=None,
                organization=None,
            )
        return cast("ChatOpenAI", self._client)


def under(model: BaseChatModel, adapter: str) -> Runnable[LanguageModelInput, BaseMessage]:
    """Return a model as it replies under an adapter, or as it is if it has none so called."""
    if isinstance(model, LocalChatModel) and adapter in model.server.adapters:
        return model.bind(adapter=adapter)
    return model


def _is_broken_connection(error: Exception) -> bool:
    # Slow to import; whoever gets here has imported them already.
    import httpx
    import openai

    late = isinstance(error, (openai.APITimeoutError, httpx.TimeoutException))
    return isinstance(error, (openai.APIConnectionError, httpx.TransportError)) and not late
