from decimal import Decimal

import pytest

from assistant.figures import missing_figures, read_figures
from assistant.headed import Headed, unit_above

PROFIT = ": Profit (£ million); Profit (£ million), Q1: 1.5; Profit (£ million), Q3: 2.2"


def above(text: str, number: str) -> Headed | None:
    start = text.rindex(number)
    return unit_above(text, start, start + len(number))


@pytest.mark.parametrize(
    ("unit", "read"),
    [
        ("£ million", ("GBP", 10**6)),
        ("£m", ("GBP", 10**6)),
        ("US$ million", ("USD", 10**6)),
        ("in Mio. €", ("EUR", 10**6)),
        ("€ thousand", ("EUR", 10**3)),
        ("k€", ("EUR", 10**3)),
        ("тыс. руб.", ("rouble", 10**3)),
        ("百万円", ("JPY", 10**6)),
        ("€", ("EUR", 1)),
        # What stands in brackets may be of a price, or no unit at all.
        ("kg", None),
        ("min", None),
        ("M€", ("EUR", 10**6)),
        ("%", ("%", 1)),
        ("unaudited", None),
        ("previous year", None),
    ],
)
def test_a_heading_names_the_unit_and_the_magnitude(
    unit: str, read: tuple[str, int] | None
) -> None:
    found = above(f"Profit ({unit}), 2023: 7", "7")
    assert found == (read and Headed(read[0], Decimal(read[1])))


@pytest.mark.parametrize(
    "text",
    [
        "Profit (£ million), 2023: about 7",
        "Profit (£ million), 2023: 7 in all",
        "Profit (£ million): yes; Staff: 7",
        "It made a profit (£ million) of 7",
        "Revenue (£ million), Employees: 7",
    ],
)
def test_only_what_fills_a_cell_below_it_counts_in_the_unit(text: str) -> None:
    assert above(text, "7") is None


@pytest.mark.parametrize("claim", ["2.2 million pounds", "2,2 Millionen Pfund", "220万英镑"])
def test_a_cell_bears_out_what_it_says_below_its_heading(claim: str) -> None:
    assert missing_figures(claim, PROFIT) == []


@pytest.mark.parametrize(
    "claim", ["2.2 billion pounds", "2.2 million euros", "2.2 thousand pounds", "2.2 pounds"]
)
def test_a_cell_does_not_bear_out_another_unit_or_magnitude(claim: str) -> None:
    assert missing_figures(claim, PROFIT)


def test_a_unit_beside_the_number_comes_before_that_of_the_heading() -> None:
    (figure,) = read_figures("Price (£): 7 €")
    assert figure.unit == "EUR"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Profit (£ million), Change in %: 7", "%"),
        ("Profit (£ million), Share (%): 7", "%"),
        ("Profit in €: 7", "EUR"),
        ("Profit (€), March: 7", "EUR"),
    ],
)
def test_the_unit_of_the_column_comes_before_that_of_the_row(text: str, unit: str) -> None:
    assert above(text, "7") == Headed(unit, Decimal(1))


def test_a_year_is_counted_in_no_unit() -> None:
    assert above("Profit (£ million): 2023", "2023") is None
