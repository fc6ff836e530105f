import pytest

from assistant.turnstile import Turnstile
from index.errors import QuestionError


def test_one_user_has_so_many_places_and_another_one_as_many() -> None:
    turnstile = Turnstile(for_one=1)
    with (
        turnstile.passed_by("ann"),
        turnstile.passed_by("bob"),
        pytest.raises(QuestionError, match="wait"),
        turnstile.passed_by("ann"),
    ):
        pass


def test_a_place_is_free_again_after_whatever_happened() -> None:
    turnstile = Turnstile(for_one=1)
    with pytest.raises(ZeroDivisionError), turnstile.passed_by("ann"):
        _ = 1 / 0
    with turnstile.passed_by("ann"):
        pass
