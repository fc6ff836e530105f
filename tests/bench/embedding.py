"""How many chunks are embedded in a second, beside SentenceTransformer.encode as it comes.

    python -m tests.bench.embedding [--json]

The chunks are stretches of 800 characters of the documents in seeds/, no two of them alike.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from index.embed import Embedder
from tests.bench.table import parser, show

COUNT, SIZE = 64, 800
SEEDS = Path(__file__).parents[2] / "seeds"


def main() -> None:
    """Print a row for each way to embed."""
    given = parser(__doc__).parse_args()
    show(measure(), as_json=given.json)


def measure() -> Iterator[dict[str, Any]]:
    """Embed the same chunks in each way."""
    chunks, embedder = _chunks(), Embedder()
    model = embedder.load()
    yield _row("SentenceTransformer.encode, e5 alone", model.encode, chunks)
    yield _row("ours, both encoders", embedder.encode_documents, chunks)


def _row(name: str, embed: Callable[[list[str]], Any], chunks: list[str]) -> dict[str, Any]:
    embed(chunks[:2])  # what is made at the first call is not measured
    began = time.perf_counter()
    embed(chunks)
    seconds = time.perf_counter() - began
    return {"embedder": name, "chunks per second": round(len(chunks) / seconds, 1)}


def _chunks() -> list[str]:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    step = max(1, (len(text) - SIZE) // COUNT)
    return [text[start : start + SIZE] for start in range(0, COUNT * step, step)]


if __name__ == "__main__":
    main()
