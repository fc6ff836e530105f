import pytest

from assistant.wording import is_latin


@pytest.mark.parametrize("text", ["Nguyễn", "Łódź", "Qurʾān", "nº 3, 1ª", "2024", ""])
def test_all_letters_of_latin_text_are_latin(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize("text", ["谷歌", "Ленин", "Ωmega", "Google 谷歌", "جوجل"])
def test_a_letter_of_another_script_is_not_latin(text: str) -> None:
    assert not is_latin(text)
