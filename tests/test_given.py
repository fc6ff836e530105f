from dataclasses import replace

from assistant.answer import Answer
from assistant.given import Given
from tests.browser.fake_assistant import answer_to


def test_an_answer_is_found_by_all_that_it_depends_on() -> None:
    given: Given[Answer] = Given()
    answer = answer_to("When?")
    given.keep(("1", "When?"), answer)
    assert given.get(("1", "When?")) is answer
    assert given.get(("2", "When?")) is None


def test_the_answer_asked_for_the_longest_ago_goes_first() -> None:
    given: Given[Answer] = Given()
    for number in range(200):
        given.keep(number, replace(answer_to("When?"), question=str(number)))
    assert given.get(0)
    given.keep(200, answer_to("When?"))
    assert given.get(1) is None
    assert [bool(given.get(number)) for number in (0, 2, 200)] == [True, True, True]
