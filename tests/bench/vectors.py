"""How fast and how exactly Chroma finds the nearest of many vectors, as we set it up.

    python -m tests.bench.vectors [--json] [COUNT ...]

The vectors are made up: clusters in 384 dimensions, about as close to each other as those of real
passages. The index is a folder that is removed afterwards.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.records import Chunk
from index.store import Store, Vectors
from tests.bench.table import parser, show

DIMENSIONS = 384
QUESTIONS = 200
NEAREST = 10
_PER_CLUSTER, _SPREAD = 20, 0.6


def main() -> None:
    """Print a row for each number of chunks."""
    arguments = parser(__doc__)
    arguments.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    given = arguments.parse_args()
    show(map(measure, given.counts), as_json=given.json)


def measure(count: int) -> dict[str, Any]:
    """Build a store of `count` chunks and ask it."""
    random = np.random.default_rng(count)
    centres = random.normal(size=(max(1, count // _PER_CLUSTER), DIMENSIONS))
    vectors, questions = near(centres, count, random), near(centres, QUESTIONS, random)
    chunks = [
        Chunk(f"{number:032x}", f"{number // 50}.txt", number, number + 800, f"{number:0800}")
        for number in range(count)
    ]

    def vectors_of(batch: Sequence[Chunk]) -> Vectors:
        return vectors[[chunk.start for chunk in batch]]

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        began = time.perf_counter()
        Store.build(path, chunks, count, vectors_of, lambda done, total: None)
        built = time.perf_counter() - began
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        with Store(path) as store:
            store.nearest(questions[0], NEAREST)
            asked = list(_ask(store, vectors, questions))
    seconds, found = zip(*asked, strict=True)
    return {
        "chunks": count,
        "median ms": round(float(np.median(seconds)) * 1000, 1),
        "95th percentile ms": round(float(np.percentile(seconds, 95)) * 1000, 1),
        f"recall@{NEAREST}": round(float(np.mean(found)), 4),
        "chunks stored per second": round(count / built),
        "MB": round(size / 1e6),
    }


def _ask(store: Store, vectors: Vectors, questions: Vectors) -> Iterator[tuple[float, float]]:
    """Give for each question the seconds, and which share of the true nearest was found."""
    for question in questions:
        began = time.perf_counter()
        answer = store.nearest(question, NEAREST)
        seconds = time.perf_counter() - began
        truth = np.argsort(vectors @ question)[-NEAREST:]
        yield seconds, len({chunk.start for chunk, _ in answer} & set(truth)) / NEAREST


def near(
    centres: npt.NDArray[np.floating[Any]], count: int, random: np.random.Generator
) -> Vectors:
    """Return so many unit vectors, each near one of the centres."""
    chosen = centres[random.integers(0, len(centres), count)]
    made = chosen + _SPREAD * random.normal(size=chosen.shape)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


if __name__ == "__main__":
    main()
