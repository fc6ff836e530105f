"""Codes tell one thing from others of its kind, in every language and however they are joined."""

import pytest

from assistant.codes import are_told_apart, code_places, is_code, letters
from assistant.names import is_known, places, read_names
from assistant.nearness import WordNearness
from index.embed import Embedder


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the lift of building B broke down", "en", ["B"]),
        ("l'ascenseur du bâtiment A ?", "fr", ["A"]),
        ("Wo liegt Anlage C?", "de", ["C"]),
        ("It is in annex D.", "en", ["D"]),
        ("George W Bush met J. Smith", "en", []),
        ("George W. Bush", "en", []),
        ("and so do I", "en", []),
        ("A good year. A bad one.", "en", []),
        ("AVIS A LA POPULATION", "fr", []),
        ("a plan A/B test of T-shirts", "en", []),
    ],
)
def test_a_single_letter_behind_a_word_is_a_code(
    text: str, language: str, expected: list[str]
) -> None:
    found = list(letters(text, language))
    assert [letter for letter, _ in found] == expected
    assert all(text[start] == letter for letter, start in found)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("E5", "Error E5: sensor. E50, E 5 and WE5", ["E5", "E 5"]),
        ("D240", "the D-240 and the D-241", ["D-240"]),
        ("D-240", "d240, D.240, D–240", ["d240", "D.240", "D–240"]),
        ("X2", "小雾X2的电机", ["X2"]),
        ("A", "bâtiment A, il y a, Anna", ["A"]),
        ("GPT-4", "GPT-4o and GPT-45", []),
    ],
)
def test_a_code_is_found_however_it_is_joined(code: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in code_places(code, text)] == expected


def test_codes_are_told_apart_by_their_digits_and_letters() -> None:
    assert are_told_apart("E5", "E1")
    assert are_told_apart("A", "B")
    assert not are_told_apart("CO2", "CO₂")
    assert not are_told_apart("D240", "D-240")
    assert is_code("GPT-4")
    assert is_code("B")
    assert not is_code("Google")


@pytest.mark.real
def test_no_other_code_is_taken_for_a_name(embedder: Embedder) -> None:
    nearness = WordNearness(embedder.encode_queries)

    def knows(question: str, language: str, text: str) -> bool:
        return is_known(read_names(question, language), text, nearness)

    table = "| E1 | Sensor failure |\n| E2 | Coil iced up |"
    assert knows("what does error E2 mean", "en", table)
    assert not knows("what does error E5 mean", "en", table)
    assert knows("the Xerto X2", "en", "小雾Xerto X2的电机")
    assert not knows("the Xerto X1", "en", "The Xerto X2 costs 3,299 yuan.")
    assert knows("the lift of building B", "en", "L'ascenseur du bâtiment B")
    assert not knows("the lift of building A", "en", "L'ascenseur du bâtiment B, il y a un an")
    assert knows("the MiG-29", "en", "истребитель МиГ-29")
    assert not knows("the MiG-31", "en", "истребитель МиГ-29")
    assert knows("since Covid-19", "en", "depuis le Covid")
    (found,) = places(read_names("was GPT-4 good", "en"), "GPT-3 was. GPT4 is.", nearness)
    assert [("GPT-3 was. GPT4 is.")[start:end] for start, end in found] == ["GPT4"]
