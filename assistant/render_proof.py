"""The proof of an answer as HTML: each citation's words, and where they stand in their source."""

from collections.abc import Callable, Sequence

from assistant.answer import Answer, Citation
from assistant.conversations import Turn
from assistant.markup import attribute, safe
from assistant.page_text import Texts
from index.language import may_be_in
from index.records import Document, Passage

# How much of a document is shown around a quote, in characters on either side.
_AROUND = 3_000

FindDocument = Callable[[str], Document | None]


def proof_html(
    answer: Answer, number: int, find: FindDocument, texts: Texts, *, may_translate: bool = False
) -> str:
    """Return the cards of an answer's citations, or of the nearest passages if it has none.

    `number` is the turn's, from 1. With `may_translate` a quote that is not in the language of the
    answer has a button for its translation.
    """
    if answer.status != "not_found":
        return "".join(
            _card(item, f"{number}-{item.marker}", find(item.source), answer, texts, may_translate)
            for item in answer.citations
        )
    if not answer.passages:
        return ""
    cards = "".join(_near(passage, number, texts) for passage in answer.passages)
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


def _card(
    citation: Citation,
    name: str,
    document: Document | None,
    answer: Answer,
    texts: Texts,
    may_translate: bool,
) -> str:
    translation = ""
    if may_translate and not may_be_in(answer.language, citation.quote):
        translation = _translation(citation, answer.language, texts)
    return (
        f'<article class="card" id="cite-{name}" tabindex="-1" aria-labelledby="head-{name}">'
        f'<header id="head-{name}"><span class="number">[{citation.marker}]</span> '
        f"{_where(citation, texts, document)}</header>"
        f'<blockquote dir="auto">{safe(citation.quote)}</blockquote>{translation}'
        f"{_source(citation, name, document, texts)}"
        f'<a class="back" href="#said-{name}">↩ {safe(texts["back"])}</a>'
        "</article>"
    )


def _near(passage: Passage, number: int, texts: Texts) -> str:
    return (
        f'<article class="card near" id="near-{number}-{passage.rank}" tabindex="-1">'
        f'<header><span class="label">○ {safe(texts["nearest"])}</span> '
        f"{_where(passage, texts)}</header>"
        f'<p dir="auto">{safe(passage.text)}</p></article>'
    )


def _where(place: Citation | Passage, texts: Texts, document: Document | None = None) -> str:
    """Return title, file, page and date; what a source has not is left out."""
    title = place.title or (document.title if document else None)
    page = f"<span>{safe(texts['page'].format(page=place.page))}</span>" if place.page else ""
    day = (
        f'<time datetime="{attribute(place.date)}">{safe(place.date)}</time>' if place.date else ""
    )
    file = f'<bdi class="name">{safe(place.source)}</bdi>'
    head = f'<bdi class="title">{safe(title)}</bdi>' if title else ""
    return f'{head}<span class="place">{" · ".join(p for p in (file, page, day) if p)}</span>'


def _translation(citation: Citation, language: str, texts: Texts) -> str:
    """Return a button for a translation, which page.js fetches and puts into the place after it."""
    return (
        f'<button type="button" class="translate" data-source="{attribute(citation.source)}" '
        f'data-start="{citation.start}" data-end="{citation.end}" '
        f'data-language="{attribute(language)}" data-wait="{attribute(texts["translating"])}">'
        f"{safe(texts['translate'])}</button>"
        f'<div class="translation" role="status" hidden><p class="label">✎ '
        f"{safe(texts['translation'])}</p>"
        f'<p class="words" lang="{attribute(language)}" dir="auto"></p></div>'
    )


def _source(citation: Citation, name: str, document: Document | None, texts: Texts) -> str:
    """Return the text around a quote, folded, with the quote marked at its exact place."""
    start, end = citation.start, citation.end
    if document is None or document.text[start:end] != citation.quote:
        return f'<p class="note">{safe(texts["changed"])}</p>'
    text = document.text
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = _cut(texts["cut_before"], first) + safe(text[first:start])
    after = safe(text[end:last]) + _cut(texts["cut_after"], len(text) - last)
    label = attribute(texts["source_of"].format(source=citation.source))
    return (
        f"{_page_image(citation, texts)}"
        f'<details class="source"><summary>{safe(texts["in_source"])}</summary>'
        f'<div class="text" dir="auto" tabindex="0" role="region" aria-label="{label}">'
        f'{before}<mark id="quote-{name}">{safe(citation.quote)}</mark>{after}</div></details>'
    )


def _page_image(citation: Citation, texts: Texts) -> str:
    """Return a place for the page itself, which page.js fetches when it is opened."""
    if citation.page is None or not citation.source.lower().endswith(".pdf"):
        return ""
    shown = texts["page_image"].format(page=citation.page, source=citation.source)
    return (
        f'<details class="source page"><summary>{safe(texts["see_page"])}</summary>'
        f'<div class="picture" tabindex="0" role="region" aria-label="{attribute(shown)}" '
        f'data-source="{attribute(citation.source)}" data-start="{citation.start}" '
        f'data-end="{citation.end}" data-failed="{attribute(texts["not_drawn"])}" '
        f'data-unmarked="{attribute(texts["not_marked"])}">'
        f'<p class="note" role="status">{safe(texts["drawing"])}</p></div></details>'
    )


def _cut(text: str, count: int) -> str:
    return f'<p class="note">{safe(text.format(count=f"{count:,}"))}</p>' if count else ""
