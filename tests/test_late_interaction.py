import numpy as np
import pytest

from index.late_interaction import _UNRELATED, word_nearness
from index.remember import Vectors

# Cosines: tide and marée 1, tide and sea .7, all others 0.
VECTORS = {
    "tide": [1, 0, 0],
    "marée": [1, 0, 0],
    "sea": [0.7, 0, 0.714],
    "rises": [0, 1, 0],
    "moon": [0, 0.0, -1],
}


def embed(words: list[str]) -> Vectors:
    return np.array([VECTORS.get(word, [0, 0, 0]) for word in words], np.float32).reshape(-1, 3)


def near(question: str, text: str) -> float:
    return float(word_nearness(question, [text], embed)[0])


def test_words_of_another_language_are_as_near_as_the_same() -> None:
    assert near("tide", "The tide.") == near("tide", "La marée.") == 1


def test_each_word_counts_by_its_nearest() -> None:
    assert near("tide", "moon and sea") == pytest.approx((0.7 - _UNRELATED) / (1 - _UNRELATED))
    assert near("tide rises", "tide, moon") == pytest.approx(1 / 2)


def test_small_words_of_the_question_do_not_count() -> None:
    assert near("When is the tide?", "When is the moon?") == 0
    assert near("When is the tide?", "tide") == 1


def test_unrelated_words_take_nothing_away() -> None:
    assert near("rises", "moon sea") == 0


@pytest.mark.parametrize(
    ("question", "text"), [("", "tide"), ("tide", ""), ("the", "the"), ("", "")]
)
def test_no_words_are_near_to_nothing(question: str, text: str) -> None:
    assert near(question, text) == 0


def test_no_texts_have_no_nearness() -> None:
    assert word_nearness("tide", [], embed).tolist() == []
