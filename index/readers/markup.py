"""HTML: what a reader of the page would read, block by block, tables row by row."""

import codecs
import re
from typing import Any, BinaryIO

from index.errors import ReadError
from index.readers import table
from index.readers.text import day_of, decode
from index.records import Content

_LEFT_OUT = frozenset(
    [
        *("script", "style", "template", "noscript", "head", "nav", "svg", "iframe", "object"),
        *("canvas", "audio", "video", "select", "button", "textarea", "rt", "rp"),
    ]
)
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "ol", "p"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr"),
        *("pre", "ul"),
    ]
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
# As browsers do: pages that declare the first are in fact in the second, which holds more.
_IN_FACT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_MOST_SPANNED = 1000  # as browsers limit it
# A table with a longer cell lays out a page; it tells nothing in rows.
_LONGEST_CELL = 1000


def read_html(file: BinaryIO) -> Content:
    """Read an HTML file: its text without scripts, styles, menus and what is hidden."""
    root = parse(file.read())
    named = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get("content", "").strip()
        for meta in reversed(list(root.iter("meta")))
    }
    title = next(iter(blocks_of(root.find("head/title"))), None)
    heading = next(iter(blocks_of(next(root.iter("h1"), None))), None)
    dates = [named.get(name, "") for name in ("article:published_time", "date", "dc.date")]
    dates += [time.get("datetime", "") for time in root.iter("time")]
    return Content(
        "\n\n".join(blocks_of(root)),
        title=title or heading,
        author=named.get("author") or named.get("dc.creator") or None,
        date=next(filter(None, map(day_of, dates)), None),
    )


def parse(content: bytes, declared: str | None = None) -> Any:
    """Return the tree, as lxml builds it, of the HTML or XHTML in `content`.

    `declared` is an encoding that was declared elsewhere, as in the headers of an e-mail message.
    Raises ReadError for what is no text, or nested beyond all measure.
    """
    from lxml import html

    if declared is None and (inside := _DECLARED.search(content[:1024])):
        declared = inside[1].decode()
    text = decode(content, _encoding(declared) if declared else None)
    # As bytes: lxml refuses a string that declares an encoding.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # With a beginning: lxml takes nothing but end tags for no document.
    root = html.document_fromstring(b"<html>" + text.encode("utf-8", "replace"), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadError("is nested too deeply to be read; save it anew from a browser")
    return root


def blocks_of(element: Any) -> list[str]:
    """Return the texts of paragraphs, list items, table rows and the like within an element."""
    from lxml import etree

    blocks = _Blocks()
    if element is None:
        return []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, reached in walk:
        if event == "start":
            if not blocks.start(reached):
                walk.skip_subtree()
        else:
            blocks.finish(reached)
            if reached is not element:
                blocks.add(reached.tail)
    blocks.end()
    return blocks.texts


class _Blocks:
    """The blocks of a tree, as they come up in a walk over it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._prefix = ""

    def start(self, element: Any) -> bool:
        """Begin an element; tell whether to go on with what is in it."""
        tag = element.tag
        if tag in _LEFT_OUT or "hidden" in element.attrib:
            return False
        if _INVISIBLE.search(element.get("style", "")):
            return False
        if tag in _BLOCKS:
            self.end()
        if tag == "table" and (rows := _rows(element)):
            self.texts += rows
            return False
        if tag == "pre":
            self._pieces.append("".join(element.itertext()).strip("\n"))
            self._end_as_it_is()
            return False
        if tag in ("sup", "sub"):
            self._add_small(element, _RAISED if tag == "sup" else _LOWERED)
            return False
        if tag == "br":
            self._pieces.append("\n")
        if tag == "li" and (number := _number(element)):
            self._prefix = f"{number}) "
        self.add(element.text)
        return True

    def finish(self, element: Any) -> None:
        """Finish an element."""
        if element.tag in _BLOCKS:
            self.end()
        if element.tag == "dt" and self.texts and _is(element.getnext(), "dd"):
            self._prefix = f"{self.texts.pop()}: "
        elif element.tag in ("li", "dd"):
            self._prefix = ""  # there was nothing to put it before

    def add(self, text: str | None) -> None:
        """Add running text."""
        if text:
            self._pieces.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def end(self) -> None:
        """End the block that is being collected, if there is any text in it."""
        joined = re.sub(r" *\n *", "\n", "".join(self._pieces))
        self._pieces = [re.sub(" +", " ", joined).strip(" \n")]
        self._end_as_it_is()

    def _end_as_it_is(self) -> None:
        block = "".join(self._pieces)
        self._pieces = []
        if block:
            self.texts.append(self._prefix + block)
            self._prefix = ""

    def _add_small(self, element: Any, digits: dict[int, int]) -> None:
        """Keep raised and lowered figures apart from those beside them: 10⁶, not 106."""
        text = "".join(element.itertext()).strip()
        self.add(text.translate(digits) if not re.search(r"[^\d+\-−()]", text) else text)


def _number(item: Any) -> int | None:
    """Return the number of an item in a numbered list."""
    parent = item.getparent()
    if not _is(parent, "ol"):
        return None
    start = parent.get("start", "1")
    before = sum(_is(sibling, "li") for sibling in item.itersiblings(preceding=True))
    return (int(start) if start.isdecimal() else 1) + before


def _is(element: Any, tag: str) -> bool:
    return element is not None and element.tag == tag


def _rows(element: Any) -> list[str]:
    """Return the lines of a table, its caption first; empty if it only lays out the page."""
    rows = list(element.iter("tr"))
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    has_names = any(cell.tag == "th" for cell in cells)
    if element.get("role") == "presentation" or element.find(".//table") is not None:
        return []
    if len(cells) < 2 or (len(rows) < 2 and not has_names):
        return []
    names = 0
    while names < len(rows) and _names_columns(rows[names]):
        names += 1
    grid = _grid(rows, names)
    if max(map(len, grid)) < 2 or any(len(cell) > _LONGEST_CELL for row in grid for cell in row):
        return []
    captions = [text for caption in element.iter("caption") for text in blocks_of(caption)]
    return captions + list(table.lines(grid, names or None))


def _names_columns(row: Any) -> bool:
    """Tell whether a row is marked as one that names columns."""
    if _is(row.getparent(), "thead"):
        return True
    cells = list(row.iterchildren("td", "th"))
    names = [cell for cell in cells if cell.tag == "th"]
    others = [cell for cell in cells if cell.tag == "td" and "".join(cell.itertext()).strip()]
    return not others and sum(_span(name, "colspan") for name in names) > 1


def _grid(rows: list[Any], names: int) -> list[list[str]]:
    """Return each row's cells by column.

    A cell over several rows is in each of them; one over several columns only where it begins,
    unless it is among the first `names` rows, which name the columns.
    """
    grid: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column in grid[number]:  # from a cell above
                column += 1
            text = " ".join(blocks_of(cell))
            across = _span(cell, "colspan")
            for below in grid[number : number + _span(cell, "rowspan")]:
                below |= {
                    column + place: text if not place or number < names else ""
                    for place in range(across)
                }
            column += across
    return [[row.get(place, "") for place in range(max(row, default=-1) + 1)] for row in grid]


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(1, int(value)), _MOST_SPANNED) if value.isascii() and value.isdecimal() else 1


def _encoding(declared: str) -> str | None:
    """Return the encoding that browsers take a declared one for, or None if there is none."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return _IN_FACT.get(name, name)
