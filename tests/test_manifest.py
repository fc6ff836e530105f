from pathlib import Path

import pytest

from index.errors import IndexDamagedError
from index.manifest import check, seal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.bin").write_bytes(b"0123456789")
    (tmp_path / "sub" / "b.bin").write_bytes(b"abc")
    seal(tmp_path, {"a.bin": [(2, 4)]}, {"rows": 3})
    return tmp_path


def test_what_was_sealed_is_whole(folder: Path) -> None:
    assert check(folder) == {"rows": 3}


@pytest.mark.parametrize("content", [b"01xx456789", b"01__456789"])
def test_what_may_change_may_change(folder: Path, content: bytes) -> None:
    (folder / "a.bin").write_bytes(content)
    assert check(folder) == {"rows": 3}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.bin", b"012345678"),
        ("a.bin", b"0123x56789"),
        ("sub/b.bin", b""),
        ("sub/b.bin", b"abx"),
        ("manifest.json", b"{}"),
        ("manifest.json", b"\xff"),
        ("manifest.json", b"[]"),
    ],
)
def test_what_was_cut_off_or_altered_is_damaged(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(IndexDamagedError, match="run `assistant index`"):
        check(folder)


@pytest.mark.parametrize("name", ["a.bin", "sub/b.bin", "manifest.json"])
def test_what_is_missing_is_damaged(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(IndexDamagedError):
        check(folder)
