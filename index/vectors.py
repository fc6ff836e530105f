"""The vectors of chunks: every text is embedded once, and its vector kept under its hash.

A document that was renamed or moved, or comes back, is therefore not embedded again. Nor is all of
a document whose opening was edited, although that is embedded with every chunk: a chunk's vector
serves as long as what the opening said is much the same.
"""

import hashlib
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.batches import batches
from index.database import AT_ONCE, explained
from index.errors import IndexDamagedError
from index.records import Chunk
from index.words import terms

Vectors = npt.NDArray[np.float32]

_COLUMNS = ["key", "text_key", "context", "value", "checksum", "unused_since"]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vector (
    key BLOB PRIMARY KEY, text_key BLOB NOT NULL, context TEXT NOT NULL,
    value BLOB NOT NULL, checksum INTEGER NOT NULL, unused_since REAL
);
CREATE INDEX IF NOT EXISTS vector_text ON vector (text_key);
"""
# What has gone from the folder may come back: a file under repair, a disk that was not there.
KEPT_SECONDS = 7 * 24 * 3600.0
# The share of their words that two contexts must have in common to say much the same.
_ALIKE = 0.5
# A context shorter than this is a title. Longer ones are the beginning of running text, which says
# less: on XQuAD, whose articles have no titles, recall was the same with them and without.
_TITLE = 100


class VectorFile:
    """The vectors of one embedder, in a file that may hold those of others too.

    Every method raises IndexDamagedError if the file turns out to be damaged.
    """

    def __init__(self, path: Path, embedder_id: str) -> None:
        self._path = path
        self._embedder_id = embedder_id
        with explained(path):
            self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            with explained(path):
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._drop_others()
                self._connection.executescript(_SCHEMA)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _drop_others(self) -> None:
        """Forget what an earlier version of the program kept in another way."""
        columns = [row[1] for row in self._connection.execute("PRAGMA table_info(vector)")]
        if columns and columns != _COLUMNS:
            self._connection.execute("DROP TABLE vector")

    def clear(self) -> None:
        """Forget all vectors."""
        with explained(self._path):
            self._connection.execute("DELETE FROM vector")

    def missing(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Give those of `chunks` that have no vector yet; of equal ones, the first."""
        seen: set[bytes] = set()
        for batch in batches(chunks, AT_ONCE):
            found = self._find(batch)
            for chunk, value in zip(batch, found, strict=True):
                key = self._key(chunk)
                if value is None and key not in seen:
                    seen.add(key)
                    yield chunk

    def add(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Keep the vectors, of shape (chunks, dimensions), of `chunks`."""
        values = [vector.astype(np.float32).tobytes() for vector in vectors]
        rows = [
            (self._key(chunk), self._text_key(chunk), chunk.context, value, zlib.crc32(value))
            for chunk, value in zip(chunks, values, strict=True)
        ]
        with explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?, ?, NULL)", rows
            )
            self._connection.execute("COMMIT")

    def take(self, chunks: Sequence[Chunk]) -> Vectors:
        """Return the vectors of `chunks`, of shape (chunks, dimensions); each must be there."""
        found = [value for batch in batches(chunks, AT_ONCE) for value in self._find(batch)]
        there = [np.frombuffer(value, np.float32) for value in found if value is not None]
        if len(there) < len(chunks):
            raise IndexDamagedError(
                f"{self._path}: vectors are missing; run `assistant index`", self._path
            )
        return np.stack(there)

    def keep_only(self, chunks: Iterable[Chunk]) -> None:
        """Forget the vectors, of any embedder, that none of `chunks` has needed for a week."""
        now = time.time()
        with explained(self._path):
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS used (key BLOB PRIMARY KEY)")
            self._connection.execute("DELETE FROM used")
        for batch in batches(chunks, AT_ONCE):
            used = [(key,) for key in self._serving(batch) if key is not None]
            with explained(self._path):
                self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", used)
        with explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            for statement, values in (
                ("UPDATE vector SET unused_since = NULL WHERE key IN used", ()),
                (
                    "UPDATE vector SET unused_since = coalesce(unused_since, ?) "
                    "WHERE key NOT IN used",
                    (now,),
                ),
                ("DELETE FROM vector WHERE unused_since < ?", (now - KEPT_SECONDS,)),
            ):
                self._connection.execute(statement, values)
            self._connection.execute("COMMIT")

    def _serving(self, chunks: Sequence[Chunk]) -> list[bytes | None]:
        """Return for each chunk the key of the vector that serves it, or None if none does."""
        text_keys = [self._text_key(chunk) for chunk in chunks]
        rows = self._select("text_key, key, context", "text_key", text_keys)
        contexts: dict[bytes, dict[str, bytes]] = {}
        for text_key, key, context in rows:
            contexts.setdefault(text_key, {})[context] = key
        serving: list[bytes | None] = []
        for chunk, text_key in zip(chunks, text_keys, strict=True):
            there = contexts.get(text_key, {})
            context = _nearest(chunk.context, there)
            serving.append(None if context is None else there[context])
        return serving

    def _find(self, chunks: Sequence[Chunk]) -> list[bytes | None]:
        """Return for each chunk the value of its vector, or None if there is none that is sound."""
        serving = self._serving(chunks)
        rows = self._select(
            "key, value, checksum", "key", [key for key in serving if key is not None]
        )
        values = {key: value for key, value, checksum in rows if zlib.crc32(value) == checksum}
        return [None if key is None else values.get(key) for key in serving]

    def _select(self, columns: str, key: str, keys: Sequence[bytes]) -> list[Any]:
        distinct = set(keys)
        marks = ", ".join("?" * len(distinct))
        with explained(self._path):
            return self._connection.execute(
                f"SELECT {columns} FROM vector WHERE {key} IN ({marks})", [*distinct]
            ).fetchall()

    def _key(self, chunk: Chunk) -> bytes:
        return _digest(self._embedder_id, chunk.embedded_text)

    def _text_key(self, chunk: Chunk) -> bytes:
        return _digest(self._embedder_id, chunk.text)


def _digest(embedder_id: str, text: str) -> bytes:
    return hashlib.sha256(f"{embedder_id}\0{text}".encode("utf-8", "surrogatepass")).digest()


def _nearest(context: str, others: Iterable[str]) -> str | None:
    """Return which of `others` stands best for `context`, or None if none is good enough."""
    others = set(others)
    if context in others:
        return context
    likeness = {
        other: _likeness(context, other) for other in others if bool(other) == bool(context)
    }
    needed = _ALIKE if len(context) < _TITLE else 0
    best = max(likeness, key=lambda other: (likeness[other], other), default=None)
    return best if best is not None and likeness[best] >= needed else None


def _likeness(one: str, other: str) -> float:
    """Return the share, from 0 to 1, of the words of two texts that stand in both."""
    words, others = set(terms(one)), set(terms(other))
    return len(words & others) / max(1, len(words | others))
