"""How long an answer takes on the packaged models, beside plainer ways to have it from them.

    pip install -e ".[local,bench]"
    python -m tests.bench.answering [--json] [--questions N] [--beside N]

The questions are the first of our own about the documents in seeds/, in eleven languages, each
asked once of each way, after one that is not counted. Ours is the whole of it: search, "is it
answered here?", draft, translation, check. LangChain's usual recipe (characters split 1000/200,
Chroma, the nearest four passages in the prompt) only writes. So does llama.cpp read token by token,
without its cache, which is given the best passage alone. `--beside` runs so many programs meanwhile
that each keep a processor busy.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage
from pydantic import SecretStr

from assistant import Answer, Assistant, Settings
from assistant.assemble import Parts
from assistant.packaged_model import packaged_gguf
from tests.bench.apart import apart
from tests.bench.stock import stock_retriever
from tests.bench.table import parser, show

ROOT = Path(__file__).parents[2]
SEEDS, QUESTIONS = ROOT / "seeds", ROOT / "tests" / "data" / "questions.jsonl"
TOKENS = 200  # as many as ours may write
STOCK_PROMPT = "Answer the question from the context only.\n\nContext:\n{context}\n\nQuestion: {q}"


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from the question to the passages, the first token, and the end."""

    passages: float
    first: float | None
    whole: float


def main() -> None:
    """Print a row for each way."""
    arguments = parser(__doc__)
    arguments.add_argument("--questions", type=int, default=12)
    arguments.add_argument("--beside", type=int, default=0)
    given = arguments.parse_args()
    with _busy(given.beside):
        show(measure(given.questions), as_json=given.json)


@contextmanager
def _busy(programs: int) -> Iterator[None]:
    spin = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(spin) for _ in range(programs)]
    try:
        yield
    finally:
        for program in running:
            program.kill()


def measure(count: int) -> Iterator[dict[str, Any]]:
    """Ask so many questions in every way; those that ours refuses unwritten count in none."""
    warm, *questions = _questions()[: count + 1]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(seeds=SEEDS, index=Path(folder), model="local")
        with Assistant(settings) as assistant:
            assistant.sync()
            _ours(assistant, warm)
            asked = {question: _ours(assistant, question) for question in questions}
            ours = {question: times for question, times in asked.items() if times.first}
            yield _row("ours", list(ours.values()))
            best = {one: assistant.search(one, 1)[0].text for one in (warm, *ours)}
        parts = Parts(settings)
        stock = _stock(parts)
        stock(warm)
        yield _row("LangChain's usual recipe", [stock(question) for question in ours])
        parts.close()
        for name in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"):
            os.environ.pop(name, None)  # which the embedder sets, and the first slows llama.cpp
        read = apart(_token_by_token, packaged_gguf(settings.cache), best)
        yield _row("llama.cpp, token by token, no cache", read["times"][1:])


def _questions() -> list[str]:
    rows = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    sources = {path.name for path in SEEDS.iterdir()}
    return [row["question"] for row in rows if row["source"] in sources]


def _ours(assistant: Assistant, question: str) -> Times:
    began = time.perf_counter()
    passages = first = None
    for part in assistant.stream(question):
        now = time.perf_counter() - began
        if isinstance(part, list):
            passages = now
        elif not isinstance(part, Answer) and first is None:
            first = now
    assert passages is not None
    return Times(passages, first, time.perf_counter() - began)


def _stock(parts: Parts) -> Callable[[str], Times]:
    """Return the chain of LangChain's tutorials, with our models."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    retriever = stock_retriever(texts, parts.embedder)
    assert parts.model is not None
    model: BaseChatModel = parts.model

    def ask(question: str) -> Times:
        began = time.perf_counter()
        found = [document.page_content for document in retriever.invoke(question)]
        return _written(model, found, question, began)

    return ask


def _token_by_token(gguf: Path, best: dict[str, str]) -> dict[str, Any]:
    """Answer each question from its passage, read and written without batches and cache."""
    import xllamacpp
    from langchain_openai import ChatOpenAI

    params = xllamacpp.CommonParams()
    params.model.path = str(gguf)
    params.n_ctx = 4096
    params.n_parallel = params.n_ubatch = 1
    params.n_batch = 2  # its warm-up sends two tokens at once
    params.cache_prompt = False
    params.cache_ram_mib = 0
    params.port = 0
    params.ui = False
    params.verbosity = 1
    server = xllamacpp.Server(params)
    model = ChatOpenAI(
        base_url=f"{server.listening_address}/v1",
        api_key=SecretStr("none"),
        temperature=0,
        max_completion_tokens=TOKENS,
    )
    times = [
        _written(model, [text], question, time.perf_counter()) for question, text in best.items()
    ]
    return {"times": times}


def _written(model: BaseChatModel, found: list[str], question: str, began: float) -> Times:
    passages = time.perf_counter() - began
    context = "\n\n".join(found)
    message = HumanMessage(STOCK_PROMPT.format(context=context, q=question))
    first = None
    for token in model.stream([message]):
        if token.content and first is None:
            first = time.perf_counter() - began
    return Times(passages, first, time.perf_counter() - began)


def _row(name: str, times: list[Times]) -> dict[str, Any]:
    return {
        "way": name,
        "passages s, median": round(median(one.passages for one in times), 2),
        "first token s, median": round(median(one.first or one.whole for one in times), 2),
        "whole answer s, median": round(median(one.whole for one in times), 2),
        "questions": len(times),
    }


if __name__ == "__main__":
    main()
