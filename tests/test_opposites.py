import pytest

from assistant.opposites import are_opposite, do_the_same


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
    assert not do_the_same(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Subletting is not allowed.", "La sous-location est interdite."),
        ("The proposal was rejected.", "Der Antrag wurde nicht angenommen."),
        ("Los ingresos aumentaron.", "Le chiffre d'affaires a augmenté."),
    ],
)
def test_to_deny_the_one_is_to_say_the_other(claim: str, evidence: str) -> None:
    assert do_the_same(claim, evidence)
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
    assert not do_the_same(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It opens before Easter.", "Il ouvre après Pâques."),
        ("The buyer bears the cost.", "Die Kosten trägt der Verkäufer."),
        ("Der Mieter streicht die Wände.", "Le bailleur repeint les murs."),
        ("The profit was small.", "La pérdida fue pequeña."),
        ("The north gate is locked.", "Das südliche Tor ist verschlossen."),
        ("Her daughter inherited it.", "Ereditò il figlio."),
        ("The filter is cleaned daily.", "Le filtre est nettoyé chaque semaine."),
        ("Press the green button.", "Drücken Sie den roten Knopf."),
        ("It is open in winter.", "Está abierto en verano."),
        ("The tank is full.", "Il serbatoio è vuoto."),
        ("It is on the left.", "Es ist auf der rechten Seite."),
        ("卖方承担运费。", "The buyer pays for transport."),
    ],
)
def test_of_two_contrary_things_one_is_not_the_other(claim: str, evidence: str) -> None:
    assert are_opposite(claim, evidence)
    # That both speak of one of them says little.
    assert not do_the_same(claim, claim)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It opens before Easter.", "It opens before Easter and closes after it."),
        ("It is not due before May.", "It is due after May."),
        ("La prima volta fu in maggio.", "Fu dopo la festa."),
        ("The red and the green lamp glow.", "The green lamp glows."),
        ("The button is not red.", "The button is green."),
        ("You are right.", "Vous tournez à gauche."),
        ("东京很大。", "西班牙很大。"),
    ],
)
def test_what_has_both_or_neither_tells_nothing(claim: str, evidence: str) -> None:
    assert not are_opposite(claim, evidence)
