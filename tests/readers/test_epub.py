import io

import pytest

from index.errors import ReadError
from index.readers.epub import read_epub
from tests.made_files import make_epub, with_entry

_BOOK = make_epub("The lease", "<h1>One</h1><p>First.</p>", "<p>Second.</p>")
_ENCRYPTED = '<encryption><CipherData><CipherReference URI="{}"/></CipherData></encryption>'


def test_chapters_come_in_reading_order() -> None:
    content = read_epub(io.BytesIO(_BOOK))
    assert content.text == "One\n\nFirst.\n\nSecond."
    assert (content.title, content.author, content.date) == ("The lease", "Ana Pérez", "2021-05-04")


def test_a_chapter_that_is_missing_leaves_the_others() -> None:
    package = '<package><manifest><item id="a" href="../gone.xhtml"/></manifest></package>'
    assert read_epub(io.BytesIO(with_entry(_BOOK, "OEBPS/book.opf", package))).text == ""


def test_protected_chapters_are_not_read() -> None:
    for name, readable in (("OEBPS/part1.xhtml", False), ("OEBPS/font.otf", True)):
        book = with_entry(_BOOK, "META-INF/encryption.xml", _ENCRYPTED.format(name))
        if readable:
            assert read_epub(io.BytesIO(book)).text.startswith("One")
        else:
            with pytest.raises(ReadError, match="is protected against copying"):
                read_epub(io.BytesIO(book))
