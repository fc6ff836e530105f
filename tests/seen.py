"""What a browser would make of some HTML."""

from html.parser import HTMLParser


class Seen(HTMLParser):
    """Its tags, its links, its text, and the text that is marked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.marked = ""
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attributes if name in ("href", "src")]
        self._in_mark = tag == "mark" or (self._in_mark and tag == "br")
        self.text += "\n" if tag == "br" else ""
        self.marked += "\n" if tag == "br" and self._in_mark else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._in_mark else ""
