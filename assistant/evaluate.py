"""Asks questions with known answers and measures what comes of them.

file -> cases -> search and ask -> outcomes -> figures
"""

import hashlib
import importlib.resources
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.calibration import fit, keep
from assistant.cases import Case, QuestionFile, read_cases
from assistant.found import find
from assistant.metrics import Difference, Estimate, compare, figures_of
from assistant.outcome import Outcome, outcome_of
from assistant.service import Assistant
from assistant.settings import Settings
from index.errors import EvaluationError
from index.overview import content_hashes
from index.report import Progress

# How many passages are looked through for the right one.
DEPTH = 10

_GOLDEN_RATIO = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of a file of questions, and with what it was measured."""

    run: dict[str, Any]
    outcomes: list[Outcome]
    figures: dict[str, Estimate]
    differences: dict[str, Difference] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the evaluation as the plain values that `assistant eval --json` prints."""
        figures = {name: asdict(figure) for name, figure in self.figures.items()}
        values = {**self.run, "figures": figures}
        if self.differences is not None:
            values["differences"] = {name: asdict(one) for name, one in self.differences.items()}
        return {**values, "questions": [outcome.to_json() for outcome in self.outcomes]}


def evaluate(
    settings: Settings,
    file: Path,
    *,
    questions: Path | None = None,
    limit: int | None = None,
    search_only: bool = False,
    drop_gold: bool = False,
    record: Path | None = None,
    compare_with: Path | None = None,
    calibrate: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Evaluation:
    """Ask what `file` asks, and judge the answers.

    Questions in JSON lines are asked over `settings.seeds`. The paragraphs of a SQuAD-form file
    become documents of their own in the user's cache, with an index that is kept there: embedding
    them takes longer than most runs, and nothing of it changes from one run to the next. For
    `questions` and `drop_gold` see `read_cases`. `limit` takes so many of the questions, spread
    evenly and always the same; fewer are among more. With `search_only` nothing is answered.

    Each finished question is added to the file `record`, and what that holds already is not asked
    again, so that a run that was killed goes on; what was recorded with other settings, documents
    or another version of the program does not count.

    With `calibrate` the index is fitted to the questions: from then on the model in use answers
    where its score is as high as fits them best.

    Raises EvaluationError if something is wrong with a file, and what `Assistant.ask` raises.
    """
    if search_only and drop_gold:
        raise EvaluationError("without the right paragraphs there is no search to measure")
    asked = read_cases(file, questions=questions, drop_gold=drop_gold)
    if calibrate and (asked.documents is not None or search_only):
        raise EvaluationError(
            f"{file}: calibrating needs questions in JSON lines over the folder, and their answers"
        )
    earlier = read_outcomes(compare_with) if compare_with else []
    if search_only:
        settings = settings.but(model="none")
    if asked.documents is not None:
        settings = _over(asked.documents, settings)
    with Assistant(settings) as assistant:
        report = assistant.sync(progress=progress)
        if asked.documents is not None and report.failed:
            raise EvaluationError(f"{file}: {report.failed[0]['error']}")
        cases = sample(_checked(asked, assistant), limit)
        if compare_with and not {case.id for case in cases} & {one.id for one in earlier}:
            raise EvaluationError(f"{compare_with}: asks nothing that is asked now; name another")
        outcomes = _run(cases, assistant, search_only, record, progress)
        run: dict[str, Any] = {
            "file": str(file),
            "questions_file": str(questions) if questions else None,
            "drop_gold": drop_gold,
            "model": None if search_only else assistant.model_name,
            "embedder": assistant.embedder_name,
            "splitter": settings.splitter.id,
            "passages": settings.passages,
        }
        if calibrate:
            run["threshold"] = _calibrate(outcomes, assistant)
    differences = compare(earlier, outcomes) if compare_with else None
    return Evaluation(run, outcomes, figures_of(outcomes), differences)


def _calibrate(outcomes: Sequence[Outcome], assistant: Assistant) -> float:
    """Fit the index to the outcomes and return the threshold."""
    scores: dict[bool, list[float]] = {True: [], False: []}
    for outcome in outcomes:
        if outcome.answer and outcome.answer.answerability is not None:
            scores[outcome.answerable].append(outcome.answer.answerability)
    least = fit(scores[True], scores[False])
    keep(assistant.settings.index, assistant.model_name, assistant.embedder_name, least)
    return least


def read_outcomes(file: Path) -> list[Outcome]:
    """Return the questions of what `assistant eval --json` printed into `file`.

    Raises EvaluationError if the file is anything else.
    """
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        return [Outcome.from_json(outcome) for outcome in values["questions"]]
    except OSError as error:
        raise EvaluationError(
            f"{file}: cannot be read ({error.strerror}); check the path"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{file}: is not what `assistant eval --json` prints; name such a file"
        ) from error


def sample(cases: list[Case], limit: int | None) -> list[Case]:
    """Return `limit` of the cases, in their order.

    Multiples of the golden ratio, without their whole part, are spread evenly and never fall into
    step with what is periodic in a file, as every second question that cannot be answered.
    """
    if limit is None or limit >= len(cases):
        return cases
    chosen = sorted(range(len(cases)), key=lambda at: at * _GOLDEN_RATIO % 1)[:limit]
    return [cases[at] for at in sorted(chosen)]


def _over(documents: dict[str, str], settings: Settings) -> Settings:
    """Return the settings with a folder of these documents, written anew where need be."""
    with Assistant(settings) as assistant:
        made_with = [assistant.embedder_name, settings.splitter.id]
    home = settings.cache / "eval" / _hash([documents, made_with])
    for source, text in documents.items():
        path = home / "seeds" / source
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}")
            draft.write_text(text, encoding="utf-8", newline="")
            draft.replace(path)
    return settings.but(seeds=home / "seeds", index=home / "index")


