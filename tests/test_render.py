from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation
from assistant.page_text import TEXTS
from assistant.render import (
    Turn,
    documents_html,
    header_html,
    history_of,
    passages_html,
    proof_html,
    proofs_html,
    question_html,
    reply_html,
    report_line,
    safe,
)
from index.records import Document
from index.report import SyncReport
from tests.browser.fake_assistant import HOSTILE, QUOTE, SOURCE, TEXT, answer_to, passages

EN = TEXTS["en"]
DOCUMENT = Document(SOURCE, TEXT, "hash")


class Seen(HTMLParser):
    """What a browser would make of some HTML: its tags, its links, and its text by element."""

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


# What `safe` shows otherwise: control characters, overrides, and other line ends than \n.
TEXTS_OF_OTHERS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc"],
        exclude_characters="\u2028\u2029\u202d\u202e",
        include_characters="\n\t",
    )
)


@given(TEXTS_OF_OTHERS)
def test_safe_shows_a_text_as_it_is(text: str) -> None:
    seen = Seen(safe(text))
    assert seen.tags <= {"br"}
    assert seen.text.rstrip("\n") == text.rstrip("\n")


@given(st.text())
def test_safe_leaves_nothing_that_means_something_in_html_markdown_or_templates(text: str) -> None:
    rest = safe(text).replace("<br>", "")
    assert not set(rest) & set("<>\"'`*_[]()!$\\{}|~=+-.:/\n\u202d\u202e")


def everything(hostile: str) -> str:
    """Everything that the page can show, with `hostile` wherever it takes words of others."""
    answer = replace(answer_to(hostile), model=hostile, language=hostile)
    found = replace(passages(hostile)[0], source=hostile)
    citation = Citation(1, hostile, None, 2, 2 + len(hostile), hostile, 0.5)
    document = Document(hostile, f"> {hostile} <", "hash")
    cited = replace(answer, citations=(citation,))
    missed = replace(answer, status="not_found", text=hostile, passages=(found,), citations=())
    failed = {"source": hostile, "error": hostile}
    plan = SyncReport(added=[hostile], failed=[failed])
    turns = [
        Turn(hostile, note=hostile, draft=hostile),
        Turn(hostile, error=hostile),
        Turn(hostile, draft=hostile, stopped=True),
        Turn(hostile, answer=cited, proof=proof_html(cited, 4, lambda _: document, EN)),
        Turn(hostile, answer=missed, proof=proof_html(missed, 5, lambda _: None, EN)),
    ]
    shown = [question_html(turn) for turn in turns]
    shown += [reply_html(turn, number, EN) for number, turn in enumerate(turns, 1)]
    shown += [
        proofs_html(turns, EN),
        passages_html([found], EN),
        header_html(hostile, "failed", EN),
    ]
    shown += [documents_html([hostile], plan, EN, hostile)]
    return "".join(shown)


def test_words_of_others_are_never_markup_wherever_they_stand() -> None:
    seen = Seen(everything(f"hostile {HOSTILE}"))
    assert not seen.tags & {"script", "img", "b", "style", "iframe"}
    assert all(link.startswith("#") for link in seen.links)
    assert seen.tags == Seen(everything("meek")).tags
    assert "\u202e" not in everything(HOSTILE)
    assert "$" not in everything(HOSTILE)
    assert "\n" not in everything("two\n\nlines")


def test_a_marker_links_to_its_citation_and_the_words_stay_exact() -> None:
    html = reply_html(Turn("q", answer=answer_to("tide")), 3, EN)
    assert 'id="said-3-1" href="#cite-3-1"' in html
    assert "The tide turns twice a day Citation [1]." in Seen(html).text


def test_what_looks_like_a_marker_in_the_sources_own_words_stays_words() -> None:
    answer = answer_to("tide")
    sentence = replace(answer.sentences[0], text="As said [1], it turns.")
    html = reply_html(Turn("q", answer=replace(answer, sentences=(sentence,))), 1, EN)
    assert "As said [1], it turns Citation [1]." in Seen(html).text
    assert Seen(html).links == ["#cite-1-1"]


