"""The files of a folder of documents: which there are, and which are left out.

Left out are dot-files, temporary files of editors, the folder of the index, if it lies among them,
and what a file named `.assistantignore` says, in the way of a `.gitignore`. What is no file, or a
link to no file of the folder, is not read, but is named with its problem.
"""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from index.errors import SeedsError

IGNORE_FILE = ".assistantignore"
# What editors, office programs and browsers put beside a file while it is open or on its way.
_TEMPORARY = GitIgnoreSpec.from_lines(
    ["*~", "~$*", r"\#*#", "*.tmp", "*.temp", "*.swp", "*.part", "*.crdownload", "*.download"]
)
# The patterns that hold from a folder on; the folder as the beginning of the sources in it.
_Rules = tuple[tuple[str, GitIgnoreSpec], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it looks from outside. Sizes are in bytes, times in nanoseconds.

    `changed_ns` is the time of the last change to the file or its entry, which no program can set
    back as it can `modified_ns`; on Windows it is the time of its making. `problem` says why it is
    never read, and is empty for what is a file.
    """

    path: Path
    size: int
    modified_ns: int
    changed_ns: int
    problem: str = ""

    def is_changing(self, now_ns: int, seconds: float) -> bool:
        """Tell whether it was last written to less than so many seconds before `now_ns`."""
        return 0 <= now_ns - self.modified_ns < seconds * 1e9

    def content_hash(self) -> str:
        """Return the SHA-256 of its bytes. Raises OSError if they cannot be read."""
        if self.problem:  # to open a pipe would be to wait for somebody to write into it
            raise OSError(self.problem)
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def list_files(seeds: Path, index: Path | None = None) -> dict[str, File]:
    """Return the files of the folder by source, in order, but for those of the folder `index`.

    Raises SeedsError if there is no such folder, or if a folder in it cannot be listed: what cannot
    be seen must not be taken for gone.
    """
    if not seeds.is_dir():
        raise SeedsError(
            f"{seeds}: no such folder of documents; make it and put documents there, "
            "or name another one with --seeds"
        )
    root = seeds.resolve()
    files: dict[str, File] = {}
    _list(root, "", root, index and index.resolve(), (("", _TEMPORARY),), files)
    return dict(sorted(files.items()))


def _list(
    folder: Path,
    base: str,
    root: Path,
    index: Path | None,
    rules: _Rules,
    files: dict[str, File],
) -> None:
    """Add the files of a folder, whose sources begin with `base`."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
        rules = (*rules, *_own_rules(folder, base))
    except FileNotFoundError:  # it went as we looked
        return
    except OSError as error:
        raise SeedsError(
            f"{folder}: cannot be listed ({error.strerror}); mend its permissions, "
            f"or leave it out with a line in {IGNORE_FILE}"
        ) from error
    for entry in found:
        path = folder / entry.name
        source = base + _shown(entry.name)
        if entry.is_dir(follow_symlinks=False):
            if path != index and not _is_ignored(rules, f"{source}/"):
                _list(path, f"{source}/", root, index, rules, files)
        elif not _is_ignored(rules, source):
            with suppress(FileNotFoundError):  # it went as we looked
                problem = _problem(entry, root)
                stat = entry.stat(follow_symlinks=not problem)
                times = stat.st_mtime_ns, stat.st_ctime_ns
                files[source] = File(path, stat.st_size, *times, problem)


def _problem(entry: os.DirEntry[str], root: Path) -> str:
    """Say why what is no folder is not read as a file either, or nothing if it is."""
    if not entry.is_symlink():
        return "" if entry.is_file() else "is a pipe, a socket or a device, not a file; remove it"
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):  # the latter for a circle of links, before Python 3.13
        return "is a link that leads nowhere; remove it"
    if not target.is_relative_to(root):
        return "is a link that leaves the folder of documents; copy here what it leads to"
    return "" if target.is_file() else "is a link to a folder, which is not followed; remove it"


def _shown(name: str) -> str:
    r"""Return a name as it stands in a source; bytes that are not UTF-8 are written as \xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _own_rules(folder: Path, base: str) -> _Rules:
    path = folder / IGNORE_FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return ((base, GitIgnoreSpec.from_lines(lines)),)
    except FileNotFoundError:
        return ()
    except ValueError as error:  # not UTF-8, or a pattern that git would not take either
        raise SeedsError(f"{path}: cannot be understood ({error}); mend or remove it") from error


def _is_ignored(rules: _Rules, source: str) -> bool:
    """Tell whether a source is left out; the rules nearest to it are heard first."""
    for base, spec in reversed(rules):
        said = spec.check_file(source.removeprefix(base)).include
        if said is not None:
            return said
    return False
