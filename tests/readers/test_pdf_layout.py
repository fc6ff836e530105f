"""Lines are given as texts whose letters are all 5 points wide and 10 high, 12 points apart."""

from dataclasses import replace

import pytest

from index.readers.pdf_layout import HYPHEN, Line, Word, in_rows, paragraphs


def _lines(*texts: str, left: float = 0.0, top: float = 0.0, size: float = 1.0) -> list[Line]:
    """Lines one below the other; a gap between words of a line is as wide as its spaces."""
    lines = []
    for number, text in enumerate(texts):
        words = []
        at = 0
        for part in text.split(" "):
            if part:
                start, end = left + 5 * size * at, left + 5 * size * (at + len(part))
                words.append(Word(part, start, end, top - 12 * size * number, 10 * size))
            at += len(part) + 1
        lines.append(Line(tuple(words)))
    return lines


_PARAGRAPH = [
    "The rent is twelve hundred euros a",
    "month, which is due on the first of",
    "each month. It may rise.",
]


def test_the_lines_of_a_paragraph_are_joined() -> None:
    assert paragraphs(_lines(*_PARAGRAPH)) == [" ".join(_PARAGRAPH)]


def test_a_line_that_had_room_for_the_next_word_ends_its_paragraph() -> None:
    lines = _lines(*_PARAGRAPH, *_PARAGRAPH)
    assert paragraphs(lines) == [" ".join(_PARAGRAPH)] * 2


def test_a_gap_or_another_size_begins_a_paragraph() -> None:
    heading = _lines("The lease of the house in the street", size=1.5)
    lines = _lines(*_PARAGRAPH, top=-20)
    after = _lines(*_PARAGRAPH, top=-80)
    together = [*heading, *lines, *after]
    assert len(paragraphs(together)) == 3


def test_wide_gaps_make_a_row_of_cells() -> None:
    rows = ["Region      2023      2024", "North        5.1       6.2"]
    assert paragraphs(_lines(*rows)) == ["Region | 2023 | 2024", "North | 5.1 | 6.2"]


@pytest.mark.parametrize("mark", ["•", "–", "2.", "b)", "(3)"])
def test_an_item_of_a_list_stands_for_itself(mark: str) -> None:
    lines = _lines(*_PARAGRAPH[:2], f"{mark} which is due on the first of a", *_PARAGRAPH[2:])
    assert [text[:9] for text in paragraphs(lines)] == ["The rent ", f"{mark} which is"[:9]]


def test_short_lines_in_a_narrow_column_are_not_joined() -> None:
    address = ["Ana Pérez", "Main Street", "75001 Paris"]
    assert paragraphs(_lines(*address)) == address


def test_a_column_follows_the_one_before() -> None:
    left = _lines(*_PARAGRAPH)
    right = _lines(*_PARAGRAPH, left=300)
    assert paragraphs([*left, *right]) == [" ".join(_PARAGRAPH)] * 2


def test_scripts_without_spaces_are_joined_without() -> None:
    lines = _lines("会議は来週の月曜日に開かれますので必ず出席してくださ", "い。")
    wide = [
        Line(tuple(replace(w, right=w.left + 10 * len(w.text)) for w in line.words))
        for line in lines
    ]
    assert paragraphs(wide) == ["会議は来週の月曜日に開かれますので必ず出席してください。"]


def test_text_from_right_to_left_ends_on_the_left() -> None:
    lines = []
    for line in _lines(*_PARAGRAPH, *_PARAGRAPH):
        words = [replace(w, left=200 - w.right, right=200 - w.left) for w in line.words]
        lines.append(Line(tuple(words)))
    assert paragraphs(lines) == [" ".join(_PARAGRAPH)] * 2


def test_a_hyphen_at_the_end_of_a_line_waits_for_the_rest_of_its_word() -> None:
    assert paragraphs(_lines(f"inter{HYPHEN}", "nal")) == [f"inter{HYPHEN}nal"]
    assert paragraphs(_lines(f"inter{HYPHEN}")) == ["inter-"]


def test_a_row_of_a_form_has_its_values_beside_their_labels() -> None:
    labels = _lines("Name of the tenant:", "Rent:")
    values = _lines("Ana Pérez", "1200 euros", left=150, top=1)
    assert paragraphs(in_rows([*labels, *values])) == [
        "Name of the tenant: | Ana Pérez",
        "Rent: | 1200 euros",
    ]


def test_no_lines_are_no_paragraphs() -> None:
    assert paragraphs([]) == []
