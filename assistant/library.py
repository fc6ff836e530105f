"""The folder of documents, as the page changes it: documents are added, removed and put back."""

import filecmp
import re
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from index.errors import ReadError, SeedsError
from index.files import list_files
from index.read import FORMATS
from index.records import DocumentEntry, DocumentState

# The longest upload, in bytes.
LARGEST = 50_000_000
# A dot-folder, which is not indexed. Nothing is ever deleted.
_REMOVED = ".removed"
_LONGEST_NAME = 150
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a list shows it.

    `size` is in bytes, None if its file is gone; `date` is the day of its last change, as ISO 8601
    writes it.
    """

    source: str
    title: str | None
    size: int | None
    date: str
    chunks: int
    state: DocumentState
    reason: str | None


def accepted() -> list[str]:
    """Return the suffixes of the files that can be added."""
    return sorted(FORMATS)


class Library:
    """A folder of documents that can be changed; if its `index` lies in it, that is none."""

    def __init__(self, seeds: Path, index: Path | None = None) -> None:
        self._seeds = seeds
        self._index = index

    def listed(self, entries: list[DocumentEntry], wanted: str = "") -> list[Listed]:
        """Return the documents whose name or title holds `wanted`, whatever its case."""
        # An index on a server may be asked where the documents are not.
        files = list_files(self._seeds, self._index) if self._seeds.is_dir() else {}
        found = []
        for entry in entries:
            if wanted.casefold() in f"{entry.source}\n{entry.title or ''}".casefold():
                file = files.get(entry.source)
                date = datetime.fromtimestamp(file.modified_ns / 1e9).date() if file else ""
                found.append(
                    Listed(
                        *(entry.source, entry.title, file.size if file else None, str(date)),
                        *(entry.chunks, entry.state, entry.reason),
                    )
                )
        return found

    def add(self, upload: Path, name: str) -> str:
        """Move an uploaded file into the folder under a safe form of `name`; return its source.

        A name that is taken by another document gets a number. Raises ReadError if it is of a
        format that is not read, too large or there already, SeedsError if it cannot be written.
        """
        name = safe_name(name)
        if PurePosixPath(name).suffix.lower() not in FORMATS:
            formats = ", ".join(accepted())
            raise ReadError(f"{name}: this format is not read; formats that are: {formats}")
        if upload.stat().st_size > LARGEST:
            limit = f"{LARGEST // 1_000_000} MB"
            raise ReadError(f"{name}: is larger than {limit}; put it into {self._seeds} yourself")
        try:
            for number in range(1, 1000):
                target = self._seeds / _numbered(name, number)
                if not target.exists():
                    break
                if filecmp.cmp(upload, target, shallow=False):
                    raise ReadError(f"{name}: is there already, as {target.name}")
            # Beside its place first: a half-copied file must not be indexed.
            waiting = self._seeds / f".{target.name}.part"
            shutil.copyfile(upload, waiting)
            waiting.replace(target)
        except OSError as error:
            raise self._refused(name, error) from error
        return target.name

    def remove(self, source: str) -> None:
        """Take a document out of the folder; it can be put back.

        Raises SeedsError if it is not there or cannot be moved.
        """
        file = list_files(self._seeds, self._index).get(source)
        if file is None:
            raise SeedsError(f"{source}: is not in the folder; reload the page")
        self._move(file.path, self._seeds / _REMOVED / source, source)

    def put_back(self, source: str) -> None:
        """Put a removed document back where it was.

        Raises SeedsError if it is not there, its place is taken, or it cannot be moved.
        """
        if source not in self.removed():
            raise SeedsError(f"{source}: is not among the removed documents; reload the page")
        if (self._seeds / source).exists():
            raise SeedsError(f"{source}: another document has this name now; rename that one first")
        self._move(self._seeds / _REMOVED / source, self._seeds / source, source)

    def removed(self) -> list[str]:
        """Return the sources of the documents that were removed and can be put back."""
        folder = self._seeds / _REMOVED
        return sorted(list_files(folder)) if folder.is_dir() else []

    def _move(self, path: Path, target: Path, source: str) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # A document of this name that was removed before gives way.
            path.replace(target)
        except OSError as error:
            raise self._refused(source, error) from error

    def _refused(self, name: str, error: OSError) -> SeedsError:
        return SeedsError(
            f"{name}: the folder {self._seeds} cannot be changed ({error.strerror}); "
            "free space or permissions"
        )


def safe_name(name: str) -> str:
    """Return `name` as the name of a file, not of a path, that every operating system takes.

    What would leave the folder, hide the file, or mean something to a shell or to Windows is gone.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*')
    name = re.sub(r"\s+", " ", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f".{suffix[:20]}") if dot else (name, "")
    room = _LONGEST_NAME - len(suffix.encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(" .") or "document"
    return f"_{stem}{suffix}" if _DEVICES.match(f"{stem}.") else f"{stem}{suffix}"


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"
