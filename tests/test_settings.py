from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from assistant import Settings
from index.errors import SettingsError


@pytest.mark.parametrize("place", ["ftp://host/name", "file:///tmp/index"])
def test_an_index_is_at_no_other_address(place: str) -> None:
    with pytest.raises(SettingsError, match=r"^index \(ASSISTANT_INDEX\): an index is in a folder"):
        Settings(index=place)


def test_an_index_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="an index is in a folder, and this is a file, not"):
        Settings(index=tmp_path / "file")


@pytest.mark.parametrize("place", [5, None, "a" * 300, "~nobody/index"])
def test_what_can_be_no_folder_is_told_or_is_one_to_come(place: Any) -> None:
    with suppress(SettingsError):
        assert Settings(index=place).index.is_absolute()


def test_a_server_has_to_name_the_index_and_nothing_else_is_said() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(index="http://")
    assert str(caught.value).startswith("server (ASSISTANT_SERVER): an index on a server is named")
    assert ";" not in str(caught.value)


def test_chunks_share_at_most_half() -> None:
    assert Settings(chunk_size=200, chunk_overlap=200).splitter.overlap == 100
