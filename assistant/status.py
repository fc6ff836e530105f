"""What an index holds and what it was made with, without loading any model."""

from datetime import UTC, datetime
from typing import Any

from assistant.model import default_model
from assistant.settings import Settings
from index import generation
from index.catalog import Catalog
from index.sync import is_stale


def status_of(settings: Settings) -> dict[str, Any]:
    """Return the state of the index as the plain values that `assistant status --json` prints.

    Raises SeedsError if there is no folder of documents.
    """
    stale = is_stale(settings.seeds, settings.index)
    folder = generation.current(settings.index)
    state: dict[str, Any] = {
        "seeds": str(settings.seeds),
        "index": str(settings.index),
        "model": settings.model or default_model(),
        "indexed": folder is not None,
        "documents": 0,
        "chunks": 0,
        "megabytes": 0.0,
        "embedder": None,
        "splitter": settings.splitter.id,
        "last_sync": None,
        "folder_changed": stale or folder is None,
        "failed": [],
    }
    if folder is None:
        return state
    catalog = Catalog(settings.index / "catalog.sqlite")
    try:
        documents, chunks = catalog.counts()
        state |= {
            "documents": documents,
            "chunks": chunks,
            "embedder": catalog.get("embedder"),
            "last_sync": datetime.fromtimestamp(folder.stat().st_mtime, UTC).isoformat(
                "T", "seconds"
            ),
            "failed": [{"source": s, "error": e} for s, e in catalog.failures().items()],
        }
    finally:
        catalog.close()
    size = sum(path.stat().st_size for path in settings.index.rglob("*") if path.is_file())
    return state | {"megabytes": round(size / 1e6, 1)}
