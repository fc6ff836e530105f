import io

import pytest

from index.errors import ReadError
from index.readers.mail import read_eml
from tests.made_files import make_eml


def test_a_message_tells_who_wrote_what_to_whom_and_when() -> None:
    content = read_eml(io.BytesIO(make_eml("Dear Bob,\n\nthe rent is due.", attachment="bill.pdf")))
    assert content.text.split("\n\n") == [
        "Subject: Rent",
        "From: Ana Pérez <ana@example.org>",
        "To: bob@example.org",
        "Date: Tue, 12 Mar 2024 23:30:00 +0100",
        "Dear Bob,",
        "the rent is due.",
        "Attachments: bill.pdf",
    ]
    assert (content.title, content.date) == ("Rent", "2024-03-12")
    assert content.author == "Ana Pérez <ana@example.org>"


def test_a_text_is_preferred_to_its_html() -> None:
    message = (
        "Subject: x\nContent-Type: multipart/alternative; boundary=B\n\n"
        "--B\nContent-Type: text/html\n\n<p>html\n--B\nContent-Type: text/plain\n\nplain\n--B--\n"
    )
    assert read_eml(io.BytesIO(message.encode())).text == "Subject: x\n\nplain"


@pytest.mark.parametrize("charset", ["iso-8859-1", "martian"])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_body_is_read_in_the_encoding_it_is_in(kind: str, charset: str) -> None:
    header = f"Subject: =?utf-8?q?Caf=C3=A9?=\nContent-Type: text/{kind}; charset={charset}\n\n"
    content = read_eml(io.BytesIO(header.encode() + b"Le caf\xe9 de l'\xe9t\xe9"))
    assert content.text == "Subject: Café\n\nLe café de l'été"


def test_a_message_without_a_body_has_its_headers() -> None:
    assert read_eml(io.BytesIO(b"Subject: x\nDate: some day\n\n")).date is None


@pytest.mark.parametrize("content", [b"", b"no headers\n", bytes(range(256))])
def test_what_is_no_message_says_so(content: bytes) -> None:
    with pytest.raises(ReadError, match="is not an e-mail message"):
        read_eml(io.BytesIO(content))
