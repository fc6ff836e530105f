"""How long each command takes from its start to its end, and the page to its first reply.

    python -m tests.bench.starting [--json] [--cold]

Each command is run three times over the documents in seeds/, and the median told; with --cold once,
after the system was told to forget the files of program, environment, cache and index (Linux only).
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError

from assistant.settings import Settings
from tests.bench.table import parser, show

ROOT = Path(__file__).parents[2]
RUNS = 3
PATIENCE = 120  # seconds
ASSISTANT = (sys.executable, "-m", "assistant")
QUESTION = "how is Google's $2B split?"


def main() -> None:
    """Print a row for each command."""
    arguments = parser(__doc__)
    arguments.add_argument("--cold", action="store_true", help="with nothing in the disk's cache")
    given = arguments.parse_args()
    show(measure(cold=given.cold), as_json=given.json)


def measure(*, cold: bool) -> Iterator[dict[str, Any]]:
    """Index the documents in seeds/ in a folder of its own, and run each command over it."""
    with tempfile.TemporaryDirectory() as index:
        over = ("--seeds", str(ROOT / "seeds"), "--index", index)
        # Unpacks both models, if they are not yet.
        _run(*ASSISTANT, "ask", QUESTION, *over, "--model", "local")
        commands: dict[str, Callable[[], float]] = {
            "an empty Python program": partial(_run, sys.executable, "-c", "pass"),
            "import sentence_transformers": partial(
                _run, sys.executable, "-c", "import sentence_transformers"
            ),
            "assistant --help": partial(_run, *ASSISTANT, "--help"),
            "assistant status": partial(_run, *ASSISTANT, "status", *over),
            "assistant search": partial(_run, *ASSISTANT, "search", QUESTION, *over),
            "assistant ask, without a model": partial(
                _run, *ASSISTANT, "ask", QUESTION, *over, "--model", "none"
            ),
            "assistant ask, local model": partial(
                _run, *ASSISTANT, "ask", QUESTION, *over, "--model", "local"
            ),
            "something answers at the page's address": partial(_serve, *over, until=503),
            "the page answers": partial(_serve, *over, until=200),
        }
        for name, command in commands.items():
            seconds = []
            for _ in range(1 if cold else RUNS):
                if cold:
                    _forget(Path(index))
                seconds.append(command())
            yield {"command": name, "seconds": round(median(seconds), 2)}


def _run(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - began


def _serve(*over: str, until: int) -> float:
    """Return the seconds until a request is answered with the status `until`, or with 200."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        (*ASSISTANT, "serve", "--port", str(port), *over),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        while process.poll() is None and time.perf_counter() - began < PATIENCE:
            if _status(direct, f"http://127.0.0.1:{port}") in (until, 200):
                return time.perf_counter() - began
            time.sleep(0.1)
        raise RuntimeError("the page does not answer")
    finally:
        process.terminate()
        process.wait()


def _status(opener: urllib.request.OpenerDirector, address: str) -> int | None:
    try:
        with opener.open(address, timeout=PATIENCE) as response:
            return int(response.status)
    except HTTPError as error:
        return error.code
    except OSError:
        return None


def _forget(index: Path) -> None:
    """Tell the system that the files that a command reads are not needed."""
    for folder in (ROOT, Path(sys.prefix), Settings().cache, index):
        for path in folder.rglob("*"):
            with suppress(OSError):
                file = os.open(path, os.O_RDONLY)
                try:
                    os.fsync(file)
                    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(file)


if __name__ == "__main__":
    main()
