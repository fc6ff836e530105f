"""Make an index on a server equal to a catalog, document by document; `server` says how."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from index.batches import batches
from index.catalog import Catalog
from index.errors import IndexUnusableError
from index.records import Chunk, Document
from index.server_rows import (
    BATCH,
    FREQUENCIES,
    Collections,
    all_ids,
    digest,
    document_id,
    pages,
    pieces,
    upsert,
)
from index.store import Passages
from index.vectors import VectorFile

_FREQUENT = 5000  # words whose frequencies are kept; what is rarer weighs about the same


class ServerWriter:
    """Makes the collections of an index equal to a catalog."""

    def __init__(
        self,
        to: Collections,
        catalog: Catalog,
        vectors: VectorFile,
        progress: Callable[[int, int], None],
    ) -> None:
        self._to = to
        self._catalog = catalog
        self._vectors = vectors
        self._progress = progress

    def write(self, *, sweeps: bool) -> None:
        """Write what differs; with `sweeps`, look for what a run that was cut off has left."""
        versions = {
            source: self._version(source, list(self._catalog.chunks([source])))
            for source in self._catalog.sources()
        }
        there = self._there()
        wanted = {document_id(source): version for source, version in versions.items()}
        self._put([s for s in versions if there.get(document_id(s)) != versions[s]], there)
        self._remove([name for name in there if name not in wanted])
        total = self._catalog.counts()[1]
        if sweeps or self._to.passages.count() != total:
            self._sweep(versions)
        self._put_frequencies()
        if self._to.passages.count() != total:
            raise IndexUnusableError(
                "the server did not store all passages; look at its log, and run `assistant index`"
            )

    def _put(self, sources: Sequence[str], there: dict[str, str]) -> None:
        total = done = 0
        for source in sources:
            total += sum(1 for _ in self._catalog.chunks([source]))
        waiting: list[tuple[Document, list[Chunk]]] = []
        for source in sources:
            document = self._catalog.document(source)
            assert document
            waiting.append((document, list(self._catalog.chunks([source]))))
            count = sum(len(chunks) for _, chunks in waiting)
            if count >= BATCH or len(waiting) >= BATCH or source == sources[-1]:
                self._put_documents(waiting, there)
                done += count
                waiting = []
                self._progress(done, total)

    def _put_documents(
        self, group: list[tuple[Document, list[Chunk]]], there: dict[str, str]
    ) -> None:
        rows = [(d, self._version(d.source, chunks), chunks) for d, chunks in group]
        stored = (
            (replace(chunk, id=f"{chunk.id}-{version}"), chunk)
            for _, version, chunks in rows
            for chunk in chunks
        )
        for batch in batches(stored, BATCH):
            vectors = self._vectors.take([chunk for _, chunk in batch])
            self._to.passages.put([row for row, _ in batch], vectors)
        self._put_texts((document, version) for document, version, _ in rows)
        for some in batches(rows, BATCH):
            upsert(
                self._to.documents,
                [document_id(document.source) for document, _, _ in some],
                [_row(document, version, len(chunks)) for document, version, chunks in some],
            )
        for document, version, _ in rows:
            if document_id(document.source) in there:
                old = self._to.passages.ids(document.source)
                self._delete(self._to.passages, [i for i in old if not i.endswith(f"-{version}")])
                where = {"$and": [{"source": document.source}, {"version": {"$ne": version}}]}
                self._to.texts.delete(where=where)

    def _put_texts(self, documents: Iterable[tuple[Document, str]]) -> None:
        def rows() -> Iterator[tuple[str, dict[str, Any], str]]:
            for document, version in documents:
                payload = json.dumps(
                    {"text": document.text, "page_starts": document.page_starts},
                    ensure_ascii=False,
                )
                for number, piece in enumerate(pieces(payload)):
                    name = f"{document_id(document.source)}-{version}-{number}"
                    place = {"source": document.source, "version": version, "number": number}
                    yield name, place, piece

        for batch in batches(rows(), BATCH):
            ids, places, texts = zip(*batch, strict=True)
            upsert(self._to.texts, ids, places, texts)

    def _remove(self, documents: Sequence[str]) -> None:
        for batch in batches(documents, BATCH):
            rows = self._to.documents.get(ids=batch, include=["metadatas"])["metadatas"]
            self._to.documents.delete(ids=batch)
            for row in rows:
                self._delete(self._to.passages, self._to.passages.ids(row["source"]))
                self._to.texts.delete(where={"source": row["source"]})

    def _sweep(self, versions: dict[str, str]) -> None:
        """Take out what belongs to no version, and put in what is missing."""
        wanted = {f"{c.id}-{versions[c.source]}": c.source for c in self._catalog.chunks()}
        there = set(all_ids(self._to.passages.collection))
        self._delete(self._to.passages, sorted(there - wanted.keys()))
        missing = sorted({wanted[name] for name in wanted.keys() - there})
        self._put(missing, {})
        known = {f"{document_id(source)}-{version}" for source, version in versions.items()}
        stale = [
            name
            for name in all_ids(self._to.texts)
            if name.rpartition("-")[0] not in known and not name.startswith(FREQUENCIES)
        ]
        for batch in batches(stale, BATCH):
            self._to.texts.delete(ids=batch)

    def _put_frequencies(self) -> None:
        frequencies = json.dumps(self._catalog.frequent_words(_FREQUENT), ensure_ascii=False)
        parts = list(pieces(frequencies))
        names = [f"{FREQUENCIES}{number:04}" for number in range(len(parts))]
        places = [{"number": number, "of": len(parts)} for number in range(len(parts))]
        for batch in batches(zip(names, places, parts, strict=True), BATCH):
            ids, metadatas, texts = zip(*batch, strict=True)
            upsert(self._to.texts, ids, metadatas, texts)
        kept = set(names)
        old = [
            name
            for (ids,) in list(pages(self._to.texts, [], {"of": {"$gt": 0}}))
            for name in ids
            if name.startswith(FREQUENCIES) and name not in kept
        ]
        if old:
            self._to.texts.delete(ids=old)

    def _there(self) -> dict[str, str]:
        """Return the version of each document that is there, by the id of its row."""
        found: dict[str, str] = {}
        for ids, metadatas in pages(self._to.documents, ["metadatas"]):
            found |= {i: m["version"] for i, m in zip(ids, metadatas, strict=True)}
        return found

    def _version(self, source: str, chunks: Sequence[Chunk]) -> str:
        """Return what tells one version of a document from another, with all that is stored."""
        document = self._catalog.document(source)
        assert document
        places = [(c.id, c.start, c.end, c.page, c.context) for c in chunks]
        about = (document.title, document.author, document.date, document.page_starts)
        return digest(repr((document.content_hash, document.reader, about, places)))

    @staticmethod
    def _delete(passages: Passages, ids: Sequence[str]) -> None:
        for batch in batches(ids, BATCH):
            passages.delete(batch)


def _row(document: Document, version: str, chunks: int) -> dict[str, Any]:
    # None takes away what an earlier version had.
    return {
        "source": document.source,
        "version": version,
        "content_hash": document.content_hash,
        "reader": document.reader,
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "has_pages": bool(document.page_starts),
        "characters": len(document.text),
        "chunks": chunks,
    }
