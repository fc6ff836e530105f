"""The records that travel between the stages: small, frozen, with exact character offsets."""

from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

DocumentState = Literal["indexed", "changed", "new", "removed", "failed"]


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader finds in a file: its text, and what the format says of it.

    `date` is an ISO 8601 day, "2024-09-12": of the last change where the format tells it, else of
    the making. `page_starts` holds the offset in `text` at which each page begins, and is empty
    where the format has no pages.
    """

    text: str = field(repr=False)
    title: str | None = None
    author: str | None = None
    date: str | None = None
    page_starts: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One source document as its reader gave it.

    `source` is the path relative to the seeds folder, with `/`. `text` is what every offset counts
    in. `content_hash` is the SHA-256 of the file's bytes. `title`, `author`, `date` and
    `page_starts` are as in `Content`. `reader` names the reader and its version.
    """

    source: str
    text: str = field(repr=False)
    content_hash: str
    title: str | None = None
    page_starts: tuple[int, ...] = field(default=(), repr=False)
    author: str | None = None
    date: str | None = None
    reader: str = ""

    def page_at(self, offset: int) -> int | None:
        """Return the number, from 1, of the page on which `offset` lies, or None without pages."""
        return bisect_right(self.page_starts, offset) or None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that is embedded as one: `document.text[start:end] == text`, always.

    `context` is what the document is about, in its own words. It is embedded with the chunk, for
    "the rent is due on Monday" alone does not say whose, but is not part of its text.
    """

    id: str
    source: str
    start: int
    end: int
    text: str = field(repr=False)
    page: int | None = None
    context: str = field(default="", repr=False)

    @property
    def embedded_text(self) -> str:
        """What is embedded for the chunk."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """How a document of the folder stands with the index.

    `characters` and `chunks` count what is in the index. `state` is "indexed", "changed" since,
    "new" and not indexed yet, "removed" from the folder but still indexed, or "failed", with the
    `reason` why it cannot be read. `indexed_at` is when the version in the index was taken in, or
    when it failed, as an ISO 8601 time.
    """

    source: str
    title: str | None
    characters: int
    chunks: int
    state: DocumentState
    reason: str | None = None
    indexed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found for a question. `rank` counts from 1; a higher `score` is better.

    `title`, `author` and `date` are its document's. `context` is what its document is about, in the
    document's words. `page` is the page on which it begins; `page_breaks` holds the offsets in the
    document, beyond `start`, at which the pages after that one begin.
    """

    rank: int
    source: str
    page: int | None
    start: int
    end: int
    text: str = field(repr=False)
    score: float
    chunk_id: str
    context: str = field(default="", repr=False)
    title: str | None = None
    author: str | None = None
    date: str | None = None
    page_breaks: tuple[int, ...] = field(default=(), repr=False)

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page on which `offset` in the document lies, if it has pages."""
        return self.page and self.page + bisect_right(self.page_breaks, offset)

    def to_json(self) -> dict[str, Any]:
        """Return the passage as the plain values that `assistant search --json` prints."""
        values = asdict(self)
        del values["context"], values["page_breaks"]
        return values
