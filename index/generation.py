"""Generations: finished indexes, each in a folder of its own, and the pointer to the current one.

A generation is built beside the current one, verified, and published by replacing the pointer file
in one step. A reader therefore sees an index whole, old or new, whenever it looks.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from index.catalog import Catalog, VectorFile
from index.store import Store

_POINTER = "current"
_FOLDER = "generations"


class Generation:
    """One finished index, opened for reading: its passages and the catalog of that moment."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises IndexUnusableError if it is damaged."""
        self.name = folder.name
        self.catalog = Catalog(folder / "catalog.sqlite", read_only=True)
        self.store = Store(folder / "chroma")

    def close(self) -> None:
        """Let go of its files."""
        self.catalog.close()
        self.store.close()


def current(index: Path) -> Path | None:
    """Return the folder of the generation to read, or None if there is none yet."""
    try:
        name = (index / _POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = index / _FOLDER / name
    return folder if name and folder.is_dir() else None


def names(index: Path) -> list[str]:
    """Return the names of all generations that lie there, finished or not, oldest first."""
    folder = index / _FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def publish(
    index: Path,
    name: str,
    catalog: Catalog,
    vectors: VectorFile,
    progress: Callable[[int, int], None],
) -> None:
    """Build the generation `name` from the catalog, verify it, and make it the current one.

    Raises IndexUnusableError if what was stored is not what the catalog says.
    """
    folder = index / _FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)  # half-built by a run that was killed
    folder.mkdir(parents=True)
    catalog.copy_to(folder / "catalog.sqlite")
    Store.build(folder / "chroma", catalog.chunks(), vectors.take, progress)
    _point_to(index, name)
    _remove_older(index, keep=2)  # a reader may be in the middle of the one before


def _point_to(index: Path, name: str) -> None:
    draft = index / f"{_POINTER}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(index / _POINTER)


def _remove_older(index: Path, keep: int) -> None:
    for name in names(index)[:-keep]:
        shutil.rmtree(index / _FOLDER / name, ignore_errors=True)
