"""Make an index equal to its folder: what was added, changed, renamed and removed.

    seeds/file -> read -> split -> embed -> catalog -> next generation

The only module that writes an index.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index import generation
from index.catalog import Catalog, VectorFile
from index.embed import Embedder
from index.errors import IndexMismatchError, IndexUnusableError, ReadError, SeedsError
from index.read import Reader, reader_id
from index.split import Splitter

# Hears of the work: what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

_EMBED_AT_ONCE = 128
_LOCK_SECONDS = 600


@dataclass(slots=True)
class SyncReport:
    """What a sync did. Sources are paths relative to the seeds folder, with `/`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    chunks_embedded: int = 0
    chunks_total: int = 0
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return the report as the plain values that `assistant index --json` prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    modified_ns: int


def sync(
    seeds: Path,
    index: Path,
    embedder: Embedder,
    splitter: Splitter,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> SyncReport:
    """Make the index in the folder `index` equal to the folder `seeds`, and say what was done.

    With `rebuild` everything is read and embedded again, and the new index replaces the old one at
    the end. With `dry_run` nothing is written. Raises SeedsError without a folder of documents,
    IndexMismatchError if the index was made with another embedder, and IndexUnusableError if the
    index cannot be written.
    """
    began = time.perf_counter()
    files = list_files(seeds)
    if dry_run:
        report = _plan(index, files)
    else:
        with _only_writer(index):
            if rebuild:
                _forget(index)
            catalog = Catalog(index / "catalog.sqlite")
            vectors = VectorFile(index / "vectors.sqlite", embedder.id)
            try:
                report = _Sync(index, catalog, vectors, embedder, splitter, progress).run(files)
            finally:
                catalog.close()
                vectors.close()
    report.seconds = round(time.perf_counter() - began, 3)
    return report


def list_files(seeds: Path) -> dict[str, _File]:
    """Return the files of the folder by source: all but dot-files and what links lead outside.

    Raises SeedsError if there is no such folder.
    """
    if not seeds.is_dir():
        raise SeedsError(
            f"{seeds}: no such folder of documents; make it and put documents there, "
            "or name another one with --seeds"
        )
    root = seeds.resolve()
    files = {}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if any(part.startswith(".") for part in relative.parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(root):
            with suppress(FileNotFoundError):  # it went as we looked
                stat = path.stat()
                files[_named(relative)] = _File(path, stat.st_size, stat.st_mtime_ns)
    return files


def _named(path: Path) -> str:
    """Return a path as a source; bytes of a name that are not UTF-8 are shown as �."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def is_stale(seeds: Path, index: Path) -> bool:
    """Tell, from sizes and times alone, whether the folder has changed since the last sync."""
    plan = _plan(index, list_files(seeds))
    return bool(plan.added or plan.changed or plan.removed)


def _plan(index: Path, files: dict[str, _File]) -> SyncReport:
    """Say what a sync would do, from sizes and times alone."""
    path = index / "catalog.sqlite"
    known: dict[str, tuple[str, int, int]] = {}
    failures: dict[str, str] = {}
    report = SyncReport()
    if path.exists():
        catalog = Catalog(path)
        known, failures = catalog.fingerprints(), catalog.failures()
        report.chunks_total = catalog.counts()[1]
        catalog.close()
    for source, file in files.items():
        if source in known:
            _, size, modified_ns = known[source]
            if (size, modified_ns) == (file.size, file.modified_ns):
                report.unchanged += 1
            else:
                report.changed.append(source)
        elif source in failures:
            report.failed.append({"source": source, "error": failures[source]})
        else:
            report.added.append(source)
    report.removed = sorted(known.keys() - files.keys())
    return report


class _Sync:
    """One run over the folder. The catalog is right after every document that was written."""

    def __init__(
        self,
        index: Path,
        catalog: Catalog,
        vectors: VectorFile,
        embedder: Embedder,
        splitter: Splitter,
        progress: Progress,
    ) -> None:
        self._index = index
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._splitter = splitter
        self._progress = progress
        self._reader = Reader()
        self._report = SyncReport()

    def run(self, files: dict[str, _File]) -> SyncReport:
        report = self._report
        origin = self._splitter.id
        self._check_embedder()
        redo = self._catalog.get("origin") not in (None, origin)
        known = self._catalog.fingerprints()
        gone = {source: print_[0] for source, print_ in known.items() if source not in files}
        for source in gone:
            self._mark_changed()
            self._catalog.remove(source)
        for source in self._catalog.failures().keys() - files.keys():
            self._catalog.remove(source)
        readers = self._catalog.readers()
        with self._reader:
            for number, (source, file) in enumerate(files.items(), 1):
                self._progress("reading", number, len(files))
                read_anew = redo or readers.get(source) != reader_id(file.path)
                self._take(source, file, known.get(source), gone, redo=read_anew)
        # Only now: a run that is cut off before has documents left to split again.
        self._catalog.put("origin", origin)
        report.removed = sorted([*report.removed, *gone])
        self._embed()
        self._publish()
        report.chunks_total = self._catalog.counts()[1]
        return report

    def _check_embedder(self) -> None:
        made_with = self._catalog.get("embedder")
        if made_with not in (None, self._embedder.id):
            raise IndexMismatchError(
                f"{self._index}: this index was made with the embedder {made_with}, "
                f"not {self._embedder.id}; run `assistant index --rebuild` to make it again"
            )

    def _take(
        self,
        source: str,
        file: _File,
        known: tuple[str, int, int] | None,
        gone: dict[str, str],
        *,
        redo: bool,
    ) -> None:
        if known and not redo and known[1:] == (file.size, file.modified_ns):
            self._report.unchanged += 1
            return
        try:
            document = self._reader.read(file.path, source)
        except ReadError as error:
            if known:
                self._mark_changed()
                self._report.removed.append(source)
            with self._catalog.transaction():
                self._catalog.remove(source)
                self._catalog.fail(source, str(error))
            self._report.failed.append({"source": source, "error": str(error)})
            return
        if known and not redo and known[0] == document.content_hash:
            self._catalog.touch(source, size=file.size, modified_ns=file.modified_ns)
            self._report.unchanged += 1
            return
        self._mark_changed()
        self._catalog.write(
            document,
            self._splitter.split(document),
            size=file.size,
            modified_ns=file.modified_ns,
        )
        before = next((old for old, hash_ in gone.items() if hash_ == document.content_hash), None)
        if known:
            self._report.changed.append(source)
        elif before is not None:
            del gone[before]
            self._report.renamed.append((before, source))
        else:
            self._report.added.append(source)

    def _mark_changed(self) -> None:
        """Make the current generation an old one, before the catalog is written to.

        A run that is killed after this leaves a revision without a generation, which the next run
        builds.
        """
        if self._name() == self._published():
            self._catalog.put("revision", str(int(self._catalog.get("revision") or 0) + 1))

    def _name(self) -> str:
        """Return the name of the generation that the catalog is for.

        A catalog that was lost begins anew, above what its predecessors left.
        """
        if self._catalog.get("revision") is None:
            left = generation.names(self._index)
            self._catalog.put("revision", str(int(left[-1]) + 1 if left else 0))
        return f"{int(self._catalog.get('revision') or 0):08}"

    def _published(self) -> str | None:
        folder = generation.current(self._index)
        return folder.name if folder else None

    def _embed(self) -> None:
        if self._name() == self._published():
            return
        # With the first vectors: what was made without any can still change its embedder.
        self._catalog.put("embedder", self._embedder.id)
        missing = self._vectors.missing(chunk.embedded_text for chunk in self._catalog.chunks())
        for first in range(0, len(missing), _EMBED_AT_ONCE):
            self._progress("embedding", first, len(missing))
            batch = missing[first : first + _EMBED_AT_ONCE]
            self._vectors.add(batch, self._embedder.encode_documents(batch))
        self._report.chunks_embedded = len(missing)
        self._progress("embedding", len(missing), len(missing))

    def _publish(self) -> None:
        if self._name() == self._published():
            return
        generation.publish(
            self._index,
            self._name(),
            self._catalog,
            self._vectors,
            lambda done, total: self._progress("storing", done, total),
        )
        self._vectors.keep_only(chunk.embedded_text for chunk in self._catalog.chunks())


def _forget(index: Path) -> None:
    """Remove the truth but not the generation that readers use until the next one is there."""
    for name in ("catalog.sqlite", "vectors.sqlite"):
        for path in index.glob(f"{name}*"):
            path.unlink()


@contextmanager
def _only_writer(index: Path) -> Iterator[None]:
    try:
        index.mkdir(parents=True, exist_ok=True)
        with FileLock(index / "lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise IndexUnusableError(
            f"{index}: another program has been indexing for {_LOCK_SECONDS} s; wait for its end"
        ) from error
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise IndexUnusableError(
            f"{index}: the index cannot be written ({reason}); free space or permissions, name "
            "another folder with --index, or run `assistant index --rebuild`"
        ) from error
