"""What an index holds and what it was made with, without loading any model."""

from typing import Any

from assistant.packaged_model import default_model
from assistant.settings import Settings
from index.overview import overview, overview_of


def status_of(settings: Settings) -> dict[str, Any]:
    """Return the state of the index as the plain values that `assistant status --json` prints.

    Raises SeedsError if there is no folder of documents.
    """
    server = settings.chroma_server
    if server and settings.only_asks:
        seen = overview_of(server)
    else:
        seen = overview(settings.seeds, settings.index, settings.splitter, server=server)
    return {
        "seeds": str(settings.seeds),
        "index": settings.place,
        "model": settings.model or default_model(),
        "indexed": seen.is_there,
        "documents": seen.documents,
        "chunks": seen.chunks,
        "megabytes": round(seen.size / 1e6, 1),
        "embedder": seen.embedder,
        "splitter": settings.splitter.id,
        "last_sync": seen.last_sync,
        "folder_changed": seen.is_stale,
        "failed": seen.failed,
    }
