"""How long the program takes from the command to its first word, in processes of their own.

    python -m tests.bench.starting [--json] [--cold]

Each command is run three times, and the median told; with --cold once, after the system was told
to forget the files of the environment and of the cache (Linux only), as after a restart.
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

from assistant.settings import Settings
from tests.bench.table import parser, show

ROOT = Path(__file__).parents[2]
RUNS = 3
ASSISTANT = (sys.executable, "-m", "assistant")
QUESTION = "how is Google's $2B split?"


def main() -> None:
    """Print a row for each command."""
    arguments = parser(__doc__)
    arguments.add_argument("--cold", action="store_true", help="as after a restart")
    given = arguments.parse_args()
    show(measure(cold=given.cold), as_json=given.json)


def measure(*, cold: bool) -> Iterator[dict[str, Any]]:
    """Index the documents in seeds/ in a folder of its own, and run each command over it."""
    with tempfile.TemporaryDirectory() as index:
        over = ("--seeds", str(ROOT / "seeds"), "--index", index)
        _run(*ASSISTANT, "index", *over)
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
            "the page answers": partial(_serve, *over),
        }
        for name, command in commands.items():
            seconds = []
            for _ in range(1 if cold else RUNS):
                if cold:
                    _forget()
                seconds.append(command())
            yield {"command": name, "seconds": round(median(seconds), 2)}


def _run(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - began


def _serve(*over: str) -> float:
    """Return the seconds until the page answers its first request."""
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
    try:
        while process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}"):
                return time.perf_counter() - began
            time.sleep(0.02)
        raise RuntimeError(f"the page ended with status {process.returncode}")
    finally:
        process.terminate()
        process.wait()


def _forget() -> None:
    """Tell the system that the files of the environment and of the cache are not needed."""
    for folder in (Path(sys.prefix), Settings().cache):
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
