import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.lexical import SharedWords, likeness


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("split", "split", 1),
        ("revolution", "revolutionen", 10 / 12),
        ("revolution", "revolucion", 0.6),  # "revolu" is six letters of ten
        ("krieg", "revolutionskrieg", 5 / 16),
        ("rat", "verrat", 0),  # a short part stands in any word
        ("the", "then", 0),
        ("contract", "contrary", 0.75),
        ("2000", "20000", 0),  # another figure
        ("구글은", "구글", 2 / 3),
        ("사람", "사랑", 0),
        ("사람", "사", 0),
    ],
)
def test_words_are_alike_by_what_they_begin_with_or_hold(
    one: str, other: str, share: float
) -> None:
    assert likeness(one, other) == likeness(other, one) == pytest.approx(share)


@given(st.text("ab가나", max_size=12), st.text("ab가나", max_size=12))
@example("가나다", "가나a")
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@example(["갤럭시탭s"], "갤럭시탭은")
@example(["카카오톡은"], "카카오톡pc")
@given(
    st.lists(st.text("ab가나1", min_size=1, max_size=9), min_size=1, max_size=3, unique=True),
    st.text("ab가나1", min_size=1, max_size=9),
)
def test_no_likeness_is_overlooked_for_speed(asked: list[str], word: str) -> None:
    shared = SharedWords(dict.fromkeys(asked, 1))
    alike = [likeness(one, word) for one in asked]
    assert shared.share_in(word) == pytest.approx(sum(alike) / len(asked))


def test_a_passage_holds_its_share_of_the_questions_weight() -> None:
    shared = SharedWords({"rivers": 3, "flow": 1})
    assert shared.share_in("Rivers flow.") == 1
    assert shared.share_in("The river.") == pytest.approx(3 * 5 / 6 / 4)
    assert shared.share_in("A lake.") == 0


def test_the_best_form_of_a_word_counts() -> None:
    assert SharedWords({"rivers": 1}).share_in("riverside, rivers") == 1


def test_a_question_without_words_shares_none() -> None:
    assert SharedWords({}).share_in("anything") == 0
