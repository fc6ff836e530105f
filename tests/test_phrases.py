import pytest

from assistant import phrases
from index.language import detect

TABLES = [phrases.NOT_FOUND, phrases.NOT_SPOKEN_OF, phrases.OTHERWISE, phrases.OWN_WORDS]


@pytest.mark.parametrize("table", TABLES, ids=["not found", "not spoken of", "otherwise", "own"])
def test_the_program_speaks_every_language_that_it_answers_in(table: dict[str, str]) -> None:
    assert table.keys() == phrases.LANGUAGE_NAMES.keys()
    assert all(
        detect(phrase.format(what="", when="")) == language for language, phrase in table.items()
    )


def test_other_languages_are_spoken_to_in_english() -> None:
    assert phrases.own_words("tr") == "In the source's own words."
    assert phrases.otherwise("tr", "3", None) == "Another source gives another figure: 3."


def test_a_source_with_a_date_is_dated() -> None:
    assert "(2024-10-03)" in phrases.otherwise("de", "3", "2024-10-03")