@pytest.mark.parametrize("around", ["", "x", "<b>\n", "\u202e", "ab" * 9_000])
def test_the_mark_is_exactly_the_quote(around: str) -> None:
    start = len(around)
    citation = Citation(1, SOURCE, None, start, start + len(QUOTE), QUOTE, 0.9)
    answer = replace(answer_to("tide"), citations=(citation,))
    document = Document(SOURCE, f"{around}{QUOTE}{around}", "hash")
    html = proof_html(answer, 1, lambda _: document, EN)
    assert Seen(html).marked == QUOTE


def test_a_long_document_is_cut_around_the_quote_and_says_so() -> None:
    text = Seen(proof_html(answer_to("tide"), 1, lambda _: Document(SOURCE, "", "hash"), EN)).text
    assert "has changed since" in text
    far = Citation(1, SOURCE, None, 5_000, 5_000 + len(QUOTE), QUOTE, 0.9)
    document = Document(SOURCE, f"{'a' * 5_000}{QUOTE}{'b' * 4_000}", "hash")
    answer = replace(answer_to("tide"), citations=(far,))
    text = Seen(proof_html(answer, 1, lambda _: document, EN)).text
    assert "… 2,000 characters before this" in text
    assert "1,000 characters after this …" in text
    assert text.count("a" * 3_000) == 1


@pytest.mark.parametrize("document", [None, Document(SOURCE, "other words", "hash")])
def test_a_quote_is_never_marked_in_a_text_that_does_not_hold_it(document: Document | None) -> None:
    html = proof_html(answer_to("tide"), 1, lambda _: document, EN)
    assert "mark" not in Seen(html).tags
    assert "This document has changed since" in Seen(html).text
    assert QUOTE in Seen(html).text


def test_a_sentence_that_was_left_out_is_marked_with_its_reason() -> None:
    text = Seen(reply_html(Turn("q", answer=answer_to("tide")), 1, EN)).text
    assert "Left out, not supported by the sources: 1" in text
    assert "The moon is made of cheese. ✖ Not supported: no sentence of the sources" in text


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("answered", "✔ Answered from the sources"),
        ("partial", "◐ Partly answered from the sources"),
        ("not_found", "○ Not in the sources"),
    ],
)
def test_the_status_is_a_word_and_a_shape(status: str, line: str) -> None:
    answer: Answer = replace(answer_to("tide"), status=status)  # type: ignore[arg-type]
    assert line in Seen(reply_html(Turn("q", answer=answer), 1, EN)).text


def test_the_nearest_passages_are_called_that_and_no_answer() -> None:
    answer = answer_to("nothing")
    assert '#near-7-1"' in reply_html(Turn("q", answer=answer), 7, EN)
    text = Seen(proof_html(answer, 7, lambda _: DOCUMENT, EN)).text
    assert "No passage answers this" in text
    assert f"Nearest passage, not an answer {SOURCE} · page 3{QUOTE}" in text


def test_the_newest_proof_comes_first_and_the_earlier_ones_are_folded() -> None:
    turns = [Turn("first", proof="<p>1</p>"), Turn("second", proof="<p>2</p>"), Turn("third")]
    html = proofs_html(turns, EN)
    assert html.index("second") < html.index('<details class="earlier">') < html.index("first")
    assert "third" not in html


def test_follow_ups_are_told_answers_without_markers_and_no_drafts() -> None:
    turns = [
        Turn("one", answer=answer_to("tide")),
        Turn("two", draft="The", stopped=True),
        Turn("three", answer=answer_to("nothing")),
        Turn("four", error="the model failed"),
    ]
    assert history_of(turns) == [
        ("one", "The tide turns twice a day."),
        ("three", "The sources do not say."),
    ]


def test_a_sync_is_told_in_words() -> None:
    report = SyncReport(added=["a", "b"], removed=["c"], unchanged=3, seconds=1.5)
    assert report_line(report, EN) == "2 added, 1 removed, 3 unchanged, in 1.5 s."
    report = SyncReport(failed=[{"source": "x", "error": "x: broken"}], seconds=0.1)
    assert report_line(report, EN) == (
        "Nothing had changed, 1 cannot be read, 0 unchanged, in 0.1 s."
    )


def test_a_long_list_of_documents_is_cut_and_counted() -> None:
    html = documents_html([f"{number}.txt" for number in range(250)], SyncReport(), EN)
    assert "250 in the index" in html
    assert html.count("<li>") == 201
    assert "and 50 more" in html
