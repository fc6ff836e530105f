"""An answer and its passages become sentences with their quotes: the proof, or the lack of it.

Nothing that a model writes about where it found something is trusted. Each sentence of its reply is
aligned with the source sentence that it comes from; the quote is that sentence, as it stands. What
the sentence says beyond it (a figure or a name) has to stand in another sentence of the passage,
which is cited as well.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Sentence
from assistant.commands import is_command
from assistant.figures import read_figures
from assistant.negation import answer_of, is_bare_answer, without_answer
from assistant.yes_or_no import only_asks
from index.readers.table import BETWEEN_CELLS
from index.records import Passage, Span
from index.split import is_heading, sentences

# Markers and roles that a model writes of its own accord; the program puts the real ones.
_INVENTED_MARKERS = re.compile(
    r"\s*(?:\[\s*(?:\d+|passage\s*\d+|source\s*\d+)(?:\s*[,;-]\s*\d+)*\s*\]"
    r"|\((?:passage|source)s?\s*\d+(?:\s*(?:,|and|&)\s*\d+)*\)|【[^】]{0,20}】)",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\d{1,2}\.(?P<gap>\s+)")
_ENDS_IN_NUMBER = re.compile(r"\b\d{1,2}\.$")
# What parts the headings of a Markdown table from its rows.
_RULE = re.compile(r"\|[\s|:-]*-[\s|:-]*\|")
# What stands between the name of a column and the value in it, where a row has both.
_LABEL = ": "
# Of a path: what is all letters, or a year; not the digits of a day or of a hash.
_PATH_WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_]+|(?:19|20)\d\d)(?![^\W_])")
_SENTENCE_END = re.compile(r"[.!?。！？…;؟][\s*_\"'”»)\]]*$")
# Where a sentence that asks itself begins to answer.
_QUESTION = re.compile(r"[?？؟][!?？؟]*[\s*_\"'”»)\]]*")
_BEFORE_ANSWER = re.compile(
    r"^[\s*_>\"'«“|-]*(?:(?:a|ans(?:wer)?|r|réponse|resp\.?|respuesta|resposta|risposta|antwort"
    r"|antwoord|о|ответ|odp(?:owiedź)?|答|回答|答案|ج|(?:ال)?جواب|(?:ال)?إجابة)\s?[.:：)][\s*_]*)?",
    re.IGNORECASE,
)
# Between the sentences of a passage, and between passages, there is white space only, rarely more
# than a blank line.
_GAP = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a source that may prove something: `document.text[start:end] == text`.

    `context` is what its document is about, `heading` the line above it that introduces it, if it
    stands in the same passage; `is_heading` says that it is such a line itself. `title`, `author`
    and `date` are its document's.
    `stated` is what it says by itself: of a row in a table, each cell with the headings of its
    column and row, so that they stand together.
    """

    source: str
    page: int | None
    start: int
    end: int
    text: str
    context: str = ""
    stated: str = ""
    title: str | None = None
    author: str | None = None
    date: str | None = None
    heading: str = ""
    is_heading: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, which tells of one thing alone."""
        return self.stated != self.text

    @property
    def topic(self) -> str:
        """What its document and its section are about, which it need not say itself."""
        return ": ".join(dict.fromkeys(part for part in (self.context, self.heading) if part))

    @property
    def asked(self) -> str:
        """What it asks itself, if it does, and answers with yes or no."""
        return _asked_and_said(self.text)[0]

    @property
    def answer(self) -> bool | None:
        """Whether it says yes or no to what it asks itself; None if it does neither."""
        return _answer(self.text)

    @property
    def added(self) -> str:
        """What it says to what it asks itself, beyond yes or no."""
        return without_answer(_asked_and_said(self.text)[1])

    @property
    def told(self) -> str:
        """What it says of its topic."""
        return f"{self.topic}: {self.stated}" if self.topic else self.stated

    @property
    def about(self) -> str:
        """The words and years of the document's path, and its title: what it is about, too."""
        path = unicodedata.normalize("NFC", self.source.rpartition(".")[0])
        return "\n".join([" ".join(_PATH_WORD.findall(path)), self.title or ""])


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found for a claim: its evidence, how well it supports, and why it may not."""

    claim: str
    evidence: tuple[Evidence, ...]
    score: float
    reason: str | None


def evidence_in(passages: Sequence[Passage]) -> list[Evidence]:
    """Return the sentences of the passages, those of overlapping passages once, in their order.

    What only asks for a yes or a no proves nothing and is left out, and so is what gives orders to
    a model; but a question with its answer behind it ("Are dogs allowed? No.") is one sentence.
    """
    found: dict[tuple[str, int], Evidence] = {}
    for passage in passages:
        columns: list[str] = []
        # All passages but the first have what the document is about as their context.
        context, heading = passage.context, ""
        spans = _with_their_answers(passage.text, sentences(passage.text))
        # A passage begins where something new does.
        gap = "\n\n"
        for span, following in zip(spans, [*spans[1:], None], strict=True):
            start, end = passage.start + span.start, passage.start + span.end
            text = passage.text[span.start : span.end]
            gap_before, gap = gap, passage.text[span.end : following.start] if following else ""
            if is_command(text) or _RULE.fullmatch(text) or is_bare_answer(text):
                continue
            cells = _cells(text)
            # The rule below it tells a heading from the first row of a table that began before.
            is_top = following and _RULE.fullmatch(passage.text, following.start, following.end)
            if is_top or not cells:
                columns = cells
            is_row = bool(cells) or BETWEEN_CELLS in text
            # What names the columns of a table proves as little as the title of a section.
            is_line = (
                not (is_top or is_row)
                and is_heading(text, gap_before, gap)
                and _answer(text) is None
            )
            is_title = is_line and not context and start == 0
            if only_asks(text) and not is_title:
                heading = "" if is_line else heading
                continue
            if is_line and not is_title:
                heading = text
            stated = _state(columns, cells) if cells and not is_top else _state_record(text)
            found.setdefault(
                (passage.source, start),
                Evidence(
                    *(passage.source, passage.page_at(start), start, end, text, context),
                    *(stated, passage.title, passage.author, passage.date),
                    *("" if is_line else heading, bool(is_top) or is_line),
                ),
            )
            if is_title:
                context = text
    return list(found.values())


def _with_their_answers(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences of a text, each that asks for a yes or a no together with that."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else span
        if 0 <= span.start - before.end <= _GAP and _answers(
            text[span.start : span.end], text[before.start : before.end]
        ):
            joined[-1] = Span(before.start, span.end)
            continue
        joined.append(span)
    return joined


def _answers(sentence: str, before: str) -> bool:
    """Tell whether a sentence says yes or no to the one before, a question or a label."""
    is_label = is_bare_answer(sentence) and not _SENTENCE_END.search(before)
    return is_label or (_says_which(sentence) is not None and only_asks(before))


def _answer(text: str) -> bool | None:
    asked, said = _asked_and_said(text)
    return answer_of(said) if asked else None


def _asked_and_said(text: str) -> tuple[str, str]:
    """Return what a sentence asks, be it by a label alone, and what it says to that."""
    if question := _QUESTION.search(text):
        return text[: question.end()], _BEFORE_ANSWER.sub("", text[question.end() :], count=1)
    label, _, said = text.rpartition("\n")
    return (label, said) if is_bare_answer(said) else ("", text)


def _says_which(text: str) -> bool | None:
    """Return whether a text begins with a yes or a no, behind a label such as "A:"; else None."""
    return answer_of(_BEFORE_ANSWER.sub("", text, count=1))


def adjoin(first: Evidence | Passage, second: Evidence | Passage) -> bool:
    """Tell whether the second of two stretches of documents begins where the first one ends."""
    return first.source == second.source and 0 <= second.start - first.end <= _GAP


def joined(chosen: Sequence[Evidence]) -> str:
    """Return what the chosen sentences state, a line each."""
    return "\n".join(item.stated for item in chosen)


def all_told(chosen: Sequence[Evidence]) -> str:
    """Return what the chosen sentences say of their topics, a line each."""
    return "\n".join(item.told for item in chosen)


def _cells(text: str) -> list[str]:
    """Return the cells of a row of a Markdown table, none if `text` is no row."""
    if not (text.startswith("|") and text.endswith("|") and len(text) > 1):
        return []
    return [cell.strip() for cell in text[1:-1].split("|")]


def _state_record(text: str) -> str:
    """Return a row that names its columns itself, "A: x | B: y", as "A: x; x: B: y".

    A first cell of figures alone, such as a rank, stands once. Any other text is returned as it is.
    """
    first, *others = text.split(BETWEEN_CELLS)
    if not any(_LABEL in cell for cell in others):
        return text
    key = first.split(_LABEL, 1)[-1]
    before = f"{key}{_LABEL}" if any(map(str.isalpha, key)) else ""
    return "; ".join([first, *(before + cell for cell in others)])


def _state(heading: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row as "row, column: cell; …", so that each cell says what it is of."""
    if len(heading) != len(cells):
        return " ; ".join(cells)
    return "; ".join(
        [f"{heading[0]}: {cells[0]}"]
        + [
            f"{cells[0]}, {title}: {cell}"
            for title, cell in zip(heading[1:], cells[1:], strict=True)
        ]
    )


