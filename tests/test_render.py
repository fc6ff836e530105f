from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation
from assistant.conversations import Turn
from assistant.library import Listed
from assistant.page_text import TEXTS
from assistant.render import footnotes, header_html, passages_html, reply_html
from assistant.render_documents import documents_html, settings_html
from assistant.render_proof import proof_html, proofs_html
from index.records import Document
from tests.browser.fake_assistant import HOSTILE, QUOTE, SOURCE, answer_to, found
from tests.seen import Seen

EN = TEXTS["en"]


def everything(hostile: str) -> str:
    """Everything that the page can show, with `hostile` wherever it takes words of others."""
    answer = replace(
        answer_to(hostile),
        model=hostile,
        language=hostile,
        standalone=f"{hostile}?",
        missing=(hostile,),
    )
    passage = replace(found(hostile)[0], source=hostile)
    citation = Citation(
        1, hostile, None, 2, 2 + len(hostile), hostile, 0.5, hostile, hostile, hostile
    )
    document = Document(hostile, f"> {hostile} <", "hash")
    cited = replace(answer, citations=(citation,))
    missed = replace(answer, status="not_found", text=hostile, passages=(passage,), citations=())
    turns = [
        Turn(hostile, note=hostile, draft=hostile),
        Turn(hostile, error=hostile),
        Turn(hostile, draft=hostile, stopped=True),
        Turn(
            hostile,
            answer=cited,
            proof=proof_html(cited, 4, lambda _: document, EN, may_translate=True),
        ),
        Turn(hostile, answer=missed, proof=proof_html(missed, 5, lambda _: None, EN)),
    ]
    listed = Listed(hostile, hostile, 1, "2026-01-31", 2, "failed", hostile)
    shown = [reply_html(turn, number, EN) for number, turn in enumerate(turns, 1)]
    shown += [
        proofs_html(turns, EN),
        passages_html([passage], EN),
        header_html(hostile, "failed", EN, 0.5),
        documents_html([listed], [hostile], EN, may_change=True),
        settings_html([(hostile, hostile)]),
    ]
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


def test_a_marker_that_stands_twice_is_led_back_to_once() -> None:
    answer = answer_to("tide")
    twice = replace(answer, sentences=(answer.sentences[0], answer.sentences[0]))
    html = reply_html(Turn("q", answer=twice), 1, EN)
    assert html.count('id="said-1-1"') == 1
    assert Seen(html).links == ["#cite-1-1", "#cite-1-1"]


def test_a_partial_answer_says_what_is_missing_and_a_follow_up_how_it_was_understood() -> None:
    answer = replace(
        answer_to("tide"),
        status="partial",
        missing=("why", "where"),
        standalone="Why tides?",
    )
    text = Seen(reply_html(Turn("q", answer=answer), 1, EN)).text
    assert "○ Not in the sources: why, where" in text
    assert "Understood as: Why tides?" in text


def test_an_answer_is_copied_with_its_citations_as_footnotes() -> None:
    assert footnotes(answer_to("tide"), EN) == (
        "tide\n\nThe tide turns twice a day [1].\n\n"
        f"[1] “{QUOTE}” — Letters of a sailor, {SOURCE}, page 3, 1913-05-02"
    )


def test_the_verdict_that_was_given_is_told() -> None:
    html = reply_html(Turn("q", answer=answer_to("tide"), verdict="bad"), 1, EN)
    assert 'data-verdict="bad" aria-pressed="true"' in html
    assert 'data-verdict="good" aria-pressed="false"' in html
    assert "data-verdict" not in reply_html(
        Turn("q", answer=answer_to("tide")), 1, EN, may_judge=False
    )


def test_work_that_has_a_count_has_a_bar() -> None:
    assert '<progress max="1" value="0.250"' in header_html("Reading", "working", EN, 0.25)
    assert "progress" not in Seen(header_html("Ready", "ready", EN)).tags
