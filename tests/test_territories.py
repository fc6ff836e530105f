import pytest

from assistant.territories import territories


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The U.S. office and the one in the United States", ["US", "US"]),
        ("in den Vereinigten Staaten, Deutschlands Nachbarn und den USA", ["US", "DE", "US"]),
        ("aux États-Unis d'Amérique et en Allemagne", ["US", "DE"]),
        ("в Соединённых Штатах, в Германии и в США", ["US", "DE", "US"]),
        ("en EE. UU. y en Gran Bretaña", ["US", "GB"]),
        ("Britain's decision", ["GB"]),
        ("Nigeria is no part of Niger", ["NG", "NE"]),
        ("Guinea-Bissau is not Guinea", ["GW", "GN"]),
        ("德国的公司", ["DE"]),
        ("发展中国家的公司", []),
        ("印度尼西亚和索马里", ["ID", "SO"]),
        ("このタイプのタイトル", []),
        ("タイとインドネシア", ["TH", "ID"]),
        ("в Китае, Индии и Ливии, на Азов", ["CN", "IN", "LY"]),
        ("between us and un ami", []),
        ("a turkey from the china shop", []),
    ],
)
def test_territories_are_known_by_their_names(text: str, codes: list[str]) -> None:
    assert [one.code for one in territories(text)] == codes


def test_a_territory_tells_where_it_stands() -> None:
    text = "To the United Kingdom, by sea"
    (found,) = territories(text)
    assert text[found.start : found.end] == "United Kingdom"
