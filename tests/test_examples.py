from assistant.examples import Subject, subjects_of
from assistant.page_text import TEXTS
from index.records import Document

MOON = Document("m.txt", "We met Anna Marlow. Then Anna Marlow left for Oslo.", "h", "The Moon")
LAKE = Document("l.txt", "He saw Lake Garda, and Lake Garda was calm.", "h")


def test_the_documents_own_names_are_asked_about() -> None:
    assert subjects_of([MOON, LAKE]) == [Subject("Anna Marlow", "The Moon"), Subject("Lake Garda")]


def test_questions_are_in_the_pages_language() -> None:
    moon, lake = subjects_of([MOON, LAKE])
    assert moon.question(TEXTS["en"]) == "What does “The Moon” say about Anna Marlow?"
    assert lake.question(TEXTS["fr"]) == "Que disent les documents de Lake Garda ?"


def test_there_are_no_more_than_wanted_and_none_twice() -> None:
    assert subjects_of([MOON, LAKE], 1) == [Subject("Anna Marlow", "The Moon")]
    assert subjects_of([LAKE, LAKE]) == [Subject("Lake Garda")]


def test_a_text_without_names_gives_none() -> None:
    assert subjects_of([Document("n.txt", "the wind fell at night.", "h")]) == []


def test_a_title_too_long_for_a_question_is_left_out() -> None:
    assert subjects_of([Document("l.txt", LAKE.text, "h", "x" * 200)]) == [Subject("Lake Garda")]
