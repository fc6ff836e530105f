import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cases import Case, read_cases
from index.errors import EvaluationError
from index.records import Document, Span

LINE = {
    "question": "What does Acme pay?",
    "answers": ["2 million euros"],
    "source": "a.txt",
    "quote": "Acme pays 2 million euros",
    "answerable": True,
}


def lines(tmp_path: Path, *rows: Any) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def squad(
    tmp_path: Path, *contexts: tuple[str, list[dict[str, Any]]], name: str = "en.json"
) -> Path:
    paragraphs = [{"context": context, "qas": qas} for context, qas in contexts]
    file = tmp_path / name
    value = {"version": "1.1", "data": [{"title": "The Owl/Eule", "paragraphs": paragraphs}]}
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def asked(name: str, question: str, answer: str, start: int) -> dict[str, Any]:
    return {"id": name, "question": question, "answers": [{"text": answer, "answer_start": start}]}


OWL = ("The owl sleeps in the barn.", [asked("1", "Where does the owl sleep?", "the barn", 18)])
CAT = ("The cat sleeps in the sun.", [asked("2", "Where does the cat sleep?", "the sun", 18)])


def test_a_line_becomes_a_case_that_knows_its_place(tmp_path: Path) -> None:
    (case,) = read_cases(lines(tmp_path, LINE)).cases
    assert (case.id, case.language, case.answers) == (
        "What does Acme pay?",
        "en",
        ("2 million euros",),
    )
    assert case.place.endswith("questions.jsonl, line 1")


def test_the_fields_of_our_own_data_are_taken(tmp_path: Path) -> None:
    row = {**LINE, "id": "s01", "language": "de", "all": [["a", "b"], ["c"]], "pair": "s"}
    (case,) = read_cases(lines(tmp_path, row)).cases
    assert (case.id, case.language, case.parts) == ("s01", "de", (("a", "b"), ("c",)))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"question": " "}, "`question` is empty"),
        ({"answers": "2"}, "answers: Input should be a valid list"),
        ({"answers": [""]}, "an answer is empty"),
        ({"answerable": "yes"}, "answerable: Input should be a valid boolean"),
        ({"answers": [], "source": None, "quote": None}, "without `answers` or `source`"),
        ({"answerable": False}, "not answerable, but with"),
        ({"source": None}, "`quote` needs a `source`"),
        ({"quote": "\ud800"}, "is not JSON"),
        ({"all": [[]]}, "no forms"),
    ],
)
def test_what_is_wrong_names_file_and_line(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    file = lines(tmp_path, {**LINE, "id": "first"}, {**LINE, **change})
    with pytest.raises(EvaluationError, match=r"questions\.jsonl, line 2: ") as error:
        read_cases(file)
    assert reason in str(error.value)


def test_a_missing_field_and_broken_json_name_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="line 1: answerable: Field required"):
        read_cases(lines(tmp_path, {k: v for k, v in LINE.items() if k != "answerable"}))
    file = tmp_path / "broken.jsonl"
    file.write_text(json.dumps(LINE) + "\n\n{", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"broken\.jsonl, line 3: is not JSON"):
        read_cases(file)


def test_what_is_asked_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"line 2: .* was already at .*line 1"):
        read_cases(lines(tmp_path, LINE, LINE))


