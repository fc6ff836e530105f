import hashlib
from pathlib import Path

import pytest

from index.errors import ReadError
from index.read import read


def test_the_text_is_the_content_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Été\r\n\u00a0fin\n".encode())
    document = read(tmp_path / "a.txt", "a.txt")
    assert document.text == "Été\r\n\u00a0fin\n"
    assert document.content_hash == hashlib.sha256("Été\r\n\u00a0fin\n".encode()).hexdigest()


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfHello")
    assert read(tmp_path / "a.md", "a.md").text == "Hello"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"caf\xe9", "is not UTF-8 text (byte 3)"),
        ("a.txt", b"MZ\0\0", "is a binary file"),
        ("a.txt", b" \n", "holds no text"),
        ("a.xyz", b"text", "this format is not read"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=r"^sub/") as error:
        read(tmp_path / name, f"sub/{name}")
    assert reason in str(error.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.txt: cannot be read"):
        read(tmp_path / "a.txt", "a.txt")
