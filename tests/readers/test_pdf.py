import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from index.errors import ReadError
from index.readers.pdf import read_pdf
from index.records import Content
from tests.made_files import make_pdf, make_scan


def _read(*pages: str, title: str = "", author: str = "") -> Content:
    return read_pdf(io.BytesIO(make_pdf(*pages, title=title, author=author)))


def test_the_text_of_each_page_is_where_the_page_starts() -> None:
    content = _read("The rent is due.", "Аренда 1200 евро.", "家賃は十二万円です。")
    assert content.text == "The rent is due.\n\nАренда 1200 евро.\n\n家賃は十二万円です。"
    first, second, third = content.page_starts
    assert first == 0
    assert content.text[second:].startswith("Аренда")
    assert content.text[third:].startswith("家賃")


def test_pages_without_text_still_count() -> None:
    content = _read("", "One.", "", "Two.")
    assert (content.text, content.page_starts) == ("One.\n\nTwo.", (0, 0, 4, 6))


def test_a_sentence_that_runs_on_over_a_page_is_one() -> None:
    content = _read("The rent is due on", "the first of each month.")
    assert content.text == "The rent is due on the first of each month."
    assert content.page_starts == (0, 19)


@given(st.lists(st.sampled_from(["", "One.", "Two words.", "Three more words."]), min_size=1))
@settings(max_examples=25, deadline=None)
def test_every_offset_lies_on_the_page_that_it_was_on(pages: list[str]) -> None:
    if not any(pages):
        pages = [*pages, "One."]
    content = _read(*pages)
    assert len(content.page_starts) == len(pages)
    for page, start in zip(pages, content.page_starts, strict=True):
        assert content.text[start : start + len(page)] == page


def test_words_cut_at_line_ends_are_whole_and_compounds_keep_their_hyphens() -> None:
    content = _read(
        "The tenant must not keep ani-\n"
        "mals, as is well-known to all. It is a well-\n"
        "known rule of the lease for the years of 2023-\n"
        "2024, that is said to be kept by the Anglo-\n"
        "Saxon and other tenants."
    )
    words = ["animals", "well-known to", "well-known rule", "2023-2024", "Anglo-Saxon"]
    assert [word for word in words if word in content.text] == words


def test_a_file_tells_of_itself() -> None:
    content = _read("Text.", title="The lease", author="Ana")
    assert (content.title, content.author) == ("The lease", "Ana")
    assert content.date is not None
    assert len(content.date) == len("2024-03-01")


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - a.docx", "report-final.DOC"])
def test_what_programs_put_for_a_title_is_none(title: str) -> None:
    assert _read("Text.", title=title).title is None


def test_a_password_is_asked_for_only_if_needed() -> None:
    with pytest.raises(ReadError, match="needs a password"):
        read_pdf(io.BytesIO(make_pdf("Text.", password="secret")))


def test_what_was_filled_into_a_form_is_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Name of the tenant:")
    canvas.acroForm.textfield(value="Ana Perez", x=200, y=690, width=200, height=20)
    canvas.save()
    assert read_pdf(file).text == "Name of the tenant: | Ana Perez"


def test_a_scan_says_so() -> None:
    with pytest.raises(ReadError, match="is a scan without text"):
        read_pdf(io.BytesIO(make_scan()))
