import pytest

from assistant.evidence import Evidence, evidence_in
from assistant.leftovers import are_translated, copied_from_elsewhere, left_over
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

SPANISH = "Para censurar a la Comisión hace falta una mayoría de dos tercios, según Carlos Fuente."
GERMAN = "Mehrere enge Verbündete, unter ihnen Joschka Fischer, lasen darüber im Spiegel."
ITALIAN = "Conte disse che il gasdotto era chiuso."


def evidence(text: str) -> list[Evidence]:
    return evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])


@pytest.mark.parametrize(
    ("language", "claim", "text", "words"),
    [
        ("en", "It takes a majority of two tercios.", SPANISH, {"tercios": "es"}),
        ("en", "It takes a majority of two thirds, says Carlos Fuente.", SPANISH, {}),
        ("en", "It takes a majority of two quintos.", SPANISH, {}),  # not the source's word
        ("en", "Several enge allies read of it.", GERMAN, {"enge": "de"}),
        ("en", "Joschka Fischer read of it in the Spiegel.", GERMAN, {}),
        ("en", "Conte said that the gasdotto was closed.", ITALIAN, {"gasdotto": "it"}),
        ("de", "Conte sagte, dass der gasdotto geschlossen war.", ITALIAN, {"gasdotto": "it"}),
        ("es", "Hace falta una mayoría de dos tercios.", SPANISH, {}),
        ("es", "Es la cofondatrice.", "Elle est la co-fondatrice.", {"cofondatrice": "fr"}),
    ],
)
def test_words_of_the_sources_language_are_left_over(
    language: str, claim: str, text: str, words: dict[str, str]
) -> None:
    assert left_over(claim, evidence(text), "", language) == words


def test_words_of_the_question_are_not_left_over() -> None:
    question = "What are two tercios?"
    assert left_over("Two tercios are a majority.", evidence(SPANISH), question, "en") == {}


@pytest.mark.parametrize(
    ("before", "after", "are"),
    [
        ("two tercios", "two thirds of tercios", False),  # it is still there
        ("two tercios", "two", False),  # nothing stands for it
        ("two tercios", "two tercois", True),  # the fake knows words by their letters
        ("two tercios", "two halves", False),
        ("two tercios", "two Tercios", False),  # only written otherwise
    ],
)
def test_a_word_is_translated_if_one_near_it_is_new(before: str, after: str, are: bool) -> None:
    assert are_translated(["tercios"], before, after, WordEmbedder().encode_words) is are


@pytest.mark.real
@pytest.mark.parametrize(
    ("word", "other", "are"),
    [
        ("tercios", "thirds", True),
        ("candados", "padlocks", True),
        ("gasdotto", "pipeline", True),
        ("candados", "barricades", False),
        ("tercios", "halves", False),
        ("gasdotto", "tunnel", False),
    ],
)
def test_a_translation_is_told_from_another_word(
    embedder: Embedder, word: str, other: str, are: bool
) -> None:
    assert are_translated([word], f"in {word}", f"in {other}", embedder.encode_words) is are


def test_a_word_left_over_from_another_sentence_tells_that_it_is_not_of_this_one() -> None:
    said = evidence(
        "Hablamos de insomnio crónico cuando dura tres meses. La valeriana no se recomienda. "
        "Las infusiones de valerianas tampoco."
    )
    claim = "The first choice for chronic insomnia is the valeriana."
    assert len(said) == 3
    assert copied_from_elsewhere(claim, "", said[:1], said) == "valeriana"
    assert copied_from_elsewhere(claim, "", said[1:2], said) is None
    assert copied_from_elsewhere(claim, "", said[2:], said) is None  # in another form
    assert copied_from_elsewhere(claim, "Is it valeriana?", said[:1], said) is None
    assert copied_from_elsewhere(claim.replace("valeriana", "valerian"), "", said[:1], said) is None
