"""Generations: finished indexes, each in a folder of its own, and the pointer to the current one.

A generation is built beside the current one, verified, and published by replacing the pointer file
in one step. A reader therefore sees an index whole, old or new, whenever it looks.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from index import manifest
from index.catalog import Catalog, Changes
from index.errors import IndexDamagedError
from index.records import Chunk, Document, DocumentEntry
from index.store import Store, Vectors
from index.vectors import VectorFile

_POINTER = "current"
_FOLDER = "generations"
_CATALOG, _STORE = "catalog.sqlite", "chroma"
_FREQUENCIES_KEPT = 10_000


class Generation(Protocol):
    """One finished index, opened for reading. Safe for several threads."""

    name: str
    embedder: str | None

    def counts(self) -> tuple[int, int]:
        """Return the numbers of documents and of chunks."""

    def nearest(self, vector: Vectors, count: int) -> list[tuple[Chunk, float]]:
        """Return up to `count` chunks by the cosine of their vectors to `vector`, nearest first."""

    def get(self, ids: list[str], vector: Vectors) -> list[tuple[Chunk, float]]:
        """Return the chunks of `ids` with the cosine of their vectors to `vector`."""

    def matching(self, words: Iterable[str], limit: int) -> list[str]:
        """Return the ids of up to `limit` chunks that hold any of `words`, best first."""

    def document_frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return in how many chunks each of `words` stands."""

    def document(self, source: str) -> Document | None:
        """Return a document with its text, or None if there is none of that name."""

    def about(self, source: str) -> tuple[str | None, str | None, str | None]:
        """Return the title, the author and the date of a document."""

    def page_breaks(self, source: str, start: int, end: int) -> tuple[int, ...]:
        """Return where pages begin after `start` and before `end` in a document."""

    def entries(self) -> list[DocumentEntry]:
        """Return all documents, by source."""

    def close(self) -> None:
        """Let go of it."""


class Generations(Protocol):
    """Where an index's generations are published, and its readers find the current one."""

    def current(self) -> str | None:
        """Return the name of the generation to read, or None if there is none yet."""

    def is_changing(self) -> bool:
        """Tell whether the current generation is not what it was when it was published."""

    def open(self, name: str) -> Generation:
        """Open a generation. Raises IndexUnusableError if it is damaged or has gone."""

    def is_whole(self, name: str) -> bool:
        """Tell whether a generation is as it was published."""

    def last(self) -> int:
        """Return the number of the newest generation that is there, finished or not, or -1."""

    def name(self, revision: int, catalog: Catalog) -> str:
        """Return the name of the generation for a revision of a catalog."""

    def is_of(self, catalog: Catalog) -> bool:
        """Tell whether what is current was made of a catalog as it is now."""

    def writing(self, say: Callable[[str], None]) -> AbstractContextManager[None]:
        """Keep out writers on other machines; `say` hears of waiting for one."""

    def publish(
        self,
        name: str,
        catalog: Catalog,
        vectors: VectorFile,
        progress: Callable[[int, int], None],
    ) -> None:
        """Build a generation from the catalog, verify it, and make it the current one."""

    def sweep(self) -> None:
        """Remove what has been replaced and no reader needs any more.

        Not a part of `publish`: a writer may be killed between the two, and what it leaves is to go
        even if nothing is published for long.
        """


