"""What an index holds, in a form that can be compared."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.catalog import Catalog
from index.generation import FolderGenerations
from index.manifest import check
from index.store import Store


@dataclass(frozen=True)
class Contents:
    """Documents by source; chunks by id, as the catalog has them and as Chroma has them."""

    documents: dict[str, Any]
    chunks: dict[str, Any]
    stored: dict[str, Any]


def contents_of(index: Path) -> Contents:
    """Return what the current generation of an index holds; its files have to be whole."""
    name = FolderGenerations(index).current()
    assert name is not None
    folder = index / "generations" / name
    check(folder)
    with closing(Catalog(folder / "catalog.sqlite", "copy")) as catalog:
        documents = {source: catalog.document(source) for source in catalog.sources()}
        chunks = {chunk.id: chunk for chunk in catalog.chunks()}
    with Store(folder / "chroma") as store:
        rows = store.collection.get(include=["documents", "metadatas", "embeddings"])
    assert len(set(rows["ids"])) == len(rows["ids"])
    stored = {
        chunk_id: (text, metadata)
        for chunk_id, text, metadata in zip(
            rows["ids"], rows["documents"] or [], rows["metadatas"] or [], strict=True
        )
    }
    return Contents(documents, chunks, stored)
