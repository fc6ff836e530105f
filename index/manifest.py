"""What the files of a finished generation are: so that damage is noticed before they are used.

Chroma reads its files with native code, which may crash on damaged ones and take the program along.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import IndexDamagedError

_NAME = "manifest.json"
# Stretches of a file, as first byte and byte after the last, that may change.
Stretches = Sequence[tuple[int, int]]


def seal(folder: Path, changing: Mapping[str, Stretches], facts: Mapping[str, Any]) -> None:
    """Write down the size and the SHA-256 of every file of `folder`, and some `facts` about it.

    `changing` names, by path relative to the folder, what may be written to later on.
    """
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        stretches = list(changing.get(name, ()))
        files[name] = {
            "size": path.stat().st_size,
            "sha256": _digest(path, stretches),
            "changing": stretches,
        }
    text = json.dumps({"files": files, "facts": dict(facts)}, indent=1)
    (folder / _NAME).write_text(text, encoding="utf-8")


def check(folder: Path) -> dict[str, Any]:
    """Return the facts that `folder` was sealed with.

    Raises IndexDamagedError if a file is missing, was cut off or altered.
    """
    try:
        manifest = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        for name, file in manifest["files"].items():
            path = folder / name
            if path.stat().st_size != file["size"]:
                raise _damaged(path, "does not have its size")
            if _digest(path, file["changing"]) != file["sha256"]:
                raise _damaged(path, "was altered")
        facts: dict[str, Any] = manifest["facts"]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _damaged(folder / _NAME, "is not as it was written") from error
    except OSError as error:
        raise _damaged(folder, f"is not whole ({error.strerror or error})") from error
    return facts


def _damaged(path: Path, why: str) -> IndexDamagedError:
    return IndexDamagedError(f"{path}: this part of the index {why}; run `assistant index`", path)


def _digest(path: Path, changing: Stretches) -> str:
    """Return the SHA-256 of a file of which some stretches count as empty."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for start, end in changing:
            _feed(digest, file, start)
            file.seek(end)
        _feed(digest, file, None)
    return digest.hexdigest()


def _feed(digest: Any, file: Any, end: int | None) -> None:
    """Feed what stands from here to `end`, or to the end of the file."""
    while part := file.read(1 << 20 if end is None else min(1 << 20, end - file.tell())):
        digest.update(part)