class FolderGeneration:
    """A generation in a folder: its passages and the catalog of that moment."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises IndexDamagedError if its files are not as they were published."""
        manifest.check(folder)
        self.name = folder.name
        self._catalog = Catalog(folder / _CATALOG, "copy")
        try:
            self.embedder = self._catalog.get("embedder")
            self._store = Store(folder / _STORE)
        except BaseException:
            self._catalog.close()
            raise
        # Nothing changes in a generation, and common words take long to count.
        self.counts = cache(self._catalog.counts)
        self._frequency = lru_cache(_FREQUENCIES_KEPT)(self._catalog.document_frequency)
        self.nearest = self._store.nearest
        self.get = self._store.get
        self.matching = self._catalog.matching
        self.document = self._catalog.document
        self.entries = self._catalog.entries
        self.about = self._catalog.about
        self.page_breaks = self._catalog.page_breaks

    def document_frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return in how many chunks each of `words` stands."""
        return {word: self._frequency(word) for word in words}

    def close(self) -> None:
        """Let go of its files."""
        self._catalog.close()
        self._store.close()


class FolderGenerations:
    """The generations of an index that is a folder of this machine."""

    def __init__(self, index: Path) -> None:
        self._index = index

    def current(self) -> str | None:
        """Return the name of the generation to read, or None if there is none yet."""
        try:
            name = (self._index / _POINTER).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return name if name.isdecimal() and self._folder(name).is_dir() else None

    def is_changing(self) -> bool:
        """Return False: what was published in a folder stays as it is."""
        return False

    def open(self, name: str) -> FolderGeneration:
        """Open a generation. Raises IndexDamagedError if it is damaged or has gone."""
        return FolderGeneration(self._folder(name))

    def is_whole(self, name: str) -> bool:
        """Tell whether a generation's files are as they were published."""
        try:
            manifest.check(self._folder(name))
        except IndexDamagedError:
            return False
        return True

    def last(self) -> int:
        """Return the number of the newest generation that lies there, finished or not, or -1."""
        return max((int(name) for name in self._names()), default=-1)

    def name(self, revision: int, catalog: Catalog) -> str:  # noqa: ARG002  (a server needs it)
        """Return the name of the generation for a revision of a catalog."""
        return f"{revision:08}"

    def is_of(self, catalog: Catalog) -> bool:
        """Tell whether the current generation was made of a catalog as it is now."""
        revision = catalog.get("revision")
        return revision is not None and self.current() == self.name(int(revision), catalog)

    def catalog_path(self) -> Path | None:
        """Return where the current generation's copy of its catalog is, None if there is none."""
        name = self.current()
        return self._folder(name) / _CATALOG if name else None

    def writing(self, say: Callable[[str], None]) -> AbstractContextManager[None]:  # noqa: ARG002
        """Do nothing: the lock in the index folder is enough."""
        return nullcontext()

    def publish(
        self,
        name: str,
        catalog: Catalog,
        vectors: VectorFile,
        progress: Callable[[int, int], None],
    ) -> None:
        """Build the generation `name`, verify it, and make it the current one.

        It is made from the current one where that is less work. Raises IndexUnusableError if what
        was stored is not what the catalog says.
        """
        folder = self._folder(name)
        shutil.rmtree(folder, ignore_errors=True)  # half-built by a run that was killed
        folder.mkdir(parents=True)
        rows = self._changed_copy(folder, catalog, vectors) or self._built(
            folder, catalog, vectors, progress
        )
        catalog.copy_to(folder / _CATALOG)
        changing = Store.changing(folder / _STORE)
        manifest.seal(
            folder,
            {f"{_STORE}/{file}": stretches for file, stretches in changing.items()},
            {"rows": rows},
        )
        self._point_to(name)

    def sweep(self) -> None:
        """Remove all older generations but one: a reader may be in the middle of that."""
        current = self.current()
        older = [name for name in self._names() if current and name < current]
        for name in older[:-1]:
            shutil.rmtree(self._folder(name), ignore_errors=True)

    def _changed_copy(self, folder: Path, catalog: Catalog, vectors: VectorFile) -> int:
        """Make the store from the current one; return how many rows were ever added to it, or 0.

        Chroma never gives up the room of rows that were deleted: when more were added than twice
        what is there, a new store is smaller and faster.
        """
        current = self.current()
        if current is None or catalog.get("rebuilding"):
            return 0
        before = self._folder(current)
        try:
            rows = int(manifest.check(before)["rows"])
            changes = _changes(before / _CATALOG, catalog)
        except (IndexDamagedError, LookupError):
            return 0
        total = catalog.counts()[1]
        if changes is None or rows + len(changes.added) > 2 * total:
            return 0
        Store.copy(before / _STORE, folder / _STORE)
        Store.change(
            folder / _STORE,
            changes.gone,
            (chunk for chunk in catalog.chunks(changes.sources) if chunk.id in changes.moved),
            (chunk for chunk in catalog.chunks(changes.sources) if chunk.id in changes.added),
            total,
            vectors.take,
        )
        return rows + len(changes.added)

    @staticmethod
    def _built(
        folder: Path, catalog: Catalog, vectors: VectorFile, progress: Callable[[int, int], None]
    ) -> int:
        total = catalog.counts()[1]
        Store.build(folder / _STORE, catalog.chunks(), total, vectors.take, progress)
        return total

    def _folder(self, name: str) -> Path:
        return self._index / _FOLDER / name

    def _names(self) -> list[str]:
        folder = self._index / _FOLDER
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(path.name for path in found if path.name.isdecimal())

    def _point_to(self, name: str) -> None:
        draft = self._index / f"{_POINTER}.draft"
        with draft.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._index / _POINTER)


def _changes(before: Path, catalog: Catalog) -> Changes | None:
    """Return how the catalog differs from the copy `before`, or None if their vectors do."""
    copy = Catalog(before, "copy")
    try:
        same = copy.get("embedder") == catalog.get("embedder")
    finally:
        copy.close()
    return catalog.changes_since(before) if same else None
