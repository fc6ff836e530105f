"""Plain text and Markdown: the file's own characters, in whatever encoding they are."""

import codecs
import re
import unicodedata
from contextlib import suppress
from typing import BinaryIO

from index.errors import ReadError
from index.records import Content

# Longer marks first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = "is a binary file, not text; remove it or give it its own suffix"
_WHITE_SPACE = frozenset("\t\n\v\f\r\x1b\x85")
# Bytes that stand in no text, unless its characters are two bytes long.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_SEPARATORS = " \n\r\u3000\u3001\u3002\uff0c"
_LONGEST_TITLE = 120
_FEWEST_LETTERS = 8  # for each NUL, in what is not UTF-16
_FRONT_MATTER = re.compile(r"(?s)\A(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*\r?$", re.MULTILINE)
_PROPERTY = re.compile(r"^(title|author|date)\s*[:=]\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*\r?$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_text(file: BinaryIO) -> Content:
    """Read a text file. Its title is its first line, if that is short enough for one."""
    text = decode(file.read())
    return Content(text, title=_first_line(text))


def read_markdown(file: BinaryIO) -> Content:
    """Read a Markdown file; its front matter tells of it, else its first heading is its title."""
    text = decode(file.read())
    front_matter = _FRONT_MATTER.match(text)
    found = {
        name.lower(): value.strip("\"'")
        for name, value in _PROPERTY.findall(front_matter[2] if front_matter else "")
    }
    heading = _HEADING.search(text, front_matter.end() if front_matter else 0)
    return Content(
        text,
        title=found.get("title") or (heading[1] if heading else _first_line(text)),
        author=found.get("author"),
        date=day_of(found.get("date")),
    )


def decode(content: bytes, declared: str | None = None) -> str:
    """Return the characters of a text file, line ends as they are, without a byte-order mark.

    A mark tells the encoding; without one it is UTF-8 if it can be, else what the file declares,
    else what chardet finds likely. Raises ReadError for what is no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        if declared:
            with suppress(UnicodeDecodeError):
                return content.decode(declared)
        return _guessed(content)
    return _guessed(content) if "\0" in text else text  # plain letters in UTF-16 are valid UTF-8


def day_of(date: str | None) -> str | None:
    """Return the day with which an ISO 8601 date begins, or None if there is none."""
    day = _DAY.match((date or "").strip())
    return day[0] if day else None


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"begins as {encoding.upper()} but is not (byte {error.start}); save it as UTF-8"
        ) from error
    if "\0" in text:
        raise ReadError(_BINARY)
    return text


def _guessed(content: bytes) -> str:
    mended = content.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    others = sum(character > "\x7f" for character in mended) - wrong
    if wrong * 50 < others and "\0" not in mended:
        return mended  # UTF-8 in which a few bytes are wrong
    if _has_stray_nuls(content):
        raise ReadError(_BINARY)
    if _CONTROLS.search(content) and (wide := _utf_16(content)):
        return wide
    import chardet  # late, for it loads its models

    # Encodings that files are still made in; those of DOS and old Macs win too often by chance.
    # Of 1,440 snippets in four languages and six encodings it got 98% right, and all that were
    # longer than a page; charset-normalizer 88% of those.
    found = chardet.detect(
        content, encoding_era=chardet.EncodingEra.MODERN_WEB, max_bytes=len(content)
    )
    if found["encoding"] is None:
        raise ReadError(_BINARY)
    try:
        text = content.decode(found["encoding"])
    except (UnicodeDecodeError, LookupError) as error:
        raise ReadError("is in an encoding that cannot be told; save it as UTF-8") from error
    if not _is_sensible(text):
        raise ReadError(_BINARY)
    return text


def _has_stray_nuls(content: bytes) -> bool:
    """Tell whether a few NULs stand among letters, which may happen to read as UTF-16.

    There every second byte of letters is NUL or another control character.
    """
    controls = len(_CONTROLS.findall(content))
    return controls == content.count(b"\0") and 0 < controls * _FEWEST_LETTERS < len(content)


def _utf_16(content: bytes) -> str | None:
    """Return what reads as a text in UTF-16 without a mark, or None.

    Read the wrong way round, its spaces and line ends turn into what is rarely written.
    """
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            found.append((sum(map(text.count, _SEPARATORS)), text))
    separators, text = max(found, default=(0, ""))
    return text if separators and _is_sensible(text) else None


def _is_sensible(text: str) -> bool:
    """Tell whether nearly all characters are ones that texts are made of."""
    sample = text[:10_000]
    strange = sum(
        unicodedata.category(character) in ("Cc", "Cn", "Co") and character not in _WHITE_SPACE
        for character in sample
    )
    return strange * 100 <= len(sample)


def _first_line(text: str) -> str | None:
    first = re.search(r"\S.*", text)
    line = first[0].strip() if first else ""
    return line if 0 < len(line) <= _LONGEST_TITLE else None
