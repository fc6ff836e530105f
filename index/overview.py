"""What an index holds and how it stands with its folder, seen without writing or embedding."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.address import Server
from index.catalog import Catalog
from index.compare import plan
from index.errors import IndexDamagedError
from index.files import File, list_files
from index.records import DocumentEntry, DocumentState
from index.report import SyncReport
from index.server import generations
from index.split import Splitter


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


def planned(index: Path, files: Mapping[str, File], splitter: Splitter) -> SyncReport:
    """Say what a sync would do."""
    with _followed(index) as catalog:
        return plan(files, catalog, splitter.id) if catalog else SyncReport(added=list(files))


def overview(
    seeds: Path, index: Path, splitter: Splitter, server: Server | None = None
) -> Overview:
    """Say how the index stands with the folder. Raises SeedsError if there is no such folder."""
    report = planned(index, list_files(seeds, index), splitter)
    is_there = generations(index, server).current() is not None
    with _followed(index) as catalog:
        if catalog is None or not is_there:
            return Overview(is_stale=True)
        documents, chunks = catalog.counts()
        return Overview(
            is_stale=bool(report.changes),
            is_there=True,
            documents=documents,
            chunks=chunks,
            size=sum(path.stat().st_size for path in index.rglob("*") if path.is_file()),
            embedder=catalog.get("embedder"),
            last_sync=catalog.get("synced_at"),
            failed=report.failed,
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


def entries(seeds: Path, index: Path, splitter: Splitter) -> list[DocumentEntry]:
    """Return what is in the folder and in the index, by source, and how each of it stands.

    Raises SeedsError if there is no such folder.
    """
    report = planned(index, files := list_files(seeds, index), splitter)
    states: dict[str, DocumentState] = dict.fromkeys(report.changed, "changed")
    states |= dict.fromkeys([*report.removed, *(old for old, _ in report.renamed)], "removed")
    new = {*report.added, *(source for _, source in report.renamed)}
    with _followed(index) as catalog:
        indexed = catalog.entries() if catalog else []
    known = [
        replace(entry, state=states.get(entry.source, entry.state))
        for entry in indexed
        if entry.source not in new and (entry.source in files or entry.state != "failed")
    ]
    added = [DocumentEntry(source, None, 0, 0, "new") for source in new]
    return sorted([*known, *added], key=lambda entry: entry.source)


def content_hashes(index: Path) -> dict[str, str]:
    """Return the SHA-256 of each document's file, by source, as it was taken in."""
    with _followed(index) as catalog:
        known = catalog.known() if catalog else {}
    return {source: it.content_hash for source, it in known.items()}


@contextmanager
def _followed(index: Path) -> Iterator[Catalog | None]:
    """Give the catalog of an index to read, or None if there is none that can be read."""
    path = index / "catalog.sqlite"
    try:
        catalog = Catalog(path, "follow") if path.exists() else None
    except IndexDamagedError:
        catalog = None
    try:
        yield catalog
    finally:
        if catalog:
            catalog.close()