def claims_in(reply: str) -> list[str]:
    """Return the sentences of a model's reply, each once, without the markers that it made up."""
    text = _INVENTED_MARKERS.sub("", reply)
    spans: list[tuple[int, int]] = []
    for span in sentences(text):
        # "Dal 31. dicembre": a number's full stop ends nothing before a small letter.
        goes_on = spans and _ENDS_IN_NUMBER.search(text, *spans[-1]) and text[span.start].islower()
        spans.append((spans.pop()[0] if goes_on else span.start, span.end))
    number = _NUMBERING.match(text, spans[0][0]) if spans else None
    if number:
        first = text[number.start() :]
        is_date = any(one.kind == "date" and one.start == 0 for one in read_figures(first))
        if not is_date:  # an answer of its own, unless it is that of a list's first item
            rest = [(number.end(), end) for _, end in spans[:1] if number.end() < end]
            alone = [] if first.startswith("1.") else [(number.start(), number.start("gap"))]
            spans[:1] = [*alone, *rest]
    return list(dict.fromkeys(text[start:end] for start, end in spans))


def cite(proofs: Sequence[Proof]) -> tuple[list[Sentence], list[Citation]]:
    """Put a number to the evidence of the supported claims, in the order in which they cite it."""
    citations: dict[Evidence, Citation] = {}
    written = []
    for proof in proofs:
        if proof.reason is not None:
            written.append(Sentence(proof.claim, (), False, proof.reason))
            continue
        markers = []
        for item in proof.evidence:
            citation = citations.setdefault(
                item,
                Citation(
                    marker=len(citations) + 1,
                    source=item.source,
                    page=item.page,
                    start=item.start,
                    end=item.end,
                    quote=item.text,
                    score=proof.score,
                    title=item.title,
                    author=item.author,
                    date=item.date,
                ),
            )
            markers.append(citation.marker)
        written.append(Sentence(proof.claim, tuple(markers), True))
    return written, list(citations.values())


def with_markers(written: Sequence[Sentence]) -> str:
    """Return the supported sentences as one text, each with its markers before its full stop."""
    return " ".join(_mark(sentence) for sentence in written if sentence.supported)


def _mark(sentence: Sentence) -> str:
    markers = "".join(f"[{marker}]" for marker in sentence.citations)
    text = sentence.text.rstrip()
    body = text.rstrip(".!?。！？؟।")
    return f"{body} {markers}{text[len(body) :]}"
