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
        ("La T12 es más cara, con 38 euros frente a los 21 euros de la T5.", False),
        ("La T5 es más cara, con 21 euros frente a los 38 euros de la T12.", True),
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
        ("The T12 is longer: 20 cm more than the T5, which is 180 cm long.", False),
        ("The T12 is heavier than 100 kg, whereas the limit is 265 kg.", False),
        # What is denied, and what is compared in something else.
        ("The M35 is not quieter: 67 dB compared to 62 dB for the M20.", False),
        ("The T12 is no lighter, at 265 kg compared to 118 kg.", False),
        ("Der M35 ist nicht leiser: 67 dB gegenüber 62 dB.", False),
        ("T5 не тяжелее: 118 кг против 265 кг.", False),
        ("The T12 is larger, yet costs only 200 euros, compared to 300 euros.", False),
        ("Larger dogs live 8 years, compared to 12 years for small dogs.", False),
        ("Die Anlage ist leichter zu warten: 3 Stunden gegenüber 2 Stunden.", False),
        ("Как сказано выше, насос весит 118 кг, а T12 против него 265 кг.", False),
    ],
)
def test_what_is_compared_is_computed(claim: str, *, is_wrong: bool) -> None:
    assert (compared_wrongly(read_claim(claim, "which?", frozenset())) is not None) == is_wrong
