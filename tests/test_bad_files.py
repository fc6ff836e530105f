"""Files that cannot be read stop nothing: each is named with its reason."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.overview import overview
from index.read import Reader
from index.report import SyncReport
from index.search import PassageRetriever
from index.split import Splitter
from index.sync import sync
from tests.fakes import WordEmbedder

SPLITTER = Splitter(60, 0)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "good.txt").write_text("An owl sat.")
    return folder


def synced(seeds: Path) -> SyncReport:
    return sync(seeds, seeds.parent / "index", WordEmbedder(), SPLITTER)


def reasons(report: SyncReport) -> dict[str, str]:
    return {failure["source"]: failure["error"] for failure in report.failed}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("zip.md", b"PK\x03\x04" + b"\0" * 500, "binary"),
        ("empty.txt", b"", "no text"),
        ("spaces.md", b" \n\t\n", "no text"),
        ("photo.jpg", b"\xff\xd8\xff", "format is not read"),
    ],
)
def test_what_holds_no_text_is_named_and_the_rest_is_indexed(
    seeds: Path, name: str, content: bytes, reason: str
) -> None:
    (seeds / name).write_bytes(content)
    report = synced(seeds)
    assert report.added == ["good.txt"]
    assert reason in reasons(report)[name]


def test_a_huge_text_is_named_without_being_read_into_memory(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "huge.txt").touch()
    os.truncate(seeds / "huge.txt", 2_000_000_000)
    # It is looked at all the same, to know it again; that takes a second or two.
    monkeypatch.setattr("index.files.hashlib.file_digest", lambda file, _: Digest(file))
    report = synced(seeds)
    assert "has 2,000 MB, more than 64" in reasons(report)["huge.txt"]
    assert report.added == ["good.txt"]


class Digest:
    """Stands for the hash of a file: its size."""

    def __init__(self, file: Any) -> None:
        self._size = os.fstat(file.fileno()).st_size

    def hexdigest(self) -> str:
        return str(self._size)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none in folders")
def test_a_socket_is_named(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeds)  # a socket's path must be short
    with closing(socket.socket(socket.AF_UNIX)) as bound:
        bound.bind("a.txt")
        assert "is a pipe, a socket" in reasons(synced(seeds))["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids some of these names")
@pytest.mark.parametrize(
    "name",
    ["a\nb.txt", "日本語.txt", "مرحبا.md", "été 'x' \"y\".txt", "🦉.txt", "-rf.txt", "%s{}.txt"],
)
def test_names_in_any_script_are_found_and_cited(seeds: Path, name: str) -> None:
    (seeds / name).write_text("The barn is red.")
    assert name in synced(seeds).added
    retriever = PassageRetriever(index=seeds.parent / "index", embedder=WordEmbedder())
    assert retriever.search("barn", 1)[0].source == name
    assert retriever.document(name)


def test_a_file_that_goes_while_it_is_read_is_named_and_then_forgotten(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "going.txt").write_text("Gone.")
    monkeypatch.setattr(Reader, "read", removing_first(Reader.read))
    assert "cannot be read" in reasons(synced(seeds))["going.txt"]
    monkeypatch.undo()
    assert reasons(synced(seeds)) == {}


def removing_first(read: Callable[..., Any]) -> Callable[..., Any]:
    def changed(self: Reader, path: Path, source: str) -> Any:
        if source == "going.txt":
            path.unlink()
        return read(self, path, source)

    return changed


def test_what_was_forbidden_is_tried_again_until_it_is_allowed(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "secret.txt").write_text("A secret.")
    opened = Path.open

    def forbidden(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", forbidden)
    monkeypatch.setattr("index.read._opened", lambda path: forbidden(path, "rb"))
    for _ in range(2):
        assert "Permission denied" in reasons(synced(seeds))["secret.txt"]
    assert not overview(seeds, seeds.parent / "index", SPLITTER).is_stale
    monkeypatch.undo()
    assert synced(seeds).added == ["secret.txt"]


def test_a_failed_file_is_read_again_only_when_it_changes(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "bad.txt").write_bytes(b"\0\1\2" * 99)
    first = synced(seeds)
    monkeypatch.setattr(Reader, "read", lambda *_: pytest.fail("was read again"))
    assert synced(seeds).failed == first.failed
    monkeypatch.undo()
    (seeds / "bad.txt").write_text("It is good now.")
    report = synced(seeds)
    assert (report.added, report.failed) == (["bad.txt"], [])
