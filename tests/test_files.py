import os
from pathlib import Path

import pytest

from index.errors import SeedsError
from index.files import File, list_files


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    put(folder, "a.txt", "sub/a.txt")
    return folder


def put(folder: Path, *names: str, text: str = "Text.") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def listed(folder: Path) -> list[str]:
    return [source for source, file in list_files(folder).items() if not file.problem]


def problem(folder: Path, name: str) -> str:
    return list_files(folder)[name].problem


def test_files_of_one_name_in_two_folders_are_two(seeds: Path) -> None:
    assert listed(seeds) == ["a.txt", "sub/a.txt"]


def test_dot_files_are_left_out(seeds: Path) -> None:
    put(seeds, ".hidden.txt", ".git/a.txt")
    assert list(list_files(seeds)) == ["a.txt", "sub/a.txt"]


def test_an_index_among_the_documents_is_left_out_and_nothing_else(seeds: Path) -> None:
    put(seeds, "sub/ix/current", "sub/ix.txt", "ix/b.txt")
    assert list(list_files(seeds, seeds / "sub" / "ix")) == [
        *("a.txt", "ix/b.txt", "sub/a.txt", "sub/ix.txt"),
    ]
    assert "a.txt" in list_files(seeds, seeds)


def test_links_that_lead_outside_are_not_read(seeds: Path, tmp_path: Path) -> None:
    put(tmp_path, "secret.txt", "other/b.txt")
    (seeds / "link.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "folder").symlink_to(tmp_path / "other")
    (seeds / "inside.txt").symlink_to(seeds / "a.txt")
    assert listed(seeds) == ["a.txt", "inside.txt", "sub/a.txt"]
    assert "leaves the folder" in problem(seeds, "link.txt")
    assert "leaves the folder" in problem(seeds, "folder")


def test_what_is_no_file_is_named_with_its_problem(seeds: Path) -> None:
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "nowhere.txt").symlink_to(seeds / "gone.txt")
    (seeds / "circle").symlink_to(seeds / "circle")
    (seeds / "again").symlink_to(seeds)
    assert listed(seeds) == ["a.txt", "sub/a.txt"]
    assert "is a pipe" in problem(seeds, "pipe.txt")
    assert "leads nowhere" in problem(seeds, "nowhere.txt")
    assert "leads nowhere" in problem(seeds, "circle")
    assert "to a folder" in problem(seeds, "again")


@pytest.mark.parametrize("name", ["a.txt~", "~$a.docx", "#a.txt#", "a.tmp", "a.pdf.crdownload"])
def test_editors_temporary_files_are_left_out(seeds: Path, name: str) -> None:
    put(seeds, name)
    assert name not in listed(seeds)


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ("*.log\nold/", ["a.txt", "keep.log.txt", "sub/a.txt"]),
        ("/a.txt", ["keep.log.txt", "old/b.txt", "sub/a.txt", "x.log"]),
        ("*.txt\n!keep.*", ["keep.log.txt", "x.log"]),
        ("sub/**/a.txt\n# a comment", ["a.txt", "keep.log.txt", "old/b.txt", "x.log"]),
    ],
)
def test_an_ignore_file_works_as_git_s_does(seeds: Path, rules: str, left: list[str]) -> None:
    put(seeds, "x.log", "keep.log.txt", "old/b.txt")
    put(seeds, ".assistantignore", text=rules)
    assert listed(seeds) == left


def test_a_folder_s_own_ignore_file_comes_first(seeds: Path) -> None:
    put(seeds, "sub/b.log", "b.log")
    put(seeds, ".assistantignore", text="*.log")
    put(seeds, "sub/.assistantignore", text="!b.log\n/a.txt")
    assert listed(seeds) == ["a.txt", "sub/b.log"]


def test_an_ignore_file_that_cannot_be_understood_is_named(seeds: Path) -> None:
    (seeds / "sub" / ".assistantignore").write_bytes(b"\xff\xfe")
    with pytest.raises(SeedsError, match="cannot be understood"):
        listed(seeds)


def test_a_folder_that_cannot_be_listed_is_not_taken_for_empty(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(SeedsError, match="sub: cannot be listed"):
        listed(seeds)


def test_a_name_that_is_not_utf_8_stops_nothing(seeds: Path) -> None:
    for name in (b"/caf\xe9.txt", b"/caf\xe8.txt"):
        Path(os.fsdecode(os.fsencode(seeds) + name)).write_text("Coffee.")
    assert {r"caf\xe8.txt", r"caf\xe9.txt"} <= set(listed(seeds))


def test_a_file_is_changing_while_it_was_just_written_to() -> None:
    file = File(Path("a.txt"), 1, modified_ns=10_000_000_000, changed_ns=0)
    assert file.is_changing(10_900_000_000, seconds=1)
    assert not file.is_changing(11_100_000_000, seconds=1)
    assert not file.is_changing(9_000_000_000, seconds=1)  # a clock that is ahead
