import hashlib
import os
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from index.errors import ReadError
from index.read import FORMATS, LARGEST_TEXT, MOST_CHARACTERS, Format, Reader, load, reader_id
from index.records import Content, Document
from tests.made_files import (
    make_docx,
    make_eml,
    make_epub,
    make_pdf,
    make_pptx,
    make_scan,
    make_xlsx,
    make_zip,
    with_entry,
)

_SENTENCE = "The rent is due on Monday."
_FILES = {
    "a.txt": _SENTENCE.encode(),
    "a.md": f"# Lease\n\n{_SENTENCE}".encode(),
    "a.html": f"<title>Lease</title><p>{_SENTENCE}".encode(),
    "a.pdf": make_pdf(_SENTENCE),
    "a.docx": make_docx("Lease", [_SENTENCE]),
    "a.pptx": make_pptx(("Lease", _SENTENCE)),
    "a.xlsx": make_xlsx({"Lease": [[_SENTENCE]]}),
    "a.csv": f"Name,Note\nLease,{_SENTENCE}\n".encode(),
    "a.epub": make_epub("Lease", f"<p>{_SENTENCE}</p>"),
    "a.json": f'{{"note": "{_SENTENCE}"}}'.encode(),
    "a.jsonl": f'{{"note": "{_SENTENCE}"}}\n'.encode(),
    "a.eml": make_eml(_SENTENCE),
}
# Nine entities, each twenty times the one before.
_EXPANDING = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 20}">' for before, after in pairwise("abcdefghij")
)


def _read(folder: Path, name: str, content: bytes) -> Document:
    (folder / name).write_bytes(content)
    with Reader() as reader:
        return reader.read(folder / name, f"sub/{name}")


@pytest.mark.parametrize("name", _FILES)
def test_every_format_is_read(tmp_path: Path, name: str) -> None:
    document = _read(tmp_path, name, _FILES[name])
    assert _SENTENCE in document.text
    assert document.content_hash == hashlib.sha256(_FILES[name]).hexdigest()
    assert document.reader == reader_id(Path(name)) != ""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"MZ\0\0", "is a binary file"),
        ("a.txt", b" \n", "holds no text"),
        ("a.txt", b"", "holds no text"),
        ("a.xyz", b"text", "this format is not read"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0\0", "encoding that cannot be told"),
        ("a.html", b"<div>" * 5000, "is nested too deeply"),
        ("a.pdf", _FILES["a.pdf"][:500], "is damaged"),
        ("a.pdf", make_pdf(_SENTENCE, password="secret"), "needs a password"),
        ("a.pdf", make_scan(), "is a scan without text"),
        ("a.docx", _FILES["a.docx"][:5000], "is damaged"),
        ("a.docx", _FILES["a.xlsx"], "is damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "needs a password"),
        ("a.pptx", _FILES["a.pptx"][:5000], "is damaged"),
        ("a.xlsx", _FILES["a.xlsx"][:3000], "is damaged"),
        ("a.xlsx", _FILES["a.docx"], "is damaged"),
        ("a.csv", b"\x00\x01\x02\x03", "binary file"),
        ("a.epub", _FILES["a.epub"][:300], "is damaged"),
        ("a.epub", make_zip({"x": "y"}), "not an EPUB book"),
        ("a.json", b'{"note": ', "is not valid JSON (line 1: "),
        ("a.json", b"[" * 100_000, "is nested too deeply"),
        ("a.jsonl", b'{"a": 1}\n{"b"}\n', "is not valid JSON (line 2: "),
        ("a.eml", b"no headers", "is not an e-mail message"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(ReadError, match=rf"^sub/{name}: [^\n]*$") as error:
        _read(tmp_path, name, content)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.docx", "word/document.xml"),
        ("a.pptx", "ppt/slides/slide1.xml"),
        ("a.xlsx", "xl/worksheets/sheet1.xml"),
        ("a.epub", "OEBPS/book.opf"),
    ],
)
def test_an_entity_that_expands_without_end_is_not_expanded(
    tmp_path: Path, name: str, part: str
) -> None:
    bomb = with_entry(_FILES[name], part, f"{_EXPANDING}]><x>&j;</x>")
    with pytest.raises(ReadError, match="is damaged"):
        _read(tmp_path, name, bomb)


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.xlsx", "a.epub"])
def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path, name: str) -> None:
    bomb = with_entry(_FILES[name], "bomb.xml", b" " * 101_000_000)
    with pytest.raises(ReadError, match="unpacks to more than 100 MB"):
        _read(tmp_path, name, bomb)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LARGEST_TEXT + 1)
    with Reader() as reader, pytest.raises(ReadError, match="64 MB, more than 64; split it"):
        reader.read(tmp_path / "a.txt", "a.txt")


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="more than 20,000,000; split it"):
        _read(tmp_path, "a.txt", b"a" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("bad"), "is damaged, or not what its suffix says"),
        (OSError("not a workbook"), "is damaged, or not what its suffix says"),
        (OSError(5, "Input/output error"), r"cannot be read \(Input/output error\)"),
        (FileNotFoundError(2, "No such file"), r"cannot be read \(No such file\)"),
        (MemoryError(), "needs too much memory"),
        (RecursionError(), "is nested too deeply"),
        (ImportError(name="pypdfium2"), "needs the package pypdfium2"),
    ],
)
def test_whatever_a_library_raises_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(file: object) -> Content:
        raise error

    monkeypatch.setitem(FORMATS, ".pdf", Format("pdf-1", fail))
    (tmp_path / "a.pdf").touch()
    with pytest.raises(ReadError, match=reason):
        load(tmp_path / "a.pdf")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with Reader() as reader, pytest.raises(ReadError, match=r"a\.txt: cannot be read \(No such"):
        reader.read(tmp_path / "a.txt", "a.txt")


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").touch()
    monkeypatch.setattr(os, "open", refuse)
    with Reader() as reader, pytest.raises(ReadError, match=r"cannot be read \(Permission denied"):
        reader.read(tmp_path / "a.txt", "a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder"])
