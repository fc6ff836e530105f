"""Work in a process of its own, so that its memory can be told, and made-up text for it."""

import multiprocessing
import random
import resource
import sys
from collections.abc import Callable
from typing import Any

_WORDS = [
    f"{a}{b}{c}" for a in ("ba", "lo", "mi", "tu") for b in ("ren", "sal", "dor") for c in "aeiou"
]


def apart(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Return what `work` returns, from a process that does nothing else."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def peak() -> int:
    """Return the most memory that this process has had so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1e6 if sys.platform == "darwin" else 1e3))


def made_up_text(size: int, chance: random.Random) -> str:
    """Return paragraphs of five sentences each, of `size` characters in all."""
    paragraphs: list[str] = []
    length = 0
    while length < size:
        sentences = [" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(5)]
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:size]
