import pytest

from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from assistant.plainly_said import is_plainly_said
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

BULK = "The mill does not sell flour in bulk."


def is_plain(question: str, text: str, embedder: Embedder | WordEmbedder) -> bool:
    (sentence,) = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    nearness = WordNearness(embedder.encode_queries)
    return is_plainly_said(question, sentence, embedder.encode_sentences, nearness)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Does the mill sell flour in bulk?", True),
        ("Does the mill sell flour?", True),
        ("Does the mill sell old flour in small bags?", False),
        ("What does the mill sell in bulk?", False),
        ("Does the mill sell flour in bulk for 20 euros?", False),
        ("Is it?", False),
        ("Does the baker sell flour in bulk?", False),
    ],
)
def test_a_sentence_that_has_all_words_of_a_question_says_yes_or_no(
    question: str, *, plain: bool
) -> None:
    assert is_plain(question, BULK, WordEmbedder()) == plain


def test_no_sentence_says_nothing() -> None:
    embedder = WordEmbedder()
    nearness = WordNearness(embedder.encode_queries)
    assert not is_plainly_said("Does it sell?", None, embedder.encode_sentences, nearness)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Are cats allowed in the house?", "Dogs are allowed in the house."),
        ("Is smoking allowed outside?", "Smoking is allowed inside."),
        ("Does the landlord pay for repairs?", "The tenant pays for repairs."),
        ("Darf der Mieter kündigen?", "Der Vermieter darf kündigen."),
        ("Is the east wing open to all?", "The west wing is open to all."),
        ("Was Anna born in Paris?", "Anna met Tom, who was born in Paris."),
    ],
)
def test_what_is_said_of_another_thing_is_not_plain(question: str, text: str) -> None:
    assert not is_plain(question, text, WordEmbedder())


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "text", "plain"),
    [
        ("Are dogs allowed in the house?", "Los perros no están permitidos en la casa.", True),
        ("¿La bodega vende vino a granel?", "La bodega no vende vino a granel.", True),
        ("Does the winery have a restaurant?", "La bodega no vende vino a granel.", False),
        ("Does the winery sell beer in bottles?", "La bodega no vende vino a granel.", False),
        (
            "do we need a new boiler now",
            "A new boiler is not needed for the time being, the present one being new.",
            True,
        ),
        ("Is the sauna open to women?", "Le sauna est ouvert aux hommes.", False),
        ("Does the landlord pay for repairs?", "Der Mieter zahlt die Reparaturen.", False),
        ("Hat Hedda Quistorp Kinder?", "Geplant hat es die Ingenieurin Hedda Quistorp.", False),
        ("酒庄散装出售葡萄酒吗?", "酒庄不散装出售葡萄酒。", False),  # words are not told apart
    ],
)
def test_so_does_one_that_says_as_much_in_other_words(
    embedder: Embedder, question: str, text: str, *, plain: bool
) -> None:
    assert is_plain(question, text, embedder) == plain
