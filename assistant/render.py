"""Answers and their proof as HTML: pure functions, in which nothing of others is markup.

Everything that comes from documents, models and users goes through `safe`. Ids tie an answer to its
proof: the link `#cite-2-1` in the second answer leads to the card of its first citation.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.evidence import with_markers
from assistant.page_text import Texts
from index.records import Document, Passage
from index.report import SyncReport

# How much of a document is shown around a quote, in characters on either side.
_AROUND = 3_000
_MOST_LISTED = 200
_SHAPES = {"answered": "✔", "partial": "◐", "not_found": "○"}
# Control characters show nothing; the overrides of direction make a text read as what it is not.
_CONTROLS = [*range(0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0)]
_UNSEEN = str.maketrans(dict.fromkeys([*_CONTROLS, 0x202D, 0x202E], "\ufffd"))
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")

FindDocument = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and how far its answer has come.

    `note` says in words what is being done. `draft` is what the model wrote so far. `proof` is the
    HTML of the answer's citations, made when the answer was.
    """

    question: str
    note: str = ""
    draft: str = ""
    answer: Answer | None = None
    error: str | None = None
    stopped: bool = False
    proof: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.stopped or self.error is not None or self.answer is not None


def safe(text: str) -> str:
    """Return HTML that shows `text` and nothing else, in HTML, in Markdown and in templates.

    Every sign of ASCII that is not a letter, a digit or white space becomes a character reference,
    so that neither tags nor Markdown, formulas or `${…}` are left; line ends become `<br>`. Control
    characters, and those that override the direction of a text, are shown as �.
    """
    inert = _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", text.translate(_UNSEEN))
    return "<br>".join(inert.splitlines())


