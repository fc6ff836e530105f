import io
from pathlib import Path

import pytest
from PIL import Image

from index.page_image import PageImage, draw_page
from tests.made_files import make_pdf

PAGES = (
    ["The sea was calm that morning.", "The tide turns twice a day, as the moon", "does. We sail-"],
    ["ed home to the harbour by night.", "Nobody spoke a word on the way."],
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "tides.pdf"
    file.write_bytes(make_pdf(*PAGES))
    return file


def marked_lines(image: PageImage | None) -> list[int]:
    """The numbers of the lines, of those that `make_pdf` writes, that are marked in yellow."""
    assert image is not None
    picture = Image.open(io.BytesIO(image.picture)).convert("RGB")
    per_point = picture.width / 595.276
    found = set()
    for number in range(4):
        middle = round((841.89 - 764 + 14 * number) * per_point)
        row = picture.crop((0, middle, picture.width, middle + 1)).tobytes()
        if any(red > 200 and blue < 170 for red, blue in zip(row[::3], row[2::3], strict=True)):
            found.add(number)
    return sorted(found)


def test_a_quote_is_marked_where_it_stands(pdf: Path) -> None:
    drawn = draw_page(pdf, 1, "The tide turns twice a day, as the moon does.")
    assert marked_lines(drawn) == [1, 2]
    assert drawn is not None
    assert 0.05 < (drawn.marked_at or 0) < 0.15


def test_of_a_quote_that_runs_over_the_pages_end_each_page_shows_its_part(pdf: Path) -> None:
    quote = "The tide turns twice a day, as the moon does. We sailed home to the harbour by night."
    assert marked_lines(draw_page(pdf, 1, quote)) == [1, 2]
    assert marked_lines(draw_page(pdf, 2, quote)) == [0]


def test_what_does_not_stand_on_the_page_is_not_marked(pdf: Path) -> None:
    drawn = draw_page(pdf, 2, "The tide turns three times a day.")
    assert marked_lines(drawn) == []
    assert drawn is not None
    assert drawn.marked_at is None


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_is_not_drawn(pdf: Path, page: int) -> None:
    assert draw_page(pdf, page, "The sea") is None


def test_a_damaged_file_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    assert draw_page(tmp_path / "broken.pdf", 1, "The sea") is None
