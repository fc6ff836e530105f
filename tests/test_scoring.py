import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.scoring import contains, covers, encloses, meets, token_f1, words
from index.records import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Café, in  PARIS!", ["cafe", "in", "paris"]),
        ("l’été à Zürich", ["ete", "zurich"]),
        ("U.S. troops", ["us", "troops"]),
        ("2007–2008", ["2007", "2008"]),
        ("1.5 or 1,500", ["1.5", "or", "1,500"]),
        ("2015年2月", ["2015", "年", "2", "月"]),
        ("がん", ["が", "ん"]),
        ("The", ["the"]),
        ("?!", []),
    ],
)
def test_words_are_what_is_compared(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("It is held in the Café de Flore.", "cafe de flore"),
        ("Google gives $2B.", "2 milliards de dollars"),
        ("Google zahlt 2 Milliarden Dollar.", "$2B"),
        ("谷歌将投资20亿美元。", "$2 billion"),
        ("They made one hundred and eighteen tackles.", "118 tackles"),
        ("She was born on 7 February 2015.", "7 février 2015"),
        ("資料は東京にある。", "東京"),
    ],
)
def test_an_answer_contains_what_it_says(text: str, known: str) -> None:
    assert contains(text, known)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Google gives $1.5 million.", "5 million"),
        ("It was in 2007.", "7"),
        ("They made 118 throws.", "118 tackles"),
        ("Flore de Café", "Café de Flore"),
        ("15 people came.", "15%"),
        ("It cost €15.", "$15"),
        ("", "owl"),
    ],
)
def test_an_answer_does_not_contain_what_it_does_not_say(text: str, known: str) -> None:
    assert not contains(text, known)


# The first reading of figures builds tables, which takes longer than a deadline allows.
untimed = settings(deadline=None)


@untimed
@given(st.text())
@example("¢0ª")
def test_a_text_contains_itself_if_it_has_words(text: str) -> None:
    assert contains(text, text) or not words(text)


def test_f1_is_that_of_words() -> None:
    # Said: owl sleeps in barn; known: big barn. One in common: P 1/4, R 1/2, F1 1/3.
    assert token_f1("The owl sleeps in the barn.", "a big barn") == pytest.approx(1 / 3)
    # Chinese counts characters: of 3 and 2, 2 are common, F1 4/5.
    assert token_f1("在北京", "北京") == pytest.approx(0.8)
    assert token_f1("", "owl") == 0


@untimed
@given(st.text(), st.text())
def test_f1_is_symmetric_and_at_most_1(one: str, other: str) -> None:
    assert token_f1(one, other) == token_f1(other, one)
    assert 0 <= token_f1(one, other) <= 1


def test_covering_needs_more_than_half_of_the_gold() -> None:
    gold = [Span(10, 20)]
    assert covers(Span(0, 16), gold)
    assert not covers(Span(0, 15), gold)
    assert not covers(Span(12, 14), gold)


def test_meeting_needs_more_than_half_of_the_shorter() -> None:
    gold = [Span(10, 20)]
    assert meets(Span(12, 14), gold)
    assert meets(Span(17, 21), gold)
    assert not meets(Span(18, 22), gold)
    assert not meets(Span(20, 30), gold)


def test_enclosing_needs_all_of_one_gold() -> None:
    assert encloses(Span(10, 20), [Span(0, 5), Span(10, 20)])
    assert not encloses(Span(11, 20), [Span(10, 20)])
