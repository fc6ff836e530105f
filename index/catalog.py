"""The truth about an index: documents, their texts, chunks and vectors, in SQLite.

Two files. `catalog.sqlite` says what the folder held at the last sync; a copy of it goes into every
generation, so that a reader sees texts and vectors of one moment. `vectors.sqlite` keeps the vector
of every text that was ever embedded, by its hash: a document that was renamed, or comes back, is
not embedded again.
"""

import hashlib
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexUnusableError
from index.records import Chunk, Document

Vectors = npt.NDArray[np.float32]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (
    source TEXT PRIMARY KEY, content_hash TEXT NOT NULL, size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL, title TEXT, text TEXT NOT NULL,
    author TEXT, date TEXT, reader TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS page (
    source TEXT NOT NULL REFERENCES document(source) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (source, number)
);
CREATE TABLE IF NOT EXISTS chunk (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES document(source) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, page INTEGER,
    context TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS chunk_source ON chunk (source);
CREATE TABLE IF NOT EXISTS failure (source TEXT PRIMARY KEY, error TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5 (words, tokenize = "unicode61");
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (terms, row);
CREATE TRIGGER IF NOT EXISTS chunk_gone AFTER DELETE ON chunk BEGIN
    DELETE FROM terms WHERE rowid = old.row;
END;
"""
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")


class Catalog:
    """A catalog file. One writer at a time; safe for several threads.

    With `read_only` the file is a finished generation's copy, which nobody changes any more.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        mode = "ro&immutable=1" if read_only else "rwc"
        self._lock = threading.RLock()
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                check_same_thread=False,
                isolation_level=None,
            )
            if not read_only:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA foreign_keys = ON")
                self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise IndexUnusableError(
                f"{path}: the catalog cannot be opened ({error}); check the folder, "
                "or run `assistant index --rebuild`"
            ) from error

    def close(self) -> None:
        """Close the file; the catalog is of no use afterwards."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen wholly or not at all."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def copy_to(self, path: Path) -> None:
        """Write a copy of this moment to `path`, without a journal beside it."""
        self._run("VACUUM INTO ?", str(path))

    # What the index was made with

    def get(self, name: str) -> str | None:
        """Return a recorded property of the index, such as its embedder, or None."""
        rows = self._run("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def put(self, name: str, value: str) -> None:
        """Record a property of the index."""
        self._run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    # Documents and their chunks

    def fingerprints(self) -> dict[str, tuple[str, int, int]]:
        """Return for each source its content hash, size in bytes and time of change in ns."""
        rows = self._run("SELECT source, content_hash, size, modified_ns FROM document")
        return {source: (content_hash, size, time) for source, content_hash, size, time in rows}

    def readers(self) -> dict[str, str]:
        """Return for each source the reader that read it."""
        return dict(self._run("SELECT source, reader FROM document"))

    def write(
        self, document: Document, chunks: Sequence[Chunk], *, size: int, modified_ns: int
    ) -> None:
        """Put `document` in the place of whatever its source held before."""
        with self.transaction():
            self.remove(document.source)
            self._run(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(document.source, document.content_hash, size, modified_ns),
                *(document.title, document.text),
                *(document.author, document.date, document.reader),
            )
            for number, start in enumerate(document.page_starts, 1):
                self._run("INSERT INTO page VALUES (?, ?, ?)", document.source, number, start)
            for chunk in chunks:
                added = self._execute(
                    "INSERT INTO chunk (id, source, start, end, text, page, context) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(chunk.id, chunk.source, chunk.start, chunk.end),
                        *(chunk.text, chunk.page, chunk.context),
                    ),
                )
                self._run(
                    "INSERT INTO terms (rowid, words) VALUES (?, ?)",
                    *(added.lastrowid, " ".join(terms(chunk.text))),
                )

    def touch(self, source: str, *, size: int, modified_ns: int) -> None:
        """Record that the file of `source` has a new time but the same content."""
        self._run(
            "UPDATE document SET size = ?, modified_ns = ? WHERE source = ?",
            *(size, modified_ns, source),
        )

    def remove(self, source: str) -> None:
        """Forget a document, its chunks, and that it failed."""
        self._run("DELETE FROM document WHERE source = ?", source)
        self._run("DELETE FROM failure WHERE source = ?", source)

    def fail(self, source: str, error: str) -> None:
        """Record why a file is not in the index."""
        self._run("INSERT OR REPLACE INTO failure VALUES (?, ?)", source, error)

    def failures(self) -> dict[str, str]:
        """Return for each file that is not in the index the reason."""
        return dict(self._run("SELECT source, error FROM failure ORDER BY source"))

    def document(self, source: str) -> Document | None:
        """Return a document with its text, or None if the index has none of that name."""
        rows = self._run(
            "SELECT text, content_hash, title, author, date, reader FROM document WHERE source = ?",
            source,
        )
        if not rows:
            return None
        pages = self._run("SELECT start FROM page WHERE source = ? ORDER BY number", source)
        text, content_hash, title, *others = rows[0]
        starts = tuple(start for (start,) in pages)
        return Document(source, text, content_hash, title, starts, *others)

    def about(self, source: str) -> tuple[str | None, str | None, str | None]:
        """Return the title, the author and the date of a document."""
        rows = self._run("SELECT title, author, date FROM document WHERE source = ?", source)
        return rows[0] if rows else (None, None, None)

    def page_breaks(self, source: str, start: int, end: int) -> tuple[int, ...]:
        """Return where pages begin after `start` and before `end` in a document."""
        rows = self._run(
            "SELECT start FROM page WHERE source = ? AND start > ? AND start < ? ORDER BY number",
            *(source, start, end),
        )
        return tuple(found for (found,) in rows)

    def chunks(self) -> list[Chunk]:
        """Return every chunk, ordered by its source and place."""
        rows = self._run(
            "SELECT id, source, start, end, text, page, context FROM chunk "
            "ORDER BY source, start, id"
        )
        return [Chunk(*row) for row in rows]

    def counts(self) -> tuple[int, int]:
        """Return the numbers of documents and of chunks."""
        ((documents,),) = self._run("SELECT count(*) FROM document")
        ((chunks,),) = self._run("SELECT count(*) FROM chunk")
        return documents, chunks

    # Lexical search

    def matching(self, words: Iterable[str], limit: int) -> list[str]:
        """Return the ids of up to `limit` chunks that hold any of `words`, best by BM25 first."""
        query = " OR ".join(f'"{word}"' for word in words)
        if not query:
            return []
        rows = self._run(
            "SELECT chunk.id FROM terms JOIN chunk ON chunk.row = terms.rowid "
            "WHERE terms MATCH ? ORDER BY bm25(terms) LIMIT ?",
            *(query, limit),
        )
        return [chunk_id for (chunk_id,) in rows]

    def document_frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return in how many chunks each of `words` stands."""
        frequencies = {}
        for word in set(words):
            rows = self._run("SELECT doc FROM vocabulary WHERE term = ?", word)
            frequencies[word] = int(rows[0][0]) if rows else 0
        return frequencies

    def _run(self, statement: str, *values: object) -> list[Any]:
        with self._lock:
            return self._execute(statement, values).fetchall()

    def _execute(self, statement: str, values: Sequence[object]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise IndexUnusableError(
                f"the index's catalog failed ({error}); check the disk, "
                "or run `assistant index --rebuild`"
            ) from error


class VectorFile:
    """Vectors by the hash of the embedder and the text that they stand for."""

    def __init__(self, path: Path, embedder_id: str) -> None:
        self._embedder_id = embedder_id
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, value BLOB NOT NULL)"
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Return those of `texts`, each once and in order, that have no vector yet."""
        return [text for text in dict.fromkeys(texts) if self._value(text) is None]

    def add(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors, of shape (texts, dimensions), of `texts`."""
        rows = [
            (self._key(text), vector.astype(np.float32).tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        self._connection.execute("COMMIT")

    def take(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, of shape (texts, dimensions); each must be there."""
        values = [self._value(text) for text in texts]
        return np.stack([np.frombuffer(value, np.float32) for value in values if value])

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget the vectors of all other texts and embedders."""
        keys = {self._key(text) for text in texts}
        known = {key for (key,) in self._connection.execute("SELECT key FROM vector")}
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "DELETE FROM vector WHERE key = ?", [(key,) for key in known - keys]
        )
        self._connection.execute("COMMIT")

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._embedder_id}\0{text}".encode()).hexdigest()

    def _value(self, text: str) -> bytes | None:
        rows = self._connection.execute(
            "SELECT value FROM vector WHERE key = ?", (self._key(text),)
        )
        row = rows.fetchone()
        return row[0] if row else None


def terms(text: str) -> list[str]:
    """Return the words of `text` as lexical search compares them: folded, without accents.

    Scripts that do not part words (Chinese, Japanese, Thai) give overlapping pairs of characters.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(character for character in decomposed if not unicodedata.combining(character))
    found: list[str] = []
    for word in re.findall(r"\w+", folded):
        start = 0
        for run in _IDEOGRAPHS.finditer(word):
            found += [word[start : run.start()]] if run.start() > start else []
            ideographs = run.group()
            found += [ideographs[at : at + 2] for at in range(max(1, len(ideographs) - 1))]
            start = run.end()
        found += [word[start:]] if start < len(word) else []
    return found
