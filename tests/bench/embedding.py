"""How many chunks are embedded in a second, beside SentenceTransformer.encode as it comes.

    python -m tests.bench.embedding [--json]

The chunks are stretches of 800 characters of the documents in seeds/, no two of them alike.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.settings import Settings
from index.bundled import packaged_embedder
from index.embed import BATCH, Embedder, Vectors
from tests.bench.table import parser, show

COUNT, SIZE = 64, 800
SEEDS = Path(__file__).parents[2] / "seeds"


def main() -> None:
    """Print a row for each way to embed."""
    given = parser(__doc__).parse_args()
    show(measure(), as_json=given.json)


def measure() -> Iterator[dict[str, Any]]:
    """Embed the same chunks in each way."""
    chunks, cache = _chunks(), Settings().cache
    embedder = Embedder(cache=cache)
    model = embedder.load()
    from sentence_transformers import SentenceTransformer

    # In 32 bits, which is its own choice.
    plain = SentenceTransformer(str(packaged_embedder(cache)), local_files_only=True)
    expected = plain.encode_document(chunks)
    ways: dict[str, Callable[[list[str]], Vectors]] = {
        "SentenceTransformer.encode, e5 alone": plain.encode_document,
        f"the same in {str(model.dtype).removeprefix('torch.')}, as we run it": partial(
            model.encode_document, batch_size=BATCH
        ),
        "ours, both encoders": embedder.encode_documents,
    }
    for name, embed in ways.items():
        embed(chunks[:2])  # what is made at the first call is not measured
        began = time.perf_counter()
        vectors = embed(chunks)
        seconds = time.perf_counter() - began
        first = vectors[:, : expected.shape[1]]
        cosines = (first * expected).sum(axis=1) / np.linalg.norm(first, axis=1)
        yield {
            "embedder": name,
            "chunks per second": round(len(chunks) / seconds, 1),
            "least cosine of its e5 to the first": round(float(cosines.min()), 5),
        }


def _chunks() -> list[str]:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    step = max(1, (len(text) - SIZE) // COUNT)
    return [text[start : start + SIZE] for start in range(0, COUNT * step, step)]


if __name__ == "__main__":
    main()
