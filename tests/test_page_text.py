import string

import pytest

from assistant.page_text import TEXTS, texts_for


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TEXTS)
def test_every_language_says_the_same_things(language: str) -> None:
    assert TEXTS[language].keys() == TEXTS["en"].keys()
    for name, text in TEXTS[language].items():
        assert placeholders(text) == placeholders(TEXTS["en"][name]), name


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("de-DE,fr-CH;q=0.7,en;q=0.5", "fr"),
        ("EN-gb", "en"),
        ("fro", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_first_wish_that_can_be_met_is(header: str | None, language: str) -> None:
    assert texts_for(header) is TEXTS[language]
