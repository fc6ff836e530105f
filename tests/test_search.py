from collections.abc import Mapping

import pytest

from index.lexical import SharedWords
from index.records import Chunk
from index.search import (
    _BY_WORD,
    _COMPARED,
    _MOST_RANKED,
    _ONE_LANGUAGE,
    _TWO_LANGUAGES,
    _compared,
    _rare,
    _scored,
)
from tests.fakes import WordEmbedder

SHARED = SharedWords({"pays": 1, "repair": 1, "roof": 1, "the": 1})
BOTH = "The tenant pays for the repair of the roof of this house."
HALF = "The roof was new when the family moved into this house."
NONE = "My grandmother baked apple cakes on Sundays."
SPANISH = "El inquilino paga la reparación del tejado de esta casa."


def scores(found: Mapping[str, float]) -> list[float]:
    """The scores of texts that were found with these cosines, in order."""
    chunks = {
        Chunk(str(at), "a.txt", 0, len(text), text): cosine
        for at, (text, cosine) in enumerate(found.items())
    }
    own = {chunk for chunk in chunks if chunk.text != SPANISH}
    return list(_scored(chunks, own, SHARED).values())


def test_what_shares_most_loses_nothing() -> None:
    assert scores({BOTH: 0.8, NONE: 0.7})[0] == 0.8


def test_what_shares_less_than_another_of_the_questions_language_loses_by_it() -> None:
    assert scores({BOTH: 0.8, HALF: 0.8})[1] == pytest.approx(0.8 - _ONE_LANGUAGE / 2)
    assert scores({BOTH: 0.8, NONE: 0.8})[1] == pytest.approx(0.8 - _ONE_LANGUAGE)


def test_what_is_in_another_language_loses_less() -> None:
    assert scores({BOTH: 0.8, SPANISH: 0.8})[1] == pytest.approx(0.8 - _TWO_LANGUAGES)


def test_small_words_win_nothing_over_another_language() -> None:
    chatty = "The weather is the thing that the whole town talks about."
    assert scores({chatty: 0.7, SPANISH: 0.8}) == pytest.approx([0.7, 0.8 - _TWO_LANGUAGES / 4])


def test_nothing_found_is_nothing_scored() -> None:
    assert scores({}) == []


def test_words_that_too_many_chunks_hold_find_no_passages() -> None:
    half = _MOST_RANKED // 2
    assert _rare({"the": _MOST_RANKED, "roof": half, "tern": 1}) == ["tern", "roof"]
    assert _rare({"the": _MOST_RANKED + 1}) == []
    assert _rare({"of": half, "the": half, "unheard": 0}) == ["unheard", "of", "the"]


def compared(texts: list[str]) -> list[float]:
    """The scores after the comparison by words of texts that all had .8 before, in order."""
    best = {Chunk(str(at), "a.txt", 0, len(text), text): 0.8 for at, text in enumerate(texts)}
    return list(_compared(best, "Who paints the roof?", WordEmbedder().encode_words).values())


def test_what_comes_nearest_by_words_loses_nothing() -> None:
    assert compared(["A roof leaks.", "My cat sleeps."]) == pytest.approx([0.8, 0.8 - _BY_WORD / 2])


def test_what_is_not_compared_counts_as_the_last_that_is() -> None:
    texts = ["A roof leaks.", *["My cat sleeps."] * (_COMPARED - 1), "A roof leaks."]
    assert compared(texts)[-1] == pytest.approx(0.8 - _BY_WORD / 2)
    assert compared(texts[:1]) == [pytest.approx(0.8)]
    assert compared([]) == []
