import threading

import pytest

from assistant.turnstile import Turnstile


def test_whoever_comes_first_is_let_in_first() -> None:
    turnstile = Turnstile(at_once=1)
    with turnstile.queue("bob") as second, turnstile.queue("carol") as third:
        assert second.wait(0)
        assert not third.wait(0)
    with turnstile.queue("ann") as first:
        with turnstile.queue("bob") as second, turnstile.queue("carol") as third:
            assert (first.before, second.before, third.before) == (0, 0, 1)
        assert first.wait(0)


def test_one_user_does_not_hold_up_another() -> None:
    turnstile = Turnstile(at_once=2, for_one=1)
    with (
        turnstile.queue("ann"),
        turnstile.queue("ann") as anns_other,
        turnstile.queue("bob") as bobs,
    ):
        assert bobs.wait(0)
        assert not anns_other.wait(0)


def test_a_place_is_free_again_after_whatever_happened() -> None:
    turnstile = Turnstile(at_once=1)
    with pytest.raises(ZeroDivisionError), turnstile.queue("ann"):
        _ = 1 / 0
    with turnstile.queue("bob") as bobs:
        assert bobs.wait(0)


def test_leaving_lets_the_next_one_in() -> None:
    turnstile = Turnstile(at_once=1)
    left = threading.Event()

    def stay() -> None:
        with turnstile.queue("ann"):
            inside.set()
            left.wait(10)

    inside = threading.Event()
    thread = threading.Thread(target=stay)
    thread.start()
    inside.wait(10)
    with turnstile.queue("bob") as bobs:
        assert not bobs.wait(0)
        left.set()
        assert bobs.wait(10)
    thread.join()
