"""An index on a server, for reading."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

from index.batches import batches
from index.errors import IndexUnusableError
from index.records import Chunk, Document, DocumentEntry
from index.server_rows import BATCH, Collections, document_id, pages
from index.store import Vectors, explained

# How often a reader looks again whose finds were replaced meanwhile.
_TRIES = 10


class ServerGeneration:
    """An index on a server, for reading. Safe for several threads."""

    def __init__(self, name: str, embedder: str | None, opened: Collections, where: str) -> None:
        self.name = name
        self.embedder = embedder
        self._from = opened
        self._where = where
        self._rows: dict[str, dict[str, Any]] = {}
        self._versions = lru_cache(maxsize=64)(self._load)

    def counts(self) -> tuple[int, int]:
        """Return the numbers of documents and of chunks."""
        with explained(self._where):
            return self._from.documents.count(), self._from.passages.count()

    def nearest(self, vector: Vectors, count: int) -> list[tuple[Chunk, float]]:
        """Return up to `count` chunks by the cosine of their vectors to `vector`, nearest first."""
        before = None
        for _ in range(_TRIES):
            found = self._from.passages.nearest(vector, count)
            rows = self._look_up({chunk.source for chunk, _ in found})
            live = [
                (replace(chunk, id=chunk_id), cosine)
                for chunk, cosine in found
                for chunk_id, _, version in [chunk.id.rpartition("-")]
                if rows.get(chunk.source, {}).get("version") == version
            ]
            # If versions stayed as they were from before the search until now, it saw these.
            if len(live) == len(found) or rows == before:
                break
            before = rows
        return live

    def get(self, ids: list[str], vector: Vectors) -> list[tuple[Chunk, float]]:  # noqa: ARG002
        """Return nothing: ids are only known from `matching`."""
        return []

    def matching(self, words: Iterable[str], limit: int) -> list[str]:  # noqa: ARG002
        """Return nothing: a server does not rank texts by their words."""
        return []

    def document_frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return in how many chunks each of `words` stands, 0 for rare ones."""
        return {word: self._frequencies.get(word, 0) for word in words}

    def document(self, source: str) -> Document | None:
        """Return a document with its text, or None if there is none of that name."""
        for _ in range(_TRIES):
            row = self._look_up({source}).get(source)
            if row is None:
                return None
            with suppress(LookupError, ValueError):  # it was replaced meanwhile
                return self._versions(source, row["version"])
        raise IndexUnusableError(f"{self._where}: the text of {source} is missing; sync again")

    def about(self, source: str) -> tuple[str | None, str | None, str | None]:
        """Return the title, the author and the date of a document."""
        row = self._rows.get(source, {})
        return row.get("title"), row.get("author"), row.get("date")

    def page_breaks(self, source: str, start: int, end: int) -> tuple[int, ...]:
        """Return where pages begin after `start` and before `end` in a document."""
        if not self._rows.get(source, {}).get("has_pages"):
            return ()
        document = self.document(source)
        starts = document.page_starts if document else ()
        return tuple(found for found in starts if start < found < end)

    def entries(self) -> list[DocumentEntry]:
        """Return all documents, by source."""
        with explained(self._where):
            rows = [row for _, rows in pages(self._from.documents, ["metadatas"]) for row in rows]
        found = [
            DocumentEntry(
                *(row["source"], row.get("title"), row["characters"], row["chunks"], "indexed")
            )
            for row in rows
        ]
        return sorted(found, key=lambda entry: entry.source)

    def close(self) -> None:
        """Nothing is kept open."""

    def _look_up(self, sources: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the rows of documents as they are now, by source."""
        with explained(self._where):
            found: dict[str, dict[str, Any]] = {}
            for batch in batches(sources, BATCH):
                ids = [document_id(source) for source in batch]
                rows = self._from.documents.get(ids=ids, include=["metadatas"])["metadatas"]
                found |= {row["source"]: row for row in rows}
        self._rows |= found
        return found

    def _load(self, source: str, version: str) -> Document:
        where = {"$and": [{"source": source}, {"version": version}]}
        row = self._rows[source]
        payload = json.loads(self._joined(where))
        return Document(
            *(source, payload["text"], row["content_hash"], row.get("title")),
            tuple(payload["page_starts"]),
            *(row.get("author"), row.get("date"), row["reader"]),
        )

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        with suppress(ValueError, LookupError):  # being written
            found: dict[str, int] = json.loads(self._joined({"of": {"$gt": 0}}))
            return found
        return {}

    def _joined(self, where: dict[str, Any]) -> str:
        with explained(self._where):
            pieces: list[tuple[int, str]] = []
            for ids, metadatas, texts in pages(self._from.texts, ["metadatas", "documents"], where):
                pieces += [
                    (place["number"], text)
                    for _, place, text in zip(ids, metadatas, texts, strict=True)
                    if place["number"] < place.get("of", place["number"] + 1)
                ]
        return "".join(text for _, text in sorted(pieces))
