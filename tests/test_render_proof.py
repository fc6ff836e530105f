from dataclasses import replace

import pytest

from assistant.answer import Citation
from assistant.conversations import Turn
from assistant.page_text import TEXTS
from assistant.render import reply_html
from assistant.render_proof import proof_html, proofs_html
from index.records import Document
from tests.browser.fake_assistant import PRINTED, QUOTE, SOURCE, TEXT, answer_to
from tests.seen import Seen

EN = TEXTS["en"]
DOCUMENT = Document(SOURCE, TEXT, "hash", "Of the document")


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


def test_a_pdfs_page_can_be_looked_at_and_a_texts_cannot() -> None:
    document = Document(PRINTED, TEXT, "hash")
    html = proof_html(answer_to("printed"), 1, lambda _: document, EN)
    assert '<div class="picture" tabindex="0" role="region" aria-label="Page 3' in html
    assert "picture" not in proof_html(answer_to("tide"), 1, lambda _: DOCUMENT, EN)


@pytest.mark.parametrize("document", [None, Document(SOURCE, "other words", "hash")])
def test_a_quote_is_never_marked_in_a_text_that_does_not_hold_it(document: Document | None) -> None:
    html = proof_html(answer_to("tide"), 1, lambda _: document, EN)
    assert "mark" not in Seen(html).tags
    assert "This document has changed since" in Seen(html).text
    assert QUOTE in Seen(html).text


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


def test_a_card_says_title_file_page_and_date() -> None:
    html = proof_html(answer_to("tide"), 1, lambda _: DOCUMENT, EN)
    assert f"[1] Letters of a sailor{SOURCE} · page 3 · 1913-05-02" in Seen(html).text
    bare = replace(answer_to("tide").citations[0], title=None, date=None, page=None)
    answer = replace(answer_to("tide"), citations=(bare,))
    assert (
        f"[1] Of the document{SOURCE}The"
        in Seen(proof_html(answer, 1, lambda _: DOCUMENT, EN)).text
    )


@pytest.mark.parametrize(("language", "offered"), [("fr", True), ("en", False)])
def test_only_a_quote_in_another_language_has_a_translation(language: str, offered: bool) -> None:
    answer = replace(answer_to("tide"), language=language)
    html = proof_html(answer, 1, lambda _: DOCUMENT, EN, may_translate=True)
    assert ("Translate this quote" in html) is offered
    assert "Translate this quote" not in proof_html(answer, 1, lambda _: DOCUMENT, EN)
