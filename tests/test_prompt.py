import pytest

from assistant.prompt import load_prompt, prompts_for
from index.errors import SettingsError


def test_only_small_models_are_asked_first_and_translate() -> None:
    small, strong = prompts_for("small"), prompts_for("strong")
    assert None not in (small.answerable, small.extract, small.translate)
    assert (strong.answerable, strong.extract, strong.translate) == (None, None, None)


def test_a_strong_model_is_told_how_to_refuse() -> None:
    assert "NOT FOUND" in strong_text()
    assert "NOT FOUND" not in str(prompts_for("small").answer)


def strong_text() -> str:
    return str(prompts_for("strong").answer.format(language="German", passages="x", question="y"))


def test_a_prompt_that_is_not_there_says_where_it_should_be() -> None:
    with pytest.raises(SettingsError, match=r"nothing\.md"):
        load_prompt("nothing", set())


def test_a_prompt_with_other_variables_is_refused() -> None:
    with pytest.raises(SettingsError, match="has the variables"):
        load_prompt("small/translate", {"text"})
