"""Questions to begin with, made of the documents' own names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.names import read_names
from assistant.page_text import Texts
from index.language import detect
from index.records import Document

# Names that matter stand early; so little is read quickly.
_READ = 20_000
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Subject:
    """A name that a document speaks of, and the document's title if it has one."""

    name: str
    title: str | None = None

    def question(self, texts: Texts) -> str:
        """Ask about it, in the page's language."""
        asked = "example_in" if self.title else "example"
        return texts[asked].format(title=self.title, name=self.name)


def subjects_of(documents: Iterable[Document], count: int = 4) -> list[Subject]:
    """Return up to `count` subjects: of each document the names that it has most often, in turn."""
    rows = [
        [Subject(name, _short(document.title)) for name in _names(document, count)]
        for document in documents
    ]
    found: dict[str, Subject] = {}
    for turn in range(count):
        for row in rows:
            if turn < len(row):
                found.setdefault(row[turn].name.casefold(), row[turn])
    return list(found.values())[:count]


def _names(document: Document, count: int) -> list[str]:
    """Return the names that stand in a document more than once, the most frequent first."""
    text = document.text[:_READ]
    joined: list[tuple[int, int]] = []
    for name in read_names(text, detect(text)):
        if joined and text[joined[-1][1] : name.start] == " ":
            joined[-1] = (joined[-1][0], name.end)
        else:
            joined.append((name.start, name.end))
    counted = Counter(text[start:end] for start, end in joined)
    often = [
        name for name, times in counted.most_common() if times > 1 and 2 < len(name) <= _LONGEST
    ]
    return often[:count]


def _short(title: str | None) -> str | None:
    return title if title and len(title) <= _LONGEST else None
