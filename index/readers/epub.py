"""Electronic books (.epub): a ZIP archive of XHTML chapters."""

import posixpath
from typing import Any, BinaryIO
from urllib.parse import unquote, urldefrag
from zipfile import ZipFile

from index.errors import ReadError
from index.readers.archive import open_archive, parse_xml
from index.readers.markup import blocks_of, parse
from index.readers.text import day_of
from index.records import Content

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read_epub(file: BinaryIO) -> Content:
    """Read a book: its chapters in reading order."""
    with open_archive(file) as archive:
        entries = set(archive.namelist())
        if _CONTAINER not in entries:
            raise ReadError("is damaged, or not an EPUB book; save it anew")
        package_path = parse_xml(archive.read(_CONTAINER)).find(".//{*}rootfile").get("full-path")
        package = parse_xml(archive.read(package_path))
        chapters = [path for path in _chapters(package, package_path) if path in entries]
        if _ENCRYPTION in entries and not _encrypted(archive).isdisjoint(chapters):
            raise ReadError("is protected against copying; get one without protection")
        blocks = [block for path in chapters for block in blocks_of(parse(archive.read(path)))]
    return Content(
        "\n\n".join(blocks),
        title=_property(package, "title"),
        author=_property(package, "creator"),
        date=day_of(_property(package, "date")),
    )


def _chapters(package: Any, package_path: str) -> list[str]:
    """Return the paths in the archive of the chapters, in reading order."""
    folder = posixpath.dirname(package_path)
    paths = {
        item.get("id"): posixpath.normpath(
            posixpath.join(folder, unquote(urldefrag(item.get("href", ""))[0]))
        )
        for item in package.iterfind(".//{*}manifest/{*}item")
        if item.get("media-type") in _CHAPTERS
    }
    spine = [item.get("idref") for item in package.iterfind(".//{*}spine/{*}itemref")]
    return [paths[name] for name in dict.fromkeys(spine) if name in paths]


def _encrypted(archive: ZipFile) -> set[str]:
    """Return what is encrypted; in most books it is no chapters, only fonts."""
    references = parse_xml(archive.read(_ENCRYPTION)).iterfind(".//{*}CipherReference")
    return {unquote(reference.get("URI", "")) for reference in references}


def _property(package: Any, name: str) -> str | None:
    found = package.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
    return (found.text or "").strip() or None if found is not None else None
