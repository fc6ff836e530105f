"""How long a sync takes that finds nothing to do, and how much memory indexing takes.

    python -m tests.bench.syncing [--json] [--files N] [--megabytes N]

The embedder is a fake, so that what is measured is everything else. Each row is measured in a
process of its own. The folders are removed afterwards.
"""

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from index.split import Splitter
from index.sync import sync
from tests.bench.apart import apart, peak
from tests.bench.table import parser, show
from tests.fakes import WordEmbedder

_WORDS = [
    f"{a}{b}{c}" for a in ("ba", "lo", "mi", "tu") for b in ("ren", "sal", "dor") for c in "aeiou"
]


def main() -> None:
    """Print a row for a sync of many small files, and for one of much text."""
    arguments = parser(__doc__)
    arguments.add_argument("--files", type=int, default=10_000)
    arguments.add_argument("--megabytes", type=int, default=100)
    given = arguments.parse_args()
    rows = (
        apart(measure, files, size)
        for files, size in ((given.files, 300), (max(1, given.megabytes // 2), 2_000_000))
        if files
    )
    show(rows, as_json=given.json)


def measure(files: int, size: int) -> dict[str, Any]:
    """Index so many files of so many characters, and sync again, after a while."""
    chance = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        seeds, index = Path(folder) / "seeds", Path(folder) / "index"
        seeds.mkdir()
        for number in range(files):
            (seeds / f"{number}.txt").write_text(_text(size, chance))
        time.sleep(3)  # the times of files that were written just now are not trusted
        before = peak()
        began = time.perf_counter()
        first = sync(seeds, index, WordEmbedder(), Splitter())
        indexed = time.perf_counter() - began
        began = time.perf_counter()
        again = sync(seeds, index, WordEmbedder(), Splitter())
        return {
            "files": files,
            "MB": round(files * size / 1e6),
            "chunks": first.chunks_total,
            "first sync s": round(indexed, 1),
            "no-change sync s": round(time.perf_counter() - began, 2),
            "unchanged": again.unchanged,
            "peak memory MB": peak(),
            "of it before": before,
        }


def _text(size: int, chance: random.Random) -> str:
    """Return paragraphs of five sentences each, of `size` characters in all."""
    paragraphs: list[str] = []
    length = 0
    while length < size:
        sentences = [" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(5)]
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:size]


if __name__ == "__main__":
    main()
