"""A page of a PDF file as a picture, with a quote marked on it.

Drawing is done in a process of its own, like reading, for a file may be made to do harm. The
process takes the path, the page and the quote from standard input, and writes what it drew, each as
a line of JSON.
"""

import base64
import io
import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from index.read_child import limit_memory

# In pixels: wide enough to be read, and to be made larger once.
_WIDTH = 1200
_LONGEST = 4000
_SECONDS = 20
# A shorter piece of a quote may stand anywhere, in letters and digits.
_SHORTEST = 20
_YELLOW = (255, 226, 110)


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a WebP picture. `marked_at` is how far down the mark is, from 0 to 1, if any."""

    picture: bytes
    marked_at: float | None


def draw_page(path: Path, page: int, quote: str) -> PageImage | None:
    """Return page number `page`, from 1, of a PDF file with `quote` marked, or None if it fails."""
    asked = json.dumps({"path": str(path.absolute()), "page": page, "quote": quote})
    root = str(Path(__file__).parent.parent)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "index.page_image"],
            input=asked.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])},
            start_new_session=True,  # the terminal's Ctrl-C is not for it
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return None
    return PageImage(base64.b64decode(found["picture"]), found["marked_at"])


def main() -> None:
    """Draw what standard input asks for."""
    limit_memory()
    asked = json.loads(sys.stdin.buffer.read())
    drawn = _drawn(asked["path"], asked["page"], asked["quote"])
    picture = base64.b64encode(drawn.picture).decode()
    sys.stdout.write(json.dumps({"picture": picture, "marked_at": drawn.marked_at}))


def _drawn(path: str, number: int, quote: str) -> PageImage:
    # Late: only the process that draws needs them.
    import pypdfium2 as pdfium
    import pypdfium2.raw
    from PIL import Image, ImageChops, ImageDraw

    document = pdfium.PdfDocument(path)
    if document.get_formtype():
        document.init_forms()
    page = document[number - 1]
    # What was filled in becomes text, as it does for the reader.
    if document.formenv and page.flatten() == pypdfium2.raw.FLATTEN_SUCCESS:
        page = document[number - 1]
    width, height = page.get_size()
    bitmap = page.render(scale=min(_WIDTH / width, _LONGEST / height))
    place = bitmap.get_posconv(page)
    picture = bitmap.to_pil().convert("RGB")
    marks = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(marks)
    tops = []
    for left, bottom, right, top in _boxes(page.get_textpage(), quote):
        corners = [place.to_bitmap(left, top), place.to_bitmap(right, bottom)]
        across, down = (sorted(values) for values in zip(*corners, strict=True))
        draw.rectangle((across[0] - 2, down[0] - 2, across[1] + 2, down[1] + 2), fill=_YELLOW)
        tops.append(down[0] / picture.height)
    out = io.BytesIO()
    # Like a highlighter: the letters stay as dark as they are.
    ImageChops.multiply(picture, marks).save(out, "WEBP", quality=80)
    return PageImage(out.getvalue(), min(tops, default=None))


def _boxes(text_page: Any, quote: str) -> list[tuple[float, float, float, float]]:
    """Return the boxes, a line each, of the quote's words, or of the parts of it that are there.

    A part is all there is of a quote that runs over the page's end. Only letters and digits are
    compared, for the reader mends spaces, hyphens and ligatures.
    """
    import pypdfium2.raw as pdfium

    letters: list[str] = []
    places: list[int] = []
    for index in range(text_page.count_chars()):
        for letter in _letters(chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))):
            letters.append(letter)
            places.append(index)
    wanted = _letters(quote)
    boxes = []
    for part in SequenceMatcher(None, letters, wanted, autojunk=False).get_matching_blocks():
        if part.size and part.size >= min(_SHORTEST, len(wanted)):
            first, last = places[part.a], places[part.a + part.size - 1]
            count = text_page.count_rects(first, last - first + 1)
            boxes += [text_page.get_rect(number) for number in range(count)]
    return boxes


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


if __name__ == "__main__":
    main()
