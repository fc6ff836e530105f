import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assistant import Settings
from assistant.cases import Case
from assistant.evaluate import evaluate, sample
from index.errors import EvaluationError
from tests.fakes import WordEmbedder

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "acme.txt": "Acme pays 2 million euros to Zenith. The rest comes in May.",
    "owl.txt": "The barn owl sleeps in the tower.",
}
ROWS: list[dict[str, Any]] = [
    {
        "id": "pays",
        "question": "what does Acme pay to Zenith?",
        "answers": ["€2M"],
        "source": "acme.txt",
        "quote": "Acme pays 2 million euros to Zenith.",
        "answerable": True,
    },
    {
        "id": "owl",
        "question": "where does the barn owl sleep?",
        "answers": ["in the cellar"],
        "source": "owl.txt",
        "quote": "The barn owl sleeps in the tower.",
        "answerable": True,
    },
    {
        "id": "wakes",
        "question": "when does the barn owl wake?",
        "answers": [],
        "source": None,
        "quote": None,
        "answerable": False,
    },
]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("assistant.assemble.Embedder", lambda *_: WordEmbedder())
    (tmp_path / "seeds").mkdir()
    for source, text in TEXTS.items():
        (tmp_path / "seeds" / source).write_text(text, encoding="utf-8")
    return Settings(
        seeds=tmp_path / "seeds",
        index=tmp_path / "index",
        cache=tmp_path / "cache",
        model="none",
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return file


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    contexts = ["The owl sleeps in the barn.", "The cat sleeps in the sun."]
    paragraphs = [
        {
            "context": text,
            "qas": [
                {
                    "id": text[4:7],
                    "question": f"where does the {text[4:7]} sleep?",
                    "answers": [{"text": text[22:-1], "answer_start": 22}],
                }
            ],
        }
        for text in contexts
    ]
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "A", "paragraphs": paragraphs}]}))
    return file


def figures(result: dict[str, Any]) -> dict[str, Any]:
    return {name: figure["value"] for name, figure in result["figures"].items()}


def test_the_figures_of_three_questions_are_right(settings: Settings, file: Path) -> None:
    result = evaluate(settings, file).to_json()
    found = figures(result)
    # Without a model the answer is the nearest sentence.
    assert [found[f"recall@{k}"] for k in (1, 3, 5)] == [1, 1, 1]
    assert (found["mrr"], found["source_mrr"]) == (1, 1)
    assert (found["contains_answer"], found["contains_answer_if_answered"]) == (0.5, 0.5)
    assert (found["citation_precision"], found["citation_recall"]) == (1, 1)
    assert (found["citation_holds_gold"], found["verbatim"]) == (1, 1)
    assert (found["refused_answerable"], found["answered_unanswerable"]) == (0, 1)
    assert result["figures"]["contains_every_part"]["n"] == 0
    assert found["contains_every_part"] is None


def test_each_question_has_its_outcome(settings: Settings, file: Path) -> None:
    pays, owl, wakes = json.loads(json.dumps(evaluate(settings, file).to_json()))["questions"]
    assert (pays["id"], pays["rank"], pays["answer"]["correct"]) == ("pays", 1, True)
    assert (owl["answer"]["correct"], owl["answer"]["citations"][0]["on_gold"]) == (False, True)
    assert (wakes["rank"], wakes["answer"]["correct"]) == (None, None)


def test_a_search_alone_answers_nothing(settings: Settings, file: Path) -> None:
    result = evaluate(settings, file, search_only=True).to_json()
    assert result["model"] is None
    assert [question["answer"] for question in result["questions"]] == [None, None, None]
    assert figures(result)["recall@1"] == 1
    assert figures(result)["f1"] is None


def test_a_quote_that_is_not_in_the_index_names_its_line(settings: Settings, file: Path) -> None:
    (settings.seeds / "owl.txt").write_text("The barn owl wakes.", encoding="utf-8")
    with pytest.raises(EvaluationError, match="line 2: the quote does not stand in"):
        evaluate(settings, file)


def test_a_question_that_is_too_long_names_its_line(settings: Settings, file: Path) -> None:
    with pytest.raises(EvaluationError, match="line 1: the question has 29 characters"):
        evaluate(settings.but(question_limit=25), file)


def test_paragraphs_are_indexed_apart_from_the_users_documents(
    settings: Settings, squad: Path
) -> None:
    result = evaluate(settings, squad).to_json()
    assert figures(result)["source_recall@1"] == 1
    assert figures(result)["contains_answer"] == 1
    assert not settings.index.exists()


