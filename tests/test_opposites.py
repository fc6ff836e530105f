import pytest

from assistant.opposites import agree, are_opposite


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Subletting is allowed.", "Subletting is forbidden."),
        ("Se permite subarrendar.", "La sous-location est interdite."),
        ("Die Untervermietung ist nicht erlaubt.", "Subletting is permitted."),
        ("Het voorstel werd aangenomen.", "Der Antrag wurde abgelehnt."),
        ("Предложение приняли.", "提案被否决了。"),
        ("The turnover rose by 4%.", "Der Umsatz sank um 4 Prozent."),
        ("ارتفع السعر.", "El precio bajó."),
        ("The remote control is included.", "The remote control is sold separately."),
        ("La price non è inclusa.", "El precio está incluido."),
    ],
)
def test_one_notion_is_the_contrary_of_the_other(claim: str, evidence: str) -> None:
    assert are_opposite(claim, evidence)
    assert not agree(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Subletting is not allowed.", "La sous-location est interdite."),
        ("The proposal was rejected.", "Der Antrag wurde nicht angenommen."),
        ("Los ingresos aumentaron.", "Le chiffre d'affaires a augmenté."),
    ],
)
def test_to_deny_the_one_is_to_say_the_other(claim: str, evidence: str) -> None:
    assert agree(claim, evidence)
    assert not are_opposite(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The turnover rose.", "The turnover rose as the costs fell."),
        ("The turnover rose.", "The turnover was 4 million."),
        ("Smoking is forbidden, dogs are allowed.", "Dogs are forbidden."),
        ("Sales rose by 4%.", "Sales rose by 4% but profits did not."),
        ("Sales fell by 4%.", "Sales rose by 4% but profits did not."),
        ("The price rose without warning.", "The price fell."),
        ("Extensions are forbidden.", "No authorisation is required for extensions."),
    ],
)
def test_where_it_is_not_plain_nothing_is_concluded(claim: str, evidence: str) -> None:
    assert not are_opposite(claim, evidence)
    assert not agree(claim, evidence)
