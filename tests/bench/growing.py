"""How indexing, searching and memory grow with the number of chunks.

    python -m tests.bench.growing [--json] [--plot FILE] [COUNT ...]

The documents are made up, of words as frequent as those of a language are (Zipf 1949), and so are
their vectors: clusters, about as close to each other as those of real passages. Questions are of
the same words, and embedded by the packaged pair. Indexing and searching are measured each in a
process of its own, in a folder that is removed afterwards. --plot draws the rows into an SVG file,
with the packages of `pip install -e ".[bench]"`.
"""

import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Embedder, Vectors
from index.search import PassageRetriever
from index.split import Splitter
from index.sync import sync
from tests.bench.apart import apart, peak
from tests.bench.table import parser, show
from tests.bench.vectors import near

QUESTIONS = 100
NEAREST = 6
_DIMENSIONS = 896  # of the packaged pair
_CHUNKS_OF_A_DOCUMENT = 100
_CLUSTERS = 2_000
_VOCABULARY = 50_000
_WORDS_OF_A_CHUNK, _WORDS_OF_A_QUESTION = 110, 9


def main() -> None:
    """Print a row for each number of chunks, and draw them if asked to."""
    arguments = parser(__doc__)
    arguments.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000, 100_000, 300_000])
    arguments.add_argument("--plot", type=Path, help="an SVG file to draw the rows into")
    given = arguments.parse_args()
    rows: list[dict[str, Any]] = []
    show(_kept(map(measure, given.counts), rows), as_json=given.json)
    if given.plot:
        _draw(rows, given.plot)


def measure(count: int) -> dict[str, Any]:
    """Index about `count` made-up chunks, and search them."""
    with tempfile.TemporaryDirectory() as folder:
        return apart(_index, count, Path(folder)) | apart(_search, count, Path(folder) / "index")


def _kept(rows: Iterable[dict[str, Any]], kept: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        kept.append(row)
        yield row


def _index(count: int, folder: Path) -> dict[str, Any]:
    chance = random.Random(count)
    seeds, index = folder / "seeds", folder / "index"
    seeds.mkdir()
    for number in range(max(1, count // _CHUNKS_OF_A_DOCUMENT)):
        (seeds / f"{number}.txt").write_text(_document(chance), encoding="utf-8")
    began = time.perf_counter()
    report = sync(seeds, index, MadeUpEmbedder(), Splitter())
    seconds = time.perf_counter() - began
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    return {
        "chunks": report.chunks_total,
        "chunks stored per second": round(report.chunks_total / seconds),
        "memory MB, indexing": peak(),
        "disk MB": round(size / 1e6),
    }


def _search(count: int, index: Path) -> dict[str, Any]:
    """Search, the question's vector included; the memory is that of the models, too."""
    chance = random.Random(-count)
    retriever = PassageRetriever(index=index, embedder=Embedder())
    retriever.search("warm", NEAREST)
    seconds = [_timed(retriever, question) for question in _questions(chance)]
    retriever.close()
    return {
        "search ms, median": round(float(np.median(seconds)) * 1000, 1),
        "search ms, 95th percentile": round(float(np.percentile(seconds, 95)) * 1000, 1),
        "memory MB, searching": peak(),
    }


class MadeUpEmbedder(Embedder):
    """In the packaged pair's name: vectors in clusters, which take no time to make."""

    def __init__(self) -> None:
        super().__init__()
        self._random = np.random.default_rng(0)
        self._centres = self._random.normal(size=(_CLUSTERS, _DIMENSIONS))

    def encode_documents(self, texts: list[str]) -> Vectors:
        """Return a vector near some cluster's centre for each text."""
        return near(self._centres, len(texts), self._random)


def _document(chance: random.Random) -> str:
    """Return paragraphs that are about one chunk each."""
    return "\n\n".join(
        f"{' '.join(_words(_WORDS_OF_A_CHUNK, chance))}.".capitalize()
        for _ in range(_CHUNKS_OF_A_DOCUMENT)
    )


def _questions(chance: random.Random) -> list[str]:
    return [" ".join(_words(_WORDS_OF_A_QUESTION, chance)) + "?" for _ in range(QUESTIONS)]


def _words(count: int, chance: random.Random) -> Sequence[str]:
    """Return words of which the n-th is as frequent as 1/n."""
    ranks = (int(_VOCABULARY ** chance.random()) for _ in range(count))
    return [f"w{rank:x}o" for rank in ranks]


def _timed(retriever: PassageRetriever, question: str) -> float:
    began = time.perf_counter()
    retriever.search(question, NEAREST)
    return time.perf_counter() - began


def _draw(rows: Sequence[dict[str, Any]], file: Path) -> None:
    """Draw every figure over the number of chunks, whose axis is logarithmic."""
    from matplotlib import pyplot

    chunks = [row["chunks"] for row in rows]
    panels = {
        "search, ms": ("search ms, median", "search ms, 95th percentile"),
        "memory, MB": ("memory MB, indexing", "memory MB, searching"),
        "disk, MB": ("disk MB",),
    }
    figure, axes = pyplot.subplots(1, len(panels), figsize=(11, 3.2), layout="constrained")
    for axis, (title, names) in zip(axes, panels.items(), strict=True):
        for name in names:
            label = name.partition(", ")[2] or name
            axis.semilogx(chunks, [row[name] for row in rows], marker="o", label=label)
        axis.set(title=title, xlabel="chunks", ylim=(0, None))
        axis.grid(which="major", alpha=0.3)
        if len(names) > 1:
            axis.legend(frameon=False)
    figure.savefig(file)


if __name__ == "__main__":
    main()
