import pytest

from assistant.attribution import is_informant


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("According to Acme, the bridge is safe.", True),
        ("Selon les sources citées par The Acme, le pont est sûr.", True),
        ("Die Brücke ist Acme zufolge sicher.", True),
        ("据Acme报道，桥是安全的。", True),
        ("Acmeによると、橋は安全です。", True),
        ("According to the plan, Acme builds the bridge.", False),
        ("Acme builds the bridge.", False),
        ("Selon le plan. Acme bâtit le pont.", False),
    ],
)
def test_who_is_said_to_have_told_it_is_no_part_of_it(text: str, is_one: bool) -> None:
    start = text.index("Acme")
    assert is_informant(text, start, start + len("Acme")) == is_one
