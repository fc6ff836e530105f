import io

import pytest

from index.errors import ReadError
from index.readers.markup import read_html


def _blocks(html: str) -> list[str]:
    return read_html(io.BytesIO(html.encode())).text.split("\n\n")


def test_paragraphs_headings_and_items_stand_for_themselves() -> None:
    assert _blocks("<h1>One</h1>two <b>th</b>ree<p>four<div>five\n six</div><ul><li>a<li>b") == [
        *("One", "two three", "four", "five six", "a", "b"),
    ]


def test_what_is_not_read_is_left_out() -> None:
    html = (
        "<style>p{}</style><script>var a</script><nav>Menu</nav><p hidden>a</p>"
        "<p style='display: none'>b</p><!-- c --><template>d</template>"
        "<select><option>e</select><ruby>漢<rt>かん</rt></ruby>"
    )
    assert _blocks(html) == ["漢"]


def test_items_keep_their_numbers_and_terms_their_definitions() -> None:
    html = "<ol start=3><li>Open.<li><p>Close.</ol><dl><dt>Rent<dd>1200 euros<dt>Term<dd><p>A year"
    assert _blocks(html) == ["3) Open.", "4) Close.", "Rent: 1200 euros", "Term: A year"]


def test_line_breaks_and_preformatted_text_keep_their_lines() -> None:
    assert _blocks("<p>Main Street 5<br> 75001 Paris</p><pre>a\n  b</pre>") == [
        "Main Street 5\n75001 Paris",
        "a\n  b",
    ]


def test_raised_and_lowered_figures_do_not_run_into_others() -> None:
    assert _blocks("10<sup>6</sup> m<sup>2</sup> of H<sub>2</sub>O<sup>[1]</sup>") == [
        "10⁶ m² of H₂O[1]"
    ]


def test_a_table_has_a_line_for_each_row() -> None:
    html = (
        "<table><caption>Sales</caption><tr><th rowspan=2>Region<th colspan=2>Sum"
        "<tr><th>2023<th>2024<tr><td rowspan=2>North<td>5<td>6<tr><td>7<td>8"
        "<tr><td colspan=3>Total</table>"
    )
    assert _blocks(html) == [
        "Sales",
        "Region | Sum",
        "Region | 2023 | 2024",
        "Region: North | Sum 2023: 5 | Sum 2024: 6",
        "Region: North | Sum 2023: 7 | Sum 2024: 8",
        "Region: Total",
    ]


def test_a_table_of_names_and_values_keeps_them_together() -> None:
    html = "<table><tr><th>Capital<td>Berlin<tr><th>Area<td>5 km<sup>2</sup></table>"
    assert _blocks(html) == ["Capital | Berlin", "Area | 5 km²"]


def test_a_table_that_lays_out_a_page_has_no_rows() -> None:
    html = "<table><tr><td>Left<table><tr><td>a<td>b<tr><td>c<td>d</table><td><p>One<p>Two</table>"
    assert _blocks(html) == ["Left", "a | b", "c | d", "One", "Two"]


@pytest.mark.parametrize(
    ("html", "title", "author", "date"),
    [
        (
            "<title> The\n lease </title><meta name=author content=Ana>"
            "<meta property=article:published_time content=2024-03-01T10:00><h1>Other</h1>",
            *("The lease", "Ana", "2024-03-01"),
        ),
        ("<h1>The lease</h1><time datetime=2024-03-02>2 March</time>", "The lease", None, None),
        ("<p>x", None, None, None),
    ],
)
def test_a_page_tells_of_itself(
    html: str, title: str | None, author: str | None, date: str | None
) -> None:
    content = read_html(io.BytesIO(html.encode()))
    date = date or ("2024-03-02" if "datetime" in html else None)
    assert (content.title, content.author, content.date) == (title, author, date)


@pytest.mark.parametrize(
    "html",
    [
        "<meta charset=koi8-r><p>Привет".encode("koi8-r"),
        '<?xml version="1.0" encoding="windows-1251"?><html><p>Привет</p></html>'.encode("cp1251"),
        "<p>Привет".encode("utf-16"),
        "<meta charset=iso-8859-1><p>Привет".encode(),
        "<meta charset=martian><p>Привет".encode(),
    ],
)
def test_the_encoding_is_what_the_page_is_in_or_declares(html: bytes) -> None:
    assert read_html(io.BytesIO(html)).text == "Привет"


def test_latin_1_is_read_as_browsers_do() -> None:
    html = b"<meta charset=iso-8859-1><p>\x93quoted\x94 caf\xe9"
    assert read_html(io.BytesIO(html)).text == "“quoted” café"


@pytest.mark.parametrize("html", [b"", b"<", b"<p", b"</table></p>", b"<table><tr></table>"])
def test_broken_markup_is_no_error(html: bytes) -> None:
    assert len(read_html(io.BytesIO(html)).text) <= 1


def test_endless_nesting_says_so() -> None:
    with pytest.raises(ReadError, match="is nested too deeply"):
        read_html(io.BytesIO(b"<p>a" + b"<div>" * 5000))
