"""A document becomes chunks, and a text becomes sentences, both with exact offsets.

A chunk is a run of whole sentences: a quote is a sentence, and must not be cut in two. The sizes
were measured on the owner's article with questions in five languages: shorter chunks lose what
"this funding" refers to, longer ones blur their vector.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import sentencex

from index.language import detect
from index.records import Chunk, Document, Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|\f")
_LINE = re.compile(r"[^\r\n]+")
_BETWEEN_CELLS = " | "
# Most of an opening line that says what a document is about, in characters. With it before each
# chunk, recall@1 over ten documents and questions in eleven languages rose from .59 to .67.
_CONTEXT = 100


@dataclass(frozen=True, slots=True)
class Splitter:
    """How documents are split: chunks of at most `size` characters, sharing up to `overlap`."""

    size: int = 800
    overlap: int = 150

    @property
    def id(self) -> str:
        """What an index records: another id means that documents have to be split again."""
        return f"sentences-3:{self.size}/{self.overlap}"

    def split(self, document: Document) -> list[Chunk]:
        """Return the chunks of `document` in order; together they cover all of its sentences."""
        text = document.text
        context = _context(document)
        seen: Counter[str] = Counter()
        chunks = []
        for span in _windows(self._pieces(text), self.size, self.overlap):
            piece = text[span.start : span.end]
            seen[piece] += 1
            chunks.append(
                Chunk(
                    id=_chunk_id(document.source, piece, seen[piece]),
                    source=document.source,
                    start=span.start,
                    end=span.end,
                    text=piece,
                    page=document.page_at(span.start),
                    context="" if piece.startswith(context) else context,
                )
            )
        return chunks

    def _pieces(self, text: str) -> Iterator[Span]:
        for sentence in sentences(text):
            yield from _cut(text, sentence, self.size)


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order, without the white space around them.

    Lines and paragraphs end sentences too, so that headings, list items and table rows stand for
    themselves; lines that were wrapped at a fixed width do not. A table's row, whose cells are
    parted by " | ", is one sentence whatever is in it.
    """
    language = detect(text)
    found = []
    for paragraph in _paragraphs(text):
        part = text[paragraph.start : paragraph.end]
        if _BETWEEN_CELLS in part:  # a table's row, which would lose the names of its values
            found.append(_trim(text, paragraph))
            continue
        for boundary in sentencex.get_sentence_boundaries(language, part):
            start = paragraph.start + boundary["start_index"]
            end = paragraph.start + boundary["end_index"]
            found.append(_trim(text, Span(start, end)))
    return [span for span in found if span.start < span.end]


def _context(document: Document) -> str:
    """Return the document's title or, where its format has none, the beginning of its text."""
    opening = next((line.strip() for line in document.text.splitlines() if line.strip()), "")
    return (document.title or opening)[:_CONTEXT]


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        lines = [Span(start + m.start(), start + m.end()) for m in _LINE.finditer(text[start:end])]
        if len(lines) > 1 and _is_wrapped(text, lines):
            yield Span(lines[0].start, lines[-1].end)
        else:
            yield from lines
        start = gap.end() if gap else end


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Tell whether no line had room for the first word of the next one."""
    width = max(line.end - line.start for line in lines)
    if width > 120:  # nobody wraps wider; such lines are paragraphs
        return False
    if _BETWEEN_CELLS in text[lines[0].start : lines[-1].end]:
        return False
    for line, following in pairwise(lines):
        words = text[following.start : following.end].split(maxsplit=1)
        if line.end - line.start + 1 + len(words[0] if words else "") <= width:
            return False
    return True


def _cut(text: str, span: Span, size: int) -> Iterator[Span]:
    """Cut a sentence that is longer than a chunk, at white space where there is any."""
    start = span.start
    while span.end - start > size:
        space = max(text.rfind(" ", start + size // 2, start + size), start + size // 2)
        end = space if text[space].isspace() else start + size
        piece = _trim(text, Span(start, end))
        if piece.start < piece.end:
            yield piece
        start = end
    if start < span.end:
        yield _trim(text, Span(start, span.end))


def _windows(pieces: Iterator[Span], size: int, overlap: int) -> Iterator[Span]:
    """Pack pieces into windows of at most `size`, each beginning with the end of the one before."""
    window: list[Span] = []
    fresh = False
    for piece in pieces:
        while window and piece.end - window[0].start > size:
            if fresh:
                yield Span(window[0].start, window[-1].end)
                window = [kept for kept in window[1:] if window[-1].end - kept.start <= overlap]
                fresh = False
            else:  # the overlap leaves no room for a long piece
                window = window[1:]
        window.append(piece)
        fresh = True
    if fresh:
        yield Span(window[0].start, window[-1].end)


def _trim(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.end - (len(part) - len(part.rstrip()))))


def _chunk_id(source: str, text: str, occurrence: int) -> str:
    """Name a chunk by what it says and where, so that an edit elsewhere leaves its id alone."""
    name = "\0".join((source, text, str(occurrence)))
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
