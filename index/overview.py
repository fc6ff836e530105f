"""What an index holds and how it stands with its folder, seen without writing or embedding.

What counts is what readers are served. A sync that was cut off, or is at work, has a catalog that
is ahead of that; the copy in the current generation then tells how things stand.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from index.address import Server
from index.catalog import Catalog, Known
from index.compare import plan
from index.errors import IndexDamagedError
from index.files import File, list_files
from index.generation import FolderGenerations
from index.records import DocumentEntry, DocumentState
from index.report import SyncReport
from index.server import generations
from index.split import Splitter

_CATALOG = "catalog.sqlite"


@dataclass(frozen=True, slots=True)
class Overview:
    """How an index stands. Without a published one, all of it is empty.

    `size` is in bytes, `last_sync` an ISO 8601 time, `embedder` the id of the one it was made with.
    `failed` names the files that could not be read and have not been touched since.
    """

    is_stale: bool
    is_there: bool = False
    documents: int = 0
    chunks: int = 0
    size: int = 0
    embedder: str | None = None
    last_sync: str | None = None
    failed: list[dict[str, str]] = field(default_factory=list)


def planned(
    index: Path, files: Mapping[str, File], splitter: Splitter, server: Server | None = None
) -> SyncReport:
    """Say what a sync would do."""
    with _served(index, server) as catalog:
        return _planned(files, catalog, splitter)


def served(index: Path, server: Server | None = None) -> dict[str, Known]:
    """Return what is known of the documents that readers are served, by source."""
    try:
        with _served(index, server) as catalog:
            return catalog.known() if catalog else {}
    except IndexDamagedError:
        return {}


def overview(
    seeds: Path, index: Path, splitter: Splitter, server: Server | None = None
) -> Overview:
    """Say how the index stands with the folder. Raises SeedsError if there is no such folder."""
    files = list_files(seeds, index)
    published = generations(index, server)
    with _served(index, server) as catalog, _opened(index / _CATALOG, "follow") as written:
        if catalog is None or published.current() is None:
            return Overview(is_stale=True)
        report = _planned(files, catalog, splitter)
        documents, chunks = catalog.counts()
        seen = Overview(
            is_stale=bool(report.changes),
            is_there=True,
            documents=documents,
            chunks=chunks,
            size=sum(path.stat().st_size for path in index.rglob("*") if path.is_file()),
            embedder=catalog.get("embedder"),
            last_sync=written.get("synced_at") if written else None,
            failed=report.failed,
        )
        if server is None or published.is_of(catalog):
            return seen
    held = overview_of(server)
    return replace(
        seen, is_stale=True, documents=held.documents, chunks=held.chunks, embedder=held.embedder
    )


def overview_of(server: Server) -> Overview:
    """Say what an index on a server holds, for who has not its documents."""
    published = generations(Path(), server)
    name = published.current()
    if name is None:
        return Overview(is_stale=True)
    with closing(published.open(name)) as generation:
        documents, chunks = generation.counts()
        return Overview(False, True, documents, chunks, embedder=generation.embedder)


def entries(
    seeds: Path, index: Path, splitter: Splitter, server: Server | None = None
) -> list[DocumentEntry]:
    """Return what is in the folder and in the index, by source, and how each of it stands.

    Raises SeedsError if there is no such folder.
    """
    files = list_files(seeds, index)
    with _served(index, server) as catalog:
        report = _planned(files, catalog, splitter)
        indexed = catalog.entries() if catalog else []
    states: dict[str, DocumentState] = dict.fromkeys(report.changed, "changed")
    states |= dict.fromkeys([*report.removed, *(old for old, _ in report.renamed)], "removed")
    new = {*report.added, *(source for _, source in report.renamed)}
    known = [
        replace(entry, state=states.get(entry.source, entry.state))
        for entry in indexed
        if entry.source not in new and (entry.source in files or entry.state != "failed")
    ]
    added = [DocumentEntry(source, None, 0, 0, "new") for source in new]
    return sorted([*known, *added], key=lambda entry: entry.source)


def content_hashes(index: Path) -> dict[str, str]:
    """Return the SHA-256 of each document's file, by source, as it was taken in."""
    with _opened(index / _CATALOG, "follow") as catalog:
        known = catalog.known() if catalog else {}
    return {source: it.content_hash for source, it in known.items()}


def _planned(files: Mapping[str, File], catalog: Catalog | None, splitter: Splitter) -> SyncReport:
    return plan(files, catalog, splitter.id) if catalog else SyncReport(added=list(files))


@contextmanager
def _served(index: Path, server: Server | None) -> Iterator[Catalog | None]:
    """Give the catalog of what readers are served, or None if there is none that can be read.

    A server keeps no copy of it: there it is the one that is written.
    """
    folder = FolderGenerations(index)
    with _opened(index / _CATALOG, "follow") as catalog:
        if server or (catalog and folder.is_of(catalog)):
            yield catalog
            return
    with _opened(folder.catalog_path(), "copy") as catalog:
        yield catalog


@contextmanager
def _opened(path: Path | None, mode: Literal["follow", "copy"]) -> Iterator[Catalog | None]:
    """Give a catalog to read, or None if there is none that can be read."""
    try:
        catalog = Catalog(path, mode) if path and path.exists() else None
    except IndexDamagedError:
        catalog = None
    try:
        yield catalog
    finally:
        if catalog:
            catalog.close()
