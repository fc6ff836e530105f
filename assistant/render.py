"""A conversation as HTML: pure functions, in which nothing of others is markup.

Everything that comes from documents, models and users goes through `safe`. Ids tie an answer to its
proof: the link `#cite-2-1` in the second answer leads to the card of its first citation. What the
buttons do is told by their `data-` attributes, which page.js reads.
"""

from collections.abc import Sequence

from assistant.answer import Answer, Citation
from assistant.conversations import Turn
from assistant.evidence import with_markers
from assistant.markup import attribute, safe
from assistant.page_text import Texts
from index.records import Passage

_SHAPES = {"answered": "✔", "partial": "◐", "not_found": "○"}
_VERDICTS = ("good", "bad", "wrong_citation")


def reply_html(turn: Turn, number: int, texts: Texts, *, may_judge: bool = True) -> str:
    """Return the reply to turn `number`, counted from 1: the answer, the draft or the error."""
    return f'<div class="reply">{_reply(turn, number, texts, may_judge)}</div>'


def _reply(turn: Turn, number: int, texts: Texts, may_judge: bool) -> str:
    if turn.answer:
        actions = _actions(turn.answer, turn, number, texts, may_judge)
        return _answer(turn.answer, number, texts) + actions
    if turn.error is not None:
        line = f"<strong>✖ {safe(texts['failed'])}.</strong> {safe(turn.error)}"
        return f'<p class="error" dir="auto" role="alert">{line}</p>'
    label = texts["draft"] if turn.draft else ""
    note = turn.note
    if turn.stopped:
        label, note = (texts["stopped"], "") if turn.draft else ("", texts["stopped_early"])
    working = "" if turn.stopped else " working"
    return "".join(
        [
            f'<p class="note{working}">{safe(note)}</p>' if note else "",
            f'<p class="label">✎ {safe(label)}</p>' if label else "",
            f'<p class="draft" dir="auto">{safe(turn.draft)}</p>' if turn.draft else "",
        ]
    )


def _answer(answer: Answer, number: int, texts: Texts) -> str:
    parts = [
        f'<p class="status {answer.status}"><span aria-hidden="true">{_SHAPES[answer.status]}'
        f"</span> {safe(texts[answer.status])}</p>",
        _understood(answer, texts),
        f'<p class="answer" lang="{attribute(answer.language)}" dir="auto">'
        f"{_with_links(answer, number, texts)}</p>",
    ]
    if answer.is_quoted:
        parts.append(f'<p class="note">{safe(texts["own_words"])}</p>')
    if answer.missing:
        line = texts["missing"].format(what=", ".join(answer.missing))
        parts.append(f'<p class="missing" dir="auto">○ {safe(line)}</p>')
    if answer.status == "not_found" and answer.passages:
        parts.append(
            f'<p><a class="see" href="#near-{number}-1">{safe(texts["see_nearest"])}</a></p>'
        )
    parts.append(_left_out(answer, texts))
    return "".join(parts)


def _understood(answer: Answer, texts: Texts) -> str:
    question = answer.standalone
    if not question or question == answer.question:
        return ""
    line = texts["understood"].format(question=question)
    return f'<p class="understood" dir="auto">{safe(line)}</p>'


def _left_out(answer: Answer, texts: Texts) -> str:
    """Return the sentences that nothing supports, folded, each with the reason."""
    sentences = [sentence for sentence in answer.sentences if not sentence.supported]
    if not sentences:
        return ""
    items = "".join(
        f'<li><s dir="auto">{safe(sentence.text)}</s> '
        f"<small>✖ {safe(texts['unsupported'])}: {safe(sentence.reason or '')}</small></li>"
        for sentence in sentences
    )
    summary = safe(texts["left_out"].format(count=len(sentences)))
    return f'<details class="left-out"><summary>{summary}</summary><ul>{items}</ul></details>'


