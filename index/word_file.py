"""The vectors of an index's words, so that a search need not embed those of what it finds.

A word's vector depends on nothing but the word: what the file lacks, because it is new or damaged,
or because the index is on a server, is embedded when it is needed. Words are kept as hashes.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from index.batches import batches
from index.database import AT_ONCE, explained
from index.remember import Embed, Vectors
from index.words import small_words

_NAME = "words.sqlite"
# Half precision changes a cosine by less than .001, and takes 1 KB a word.
_STORED = np.dtype("<f2")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS word (
    key INTEGER PRIMARY KEY, vector BLOB NOT NULL, checksum INTEGER NOT NULL
)
"""


class WordFile:
    """The file in the folder `index`, with the vectors of the encoder of words named `encoder_id`.

    May be used from several threads.
    """

    def __init__(self, index: Path, encoder_id: str) -> None:
        self.path = index / _NAME
        self._encoder_id = encoder_id

    def add(self, texts: Iterable[str], embed: Embed) -> None:
        """Embed the words of texts that are not there yet, and keep their vectors.

        Raises IndexDamagedError if the file is damaged, IndexUnusableError if it cannot be written.
        """
        with self._opened() as file:
            for batch in batches(_distinct(texts), AT_ONCE):
                keys = {self._key(word): word for word in batch}
                there = self._select(file, list(keys))
                new = {key: word for key, word in keys.items() if key not in there}
                if new:
                    vectors = [row.tobytes() for row in embed(list(new.values())).astype(_STORED)]
                    rows = list(zip(new, vectors, map(zlib.crc32, vectors), strict=True))
                    with file:
                        file.executemany("INSERT OR REPLACE INTO word VALUES (?, ?, ?)", rows)

    def clear(self) -> None:
        """Forget all words. Raises as `add` does."""
        with self._opened() as file, file:
            file.execute("DELETE FROM word")

    def take(self, words: list[str]) -> dict[str, Vectors]:
        """Return the vectors of those words that are there: none if the file cannot be read."""
        keys = {self._key(word): word for word in words}
        found: dict[int, bytes] = {}
        try:
            address = f"{self.path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as file:
                for batch in batches(keys, AT_ONCE):
                    found |= self._select(file, batch)
        except sqlite3.Error:
            return {}
        return {
            keys[key]: np.frombuffer(vector, _STORED).astype(np.float32)
            for key, vector in found.items()
        }

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # With a journal that is gone when nothing is written, so that it can be read where nothing
        # can be.
        with explained(self.path), closing(sqlite3.connect(self.path)) as file:
            file.execute("PRAGMA synchronous = NORMAL")
            file.execute(_SCHEMA)
            yield file

    @staticmethod
    def _select(file: sqlite3.Connection, keys: list[int]) -> dict[int, bytes]:
        """Return the vectors of keys that are there and as they were written."""
        marks = ", ".join("?" * len(keys))
        rows = file.execute(f"SELECT key, vector, checksum FROM word WHERE key IN ({marks})", keys)
        return {
            key: vector
            for key, vector, checksum in rows
            if isinstance(vector, bytes) and zlib.crc32(vector) == checksum
        }

    def _key(self, word: str) -> int:
        named = f"{self._encoder_id}\0{word}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big", signed=True)


def _distinct(texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        new = dict.fromkeys(word for word in small_words(text) if word not in seen)
        seen.update(new)
        yield from new


class KnownWords:
    """Embeds words, but for those whose vectors the file has."""

    def __init__(self, file: WordFile, embed: Embed) -> None:
        self._file = file
        self._embed = embed

    def __call__(self, words: list[str]) -> Vectors:
        """Return the vectors of words, of shape (words, dimensions)."""
        if not words:
            return self._embed(words)
        known = self._file.take(words)
        new = [word for word in words if word not in known]
        if new:
            known |= dict(zip(new, self._embed(new), strict=True))
        return np.stack([known[word] for word in words])
