"""What the packaged embedder's vectors of each language have in common: makes index/languages.npz.

    python -m tests.bench.languages

To be run again whenever the packaged embedder changes. The texts are the names of the world's
countries in each language that `index.language` tells apart, from Babel.
"""

from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale

from index.embed import Embedder
from index.language import CANDIDATES
from index.remember import Vectors

FILE = Path(__file__).parents[2] / "index" / "languages.npz"


def countries(language: str) -> list[str]:
    """Return the names of countries in a language, in the same order for all."""
    names = Locale(language).territories
    return [names[code] for code in sorted(names) if len(code) == 2 and code.isalpha()]


def mean_vectors(language: str, embedder: Embedder) -> Vectors:
    """Return the mean of the names' vectors as questions and as passages: (2, dimension)."""
    names = countries(language)
    encoded = embedder.encode_queries(names), embedder.encode_documents(names)
    return np.stack([vectors.mean(axis=0) for vectors in encoded])


def main() -> None:
    """Write the file."""
    embedder = Embedder()
    means = {language: mean_vectors(language, embedder) for language in CANDIDATES}
    middle = np.mean(list(means.values()), axis=0)
    kept: dict[str, Any] = {one: np.float16(mean - middle) for one, mean in means.items()}
    np.savez_compressed(FILE, **kept)


if __name__ == "__main__":
    main()
