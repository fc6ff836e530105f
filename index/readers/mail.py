"""E-mail messages (.eml)."""

from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import BinaryIO

from index.errors import ReadError
from index.readers.markup import blocks_of, parse
from index.readers.text import decode
from index.records import Content

_SHOWN = ("Subject", "From", "To", "Cc", "Date")


def read_eml(file: BinaryIO) -> Content:
    """Read a message: who wrote what to whom and when, its text, and the names of attachments."""
    message = message_from_bytes(file.read(), policy=policy.default)
    headers = {name: _header(message, name) for name in _SHOWN}
    if not any(headers.values()):
        raise ReadError("is not an e-mail message: it has no headers; save it anew")
    names = [part.get_filename() for part in message.iter_attachments()]
    blocks = [f"{name}: {value}" for name, value in headers.items() if value]
    blocks += _body(message)
    if attached := ", ".join(filter(None, names)):
        blocks.append(f"Attachments: {attached}")
    return Content(
        "\n\n".join(blocks),
        title=headers["Subject"] or None,
        author=headers["From"] or None,
        date=_day(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _body(message: EmailMessage) -> list[str]:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return []
    content = body.get_payload(decode=True)
    assert isinstance(content, bytes)
    if body.get_content_subtype() == "html":
        return blocks_of(parse(content, body.get_content_charset()))
    text = _decoded(content, body.get_content_charset())
    return [text.replace("\r\n", "\n").strip()]


def _decoded(content: bytes, charset: str | None) -> str:
    with suppress(LookupError, UnicodeDecodeError):
        return content.decode(charset or "utf-8")
    return decode(content)


def _day(message: EmailMessage) -> str | None:
    moment = getattr(message.get("Date"), "datetime", None)
    return moment.date().isoformat() if moment else None
