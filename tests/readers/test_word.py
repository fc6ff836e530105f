import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.readers.word import read_docx
from tests.made_files import make_docx

_W = nsdecls("w")


def _blocks(*body: str) -> list[str]:
    """Read a document with these elements in its body."""
    document = docx.Document()
    for place, element in enumerate(body):
        document.element.body.insert(place, parse_xml(element))
    file = io.BytesIO()
    document.save(file)
    return read_docx(file).text.split("\n\n")


def test_paragraphs_and_tables_come_in_their_order() -> None:
    rows = [["Region", "2023", "2024"], ["North", "5", "6"], ["South", "7", "8"]]
    content = read_docx(io.BytesIO(make_docx("Sales", ["Up again.", "Details:"], rows)))
    assert content.text.split("\n\n") == [
        "Sales",
        "Up again.",
        "Details:",
        "Region | 2023 | 2024",
        "Region: North | 2023: 5 | 2024: 6",
        "Region: South | 2023: 7 | 2024: 8",
    ]
    assert (content.title, content.author) == ("Sales", "Ana Pérez")


def test_what_is_in_content_controls_and_text_boxes_is_read() -> None:
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    control = f"<w:sdt {_W}><w:sdtContent>{text.format('Control')}</w:sdtContent></w:sdt>"
    box = (
        f'<w:p {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:textbox>'
        f"<w:txbxContent>{text.format('Box')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    assert _blocks(control, box) == ["Control", "Box"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    paragraph = (
        f"<w:p {_W}><w:r><w:t>It is </w:t></w:r>"
        '<w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
    )
    assert _blocks(paragraph) == ["It is new"]
