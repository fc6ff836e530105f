"""Who does the work of a sync that can be spread: reading and splitting files, embedding chunks."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from index.embed import Embedder, Vectors
from index.errors import ReadError
from index.read import Reader
from index.records import Chunk, Document
from index.split import Splitter

# A file and its source; and what becomes of it.
FileToRead = tuple[Path, str]
ReadFile = tuple[Document, list[Chunk]] | ReadError


class Engine(Protocol):
    """Does the work, here or elsewhere. What it gives is in the order of what it was given."""

    def read(self, files: Iterable[FileToRead]) -> Iterator[ReadFile]:
        """Give each file's document with its chunks, or why it cannot be read."""

    def embed(self, batches: Iterable[list[str]]) -> Iterator[Vectors]:
        """Give the vectors of each batch of texts, of shape (texts, dimensions)."""


class LocalEngine:
    """Does the work in this program, one thing after the other."""

    def __init__(self, embedder: Embedder, splitter: Splitter) -> None:
        self._embedder = embedder
        self._splitter = splitter

    def read(self, files: Iterable[FileToRead]) -> Iterator[ReadFile]:
        """Give each file's document with its chunks, or why it cannot be read."""
        with Reader() as reader:
            for path, source in files:
                yield read_and_split(reader, self._splitter, path, source)

    def embed(self, batches: Iterable[list[str]]) -> Iterator[Vectors]:
        """Give the vectors of each batch of texts, of shape (texts, dimensions)."""
        for texts in batches:
            yield self._embedder.encode_documents(texts)


def read_and_split(reader: Reader, splitter: Splitter, path: Path, source: str) -> ReadFile:
    """Return a file's document with its chunks, or why it cannot be read."""
    try:
        document = reader.read(path, source)
    except ReadError as error:
        return error
    return document, splitter.split(document)
