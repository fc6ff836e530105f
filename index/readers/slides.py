"""Presentations (.pptx): a slide is a page."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from index.readers import table
from index.readers.archive import open_archive, with_properties
from index.records import Content


def read_pptx(file: BinaryIO) -> Content:
    """Read a presentation: texts, tables, charts and notes of each slide, in the file's order."""
    import pptx

    with open_archive(file) as archive:
        text = ""
        starts = []
        titles = []
        for slide in pptx.Presentation(file).slides:
            blocks = [block for shape in slide.shapes for block in _blocks(shape)]
            if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
                blocks += _paragraphs(slide.notes_slide.notes_text_frame)
            if slide.shapes.title is not None:
                titles += _paragraphs(slide.shapes.title.text_frame)
            text += "\n\n" if text and blocks else ""
            starts.append(len(text))
            text += "\n\n".join(blocks)
        title = titles[0] if titles else None
        return with_properties(archive, Content(text, title=title, page_starts=tuple(starts)))


def _blocks(shape: Any) -> Iterator[str]:
    if shape.shape_type == _group():
        for part in shape.shapes:
            yield from _blocks(part)
    elif getattr(shape, "has_table", False):
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        yield from table.lines(rows, 1 if shape.table.first_row else None)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif shape.has_text_frame:
        yield from _paragraphs(shape.text_frame)


def _group() -> Any:
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    return MSO_SHAPE_TYPE.GROUP


def _paragraphs(frame: Any) -> list[str]:
    lines = [" ".join(paragraph.text.split()) for paragraph in frame.paragraphs]
    return [line for line in lines if line]


def _chart(chart: Any) -> Iterator[str]:
    """Give a chart's title, and a line for each category with the value of each series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield from _paragraphs(chart.chart_title.text_frame)
    for plot in chart.plots:
        header = ["", *(series.name for series in plot.series)]
        columns = [plot.categories, *(series.values for series in plot.series)]
        rows = [
            ["" if value is None else str(value) for value in row]
            for row in zip(*columns, strict=False)
        ]
        yield from table.lines([header, *rows], 1)
