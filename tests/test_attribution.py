import pytest

from assistant.attribution import is_informant


@pytest.mark.parametrize(
    "text",
    [
        "According to Acme, the bridge is safe.",
        "The bridge is safe, according to Acme.",
        "Selon les sources citées par The Acme, le pont est sûr.",
        "Según Acme, el puente es seguro.",
        "Die Brücke ist Acme zufolge sicher.",
        "Die Brücke ist sicher (laut Acme).",
        "Secondo Acme, il ponte è sicuro.",
        "A ponte é segura, segundo Acme.",
        "Volgens Acme, dat het weet, is de brug veilig.",
        "По данным Acme, мост безопасен.",
        "据Acme报道，桥是安全的。",
        "Acmeによると、橋は安全です。",
        "وبحسب Acme، الجسر آمن.",
    ],
)
def test_who_is_said_to_have_told_it_is_no_part_of_it(text: str) -> None:
    start = text.index("Acme")
    assert is_informant(text, start, start + len("Acme"))


@pytest.mark.parametrize(
    "text",
    [
        "Acme builds the bridge.",
        "According to the plan, Acme builds the bridge.",
        "According to the contract Acme builds the bridge.",
        "Laut Vertrag verkauft Bolt die Brücke an Acme.",
        "По словам Анны мост построил Acme.",
        "Selon le plan. Acme bâtit le pont.",
        "Il secondo investitore è Acme.",
        "El segundo inversor fue Acme, según el banco.",
        "数据中心由Acme建。",
        "数据Acme报道",
        "Acme改名称为Bolt。",
    ],
)
def test_who_acts_is(text: str) -> None:
    start = text.index("Acme")
    assert not is_informant(text, start, start + len("Acme"))