def history_of(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """Return the answered turns as questions and answers without markers."""
    return [(turn.question, _plain(turn.answer)) for turn in turns if turn.answer]


def _plain(answer: Answer) -> str:
    if answer.status == "not_found":
        return answer.text
    return " ".join(sentence.text for sentence in answer.sentences if sentence.supported)


# The conversation


def question_html(turn: Turn) -> str:
    """Return a question as a message. No blank line is in it, so that Markdown leaves it alone."""
    return f'<div class="asked" dir="auto">{safe(turn.question)}</div>'


def reply_html(turn: Turn, number: int, texts: Texts) -> str:
    """Return the reply to turn `number`, counted from 1, as a message: draft, answer or error."""
    if turn.answer:
        return f'<div class="reply">{_answer(turn.answer, number, texts)}</div>'
    if turn.error is not None:
        line = f"<strong>✖ {safe(texts['failed'])}.</strong> {safe(turn.error)}"
        return f'<div class="reply"><p class="error" dir="auto" role="alert">{line}</p></div>'
    label = texts["draft"] if turn.draft else ""
    note = turn.note
    if turn.stopped:
        label, note = (texts["stopped"], "") if turn.draft else ("", texts["stopped_early"])
    parts = [
        f'<p class="note">{safe(note)}</p>' if note else "",
        f'<p class="label">✎ {safe(label)}</p>' if label else "",
        f'<p class="draft" dir="auto">{safe(turn.draft)}</p>' if turn.draft else "",
    ]
    return f'<div class="reply">{"".join(parts)}</div>'


def _answer(answer: Answer, number: int, texts: Texts) -> str:
    seconds = texts["seconds"].format(seconds=f"{answer.timings.total / 1000:.1f}")
    parts = [
        f'<p class="status {answer.status}">{_SHAPES[answer.status]} '
        f"{safe(texts[answer.status])}</p>",
        f'<p class="answer" lang="{safe(answer.language)}" dir="auto">'
        f"{_with_links(answer, number, texts)}</p>",
    ]
    left_out = [sentence for sentence in answer.sentences if not sentence.supported]
    if left_out:
        items = "".join(
            f'<li><span dir="auto">{safe(sentence.text)}</span> '
            f"<small>✖ {safe(texts['unsupported'])}: {safe(sentence.reason or '')}</small></li>"
            for sentence in left_out
        )
        summary = safe(texts["left_out"].format(count=len(left_out)))
        parts.append(
            f'<details class="left-out"><summary>{summary}</summary><ul>{items}</ul></details>'
        )
    if answer.status == "not_found" and answer.passages:
        parts.append(
            f'<p><a class="see" href="#near-{number}-1">{safe(texts["see_nearest"])}</a></p>'
        )
    parts.append(f'<p class="made">{safe(answer.model)} · {safe(seconds)}</p>')
    return "".join(parts)


def _with_links(answer: Answer, number: int, texts: Texts) -> str:
    """Return the answer's text with a link in the place of each marker that the program put.

    Each supported sentence is taken by itself: what looks like a marker in its own words stays
    words.
    """
    if answer.status == "not_found":
        return safe(answer.text)
    written = []
    for sentence in answer.sentences:
        if sentence.supported:
            markers = "".join(f"[{marker}]" for marker in sentence.citations)
            before, _, after = with_markers([sentence]).rpartition(markers)
            links = "".join(_link(marker, number, texts) for marker in sentence.citations)
            written.append(f"{safe(before)}{links}{safe(after)}")
    return " ".join(written)


def _link(marker: int, number: int, texts: Texts) -> str:
    return (
        f'<a class="marker" id="said-{number}-{marker}" href="#cite-{number}-{marker}">'
        f'<span class="unseen">{safe(texts["citation"])} </span>[{marker}]</a>'
    )


# The proof


def proof_html(answer: Answer, number: int, find: FindDocument, texts: Texts) -> str:
    """Return the cards of an answer's citations, or of the nearest passages if it has none."""
    if answer.status != "not_found":
        return "".join(_card(item, number, find(item.source), texts) for item in answer.citations)
    if not answer.passages:
        return ""
    cards = "".join(
        f'<article class="card near" id="near-{number}-{passage.rank}" tabindex="-1">'
        f'<header><span class="label">○ {safe(texts["nearest"])}</span> '
        f"{_where(passage, texts)}</header>"
        f'<p dir="auto">{safe(passage.text)}</p></article>'
        for passage in answer.passages
    )
    return f'<p class="note">{safe(texts["nearest_title"])}</p>{cards}'


def proofs_html(turns: Sequence[Turn], texts: Texts) -> str:
    """Return the proof of a whole conversation: the newest answer's, the earlier ones folded."""
    sections = [
        f'<section><h3 dir="auto">{safe(turn.question)}</h3>{turn.proof}</section>'
        for turn in reversed(turns)
        if turn.proof
    ]
    heading = f"<h2>{safe(texts['proof'])}</h2>"
    if not sections:
        return f'{heading}<p class="note">{safe(texts["empty_proof"])}</p>'
    newest, *earlier = sections
    if earlier:
        summary = f"<summary>{safe(texts['earlier'])}</summary>"
        newest += f'<details class="earlier">{summary}{"".join(earlier)}</details>'
    return heading + newest


def _card(citation: Citation, number: int, document: Document | None, texts: Texts) -> str:
    name = f"{number}-{citation.marker}"
    return (
        f'<article class="card" id="cite-{name}" tabindex="-1" aria-labelledby="head-{name}">'
        f'<header id="head-{name}"><span class="number">[{citation.marker}]</span> '
        f"{_where(citation, texts)}</header>"
        f'<blockquote dir="auto">{safe(citation.quote)}</blockquote>'
        f"{_source(citation, name, document, texts)}"
        f'<a class="back" href="#said-{name}">↩ {safe(texts["back"])}</a>'
        "</article>"
    )


def _where(place: Citation | Passage, texts: Texts) -> str:
    page = f" · {safe(texts['page'].format(page=place.page))}" if place.page else ""
    return f'<bdi class="name">{safe(place.source)}</bdi>{page}'


def _source(citation: Citation, name: str, document: Document | None, texts: Texts) -> str:
    """Return the text around a quote, folded, with the quote marked at its exact place."""
    start, end = citation.start, citation.end
    if document is None or document.text[start:end] != citation.quote:
        return f'<p class="note">{safe(texts["changed"])}</p>'
    text = document.text
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = _cut(texts["cut_before"], first) + safe(text[first:start])
    after = safe(text[end:last]) + _cut(texts["cut_after"], len(text) - last)
    label = safe(texts["source_of"].format(source=citation.source))
    return (
        f'<details class="source"><summary>{safe(texts["in_source"])}</summary>'
        f'<div class="text" dir="auto" tabindex="0" role="region" aria-label="{label}">'
        f'{before}<mark id="quote-{name}">{safe(citation.quote)}</mark>{after}</div></details>'
    )


def _cut(text: str, count: int) -> str:
    return f'<p class="note">{safe(text.format(count=f"{count:,}"))}</p>' if count else ""


def passages_html(passages: Sequence[Passage], texts: Texts) -> str:
    """Return what was searched, best first."""
    if not passages:
        return f'<p class="note">{safe(texts["empty_searched"])}</p>'
    items = "".join(
        f"<li><details><summary>{_where(passage, texts)} "
        f"<small>{safe(texts['score'].format(score=f'{passage.score:.3f}'))}</small></summary>"
        f'<p dir="auto">{safe(passage.text)}</p></details></li>'
        for passage in passages
    )
    return f'<ol class="passages">{items}</ol>'


# The documents


def documents_html(indexed: Sequence[str], plan: SyncReport, texts: Texts, done: str = "") -> str:
    """Return the list of documents: those in the index, those that cannot be read, and why.

    `plan` says what a sync would do now; `done`, in words, what the last one did.
    """
    parts = [f'<p class="note" role="status">{safe(done)}</p>'] if done else []
    waiting = changes(plan, texts)
    if waiting:
        parts.append(f'<p class="note">△ {safe(texts["pending"].format(what=waiting))}</p>')
    if indexed:
        parts.append(f"<p>{safe(texts['indexed'].format(count=len(indexed)))}</p>")
        parts.append(_list(indexed, texts))
    else:
        parts.append(f"<p>{safe(texts['no_documents'])}</p>")
    if plan.failed:
        parts.append(f"<p>✖ {safe(texts['unreadable'])}</p>")
        parts.append(_list([failure["error"] for failure in plan.failed], texts))
    return f'<div class="documents">{"".join(parts)}</div>'


def _list(lines: Sequence[str], texts: Texts) -> str:
    more = len(lines) - _MOST_LISTED
    rest = f"<li>{safe(texts['more'].format(count=more))}</li>" if more > 0 else ""
    items = "".join(f"<li><bdi>{safe(line)}</bdi></li>" for line in lines[:_MOST_LISTED])
    return f"<ul>{items}{rest}</ul>"


def changes(report: SyncReport, texts: Texts) -> str:
    """Say in words what a sync changed, or would; empty if nothing."""
    counts = [
        ("added", len(report.added)),
        ("changed_documents", len(report.changed)),
        ("renamed", len(report.renamed)),
        ("removed", len(report.removed)),
    ]
    return ", ".join(texts[name].format(count=count) for name, count in counts if count)


def report_line(report: SyncReport, texts: Texts) -> str:
    """Say in one line what a sync did."""
    parts = [changes(report, texts) or texts["nothing_changed"]]
    if report.failed:
        parts.append(texts["failed_documents"].format(count=len(report.failed)))
    parts.append(texts["unchanged"].format(count=report.unchanged))
    return f"{', '.join(parts)}, {texts['took'].format(seconds=report.seconds)}."


def header_html(status: str, state: str, texts: Texts) -> str:
    """Return the head of the page with a line on how things stand.

    `state` is "working", "ready" or "failed"; `status` is the line.
    """
    shape = {"working": "◌", "ready": "●", "failed": "✖"}[state]
    return (
        f"<h1>{safe(texts['title'])}</h1><p>{safe(texts['subtitle'])}</p>"
        f'<p class="standing {state}" role="status">{shape} {safe(status)}</p>'
    )
