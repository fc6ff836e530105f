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
        ("The parade was not cancelled.", "Le défilé a été annulé."),
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
        # What has ceased is no longer so, what is less warm is not so warm.
        ("L'assurance ne couvre plus les crevaisons.", "Se suprime la cobertura de pinchazos."),
        ("Los alumnos dejan de llevar corbata.", "Ties will no longer be worn."),
        ("Le bois devient moins chaud.", "Holz wird nicht so heiß."),
        ("It will not be on sale until mid-October.", "图录要到10月中旬才能买到。"),
        ("Es ist erst ab Oktober zu haben.", "It is not to be had before October."),
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
        ("The parade was cancelled.", "The parade did not take place."),
        ("Extensions are forbidden.", "No authorisation is required for extensions."),
    ],
)
def test_where_it_is_not_plain_nothing_is_concluded(claim: str, evidence: str) -> None:
    assert not are_opposite(claim, evidence)
    assert not agree(claim, evidence)