@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_what_is_not_a_file_is_not_waited_for(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            socket.socket(socket.AF_UNIX).bind(str(path))
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
    with Reader() as reader, pytest.raises(ReadError, match=r"is a pipe|cannot be read"):
        reader.read(path, path.name)


@pytest.mark.parametrize("name", ["a\nb", "家賃", "ελ ά", os.fsdecode(b"caf\xe9")])
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str, suffix: str) -> None:
    content = b"<p>Hello"
    try:
        (tmp_path / f"{name}{suffix}").write_bytes(content)
    except (OSError, UnicodeError):
        pytest.skip("no such names on this file system")
    with Reader() as reader:
        assert "Hello" in reader.read(tmp_path / f"{name}{suffix}", "x").text


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_FILES["a.pdf"])
    with Reader(seconds=0.001) as reader, pytest.raises(ReadError, match=r"more than 0\.001 s"):
        reader.read(tmp_path / "a.pdf", "a.pdf")


def test_a_file_that_crashes_its_reader_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(_FILES["a.pdf"])
    with Reader() as reader:
        dies = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        monkeypatch.setattr(reader, "_process", dies)
        with pytest.raises(ReadError, match=r"a\.pdf: crashes the program that reads it"):
            reader.read(tmp_path / "a.pdf", "a.pdf")
        assert reader.read(tmp_path / "a.pdf", "a.pdf").text == _SENTENCE


def test_a_process_that_was_killed_is_started_anew(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(_FILES["a.csv"])
    with Reader() as reader:
        reader.read(tmp_path / "a.csv", "a.csv")
        assert reader._process
        reader._process.kill()
        reader._process.wait()
        assert _SENTENCE in reader.read(tmp_path / "a.csv", "a.csv").text


def test_nothing_of_what_libraries_print_is_seen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ReadError):
        _read(tmp_path, "a.pdf", _FILES["a.pdf"][:500])
    assert capfd.readouterr() == ("", "")


def test_what_no_database_takes_is_replaced_one_for_one(tmp_path: Path) -> None:
    document = _read(tmp_path, "a.json", rb'{"note": "a\ud800b\u0000c"}')
    assert document.text == "note: a\ufffdb\ufffdc"
