"""The rows of an index on a server: how they are named, put and asked for."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.store import Passages

# Chroma Cloud takes 300 records at once and 16,384 bytes a text.
BATCH = 200
_PIECE = 4000  # characters
_PAGE = 300  # rows that are asked for at once; Chroma Cloud gives no more
# What the ids of the pieces begin with that hold the frequencies of words.
FREQUENCIES = "frequencies-"


@dataclass(frozen=True, slots=True)
class Collections:
    """The three collections of an index, and what they are told by."""

    key: str
    passages: Passages
    documents: Any
    texts: Any


def upsert(
    collection: Any,
    ids: Sequence[str],
    metadatas: Sequence[Any],
    texts: Sequence[str] | None = None,
) -> None:
    """Put rows that are not searched by vector, but must have one."""
    collection.upsert(
        ids=list(ids),
        embeddings=np.ones((len(ids), 1), np.float32),
        metadatas=list(metadatas),
        documents=None if texts is None else list(texts),
    )


def pages(
    collection: Any, include: list[str], where: dict[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a collection, some hundreds at a time: ids and what to `include`."""
    offset = 0
    while True:
        found = collection.get(where=where, include=include, limit=_PAGE, offset=offset)
        if found["ids"]:
            yield found["ids"], *(found[name] for name in include)
        if len(found["ids"]) < _PAGE:
            return
        offset += _PAGE


def all_ids(collection: Any) -> Iterator[str]:
    """Give the ids of all rows."""
    for (ids,) in list(pages(collection, [])):
        yield from ids


def pieces(text: str) -> Iterator[str]:
    """Cut a text that may be too long for one row."""
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def document_id(source: str) -> str:
    """Return the id of a document's row; a source itself may be too long for one."""
    return digest(source)


def digest(text: str) -> str:
    """Return 24 characters that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
