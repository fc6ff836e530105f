from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Sentence
from assistant.evidence import cite, claims_in, evidence_in, prove, with_markers
from assistant.names import missing_names, read_names
from assistant.phrases import NOT_FOUND
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

TEXT = "Acme pays 2 million euros. It pays 500,000 euros now. Zenith pays nothing."
PASSAGE = Passage(1, "a.txt", None, 10, 10 + len(TEXT), TEXT, 0.9, "id")
embed = WordEmbedder().encode_queries


def proof(claim: str, question: str = "who pays?") -> tuple[list[str], str | None]:
    found = prove([claim], evidence_in([PASSAGE]), question, embed)[0]
    return [item.text for item in found.evidence], found.reason


def test_evidence_is_the_sentences_where_they_stand() -> None:
    first, second, _ = evidence_in([PASSAGE])
    assert (first.start, first.end, first.text) == (10, 36, "Acme pays 2 million euros.")
    assert second.text == TEXT[second.start - 10 : second.end - 10]


def test_overlapping_passages_give_a_sentence_once() -> None:
    overlap = replace(PASSAGE, start=37, text=TEXT[27:], chunk_id="other")
    assert evidence_in([PASSAGE, overlap]) == evidence_in([PASSAGE])


def test_a_quote_is_on_the_page_on_which_it_begins() -> None:
    # The second page begins within the second sentence, the third is empty.
    passage = replace(
        PASSAGE, page=3, page_breaks=(40, 60, 60), title="Payments", date="2024-03-01"
    )
    evidence = evidence_in([passage])
    assert [item.page for item in evidence] == [3, 3, 6]
    proofs = prove(["Zenith pays nothing."], evidence, "", embed)
    (citation,) = cite(proofs)[1]
    assert (citation.page, citation.title, citation.date) == (6, "Payments", "2024-03-01")


@pytest.mark.parametrize(
    "reply",
    [
        "It pays 5 euros [1].",
        "It pays 5 euros (passage 2).",
        "It pays 5 euros【3†source】.",
        "It pays 5 euros [1, 2].",
    ],
)
def test_markers_that_a_model_made_up_are_not_kept(reply: str) -> None:
    assert claims_in(reply) == ["It pays 5 euros."]


def test_a_claim_is_proved_by_the_sentence_that_says_it() -> None:
    assert proof("Zenith pays nothing.") == (["Zenith pays nothing."], None)


def test_a_figure_that_the_sources_do_not_give_is_not_supported() -> None:
    assert (
        proof("Acme pays 3 million euros.")[1]
        == "the sources do not give the figure 3 million euros"
    )


def test_a_name_that_the_sources_do_not_give_is_not_supported() -> None:
    assert proof("Acme and Umbrex pay 2 million euros.")[1] == "the sources do not name Umbrex here"


def test_what_one_sentence_leaves_out_may_stand_in_another() -> None:
    assert proof("Of 2 million euros it pays 500,000 now.") == (
        ["It pays 500,000 euros now.", "Acme pays 2 million euros."],
        None,
    )


@pytest.mark.parametrize(
    "claim",
    [
        *NOT_FOUND.values(),
        "The text doesn't say what Acme pays.",
        "The given context does not say.",
    ],
)
def test_that_the_sources_do_not_say_is_no_answer(claim: str) -> None:
    assert proof(claim)[1] == "it says that the sources do not say"


@pytest.mark.parametrize(
    "claim",
    [
        "The model is not open source.",
        "Photocopied documents are not accepted.",
        "O artigo foi publicado no jornal em 2021.",
    ],
)
def test_a_denial_about_something_else_is_an_answer(claim: str) -> None:
    assert proof(claim)[1] != "it says that the sources do not say"


def test_nothing_is_proved_without_passages() -> None:
    assert prove(["Acme pays."], [], "who pays?", embed)[0].reason == "no passage was found"


def test_citations_are_numbered_by_the_program_and_each_quote_once() -> None:
    claims = ["Zenith pays nothing.", "Acme pays 9 euros.", "Acme pays 2 million euros."]
    proofs = prove([*claims, claims[0]], evidence_in([PASSAGE]), "who pays?", embed)
    sentences, citations = cite(proofs)
    assert [(c.marker, c.quote) for c in citations] == [
        (1, "Zenith pays nothing."),
        (2, "Acme pays 2 million euros."),
    ]
    assert [sentence.citations for sentence in sentences] == [(1,), (), (2,), (1,)]
    assert not sentences[1].supported


def test_markers_stand_before_the_full_stop_of_any_script() -> None:
    written = [
        Sentence("It pays 5 euros.", (1, 2), True),
        Sentence("It does not.", (), False, "no"),
        Sentence("它支付5欧元。", (3,), True),
    ]
    assert with_markers(written) == "It pays 5 euros [1][2]. 它支付5欧元 [3]。"


def words(text: str, language: str, known: frozenset[str] = frozenset()) -> list[str]:
    return [name.word for name in read_names(text, language, known)]


def test_names_are_what_has_a_capital_that_its_place_does_not_explain() -> None:
    assert words("The deal with Umbrex and OpenAI was made in Falmouth.", "en") == [
        "Umbrex",
        "OpenAI",
        "Falmouth",
    ]
    assert words("Selon Umbrex, le prix monte.", "fr") == ["Umbrex"]
    assert words("Die Finanzierung von Umbrex steigt.", "de") == ["Umbrex"]
    assert words("Die Finanzierung von Google steigt.", "de", frozenset({"google"})) == ["Google"]


@given(st.text(max_size=80))
def test_names_stand_where_they_say(text: str) -> None:
    assert all(text[name.start : name.end] == name.word for name in read_names(text, "en"))


def test_a_name_is_known_again_without_its_case_accents_and_ending() -> None:
    names = read_names("The firm Perez's and ÉTOILE are named.", "en")
    assert missing_names(names, "Firma Pérez, l'étoile", embed) == []


@pytest.mark.real
def test_a_name_is_known_again_in_other_scripts(embedder: Embedder) -> None:
    names = read_names("The firms Google and Amazon.", "en")
    assert [name.word for name in missing_names(names, "谷歌", embedder.encode_queries)] == [
        "Amazon"
    ]


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("How much has Google invested in Anthropic?", "Google invested $4 billion in Anthropic."),
        ("Who invested in Anthropic?", "Apple's deal brought $4 billion to Anthropic."),
        ("How much have Google and Amazon invested?", "Google invested $4 billion in Anthropic."),
    ],
)
def test_what_is_said_of_another_is_not_supported(
    embedder: Embedder, question: str, claim: str
) -> None:
    text = "Amazon invested $4 billion in Anthropic."
    evidence = evidence_in([replace(PASSAGE, start=0, end=len(text), text=text)])
    assert prove([claim], evidence, question, embedder.encode_queries)[0].reason is not None
