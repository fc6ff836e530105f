"""A file becomes a `Document`. One reader for each suffix; a reader gives text and nothing else."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from index.errors import ReadError
from index.records import Document

# Changes when a reader would give other text for the same file, so that files are read again.
READER_VERSION = "1"

_BYTE_ORDER_MARK = "\ufeff"


def read(path: Path, source: str) -> Document:
    """Read the file at `path` as the document `source`.

    Raises ReadError if the file cannot be opened, is of a format that is not read, or has no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        formats = ", ".join(sorted(READERS))
        raise ReadError(f"{source}: this format is not read; formats that are: {formats}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{source}: cannot be read ({error.strerror}); check the file") from error
    text = reader(content, source)
    if not text.strip():
        raise ReadError(f"{source}: holds no text; remove it or add text to it")
    return Document(
        source=source, text=text, content_hash=hashlib.sha256(content).hexdigest(), title=None
    )


def _plain_text(content: bytes, source: str) -> str:
    """Decode UTF-8 as it stands: every offset of the index counts in this very text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{source}: is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
    if "\0" in text:
        raise ReadError(
            f"{source}: is a binary file, not text; remove it or give it its own suffix"
        )
    return text.removeprefix(_BYTE_ORDER_MARK)


READERS: dict[str, Callable[[bytes, str], str]] = {
    ".txt": _plain_text,
    ".text": _plain_text,
    ".md": _plain_text,
    ".markdown": _plain_text,
}