def _with_links(answer: Answer, number: int, texts: Texts) -> str:
    """Return the answer's text with a link in the place of each marker that the program put.

    Each supported sentence is taken by itself: what looks like a marker in its own words stays
    words.
    """
    if answer.status == "not_found":
        return safe(answer.text)
    written = []
    linked: set[int] = set()
    for sentence in answer.sentences:
        if sentence.supported:
            markers = "".join(f"[{marker}]" for marker in sentence.citations)
            before, _, after = with_markers([sentence]).rpartition(markers)
            links = ""
            for marker in sentence.citations:
                # The way back leads to the first of several.
                name = "" if marker in linked else f'id="said-{number}-{marker}" '
                links += _link(marker, number, name, texts)
                linked.add(marker)
            written.append(f"{safe(before)}{links}{safe(after)}")
    return " ".join(written)


def _link(marker: int, number: int, name: str, texts: Texts) -> str:
    return (
        f'<a class="marker" {name}href="#cite-{number}-{marker}">'
        f'<span class="unseen">{safe(texts["citation"])} </span>[{marker}]</a>'
    )


def _actions(answer: Answer, turn: Turn, number: int, texts: Texts, may_judge: bool) -> str:
    """Return the buttons of an answer, and how it was made.

    The Chatbot's own feedback menu opens under a mouse alone, and its own copy button would copy
    HTML.
    """
    seconds = texts["seconds"].format(seconds=f"{answer.timings.total / 1000:.1f}")
    judging = "".join(
        f'<button type="button" data-event="judge" data-turn="{number}" data-verdict="{verdict}" '
        f'aria-pressed="{"true" if turn.verdict == verdict else "false"}">'
        f"{safe(texts[verdict])}</button>"
        for verdict in (_VERDICTS if may_judge else ())
    )
    judged = f'<span class="judged">{safe(texts["judged"])}</span>' if turn.verdict else ""
    return (
        f'<div class="actions" role="group" aria-label="{attribute(texts["actions"])}">'
        f'<button type="button" data-copy="{attribute(footnotes(answer, texts))}" '
        f'data-copied="{attribute(texts["copied"])}">{safe(texts["copy"])}</button>'
        f"{judging}</div>"
        f'<p class="made">{judged}{safe(answer.model)} · {safe(seconds)}</p>'
    )


def footnotes(answer: Answer, texts: Texts) -> str:
    """Return an answer as plain text, its citations below it as footnotes."""
    notes = [
        f"[{citation.marker}] “{citation.quote}” — {place_of(citation, texts)}"
        for citation in answer.citations
    ]
    return "\n\n".join([answer.question, answer.text, *(["\n".join(notes)] if notes else [])])


def place_of(citation: Citation, texts: Texts) -> str:
    """Return where a citation stands, in words: title, source, page and date."""
    page = texts["page"].format(page=citation.page) if citation.page else None
    return ", ".join(
        part for part in (citation.title, citation.source, page, citation.date) if part
    )


def passages_html(passages: Sequence[Passage], texts: Texts) -> str:
    """Return what was searched, best first."""
    if not passages:
        return f'<p class="note">{safe(texts["empty_searched"])}</p>'
    items = "".join(
        f'<li><details><summary><bdi class="name">{safe(passage.source)}</bdi>'
        f"{_page(passage, texts)} <small>{safe(texts['score'].format(score=passage.score))}</small>"
        f'</summary><p dir="auto">{safe(passage.text)}</p></details></li>'
        for passage in passages
    )
    return f'<ol class="passages">{items}</ol>'


def _page(passage: Passage, texts: Texts) -> str:
    return f" · {safe(texts['page'].format(page=passage.page))}" if passage.page else ""


def header_html(line: str, state: str, texts: Texts, share: float | None = None) -> str:
    """Return the head of the page with a line on how things stand.

    `state` is "working", "ready" or "failed"; `share`, from 0 to 1, is how much has been done.
    """
    shape = {"working": "◌", "ready": "●", "failed": "✖"}[state]
    bar = ""
    if share is not None:
        label = attribute(texts["progress"])
        bar = f'<progress max="1" value="{share:.3f}" aria-label="{label}"></progress>'
    return (
        f"<h1>{safe(texts['title'])}</h1>"
        f'<p class="standing {state}" role="status"><span aria-hidden="true">{shape}</span> '
        f"{safe(line)}</p>{bar}"
    )
