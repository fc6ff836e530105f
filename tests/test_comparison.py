import pytest

from assistant.claim import read_claim
from assistant.comparison import compared_wrongly


@pytest.mark.parametrize(
    ("claim", "is_wrong"),
    [
        ("The M35 is quieter, with a noise level of 67 dB compared to the M20's 62 dB.", True),
        ("The M35 is louder, with a noise level of 67 dB compared to the M20's 62 dB.", False),
        ("The T12 is heavier, at 265 kg, than the T5 with 118 kg.", False),
        ("The T5 is heavier, at 118 kg, than the T12 with 265 kg.", True),
        ("La T5 est plus légère, avec 118 kg contre 265 kg pour la T12.", False),
        ("La T12 est plus légère, avec 265 kg contre 118 kg pour la T5.", True),
        ("La T12 es más cara: cuesta 38 millones, frente a 21 millones de la T5.", False),
        ("La T5 es más cara: cuesta 21 millones, frente a 38 millones de la T12.", True),
        ("Die T5 ist leichter: 118 kg gegenüber 265 kg.", False),
        ("Die T12 ist leichter: 265 kg gegenüber 118 kg.", True),
        ("T12 тяжелее: 265 кг против 118 кг.", False),
        ("T5 тяжелее: 118 кг против 265 кг.", True),
        # A difference, a figure alone, other units, years, and what is told after the figures.
        ("The T12 is 2 kg heavier than the T5 with 118 kg.", False),
        ("The T12 is heavier than the T5 with 118 kg.", False),
        ("The T12 is heavier: 3 kg more than 118 pounds.", False),
        ("The tower is higher, in 2019 as in 2024, than the hall.", False),
        ("With 118 kg compared to 265 kg the T5 is lighter.", False),
    ],
)
def test_what_is_compared_is_computed(claim: str, *, is_wrong: bool) -> None:
    assert (compared_wrongly(read_claim(claim, "which?", frozenset())) is not None) == is_wrong
