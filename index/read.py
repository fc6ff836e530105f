"""A file becomes a `Document`: the reader for its suffix gives its text, whatever the file may do.

Plain text is read here. Every other format is read in a process of its own, `read_child`, which is
kept for the next file: a file that crashes a parser, keeps it busy for ever or fills the memory
costs only itself, and what libraries print reaches nobody.
"""

import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from index.errors import ReadError
from index.readers.epub import read_epub
from index.readers.json_data import read_json, read_json_lines
from index.readers.mail import read_eml
from index.readers.markup import read_html
from index.readers.pdf import read_pdf
from index.readers.sheets import read_csv, read_xlsx
from index.readers.slides import read_pptx
from index.readers.text import read_markdown, read_text
from index.readers.word import read_docx
from index.records import Content, Document

# The longest text of a document, in characters: some seven thousand pages. It takes a quarter of an
# hour to embed, and up to ten times its size in memory to read.
MOST_CHARACTERS = 20_000_000
# Larger files are not opened, in bytes: those that are all text, and those that also hold images.
LARGEST_TEXT = 64_000_000
LARGEST_FILE = 500_000_000
# How long one file may take to read. The largest take a minute on an idle machine.
READ_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Format:
    """How files of a suffix are read.

    `id` changes when the reader would give other text for the same file, so that files are read
    again. `apart` is whether they are read in a process of its own.
    """

    id: str
    read: Callable[[BinaryIO], Content]
    largest: int = LARGEST_TEXT
    apart: bool = True


_TEXT = Format("text-1", read_text, apart=False)
_MARKDOWN = Format("markdown-1", read_markdown, apart=False)
_HTML = Format("html-1", read_html)
_XLSX = Format("xlsx-1", read_xlsx, LARGEST_FILE)
_CSV = Format("csv-1", read_csv)
_JSON_LINES = Format("jsonl-1", read_json_lines)
FORMATS = {
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": Format("pdf-1", read_pdf, LARGEST_FILE),
    ".docx": Format("docx-1", read_docx, LARGEST_FILE),
    ".pptx": Format("pptx-1", read_pptx, LARGEST_FILE),
    ".xlsx": _XLSX,
    ".xlsm": _XLSX,
    ".csv": _CSV,
    ".tsv": _CSV,
    ".epub": Format("epub-1", read_epub, LARGEST_FILE),
    ".json": Format("json-1", read_json),
    ".jsonl": _JSON_LINES,
    ".ndjson": _JSON_LINES,
    ".eml": Format("eml-1", read_eml),
}
# Halves of characters, and the end of a text to many programs.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST_PROPERTY = 300


def reader_id(path: Path) -> str:
    """Return the name and version of the reader for a file, empty if its format is not read."""
    known = FORMATS.get(path.suffix.lower())
    return known.id if known else ""


class Reader:
    """Reads files, one after the other. A context manager: leaving it ends its process."""

    def __init__(self, seconds: float = READ_SECONDS) -> None:
        """`seconds` is how long one file may take."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, source: str) -> Document:
        """Read the file at `path` as the document `source`.

        Raises ReadError if the file cannot be opened, is of a format that is not read, is damaged,
        protected or too large, or holds no text.
        """
        known = FORMATS.get(path.suffix.lower())
        if known is None:
            formats = ", ".join(sorted(FORMATS))
            raise ReadError(f"{source}: this format is not read; formats that are: {formats}")
        try:
            content, content_hash = self._read_apart(path) if known.apart else load(path)
        except ReadError as error:
            raise ReadError(f"{source}: {error}") from error
        return Document(
            source=source,
            text=content.text,
            content_hash=content_hash,
            title=content.title,
            page_starts=content.page_starts,
            author=content.author,
            date=content.date,
            reader=known.id,
        )

    def close(self) -> None:
        """End the process, if there is one. The next file that needs one starts it anew."""
        if self._process:
            self._process.kill()  # it has nothing to lose
            self._process.communicate()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read_apart(self, path: Path) -> tuple[Content, str]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        began = time.monotonic()
        answer = b""
        with suppress(BrokenPipeError):
            # Names that are not UTF-8, or hold line ends, come out as they went in.
            process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if not answer:
            self.close()
            if time.monotonic() - began >= self._seconds:
                raise ReadError(f"takes more than {self._seconds} s to read; split it")
            raise ReadError("crashes the program that reads it, or fills its memory; save it anew")
        found = json.loads(answer)
        if "error" in found:
            raise ReadError(found["error"])
        starts = tuple(found.pop("page_starts"))
        content_hash = found.pop("content_hash")
        return Content(**found, page_starts=starts), content_hash

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            root = str(Path(__file__).parent.parent)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "index.read_child", str(self._seconds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # So that it finds us, wherever we were started; `-P` keeps other folders out.
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])},
                start_new_session=True,  # the terminal's Ctrl-C is not for it
            )
        return self._process


def load(path: Path) -> tuple[Content, str]:
    """Read a file in this process; return what is in it, and the SHA-256 of its bytes.

    Raises ReadError, without the file's name, for whatever keeps it from being read.
    """
    known = FORMATS[path.suffix.lower()]
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > known.largest:
                raise ReadError(f"has {_mega(size)} MB, more than {_mega(known.largest)}; split it")
            content_hash = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            content = _tidied(_content(known, file))
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror}); check the file") from error
    if not content.text.strip():
        raise ReadError("holds no text; remove it or add text to it")
    if len(content.text) > MOST_CHARACTERS:
        raise ReadError(
            f"holds {len(content.text):,} characters, more than {MOST_CHARACTERS:,}; split it"
        )
    return content, content_hash


def _opened(path: Path) -> BufferedReader:
    def without_waiting(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    # Else opening a pipe would wait for somebody to write into it.
    file = open(path, "rb", opener=without_waiting)  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ReadError("is a pipe, a device or a folder, not a file; remove it")
    return file


def _content(known: Format, file: BinaryIO) -> Content:
    """Read an open file, whatever its reader raises: each library has its own exceptions."""
    try:
        return known.read(file)
    except ReadError:
        raise
    except ImportError as error:
        raise ReadError(
            f"needs the package {error.name}, which is not installed; "
            "run the installation in README again"
        ) from error
    except MemoryError as error:
        raise ReadError("needs too much memory to be read; split it") from error
    except RecursionError as error:
        raise ReadError("is nested too deeply to be read; save it anew, flatter") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno:  # the disk's, not the library's
            raise
        raise ReadError("is damaged, or not what its suffix says; save it anew") from error


def _tidied(content: Content) -> Content:
    """Replace what no database takes, one character for one, and put properties on one line."""

    def one_line(value: str | None) -> str | None:
        return " ".join(_UNSTORABLE.sub("\ufffd", value or "").split())[:_LONGEST_PROPERTY] or None

    return replace(
        content,
        text=_UNSTORABLE.sub("\ufffd", content.text),
        title=one_line(content.title),
        author=one_line(content.author),
    )


def _mega(size: int) -> str:
    return f"{size / 1_000_000:,.0f}"
