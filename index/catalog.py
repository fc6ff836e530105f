"""The truth about an index: documents, their texts and chunks, in SQLite.

`catalog.sqlite` says what the folder held at the last sync; a copy of it goes into every
generation, so that a reader sees texts and vectors of one moment.
"""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from index.database import explained
from index.errors import IndexDamagedError
from index.records import Chunk, Document, DocumentEntry
from index.words import terms

_VERSION = 3
_SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (
    source TEXT PRIMARY KEY, content_hash TEXT NOT NULL,
    size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL,
    looked_ns INTEGER NOT NULL, reader TEXT NOT NULL, splitter TEXT NOT NULL,
    indexed_at REAL NOT NULL, title TEXT, author TEXT, date TEXT,
    characters INTEGER NOT NULL, text TEXT NOT NULL, text_hash TEXT NOT NULL
);
CREATE TABLE page (
    source TEXT NOT NULL REFERENCES document(source) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (source, number)
);
CREATE TABLE chunk (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES document(source) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, page INTEGER, context TEXT NOT NULL
);
CREATE INDEX chunk_source ON chunk (source);
CREATE TABLE failure (
    source TEXT PRIMARY KEY, error TEXT NOT NULL, content_hash TEXT NOT NULL,
    size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL,
    looked_ns INTEGER NOT NULL, reader TEXT NOT NULL, splitter TEXT NOT NULL,
    failed_at REAL NOT NULL
);
CREATE VIRTUAL TABLE terms USING fts5 (
    words, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mc Mn'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (terms, row);
CREATE TRIGGER chunk_gone AFTER DELETE ON chunk BEGIN
    DELETE FROM terms WHERE rowid = old.row;
END;
PRAGMA user_version = {_VERSION};
"""
_KNOWN = "content_hash, size, modified_ns, changed_ns, looked_ns, reader, splitter"
_MODES = {"write": "rwc", "follow": "ro", "copy": "ro&immutable=1"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file: how it looked, what was in it, and how it was read and split.

    Sizes are in bytes, times in nanoseconds; `looked_ns` is when its content was last looked at.
    `content_hash` is empty if it could not be.
    """

    content_hash: str
    size: int
    modified_ns: int
    changed_ns: int
    looked_ns: int
    reader: str
    splitter: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file is not in the index, and what was known of it then."""

    error: str
    known: Known


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two catalogs, in ids of chunks.

    `gone` are those to take out, `added` those to put in, `moved` those of which only the place has
    changed. What has another context than before is in both of the first two.
    `sources` are the documents of the last two.
    """

    gone: list[str]
    added: set[str]
    moved: set[str]
    sources: list[str]


class Catalog:
    """A catalog file. One writer at a time; safe for several threads.

    Opened to "write"; to "follow" it as another program writes; or as the "copy" in a finished
    generation, which nobody changes any more. Every method raises IndexDamagedError where the file
    turns out to be damaged, and IndexUnusableError if it cannot be read or written otherwise.
    """

    def __init__(self, path: Path, mode: Literal["write", "follow", "copy"] = "write") -> None:
        self._path = path
        self._lock = threading.RLock()
        with explained(self._path):
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={_MODES[mode]}",
                uri=True,
                check_same_thread=False,
                isolation_level=None,
            )
        try:
            self._prepare(mode == "write")
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, writes: bool) -> None:
        ((version,),) = self._run("PRAGMA user_version")
        if writes:
            # Without a sync to the disk at every commit: a crash of the machine, not of the
            # program, may undo the last ones, which the next sync does again.
            self._run("PRAGMA synchronous = NORMAL")
            self._run("PRAGMA journal_mode = WAL")
            self._run("PRAGMA foreign_keys = ON")
            if version == 0 and not self._run("SELECT name FROM sqlite_master"):
                with explained(self._path):
                    self._connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
                version = _VERSION
        if version != _VERSION:
            raise IndexDamagedError(
                f"{self._path}: this catalog is of another version of the program; "
                "run `assistant index`",
                self._path,
            )

    def close(self) -> None:
        """Close the file; the catalog is of no use afterwards."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen wholly or not at all."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._run("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._run("COMMIT")

    def copy_to(self, path: Path) -> None:
        """Write a copy of this moment to the new file `path`."""
        with self._lock, explained(self._path):
            copy = sqlite3.connect(path)
            try:
                self._connection.backup(copy)
                # A copy stands alone: without a journal beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()

    def clear(self) -> None:
        """Forget everything, and count it as a new revision."""
        with self.transaction():
            for table in ("document", "failure"):
                self._run(f"DELETE FROM {table}")
            self._run("DELETE FROM meta WHERE name != 'revision'")
            self._run("UPDATE meta SET value = CAST(value + 1 AS TEXT)")
            self.put("rebuilding", "yes")  # until the next generation is there

    # What the index was made with

    def get(self, name: str) -> str | None:
        """Return a recorded property of the index, such as its embedder, or None."""
        rows = self._run("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def put(self, name: str, value: str) -> None:
        """Record a property of the index."""
        if self.get(name) != value:
            self._run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    # Documents and their chunks

    def known(self) -> dict[str, Known]:
        """Return what is known of the file of each source."""
        rows = self._run(f"SELECT source, {_KNOWN} FROM document")
        return {source: Known(*values) for source, *values in rows}

    def write(self, document: Document, chunks: Sequence[Chunk], known: Known) -> None:
        """Put `document` in the place of whatever its source held before."""
        known = replace(known, content_hash=document.content_hash)
        with self.transaction():
            self.remove(document.source)
            self._run(
                f"INSERT INTO document VALUES ({', '.join('?' * 15)})",
                *(document.source, *astuple(known), time.time()),
                *(document.title, document.author, document.date),
                *(len(document.text), document.text, _hash(document.text)),
            )
            for number, start in enumerate(document.page_starts, 1):
                self._run("INSERT INTO page VALUES (?, ?, ?)", document.source, number, start)
            for chunk in chunks:
                added = self._execute(
                    "INSERT INTO chunk (id, source, start, end, page, context) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (chunk.id, chunk.source, chunk.start, chunk.end, chunk.page, chunk.context),
                )
                self._run(
                    "INSERT INTO terms (rowid, words) VALUES (?, ?)",
                    *(added.lastrowid, " ".join(terms(chunk.text))),
                )

    def touch(self, source: str, known: Known) -> None:
        """Record that the file of `source` looks otherwise but has the same content."""
        self._run(
            "UPDATE document SET size = ?, modified_ns = ?, changed_ns = ?, looked_ns = ? "
            "WHERE source = ?",
            *(known.size, known.modified_ns, known.changed_ns, known.looked_ns, source),
        )

    def remove(self, source: str) -> None:
        """Forget a document, its chunks, and that it failed."""
        with self.transaction():
            self._run("DELETE FROM document WHERE source = ?", source)
            self._run("DELETE FROM failure WHERE source = ?", source)

    def fail(self, source: str, failure: Failure) -> None:
        """Record why a file is not in the index, and forget what it held before."""
        with self.transaction():
            self.remove(source)
            self._run(
                f"INSERT INTO failure VALUES ({', '.join('?' * 10)})",
                *(source, failure.error, *astuple(failure.known), time.time()),
            )

    def failures(self) -> dict[str, Failure]:
        """Return for each file that is not in the index the reason."""
        rows = self._run(f"SELECT source, error, {_KNOWN} FROM failure ORDER BY source")
        return {source: Failure(error, Known(*values)) for source, error, *values in rows}

    def document(self, source: str) -> Document | None:
        """Return a document with its text, or None if the index has none of that name."""
        rows = self._run(
            "SELECT text, text_hash, content_hash, title, author, date, reader FROM document "
            "WHERE source = ?",
            source,
        )
        if not rows:
            return None
        text, text_hash, content_hash, title, *others = rows[0]
        if _hash(text) != text_hash:
            raise IndexDamagedError(
                f"{self._path}: the text of {source} is not as it was written; "
                "run `assistant index`",
                self._path,
            )
        pages = self._run("SELECT start FROM page WHERE source = ? ORDER BY number", source)
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

    def sources(self) -> list[str]:
        """Return the sources of all documents, in order."""
        return [source for (source,) in self._run("SELECT source FROM document ORDER BY source")]

    def chunks(self, sources: Iterable[str] | None = None) -> Iterator[Chunk]:
        """Give the chunks of all documents, or of some, by source and place."""
        for source in self.sources() if sources is None else sources:
            document = self.document(source)
            if document is None:
                continue
            rows = self._run(
                "SELECT id, start, end, page, context FROM chunk WHERE source = ? "
                "ORDER BY start, id",
                source,
            )
            for chunk_id, start, end, page, context in rows:
                text = document.text[start:end]
                yield Chunk(chunk_id, source, start, end, text, page, context)

    def counts(self) -> tuple[int, int]:
        """Return the numbers of documents and of chunks."""
        ((documents,),) = self._run("SELECT count(*) FROM document")
        ((chunks,),) = self._run("SELECT count(*) FROM chunk")
        return documents, chunks

    def entries(self) -> list[DocumentEntry]:
        """Return all documents, and the files that failed, by source."""
        documents = self._run(
            "SELECT source, title, characters, (SELECT count(*) FROM chunk "
            "WHERE chunk.source = document.source), indexed_at FROM document"
        )
        failures = self._run("SELECT source, error, failed_at FROM failure")
        found = [
            DocumentEntry(source, title, characters, chunks, "indexed", None, _time(at))
            for source, title, characters, chunks, at in documents
        ]
        found += [
            DocumentEntry(source, None, 0, 0, "failed", error, _time(at))
            for source, error, at in failures
        ]
        return sorted(found, key=lambda entry: entry.source)

    def changes_since(self, copy: Path) -> Changes:
        """Return how the chunks differ from those of the older catalog in the file `copy`."""
        with self._lock:
            self._run("ATTACH ? AS old", f"{copy.absolute().as_uri()}?mode=ro&immutable=1")
            try:
                # What is embedded depends on the text, for which the id stands, and the context.
                gone = self._run(_difference("id, context", new="old", old="main"))
                added = self._run(_difference("id, context, source", new="main", old="old"))
                changed = self._run(
                    _difference("id, source, start, end, page, context", new="main", old="old")
                )
            finally:
                self._run("DETACH old")
        ids = {chunk_id for chunk_id, *_ in added}
        return Changes(
            gone=[chunk_id for chunk_id, _ in gone],
            added=ids,
            moved={chunk_id for chunk_id, *_ in changed} - ids,
            sources=sorted({source for _, source, *_ in changed}),
        )

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

    def document_frequency(self, word: str) -> int:
        """Return in how many chunks `word` stands."""
        rows = self._run("SELECT doc FROM vocabulary WHERE term = ?", word)
        return int(rows[0][0]) if rows else 0

    def frequent_words(self, limit: int) -> dict[str, int]:
        """Return the words that stand in most chunks, up to `limit` of them, and in how many."""
        return dict(self._run("SELECT term, doc FROM vocabulary ORDER BY doc DESC LIMIT ?", limit))

    def _run(self, statement: str, *values: object) -> list[Any]:
        with self._lock, explained(self._path):
            return self._connection.execute(statement, values).fetchall()

    def _execute(self, statement: str, values: Sequence[object]) -> sqlite3.Cursor:
        with explained(self._path):
            return self._connection.execute(statement, values)


def _difference(columns: str, new: str, old: str) -> str:
    """Return the query for what chunks of the catalog `new` have and those of `old` have not."""
    return f"SELECT {columns} FROM {new}.chunk EXCEPT SELECT {columns} FROM {old}.chunk"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat("T", "seconds")
