"""The library that turns a folder of documents into passages that can be searched."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.embed import Embedder
    from index.errors import AssistantError
    from index.records import Chunk, Document, Passage
    from index.report import SyncReport
    from index.search import PassageRetriever
    from index.split import Splitter

__all__ = [
    "AssistantError",
    "Chunk",
    "Document",
    "Embedder",
    "Passage",
    "PassageRetriever",
    "Splitter",
    "SyncReport",
]

_HOMES = {
    "AssistantError": "index.errors",
    "Chunk": "index.records",
    "Document": "index.records",
    "Embedder": "index.embed",
    "Passage": "index.records",
    "PassageRetriever": "index.search",
    "Splitter": "index.split",
    "SyncReport": "index.report",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: what needs none of it starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
