"""PDF files, through PDFium, the library in the Chromium browser.

It is some fifteen times as fast as pypdf, which also loses the spaces of justified texts that TeX
wrote. It tells hyphens that end a line from others, and where each character stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.errors import ReadError
from index.readers.pdf_layout import HYPHEN, Line, Word, in_rows, paragraphs
from index.records import Content

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# What programs put where a title should be.
_NO_TITLE = re.compile(
    r"untitled.*|microsoft \w+ - .*|.*\.(?:docx?|pptx?|xlsx?|odt|rtf|tex|dvi|indd?|qxd|pdf|html?)",
    re.IGNORECASE,
)
_LINE_ENDS = "\r\n"
# PDFium's signs for a hyphen that ends a line, now and in former versions.
_END_HYPHENS = "\x02\ufffe"
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Soft hyphens show nothing within a line; the bullet is Word's, from a font of symbols.
_MENDED = _LIGATURES | {0xAD: "", 0xF0B7: "•"} | dict.fromkeys([*range(0x20), 0x7F], "")
_HYPHENATED = re.compile(rf"(\w*){HYPHEN}(\w*)")
_COMPOUND = re.compile(r"\w+-\w+")


def read_pdf(file: BinaryIO) -> Content:
    """Read a PDF file page by page. Text that runs on over a page's end stays one paragraph.

    Raises ReadError if it needs a password, or is a scan without text.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise ReadError("needs a password; save it without one") from error
        raise
    try:
        if document.get_formtype():
            document.init_forms()
        pages = ["\n\n".join(_page(document, number)) for number in range(len(document))]
        found = document.get_metadata_dict()
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        raise ReadError("is a scan without text; let a program for text recognition (OCR) add it")
    text, starts = _join(_without_hyphens(pages))
    made = _DATE.match(found.get("CreationDate") or "")
    title = (found.get("Title") or "").strip()
    return Content(
        text,
        title=None if _NO_TITLE.fullmatch(title) else title or None,
        author=(found.get("Author") or "").strip() or None,
        date="-".join(made.groups()) if made else None,
        page_starts=starts,
    )


def _page(document: Any, number: int) -> list[str]:
    """Return the paragraphs of a page, with what was filled into its form."""
    import pypdfium2.raw as pdfium

    page = document[number]
    is_filled = document.formenv and page.flatten() == pdfium.FLATTEN_SUCCESS
    page = document[number] if is_filled else page  # with the values among its text
    lines = list(_lines(page))
    return paragraphs(in_rows(lines) if is_filled else lines)


def _join(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages as one text, and where each begins."""
    text = ""
    starts = []
    for page in pages:
        if text and page:
            runs_on = not re.search(r"[.!?:;…。！？]\W*$", text[-10:]) and page[0].islower()
            text += " " if runs_on else "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def _without_hyphens(pages: list[str]) -> list[str]:
    """Take out the hyphens at line ends, but those of compounds.

    A compound is what is written with its hyphen elsewhere in the document, or has a figure or a
    capital after it.
    """
    compounds = {word.casefold() for page in pages for word in _COMPOUND.findall(page)}

    def mend(word: re.Match[str]) -> str:
        compound = f"{word[1]}-{word[2]}"
        is_cut = word[1][-1:].isalpha() and word[2][:1].isalpha() and not word[2][:1].isupper()
        return word[1] + word[2] if is_cut and compound.casefold() not in compounds else compound

    return [_HYPHENATED.sub(mend, page) for page in pages]


def _lines(page: Any) -> Iterator[Line]:
    """Give the lines of a page in the order in which the file has them."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        characters = [chr(pdfium.FPDFText_GetUnicode(text_page.raw, i)) for i in range(count)]
        start = 0
        for place, character in enumerate(characters):
            if character in _LINE_ENDS or character in _END_HYPHENS:
                end = place + (character in _END_HYPHENS)
                yield from _line(text_page, characters, start, end)
                start = place + 1
        yield from _line(text_page, characters, start, count)
    finally:
        text_page.close()


def _line(text_page: Any, characters: list[str], start: int, end: int) -> Iterator[Line]:
    """Give the line of the characters from `start` to `end`, unless it is empty."""
    words = []
    for word in re.finditer(r"\S+", "".join(characters[start:end])):
        text = word[0]
        places = range(start + word.start(), start + word.end())
        is_rightward = unicodedata.bidirectional(text[0]) not in ("R", "AL")
        boxes = [
            text_page.get_charbox(place, loose=True)
            for place in ((places[0], places[-1]) if is_rightward else places)
        ]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        if not is_rightward:
            text = _leftward(text, [box[0] for box in boxes])
        _, bottom, _, top = boxes[0]
        words.append(Word(_mended(text), left, right, top, top - bottom))
    if words:
        yield Line(tuple(words))


def _leftward(text: str, lefts: list[float]) -> str:
    """Return a word in Arabic or Hebrew letters in the order in which it is read.

    PDFium turns words round that are written with the forms of letters instead of the letters.
    """
    letters = [place for place, sign in enumerate(text) if sign.isalpha()] or [0]
    if lefts[letters[0]] >= lefts[letters[-1]] or any(sign.isdigit() for sign in text):
        return text
    # Both letters of a ligature have one place, so that turning round is not sorting alone.
    turned = sorted(range(len(text)), key=lambda place: (-lefts[place], -place))
    return "".join(text[place] for place in turned)


def _mended(text: str) -> str:
    """Return a word with the signs that PDFium has for others in their place."""
    hyphen = HYPHEN if text[-1] in _END_HYPHENS else ""
    # Characters beyond 16 bits come in halves on Windows.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.translate(_MENDED).rstrip("\ufffe") + hyphen
