import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cases import read_cases
from assistant.conversations import Verdict
from assistant.feedback import feedback_file, write_verdict
from index.errors import IndexUnusableError
from tests.browser.fake_assistant import QUOTE, SOURCE, answer_to

ASKED: list[tuple[str, Verdict]] = [
    ("tide", "good"),
    ("nothing", "good"),
    ("moon", "wrong_citation"),
]


def written(index: Path, question: str, verdict: Verdict) -> dict[str, Any]:
    write_verdict(index, answer_to(question), verdict)
    line: dict[str, Any] = json.loads(feedback_file(index, verdict).read_text().splitlines()[-1])
    return line


def test_a_good_answer_becomes_a_question_with_a_known_answer(tmp_path: Path) -> None:
    line = written(tmp_path, "tide", "good")
    assert line["question"] == "tide"
    assert line["answers"] == ["The tide turns twice a day."]
    assert (line["source"], line["quote"], line["answerable"]) == (SOURCE, QUOTE, True)
    assert line["verdict"] == "good"


def test_that_the_sources_do_not_say_can_be_right(tmp_path: Path) -> None:
    line = written(tmp_path, "nothing", "good")
    assert (line["answers"], line["source"], line["answerable"]) == ([], None, False)


def test_a_wrong_citation_proves_nothing(tmp_path: Path) -> None:
    line = written(tmp_path, "tide", "wrong_citation")
    assert line["answers"] == ["The tide turns twice a day."]
    assert (line["source"], line["quote"], line["answerable"]) == (None, None, True)
    assert line["cited"][0][3] == QUOTE


def test_a_bad_answer_waits_in_a_file_of_its_own_to_be_corrected(tmp_path: Path) -> None:
    line = written(tmp_path, "tide", "bad")
    assert (line["answers"], line["answerable"]) == ([], None)
    assert line["given"] == "The tide turns twice a day [1]."
    assert not feedback_file(tmp_path, "good").exists()


def test_verdicts_are_added_with_names_of_their_own(tmp_path: Path) -> None:
    one, two = written(tmp_path, "tide", "good"), written(tmp_path, "tide", "good")
    assert one["id"] != two["id"]
    assert len(feedback_file(tmp_path, "good").read_text().splitlines()) == 2


def test_the_evaluation_reads_what_was_written(tmp_path: Path) -> None:
    for question, verdict in ASKED:
        written(tmp_path, question, verdict)
    cases = read_cases(feedback_file(tmp_path, "good")).cases
    assert [(case.question, case.answerable) for case in cases] == [
        ("tide", True),
        ("nothing", False),
        ("moon", True),
    ]


def test_what_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="the verdict cannot be written"):
        write_verdict(tmp_path / "nowhere", answer_to("tide"), "good")