def test_paragraphs_are_embedded_once(
    settings: Settings, squad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate(settings, squad, search_only=True)
    embedder = WordEmbedder()
    monkeypatch.setattr("assistant.assemble.Embedder", lambda *_: embedder)
    # It answers a question, and embeds the sentences of what it finds, whatever is indexed.
    monkeypatch.setattr("assistant.service.Assistant.warm", lambda _: None)
    evaluate(settings, squad, search_only=True)
    assert embedder.embedded == []


def test_without_the_gold_paragraph_every_answer_is_a_false_one(
    settings: Settings, squad: Path
) -> None:
    result = evaluate(settings, squad, drop_gold=True).to_json()
    assert [question["id"] for question in result["questions"]] == ["cat"]
    assert figures(result)["answered_unanswerable"] == 1


class KilledError(Exception):
    """Stands for the end of a process."""


def kill_after(questions: int) -> Callable[[str, int, int], None]:
    def progress(stage: str, done: int, total: int) -> None:
        if stage == "asking" and done == questions:
            raise KilledError

    return progress


def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which each question that is asked will be added."""
    seen: list[str] = []
    stream = evaluate.__globals__["Assistant"].stream

    def note(self: Any, question: str, **options: Any) -> Any:
        seen.append(question)
        return stream(self, question, **options)

    monkeypatch.setattr("assistant.evaluate.Assistant.stream", note)
    return seen


def test_a_run_that_was_killed_goes_on(
    settings: Settings, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.jsonl"
    with pytest.raises(KilledError):
        evaluate(settings, file, record=record, progress=kill_after(2))
    with record.open("a", encoding="utf-8") as half:
        half.write('{"key": "cut o')
    seen = asked(monkeypatch)
    first = evaluate(settings, file, record=record)
    assert seen == [ROWS[2]["question"]]
    assert evaluate(settings, file, record=record).to_json() == first.to_json()
    assert len(seen) == 1


def test_what_was_recorded_over_other_documents_is_asked_again(
    settings: Settings, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.jsonl"
    evaluate(settings, file, record=record)
    seen = asked(monkeypatch)
    evaluate(settings.but(passages=2), file, record=record)
    assert len(seen) == 3
    (settings.seeds / "new.txt").write_text("The new one.", encoding="utf-8")
    evaluate(settings, file, record=record)
    assert len(seen) == 6


@pytest.mark.real
def test_our_own_questions_are_measured_with_the_real_search(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "tests" / "data" / "documents", seeds)
    shutil.copytree(ROOT / "seeds", seeds, dirs_exist_ok=True)
    real = Settings(seeds=seeds, index=tmp_path / "index", model="none")
    result = evaluate(real, ROOT / "tests" / "data" / "questions.jsonl", limit=5).to_json()
    found = figures(result)
    assert len(result["questions"]) == 5
    assert found["verbatim"] == 1
    assert found["recall@5"] >= 0.5


def cases(count: int) -> list[Case]:
    return [Case(str(at), "?", "en", (), False, None, None, "") for at in range(count)]


def test_a_sample_is_spread_evenly_and_fewer_are_among_more() -> None:
    chosen = [int(case.id) for case in sample(cases(220), 22)]
    gaps = {after - before for before, after in pairwise(chosen)}
    assert len(chosen) == 22
    assert gaps <= {5, 8, 13}
    assert 8 <= sum(at % 2 for at in chosen) <= 14
    assert set(chosen) < {int(case.id) for case in sample(cases(220), 50)}


def test_a_sample_of_more_than_there_are_is_all() -> None:
    assert [case.id for case in sample(cases(3), 9)] == ["0", "1", "2"]


def test_a_run_is_compared_with_an_earlier_one(
    settings: Settings, file: Path, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(evaluate(settings, file).to_json()), encoding="utf-8")
    result = evaluate(settings, file, compare_with=earlier).to_json()
    assert (result["differences"]["mrr"]["difference"], result["differences"]["mrr"]["n"]) == (0, 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not what"),
        ('{"questions": [{}]}', "is not what"),
        ("[]", "is not what"),
        ('{"questions": []}', "asks nothing that is asked now"),
    ],
)
def test_another_file_is_no_earlier_run(
    settings: Settings, file: Path, tmp_path: Path, content: str, reason: str
) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=reason):
        evaluate(settings, file, compare_with=earlier)


def test_an_index_can_be_fitted(settings: Settings, file: Path) -> None:
    off_topic = ROWS[2] | {"question": "why is copper so red?"}
    file.write_text("\n".join(map(json.dumps, [*ROWS[:2], off_topic])), encoding="utf-8")
    assert evaluate(settings, file).figures["answered_unanswerable"].value == 1
    evaluate(settings, file, calibrate=True)
    fitted = evaluate(settings, file).figures
    assert fitted["answered_unanswerable"].value == 0
    assert fitted["refused_answerable"].value == 0


def test_calibrating_needs_questions_of_both_kinds(settings: Settings, file: Path) -> None:
    file.write_text("\n".join(json.dumps(row) for row in ROWS[:2]), encoding="utf-8")
    with pytest.raises(EvaluationError, match="without one"):
        evaluate(settings, file, calibrate=True)


def test_an_index_of_paragraphs_is_not_calibrated(settings: Settings, squad: Path) -> None:
    with pytest.raises(EvaluationError, match="JSON lines"):
        evaluate(settings, squad, calibrate=True)
