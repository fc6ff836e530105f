import pytest

from assistant.exclusion import excluded
from assistant.opposite_things import THINGS


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The shop opens before Easter.", "The shop opens after Easter."),
        ("The buyer bears the cost.", "The seller bears the cost of transport in all cases."),
        ("It is due 30 days before delivery.", "The fee grows; it is due 30 days after delivery."),
        ("The red lamp glows.", "When the tank is full, the green lamp glows."),
        ("Der Käufer trägt die Kosten.", "Der Verkäufer trägt die Kosten."),
        ("Le musée est ouvert en hiver.", "Le musée est ouvert en été."),
        ("The filter is cleaned daily.", "The filters are cleaned weekly."),
        ("De lamp aan de muur is groen.", "De lamp aan de muur is rood."),
        ("卖方承担运费。", "买方承担运费。"),
        ("The east gate is locked.", "The west gate is locked, and the mill is closed."),
        (
            "The tenant insures the house against fire, storm and flood.",
            "(c) The landlord insures the house against fire, storm and flood. This does not "
            "cover the tenant's goods.",
        ),
    ],
)
def test_what_excludes_the_sources_word_is_not_said(claim: str, evidence: str) -> None:
    assert excluded(claim, evidence)
    assert excluded(claim, claim) is None


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        # The other side of a relation.
        ("Employees get 30 days of leave.", "The employer grants 30 days of leave."),
        ("The tenant gets the deposit back.", "The landlord must return the deposit."),
        ("She left before he came.", "He came after she left."),
        ("The mill lies north of the church.", "The church lies south of the mill."),
        ("The USA imports cars from Germany.", "Germany exports cars to the USA."),
        # Both, or a denial.
        ("The pool is open in summer.", "The pool is open from spring to autumn."),
        ("The annual fee is 120 euros.", "The annual fee is 120 euros, paid in monthly rates."),
        ("The annual fee is 120 euros.", "The fee is 120 euros a year, paid in monthly parts."),
        ("Reports are filed before May.", "Reports are not filed after May."),
        # Other words.
        ("Mr Black paid 500 euros.", "Herr Black zahlte 500 Euro für das rote Auto."),
        ("The Supreme Court set a minimum of 5 years.", "最高法院规定刑期至少为5年。"),
    ],
)
def test_what_is_said_otherwise_is_left_alone(claim: str, evidence: str) -> None:
    assert excluded(claim, evidence) is None


def test_each_language_has_words_for_all_of_a_set() -> None:
    for things in THINGS:
        assert len({len(words) for words in things.values()}) == 1
