"""Chroma: the passages and their vectors, one folder a generation.

The only module that imports chromadb. What stands here is derived from the catalog and is never
changed once it is built: Chroma rewrites its files in place, so that a kill during a write destroys
them, and a second process does not see what the first one wrote.
"""

import contextlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexUnusableError
from index.records import Chunk

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

Vectors = npt.NDArray[np.float32]

_COLLECTION = "passages"
# `ef_search` of 100 found 99% of the true ten nearest among real vectors; it can only be set here.
_CONFIGURATION: Any = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 100}}
_BATCH = 1000  # Chroma refuses more than 5,461 rows at once.


class Store:
    """The passages of one generation, for search by vector. Safe for several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `build` made. Raises IndexUnusableError if it is damaged or not there."""
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexUnusableError(
                f"{folder}: no index there; run `assistant index --rebuild` to make it again"
            )
        try:
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:  # Chroma raises its own, SQLite's and Rust's
            raise IndexUnusableError(
                f"{folder}: the index cannot be opened ({_first_line(error)}); "
                "run `assistant index --rebuild` to make it again"
            ) from error

    @staticmethod
    def build(
        folder: Path,
        chunks: Sequence[Chunk],
        vectors_of: Callable[[Sequence[str]], Vectors],
        progress: Callable[[int, int], None],
    ) -> None:
        """Make a new store of `chunks`, and verify it.

        `vectors_of` gives the unit vectors, of shape (texts, dimensions), of what is embedded for
        chunks.
        `progress` hears how many of how many chunks are stored. Raises IndexUnusableError if what
        was stored is not what was given.
        """
        client = _client(folder)
        try:
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration=_CONFIGURATION
            )
            for first in range(0, len(chunks), _BATCH):
                batch = chunks[first : first + _BATCH]
                vectors = vectors_of([chunk.embedded_text for chunk in batch])
                collection.add(
                    ids=[chunk.id for chunk in batch],
                    embeddings=vectors,
                    documents=[chunk.text for chunk in batch],
                    metadatas=[_metadata(chunk) for chunk in batch],
                )
                _verify(collection, batch, vectors)
                progress(first + len(batch), len(chunks))
        finally:
            client.close()

    def nearest(self, vector: Vectors, count: int) -> list[tuple[Chunk, float]]:
        """Return up to `count` chunks by the cosine of their vectors to `vector`, nearest first."""
        if not (available := self._collection.count()):
            return []
        found = self._collection.query(
            query_embeddings=vector[np.newaxis],
            n_results=min(count, available),
            include=["documents", "metadatas", "distances"],
        )
        assert found["documents"]
        assert found["metadatas"]
        assert found["distances"]
        rows = zip(
            *(found["ids"][0], found["documents"][0], found["metadatas"][0]),
            found["distances"][0],
            strict=True,
        )
        return [
            (_chunk(chunk_id, text, metadata), 1 - distance)
            for chunk_id, text, metadata, distance in rows
        ]

    def get(self, ids: Sequence[str], vector: Vectors) -> list[tuple[Chunk, float]]:
        """Return the chunks of `ids` with the cosine of their vectors to the unit `vector`."""
        if not ids:
            return []
        found = self._collection.get(
            ids=list(ids), include=["documents", "metadatas", "embeddings"]
        )
        assert found["documents"]
        assert found["metadatas"]
        cosines = np.asarray(found["embeddings"], np.float32) @ vector
        rows = zip(found["ids"], found["documents"], found["metadatas"], cosines, strict=True)
        return [(_chunk(i, text, metadata), float(cosine)) for i, text, metadata, cosine in rows]

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()


def _client(folder: Path) -> "Client":
    chromadb = _chromadb()
    settings = chromadb.config.Settings(anonymized_telemetry=False, is_persistent=True)
    client: Client = chromadb.PersistentClient(path=str(folder), settings=settings)
    return client


def _chromadb() -> Any:
    """Import chromadb late, for it takes two seconds, and away from a `.env` of somebody else's.

    It reads `.env` in the current folder as it is imported: a foreign one can crash the import or
    send us to another server.
    """
    with contextlib.ExitStack() as stack:
        if Path(".env").exists():
            stack.enter_context(
                contextlib.chdir(stack.enter_context(tempfile.TemporaryDirectory()))
            )
        import chromadb
        import chromadb.config

    chromadb.config.Settings.model_config["env_file"] = None
    return chromadb


def _verify(collection: "Collection", chunks: Sequence[Chunk], vectors: Vectors) -> None:
    stored = collection.get(ids=[chunk.id for chunk in chunks], include=["embeddings"])
    found = dict(zip(stored["ids"], np.asarray(stored["embeddings"]), strict=True))
    for chunk, vector in zip(chunks, vectors, strict=True):
        if chunk.id not in found or not np.allclose(found[chunk.id], vector, atol=1e-5):
            raise IndexUnusableError(
                f"{chunk.source}: a passage was not stored as it was given; "
                "check the disk and run `assistant index` again"
            )


def _metadata(chunk: Chunk) -> dict[str, str | int]:
    values: dict[str, str | int] = {
        "source": chunk.source,
        "start": chunk.start,
        "end": chunk.end,
        "context": chunk.context,
    }
    return values if chunk.page is None else values | {"page": chunk.page}


def _chunk(chunk_id: str, text: str, metadata: Any) -> Chunk:
    return Chunk(
        id=chunk_id,
        source=metadata["source"],
        start=metadata["start"],
        end=metadata["end"],
        text=text,
        page=metadata.get("page"),
        context=metadata["context"],
    )


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
