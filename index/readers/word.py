"""Word documents (.docx)."""

from typing import BinaryIO

from index.readers.archive import open_archive, with_properties
from index.readers.markup import blocks_of, parse
from index.records import Content


def read_docx(file: BinaryIO) -> Content:
    """Read a Word document: its body, text boxes and notes, without headers and footers.

    By way of mammoth's HTML, which has content controls and keeps tracked changes apart, unlike
    python-docx.
    """
    import mammoth

    with open_archive(file) as archive:
        # Images are not unpacked; those that are linked to are not looked for.
        result = mammoth.convert_to_html(file, convert_image=lambda image: [])
        root = parse(result.value.encode("utf-8", "replace"))
        title = next(iter(blocks_of(next(root.iter("h1"), None))), None)
        return with_properties(archive, Content("\n\n".join(blocks_of(root)), title=title))