def _checked(asked: QuestionFile, assistant: Assistant) -> list[Case]:
    """Return the cases with their quotes found in the index."""
    longest = assistant.settings.question_limit
    for case in asked.cases:
        if len(case.question) > longest:
            raise EvaluationError(
                f"{case.place}: the question has {len(case.question):,} characters, more than "
                f"{longest:,}; shorten it"
            )
    if asked.documents is not None:
        return asked.cases
    document = cache(assistant.document)
    return [
        case.found_in(document(case.source) if case.source is not None else None)
        for case in asked.cases
    ]


def _run(
    cases: list[Case],
    assistant: Assistant,
    search_only: bool,
    record: Path | None,
    progress: Progress,
) -> list[Outcome]:
    @cache
    def text_of(source: str) -> str | None:
        document = assistant.document(source)
        return document.text if document else None

    run = _run_of(assistant, search_only) if record else ""
    done = _recorded(record) if record else {}
    keys = {case.id: _key(run, case) for case in cases}
    if cases and not all(key in done for key in keys.values()):
        # So that no question's time is that of loading models.
        assistant.warm()
        assistant.search(cases[0].question)
    outcomes = []
    for number, case in enumerate(cases):
        progress("asking", number, len(cases))
        outcome = done.get(keys[case.id])
        if outcome is None:
            outcome = _ask(case, assistant, search_only, text_of)
            if record:
                _append(record, {"key": keys[case.id], "outcome": outcome.to_json()})
        outcomes.append(outcome)
    return outcomes


def _ask(
    case: Case,
    assistant: Assistant,
    search_only: bool,
    text_of: Callable[[str], str | None],
) -> Outcome:
    found = find(assistant, case.question, DEPTH)
    answer = None if search_only else _answered(assistant, case.question)
    return outcome_of(case, found.passages, found.milliseconds, answer, text_of)


def _answered(assistant: Assistant, question: str) -> Answer:
    """Return the answer to a question, made anew even if a case before this one asked the same."""
    *_, answer = assistant.stream(question, anew=True)
    assert isinstance(answer, Answer)
    return answer


def _run_of(assistant: Assistant, search_only: bool) -> str:
    """Return a hash of all that an outcome depends on, beside the question."""
    settings = assistant.settings
    documents = content_hashes(settings.index)
    code = {
        path: text
        for package in ("assistant", "index", "prompts")
        for path, text in _files(importlib.resources.files(package), package)
    }
    made_with = [assistant.embedder_name, assistant.model_name, settings.splitter.id]
    answering = [settings.passages, settings.answer_tokens, search_only]
    return _hash([documents, code, made_with, answering])


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """Give the program's files and prompts in a folder and those below, each with its path."""
    for file in folder.iterdir():
        if file.is_dir():
            yield from _files(file, f"{path}/{file.name}")
        elif file.name.endswith((".py", ".md")):
            yield f"{path}/{file.name}", file.read_text(encoding="utf-8")


def _key(run: str, case: Case) -> str:
    # Another path of the same file, or another line in it, is the same question.
    return _hash([run, {**asdict(case), "place": None}])


def _recorded(record: Path) -> dict[str, Outcome]:
    try:
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{record}: cannot be read ({error}); name another file") from error
    found = {}
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):  # the last line of a run that was killed
            values = json.loads(line)
            found[values["key"]] = Outcome.from_json(values["outcome"])
    return found


def _append(record: Path, values: dict[str, Any]) -> None:
    try:
        with record.open("a", encoding="utf-8") as file:
            # A line of its own, even after the half line of a run that was killed.
            file.write(f"\n{json.dumps(values)}\n")
    except OSError as error:
        raise EvaluationError(
            f"{record}: cannot be written ({error.strerror}); name another file"
        ) from error


def _hash(values: Any) -> str:
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