@pytest.mark.parametrize("content", [b"", b"\n \n", b'{"data": []}'])
def test_a_file_that_asks_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(EvaluationError, match="asks nothing"):
        read_cases(tmp_path / "x.json")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_cases(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(EvaluationError, match="not UTF-8"):
        read_cases(tmp_path / "latin.jsonl")


def test_a_quote_is_found_wherever_it_stands(tmp_path: Path) -> None:
    (case,) = read_cases(lines(tmp_path, {**LINE, "quote": "owl"})).cases
    found = case.found_in(Document("a.txt", "The owl, the owl.", "hash"))
    assert found.spans == (Span(4, 7), Span(13, 16))


def test_a_quote_that_is_not_in_its_source_is_refused(tmp_path: Path) -> None:
    (case,) = read_cases(lines(tmp_path, LINE)).cases
    with pytest.raises(EvaluationError, match="line 1: the quote does not stand in"):
        case.found_in(Document("a.txt", "Nothing.", "hash"))
    with pytest.raises(EvaluationError, match=r"line 1: the source .* is not in the index"):
        case.found_in(None)


def test_each_paragraph_becomes_a_document(tmp_path: Path) -> None:
    read = read_cases(squad(tmp_path, OWL, CAT))
    assert read.documents == {
        "001-The_Owl_Eule/1.txt": "The owl sleeps in the barn.",
        "001-The_Owl_Eule/2.txt": "The cat sleeps in the sun.",
    }
    case = read.cases[0]
    assert (case.source, case.quote, case.spans) == (
        "001-The_Owl_Eule/1.txt",
        "the barn",
        (Span(18, 26),),
    )


def test_a_byte_order_mark_of_a_paragraph_does_not_count(tmp_path: Path) -> None:
    context = "\ufeffThe owl sleeps in the barn."
    read = read_cases(squad(tmp_path, (context, [asked("1", "Where?", "the barn", 19)])))
    assert read.documents == {"001-The_Owl_Eule/1.txt": "The owl sleeps in the barn."}
    assert read.cases[0].spans == (Span(18, 26),)


def test_questions_of_another_file_are_asked_and_both_files_answers_accepted(
    tmp_path: Path,
) -> None:
    frage = asked("1", "Wo schläft die Eule in der Nacht?", "der Scheune", 0)
    other = squad(tmp_path, ("Die Eule.", [frage]), name="de.json")
    (case,) = read_cases(squad(tmp_path, OWL), questions=other).cases
    assert case.question == "Wo schläft die Eule in der Nacht?"
    assert case.language == "de"
    assert case.answers == ("the barn", "der Scheune")
    assert case.spans == (Span(18, 26),)


def test_the_ids_of_both_files_have_to_be_the_same(tmp_path: Path) -> None:
    other = squad(tmp_path, CAT, name="de.json")
    with pytest.raises(EvaluationError, match=r"de\.json: has no question 1"):
        read_cases(squad(tmp_path, OWL), questions=other)


def test_without_their_paragraphs_questions_cannot_be_answered(tmp_path: Path) -> None:
    read = read_cases(squad(tmp_path, OWL, CAT), drop_gold=True)
    assert list(read.documents or {}) == ["001-The_Owl_Eule/1.txt"]
    (case,) = read.cases
    assert (case.id, case.answerable, case.source, case.answers) == ("2", False, None, ())


def test_an_impossible_question_is_unanswerable(tmp_path: Path) -> None:
    impossible = {"id": "1", "question": "Why?", "answers": [], "is_impossible": True}
    (case,) = read_cases(squad(tmp_path, ("The owl.", [impossible]))).cases
    assert (case.answerable, case.source) == (False, None)


@pytest.mark.parametrize(
    ("context", "qas", "reason"),
    [
        ("The owl.", [asked("1", "Who?", "owl", 0)], "question 1: the answer 'owl' does not stand"),
        ("The owl.", [{"id": "1", "question": "Who?", "answers": []}], "has no answers"),
        ("The owl.", [asked("1", " ", "owl", 4)], "the question is empty"),
        (" ", [], "the paragraph is empty"),
        ("The owl.", [{"id": "1"}], "data.0.paragraphs.0.qas.0.question: Field required"),
    ],
)
def test_what_is_wrong_with_a_squad_file_names_the_place(
    tmp_path: Path, context: str, qas: list[dict[str, Any]], reason: str
) -> None:
    with pytest.raises(EvaluationError, match=r"en\.json") as error:
        read_cases(squad(tmp_path, (context, qas)))
    assert reason in str(error.value)


def test_options_for_squad_files_are_refused_for_lines(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="is not SQuAD-form"):
        read_cases(lines(tmp_path, LINE), drop_gold=True)


def test_a_case_is_plain_to_read() -> None:
    case = Case("1", "Who?", "en", ("owl",), True, None, None, "file, line 1")
    assert "file, line 1" not in repr(case)
