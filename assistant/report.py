"""An evaluation as one HTML file that needs nothing else: figures, plots, and every miss."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.evaluate import DEPTH, Evaluation
from assistant.metrics import readable
from assistant.outcome import Answered, Outcome
from index.errors import EvaluationError

_BINS = 12
# Control characters show nothing; the overrides of direction make a text read as what it is not.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
_RANKS = range(1, DEPTH + 1)


@dataclass(frozen=True, slots=True)
class Miss:
    """A question of which something went wrong, and what."""

    outcome: Outcome
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Bin:
    """How many right and wrong answers have a score between `low` and `high`."""

    low: float
    high: float
    right: int
    wrong: int


def write_report(path: Path, evaluation: Evaluation) -> None:
    """Write the report to `path`. Raises EvaluationError if it cannot be written."""
    html = report_html(evaluation)
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(
            f"{path}: cannot be written ({error.strerror}); name another file with --report"
        ) from error


def report_html(evaluation: Evaluation) -> str:
    """Return the report; whatever questions, documents and models say is shown as text."""
    environment = Environment(
        loader=PackageLoader("assistant", "."),
        autoescape=True,
        finalize=_visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["readable"] = readable
    return environment.get_template("report.html").render(
        run=evaluation.run,
        asked=len(evaluation.outcomes),
        figures=evaluation.figures,
        differences=evaluation.differences,
        recalls=recall_by_rank(evaluation.outcomes),
        bins=score_bins(evaluation.outcomes),
        misses=misses_in(evaluation.outcomes),
    )


def misses_in(outcomes: Sequence[Outcome]) -> list[Miss]:
    """Return the questions of which something went wrong, in their order."""
    found = [Miss(outcome, why(outcome)) for outcome in outcomes]
    return [miss for miss in found if miss.reasons]


def why(outcome: Outcome) -> list[str]:
    """Return what went wrong with a question, nothing if all is right."""
    answer = outcome.answer
    if answer is None:
        return _why_not_found(outcome)
    reasons = _why_wrong(outcome, answer)
    if answer.language != outcome.language:
        reasons.append(f"in the language {answer.language}, not {outcome.language}")
    if not all(citation.verbatim for citation in answer.citations):
        reasons.append("a quote does not stand in its source as it is given")
    return [*reasons, *_why_not_found(outcome)] if reasons else []


def recall_by_rank(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """Return which share of the quotes, and of the sources, is among the first 1, 2, … 10."""
    quotes = [outcome.rank for outcome in outcomes if outcome.quote]
    sources = [outcome.source_rank for outcome in outcomes if outcome.source]
    return {
        name: [sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in _RANKS]
        for name, ranks in (("quote", quotes), ("source", sources))
        if ranks
    }


def score_bins(outcomes: Sequence[Outcome]) -> list[Bin]:
    """Return how the scores of right and of wrong answers are spread, nothing without any.

    An answer's score is that of its best citation. Wrong is whatever says no known answer, and
    whatever is said where nothing is known.
    """
    scored = [
        (max(citation.score for citation in answer.citations), bool(answer.correct))
        for outcome in outcomes
        if (answer := outcome.answer) and answer.citations
    ]
    if not scored:
        return []
    low, high = min(scored)[0], max(scored)[0]
    width = (high - low or 1.0) / _BINS
    places = [(min(int((score - low) / width), _BINS - 1), right) for score, right in scored]
    return [
        Bin(
            low + at * width,
            low + (at + 1) * width,
            *(places.count((at, r)) for r in (True, False)),
        )
        for at in range(_BINS)
    ]


def _visible(value: object) -> object:
    return _UNSEEN.sub("\ufffd", value) if isinstance(value, str) else value


def _why_wrong(outcome: Outcome, answer: Answered) -> list[str]:
    if answer.status == "not_found":
        left_out = [f"left out “{one.text}”: {one.reason}" for one in answer.dropped]
        unknown = [f"took the sources not to speak of {word}" for word in answer.missing]
        if not outcome.answerable:
            return []
        return ["refused, though the sources say it", *unknown, *left_out]
    if not outcome.answerable:
        return ["answered, though the sources do not say it"]
    reasons = []
    if answer.correct is False:
        reasons.append("says no known answer")
    elif answer.complete is False:
        reasons.append("leaves out a part of the answer")
    if outcome.quote and not any(citation.on_gold for citation in answer.citations):
        reasons.append("cites other words than those that answer")
    return reasons


def _why_not_found(outcome: Outcome) -> list[str]:
    sought, rank = (
        ("the quote", outcome.rank)
        if outcome.quote
        else ("the source", outcome.source_rank if outcome.source else 1)
    )
    if rank is None:
        return [f"{sought} is not among the first ten passages"]
    return [f"{sought} is in passage {rank} of those that were found"] if rank > 1 else []
