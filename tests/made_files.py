"""Files of every format, made as small as they can be."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
import pptx
from pptx.util import Inches
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

# One of the fonts that every PDF program has, with Latin, Cyrillic and Japanese letters.
_FONT = "HeiseiMin-W3"
Rows = Sequence[Sequence[Any]]


def make_pdf(
    *pages: str | Sequence[str], password: str | None = None, title: str = "", author: str = ""
) -> bytes:
    """A PDF with a page for each text; its lines, or those given, one below the other."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    encryption = StandardEncryption(password, canPrint=1) if password else None
    canvas = Canvas(file, encrypt=encryption)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        canvas.setFont(_FONT, 11)
        for number, line in enumerate(page.splitlines() if isinstance(page, str) else page):
            canvas.drawString(72, 760 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def make_scan() -> bytes:
    """A PDF of which a page is an image."""
    from PIL import Image

    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 128)), 72, 400, 300, 300)
    canvas.save()
    return file.getvalue()


def make_docx(heading: str, paragraphs: Sequence[str], rows: Rows = ()) -> bytes:
    document = docx.Document()
    document.add_heading(heading, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, value in zip(cells.cells, row, strict=True):
                cell.text = str(value)
    document.core_properties.author = "Ana Pérez"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_pptx(*slides: tuple[str, str], rows: Rows = (), notes: str = "") -> bytes:
    """A presentation of titles with texts; the table and the notes are on the last slide."""
    show = pptx.Presentation()
    for title, text in slides:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    if rows:
        sizes = (Inches(1), Inches(4), Inches(6), Inches(1))
        table = slide.shapes.add_table(len(rows), len(rows[0]), *sizes).table
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, value in zip(cells.cells, row, strict=True):
                cell.text = str(value)
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


def make_xlsx(sheets: dict[str, Rows], formats: dict[str, str] | None = None) -> bytes:
    """A workbook; `formats` gives the number formats of cells of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cell, number_format in (formats or {}).items():
        book.worksheets[0][cell].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_epub(title: str, *chapters: str) -> bytes:
    """A book of chapters, given in HTML; their order is not that of their names."""
    names = [f"part{len(chapters) - number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>Ana Pérez</dc:creator>"
        "<dc:date>2021-05-04T00:00:00Z</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    entries: dict[str, str | bytes] = {
        "META-INF/container.xml": container,
        "OEBPS/book.opf": package,
    }
    for name, chapter in zip(names, chapters, strict=True):
        page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{chapter}</body></html>'
        entries[f"OEBPS/{name}"] = page
    return make_zip(entries)


def make_eml(text: str, *, subject: str = "Rent", attachment: str = "") -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Ana Pérez <ana@example.org>"
    message["To"] = "bob@example.org"
    message["Date"] = "Tue, 12 Mar 2024 23:30:00 +0100"
    message.set_content(text)
    if attachment:
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename=attachment)
    return bytes(message)


def make_zip(entries: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_entry(archive: bytes, name: str, content: str | bytes) -> bytes:
    """An archive with one of its entries replaced, or one more."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        entries: dict[str, str | bytes] = {entry: opened.read(entry) for entry in opened.namelist()}
    return make_zip(entries | {name: content})
