"""Formats that are ZIP archives of XML: opening them without unpacking a bomb."""

from dataclasses import replace
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from index.errors import ReadError
from index.readers.text import day_of
from index.records import Content

# How much an archive may unpack to, in bytes: all of it, and what is parsed, which takes some ten
# times as much memory. A text of the longest kind that is read needs a quarter of the latter.
_LARGEST = 500_000_000
_LARGEST_MARKUP = 100_000_000
_MARKUP = (".xml", ".rels", ".vml", ".xhtml", ".html", ".htm", ".opf", ".ncx")
# How old Office files begin, and new ones that need a password.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CORE = "docProps/core.xml"


def open_archive(file: BinaryIO) -> ZipFile:
    """Return the archive in `file`.

    Raises ReadError if there is none, it needs a password, or would unpack to more than is sane;
    zipfile unpacks no more of an entry than is declared, which is what is counted.
    """
    if file.read(len(_COMPOUND_FILE)) == _COMPOUND_FILE:
        raise ReadError(
            "needs a password, or is in Office's old format; save it without one, in the new format"
        )
    file.seek(0)
    try:
        archive = ZipFile(file)
    except BadZipFile as error:
        raise ReadError("is damaged, or not what its suffix says; save it anew") from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError("needs a password; save it without one")
    markup = [entry for entry in entries if entry.filename.lower().endswith(_MARKUP)]
    for limit, counted in ((_LARGEST, entries), (_LARGEST_MARKUP, markup)):
        if sum(entry.file_size for entry in counted) > limit:
            raise ReadError(
                f"unpacks to more than {limit // 1_000_000} MB; split it, or leave it out"
            )
    return archive


def parse_xml(content: bytes) -> Any:
    """Return the root of an XML document, as lxml gives it; nothing outside of it is loaded."""
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def with_properties(archive: ZipFile, content: Content) -> Content:
    """Return `content` with what an Office file says of itself: title, author and date."""
    if _CORE not in archive.namelist():
        return content
    found = {}
    for element in parse_xml(archive.read(_CORE)).iterchildren("{*}*"):
        found[element.tag.rpartition("}")[2]] = (element.text or "").strip()
    return replace(
        content,
        title=found.get("title") or content.title,
        author=found.get("creator") or None,
        date=day_of(found.get("modified") or found.get("created")),
    )
