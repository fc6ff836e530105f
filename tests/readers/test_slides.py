import io
from typing import Any

import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from index.readers.slides import read_pptx
from tests.made_files import make_pptx


def test_a_slide_is_a_page_with_its_table_and_notes() -> None:
    show = make_pptx(
        ("Lease", "Rent\nTerm"),
        ("Sales", "By region"),
        rows=[["Region", "Sum"], ["North", 5]],
        notes="Say this.",
    )
    content = read_pptx(io.BytesIO(show))
    first, second = content.page_starts
    assert content.text[first:second].split("\n\n")[:3] == ["Lease", "Rent", "Term"]
    assert content.text[second:].split("\n\n") == [
        *("Sales", "By region", "Region | Sum", "Region: North | Sum: 5", "Say this."),
    ]
    assert content.title == "Lease"


def test_shapes_in_groups_and_charts_are_read() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    size = (Inches(1), Inches(1), Inches(3), Inches(3))
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(*size).text_frame.text = "In a group"
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Q1", "Q2"]
    data.add_series("Sales", (5, None))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, data)
    file = io.BytesIO()
    show.save(file)
    assert read_pptx(file).text.split("\n\n") == ["In a group", "Sales", "Q1 | Sales: 5.0", "Q2"]


def test_an_empty_slide_is_still_a_page() -> None:
    content = read_pptx(io.BytesIO(make_pptx(("", ""), ("Lease", ""), ("", ""))))
    assert (content.text, content.page_starts) == ("Lease", (0, 0, 5))
