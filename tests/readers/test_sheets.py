import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from index.readers.sheets import read_csv, read_xlsx, shown
from tests.made_files import Rows, make_xlsx


def _blocks(file: bytes) -> list[str]:
    return read_xlsx(io.BytesIO(file)).text.split("\n\n")


def test_every_sheet_has_a_line_for_each_row_with_the_names_of_its_columns() -> None:
    file = make_xlsx(
        {
            "Sales": [["Region", "Share"], ["North", 0.256], ["South", 0.5]],
            "Tasks": [["Task", None, "Due"], ["Build", None, datetime(2024, 3, 1)]],
            "Empty": [["", ""]],
        },
        {"B2": "0.0%", "B3": "0%"},
    )
    assert _blocks(file) == [
        *("Sales", "Region | Share", "Region: North | Share: 25.6%", "Region: South | Share: 50%"),
        *("Tasks", "Task | Due", "Task: Build | Due: 2024-03-01"),
    ]


def test_titles_and_notes_are_no_names_and_a_gap_does_not_lose_them() -> None:
    rows: Rows = [
        *(["Report 2024"], [], ["Region", "Manager", "Sum"], ["North", "Ana", 5], []),
        *(["Total", None, 5], ["Europe"], [], ["Source: us"], [], ["Task", "Days"], ["Build", 3]),
    ]
    assert _blocks(make_xlsx({"S": rows}))[1:] == [
        *("Report 2024", "Region | Manager | Sum", "Region: North | Manager: Ana | Sum: 5"),
        *("Region: Total | Sum: 5", "Europe", "Source: us", "Task | Days", "Task: Build | Days: 3"),
    ]


def test_merged_cells_count_wherever_they_reach() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [["Region", 2024, None], [None, "Q1", "Q2"], ["North", 5, 6], [None, 7, 8]]:
        sheet.append(row)
    for cells in ("A1:A2", "B1:C1", "A3:A4"):
        sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    assert _blocks(file.getvalue())[1:] == [
        *("Region | 2024", "Region | Q1 | Q2"),
        *("Region: North | 2024 Q1: 5 | 2024 Q2: 6", "Region: North | 2024 Q1: 7 | 2024 Q2: 8"),
    ]


def test_without_names_values_stand_by_themselves() -> None:
    assert _blocks(make_xlsx({"S": [["Founded", 1998], ["Name", "ACME"]]})) == [
        *("S", "Founded | 1998", "Name | ACME"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234.5, '"$"#,##0.00', "$1,234.50"),
        (-5.5, "#,##0.00 [$€-407]", "-5.50 €"),
        (-1200, "#,##0;(#,##0)", "-1,200"),
        (1234, '_-* #,##0\\ "kr"_-;-* #,##0', "1,234 kr"),
        (2500000, '0.0,,"M"', "2.5M"),
        (0.256, "0.0%", "25.6%"),
        (12345, "@", "12345"),
        (45, "[Red]0;[Blue]-0", "45"),
        (1 / 4, "# ?/?", "0.25"),
        (datetime(2024, 3, 1), "d/m/yy", "2024-03-01"),
        (datetime(2024, 3, 1, 14, 30), "d/m/yy h:mm", "2024-03-01 14:30"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
    ],
)
def test_a_value_is_as_it_is_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_file_may_have_any_separator(separator: str) -> None:
    rows = [["Name", "Umsatz"], ["Müller", "5"], [f'"A{separator} B"', "7"]]
    file = "\r\n".join(separator.join(row) for row in rows).encode("windows-1252")
    lines = read_csv(io.BytesIO(file)).text.split("\n\n")
    assert lines[:2] == ["Name | Umsatz", "Name: Müller | Umsatz: 5"]
    assert lines[2] == f"Name: A{separator.strip()} B | Umsatz: 7"


def test_a_csv_file_of_one_column_is_a_list() -> None:
    assert read_csv(io.BytesIO(b"Name\nAna\nBob\n")).text == "Name\n\nAna\n\nBob"
