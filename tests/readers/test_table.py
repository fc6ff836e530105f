import pytest

from index.readers.table import clean, is_number, join_names, lines, may_be_header
from index.split import sentences


def test_each_value_stands_beside_the_name_of_its_column() -> None:
    rows = [["Region", "2023", "2024"], ["North", "5.1", ""], ["", "", ""]]
    assert list(lines(rows, 1)) == ["Region | 2023 | 2024", "Region: North | 2023: 5.1"]


def test_without_names_the_values_stand_by_themselves() -> None:
    assert list(lines([["Founded", "1998"], ["Name", "ACME"]])) == [
        "Founded | 1998",
        "Name | ACME",
    ]


def test_a_row_is_one_sentence_whatever_is_in_it() -> None:
    rows = [["Name", "Note", "Sum"], ["Smith Ltd.", "Paid. Closed.\nDone | so", "5"]]
    line = list(lines(rows, 1))[1]
    assert line == "Name: Smith Ltd. | Note: Paid. Closed. Done / so | Sum: 5"
    assert [line[span.start : span.end] for span in sentences(line)] == [line]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["Region", "Sales"], ["North", "5"], ["South", "$7m"]], True),
        ([["Region", "2023", "2024"], ["North", "5", "6"], ["South", "7", "8"]], True),
        ([["Founded", "1998"], ["Name", "ACME"], ["Staff", "12"]], False),
        ([["Name", "ACME"], ["Staff", "12"], ["Town", "Paris"]], False),
        ([["North", "5"], ["South", "7"], ["West", "9"]], False),
        ([["Region", "Sales"], ["North", "5"]], False),
        ([], False),
    ],
)
def test_the_first_row_names_a_column_if_that_is_all_figures(
    rows: list[list[str]], names: bool
) -> None:
    assert any(": " in line for line in lines(rows)) == names


@pytest.mark.parametrize(
    ("row", "may"),
    [
        (["Task", "", "Owner"], True),
        (["Region", "2023", "2024"], True),
        (["Task"], False),
        (["Total", "5"], False),
        (["Founded", "1998"], False),
        (["Sales", "Sales"], False),
    ],
)
def test_names_are_several_different_words_or_years(row: list[str], may: bool) -> None:
    assert may_be_header(row) == may


def test_names_in_several_rows_are_joined() -> None:
    header = [["All", "All", "All"], ["Region", "Sales", "Sales"], ["Region", "2023", "2024"]]
    assert join_names(header) == ["Region", "Sales 2023", "Sales 2024"]


@pytest.mark.parametrize(
    "cell", ["5", "$8.5m", "€ 5,200.50", "12 %", "-3", "(3)", "2024-09-12", "5 kg", "1 234,5"]
)
def test_a_figure_is_known_with_what_belongs_to_it(cell: str) -> None:
    assert is_number(cell)
    assert not is_number(f"Item {cell}")


def test_a_cell_is_on_one_line() -> None:
    assert clean(" a\n  b | c ") == "a b / c"
