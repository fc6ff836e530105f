import io

import pytest

from index.errors import ReadError
from index.readers.archive import open_archive, with_properties
from index.records import Content
from tests.made_files import make_docx, make_zip, with_entry

_CORE = (
    '<c:coreProperties xmlns:c="urn:c" xmlns:d="urn:d"><d:title>The lease</d:title>'
    "<d:creator>Ana</d:creator><c:created>2020-01-02T03:04:05Z</c:created>{}</c:coreProperties>"
)


@pytest.mark.parametrize(
    ("more", "date"), [("", "2020-01-02"), ("<c:modified>2024-03-01</c:modified>", "2024-03-01")]
)
def test_an_office_file_tells_of_itself(more: str, date: str) -> None:
    file = with_entry(make_docx("Lease", []), "docProps/core.xml", _CORE.format(more))
    with open_archive(io.BytesIO(file)) as archive:
        content = with_properties(archive, Content("text", title="Heading"))
    assert (content.title, content.author, content.date) == ("The lease", "Ana", date)


def test_without_properties_it_is_what_its_text_says() -> None:
    content = Content("text", title="Heading")
    with open_archive(io.BytesIO(make_zip({"a.xml": "<a/>"}))) as archive:
        assert with_properties(archive, content) == content


def test_an_entry_with_a_password_says_so() -> None:
    archive = bytearray(make_zip({"a.xml": "<a/>"}))
    archive[archive.index(b"PK\x01\x02") + 8] |= 1  # the flag in the list of entries
    with pytest.raises(ReadError, match="needs a password"):
        open_archive(io.BytesIO(bytes(archive)))


def test_media_count_only_for_the_whole() -> None:
    media = make_zip({"a.png": bytes(101_000_000)})
    assert open_archive(io.BytesIO(media)).namelist() == ["a.png"]
    with pytest.raises(ReadError, match="more than 500 MB"):
        open_archive(io.BytesIO(make_zip({f"{n}.png": bytes(101_000_000) for n in range(5)})))
