"""Chroma: the passages and their vectors, in a folder for each generation or on a server.

The only module that imports chromadb. What stands here is derived from the catalog and is never
changed once it is published: Chroma rewrites its files in place, so that a kill during a write
destroys them, and a second process does not see what the first one wrote.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from index.batches import batches
from index.errors import AssistantError, IndexUnusableError
from index.records import Chunk

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

Vectors = npt.NDArray[np.float32]
# From chunks to their unit vectors, of shape (chunks, dimensions).
VectorsOf = Callable[[Sequence[Chunk]], Vectors]

_COLLECTION = "passages"
_DATABASE = "chroma.sqlite3"
# `ef_search` of 100 found 99% of the true ten nearest among real vectors; it can only be set here.
# Vectors are written to their files at once: the readers of a generation would write what is not.
_CONFIGURATION: Any = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 200,
        "ef_search": 100,
        "batch_size": 1,
        "sync_threshold": 1,
    }
}
# Chroma refuses more than 5,461 rows at once, and writes all vectors anew after each time.
_BATCH = 4000
# How often a search is made again in which rows came without their text.
_TRIES = 10


class Passages:
    """A collection of passages, for search by vector. Safe for several threads.

    Every method raises IndexUnusableError if Chroma fails; `where` is what that error names.
    """

    def __init__(self, collection: "Collection", where: str) -> None:
        self.collection = collection
        self._where = where

    def count(self) -> int:
        """Return the number of passages."""
        with explained(self._where):
            return self.collection.count()

    def nearest(self, vector: Vectors, count: int) -> list[tuple[Chunk, float]]:
        """Return up to `count` chunks by the cosine of their vectors to `vector`, nearest first."""
        for _ in range(_TRIES):
            rows = self._nearest(vector, count)
            held = [row for row in rows if row[1] is not None and row[2] is not None]
            if len(held) == len(rows):
                break
            # What is deleted on a server while it searches is found, but without its text.
        return [
            (_chunk(chunk_id, text, metadata), 1 - distance)
            for chunk_id, text, metadata, distance in held
        ]

    def _nearest(self, vector: Vectors, count: int) -> list[tuple[str, Any, Any, float]]:
        with explained(self._where):
            found = self.collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=count,
                include=["documents", "metadatas", "distances"],
            )
        assert found["documents"]
        assert found["metadatas"]
        assert found["distances"]
        return list(
            zip(
                *(found["ids"][0], found["documents"][0], found["metadatas"][0]),
                found["distances"][0],
                strict=True,
            )
        )

    def get(self, ids: Sequence[str], vector: Vectors) -> list[tuple[Chunk, float]]:
        """Return the chunks of `ids` with the cosine of their vectors to the unit `vector`."""
        if not ids:
            return []
        with explained(self._where):
            found = self.collection.get(
                ids=list(ids), include=["documents", "metadatas", "embeddings"]
            )
        assert found["documents"]
        assert found["metadatas"]
        cosines = np.asarray(found["embeddings"], np.float32) @ vector
        rows = zip(found["ids"], found["documents"], found["metadatas"], cosines, strict=True)
        return [(_chunk(i, text, metadata), float(cosine)) for i, text, metadata, cosine in rows]

    def ids(self, source: str) -> list[str]:
        """Return the ids of a document's chunks, in no order."""
        with explained(self._where):
            return list(self.collection.get(where={"source": source}, include=[])["ids"])

    def put(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Put chunks in with their vectors, and verify that they are there.

        Raises IndexUnusableError if what was stored is not what was given.
        """
        with explained(self._where):
            self.collection.upsert(
                ids=[chunk.id for chunk in chunks],
                embeddings=vectors,
                documents=[chunk.text for chunk in chunks],
                metadatas=[_metadata(chunk) for chunk in chunks],
            )
            stored = self.collection.get(ids=[chunk.id for chunk in chunks], include=["embeddings"])
        found = dict(zip(stored["ids"], np.asarray(stored["embeddings"]), strict=True))
        for chunk, vector in zip(chunks, vectors, strict=True):
            if chunk.id not in found or not np.allclose(found[chunk.id], vector, atol=1e-5):
                raise _not_stored(chunk.source)

    def move(self, chunks: Sequence[Chunk]) -> None:
        """Replace what is stored about chunks but for their texts and vectors."""
        with explained(self._where):
            # None takes away what an earlier version had.
            self.collection.update(
                ids=[chunk.id for chunk in chunks],
                metadatas=[{"page": None, **_metadata(chunk)} for chunk in chunks],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Take chunks out."""
        with explained(self._where):
            self.collection.delete(ids=list(ids))


class Store(Passages):
    """The passages of one generation in a folder. A context manager, which closes it."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        """Open the store in `folder`, or make a new one there.

        Raises IndexUnusableError if there is none, or if it is damaged.
        """
        if not new and not (folder / _DATABASE).is_file():
            raise IndexUnusableError(f"{folder}: no index there; run `assistant index`")
        if not new:
            _forget_openings(folder / _DATABASE)
        with explained(str(folder)):
            self._client = _client(folder)
            collection = (
                create(self._client, _COLLECTION)
                if new
                else self._client.get_collection(_COLLECTION, embedding_function=None)
            )
        super().__init__(collection, str(folder))

    @classmethod
    def build(
        cls,
        folder: Path,
        chunks: Iterable[Chunk],
        total: int,
        vectors_of: VectorsOf,
        progress: Callable[[int, int], None],
    ) -> None:
        """Make a new store of `chunks`, of which there are `total`, and verify it.

        `progress` hears how many of how many chunks are stored. Raises IndexUnusableError if what
        was stored is not what was given.
        """
        with cls(folder, new=True) as store:
            fill(store, chunks, total, vectors_of, progress)

    @classmethod
    def change(
        cls,
        folder: Path,
        gone: Sequence[str],
        moved: Iterable[Chunk],
        added: Iterable[Chunk],
        total: int,
        vectors_of: VectorsOf,
    ) -> None:
        """Change a store that no one reads yet, so that it holds `total` chunks, and verify that.

        Raises IndexUnusableError if what was stored is not what was given.
        """
        with cls(folder) as store:
            for ids in batches(gone, _BATCH):
                store.delete(ids)
            for chunks in batches(moved, _BATCH):
                store.move(chunks)
            for chunks in batches(added, _BATCH):
                store.put(chunks, vectors_of(chunks))
            if store.count() != total:
                raise _not_stored(str(folder))

    @staticmethod
    def copy(folder: Path, to: Path) -> None:
        """Copy a store that others may be reading."""
        shutil.copytree(folder, to, ignore=shutil.ignore_patterns(f"{_DATABASE}*"))
        with (
            contextlib.closing(sqlite3.connect(folder / _DATABASE)) as source,
            contextlib.closing(sqlite3.connect(to / _DATABASE)) as target,
        ):
            source.backup(target)

    @staticmethod
    def changing(folder: Path) -> dict[str, list[tuple[int, int]]]:
        """Return the stretches of its files that Chroma writes to when it only opens them.

        Each time it adds a row to a table of its own, which lies on one page of the database, and
        SQLite counts the change in the header.
        """
        with contextlib.closing(sqlite3.connect(folder / _DATABASE)) as database:
            ((size,),) = database.execute("PRAGMA page_size")
            ((page,),) = database.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'acquire_write'"
            )
        return {_DATABASE: [(24, 28), (92, 100), ((page - 1) * size, page * size)]}

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def fill(
    passages: Passages,
    chunks: Iterable[Chunk],
    total: int,
    vectors_of: VectorsOf,
    progress: Callable[[int, int], None],
) -> None:
    """Put `chunks`, of which there are `total`, into an empty collection; see `Store.build`."""
    done = 0
    for batch in batches(chunks, _BATCH):
        passages.put(batch, vectors_of(batch))
        done += len(batch)
        progress(done, total)
    if passages.count() != total:
        raise _not_stored("the index")


def create(client: "Client", name: str) -> "Collection":
    """Make a collection for passages. Raises what Chroma raises if there is one of that name."""
    return client.create_collection(name, embedding_function=None, configuration=_CONFIGURATION)


def connect(
    host: str,
    port: int,
    is_secure: bool,
    token: str | None,
    tenant: str | None,
    database: str | None,
    where: str,
) -> "Client":
    """Return a client of a Chroma server, or, with a token, of Chroma Cloud.

    Raises IndexUnusableError, naming `where`, if it does not answer.
    """
    chromadb = _chromadb()
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client: Client
    with explained(where):
        if token:
            client = chromadb.CloudClient(
                *(tenant, database, token, settings),
                cloud_host=host,
                cloud_port=port,
                enable_ssl=is_secure,
            )
        else:
            place = {"tenant": tenant, "database": database}
            client = chromadb.HttpClient(
                *(host, port, is_secure, None, settings),
                **{name: value for name, value in place.items() if value},
            )
    return client


def is_absent(error: Exception) -> bool:
    """Tell whether Chroma says that there is no such collection."""
    # Late: see `_chromadb`.
    from chromadb.errors import NotFoundError

    return isinstance(error, NotFoundError)


@contextlib.contextmanager
def explained(where: str) -> Iterator[None]:
    """Raise IndexUnusableError, in one line, where Chroma fails."""
    try:
        yield
    except AssistantError:
        raise
    except Exception as error:  # Chroma raises its own, SQLite's, Rust's and the HTTP client's
        reason = (str(error) or type(error).__name__).splitlines()[0]
        mend = (
            "see that the server runs, and is a Chroma server"
            if "://" in where
            else "run `assistant index` to make it again"
        )
        raise IndexUnusableError(f"{where}: the index failed ({reason}); {mend}") from error


def _forget_openings(database: Path) -> None:
    """Empty the table to which Chroma adds a row at each opening.

    It has to stay within its page: see `Store.changing`.
    """
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(database)) as connection,
    ):
        connection.execute("DELETE FROM acquire_write")
        connection.commit()


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


def _not_stored(what: str) -> IndexUnusableError:
    return IndexUnusableError(
        f"{what}: a passage was not stored as it was given; "
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
