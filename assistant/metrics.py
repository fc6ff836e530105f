"""Outcomes become figures, each with how sure it is; and two runs are compared."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.outcome import Answered, Outcome

Numbers = npt.NDArray[np.float64]
# What a question adds to a numerator and to a denominator, or None if it does not count.
Parts = Callable[[Outcome], tuple[float, float] | None]

_RESAMPLES = 2000
_SEED = 0
# Resampled at once, so that tens of thousands of questions fit into memory.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over questions.

    `parts` gives what a question adds to the numerator and to the denominator, or None if it does
    not count. The figure is the quotient of the sums or, with `quantile`, that quantile of the
    numerators. `meaning` says what is counted among what.
    """

    name: str
    meaning: str
    parts: Parts
    quantile: float | None = None

    def of(self, numerators: Numbers, denominators: Numbers) -> Numbers:
        """Return the figure for each row of shape (…, questions)."""
        if self.quantile is not None:
            return np.asarray(np.quantile(numerators, self.quantile, axis=-1))
        return np.asarray(numerators.sum(axis=-1) / denominators.sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured figure with its 95% interval; all None if no question counts.

    `n` is the number of questions that count.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in two runs, over the `n` questions that count in both.

    `difference` is `after` less `before`, from `low` to `high` with 95% confidence. `p` is how
    often one as large comes about when it is left to chance which run gave which outcome.
    """

    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float
    n: int


def _rank_within(limit: int, *, of_source: bool = False) -> Parts:
    def parts(outcome: Outcome) -> tuple[float, float] | None:
        rank = outcome.source_rank if of_source else outcome.rank
        if not (outcome.source if of_source else outcome.quote):
            return None
        return float(rank is not None and rank <= limit), 1

    return parts


def _reciprocal_rank(*, of_source: bool = False) -> Parts:
    def parts(outcome: Outcome) -> tuple[float, float] | None:
        rank = outcome.source_rank if of_source else outcome.rank
        if not (outcome.source if of_source else outcome.quote):
            return None
        return (1 / rank if rank else 0.0), 1

    return parts


def _answer_share(
    share: Callable[[Outcome, Answered], float | bool | None],
) -> Parts:
    """Return the parts of a mean over answers; those for which `share` is None do not count."""

    def parts(outcome: Outcome) -> tuple[float, float] | None:
        value = share(outcome, outcome.answer) if outcome.answer else None
        return None if value is None else (float(value), 1)

    return parts


def _citation_share(right: str, *, of_all: bool = False) -> Parts:
    """Return the parts of a share of citations: those whose field `right` is true."""

    def parts(outcome: Outcome) -> tuple[float, float] | None:
        citations = outcome.answer.citations if outcome.answer else ()
        if not citations or not (of_all or outcome.quote):
            return None
        return sum(getattr(citation, right) for citation in citations), len(citations)

    return parts


def _refused(answer: Answered) -> bool:
    return answer.status == "not_found"


_FOUND = "questions whose gold quote is more than half in one of the first {} passages"
_FOUND_SOURCE = "questions for which one of the first {} passages is of the right source"

METRICS = (
    *(Metric(f"recall@{k}", _FOUND.format(k), _rank_within(k)) for k in (1, 3, 5)),
    Metric(
        "mrr",
        "mean of 1/rank of the first passage that holds the quote, 0 beyond the tenth",
        _reciprocal_rank(),
    ),
    *(
        Metric(f"source_recall@{k}", _FOUND_SOURCE.format(k), _rank_within(k, of_source=True))
        for k in (1, 3, 5)
    ),
    Metric(
        "source_mrr",
        "mean of 1/rank of the first passage of the right source, 0 beyond the tenth",
        _reciprocal_rank(of_source=True),
    ),
    Metric(
        "contains_answer",
        "answerable questions whose answer says a known one; a refusal does not",
        _answer_share(lambda outcome, answer: answer.correct),
    ),
    Metric(
        "contains_answer_if_answered",
        "the same, among those that were answered",
        _answer_share(lambda outcome, answer: None if _refused(answer) else answer.correct),
    ),
    Metric(
        "contains_every_part",
        "questions with an answer of several parts whose answer says all of them",
        _answer_share(lambda outcome, answer: answer.complete if outcome.has_parts else None),
    ),
    Metric(
        "f1",
        "mean F1 of the words of the answer and the nearest known one; 0 for a refusal",
        _answer_share(lambda outcome, answer: answer.f1),
    ),
    Metric(
        "citation_precision",
        "citations that share more than half of the shorter of themselves and the gold quote",
        _citation_share("on_gold"),
    ),
    Metric(
        "citation_precision_with_support",
        "the same, with further citations of a sentence of which one does, from the same source",
        _citation_share("beside_gold"),
    ),
    Metric(
        "citation_recall",
        "answerable questions that were answered with at least one citation on the gold quote",
        _answer_share(
            lambda outcome, answer: None
            if _refused(answer) or not outcome.quote
            else any(citation.on_gold for citation in answer.citations)
        ),
    ),
    Metric(
        "citation_holds_gold",
        "citations that hold the whole gold quote",
        _citation_share("holds_gold"),
    ),
    Metric(
        "verbatim",
        "citations whose words stand in the stored text at their place",
        _citation_share("verbatim", of_all=True),
    ),
    Metric(
        "refused_answerable",
        "answerable questions that were refused",
        _answer_share(
            lambda outcome, answer: _refused(answer) if outcome.answerable else None
        ),
    ),
    Metric(
        "answered_unanswerable",
        "unanswerable questions that were answered, in part or wholly",
        _answer_share(
            lambda outcome, answer: None if outcome.answerable else not _refused(answer)
        ),
    ),
    Metric(
        "in_language",
        "answers and refusals in the question's language",
        _answer_share(lambda outcome, answer: answer.language == outcome.language),
    ),
    *(
        Metric(f"{name}_ms_{label}", f"{words} {meaning}, milliseconds", parts, quantile)
        for name, meaning, parts in (
            ("search", "time to find passages", lambda outcome: (outcome.search_ms, 1)),
            (
                "first_token",
                "time to the first token of the draft",
                _answer_share(lambda outcome, answer: answer.timings_ms.first_token),
            ),
            (
                "total",
                "time to the checked answer",
                _answer_share(lambda outcome, answer: answer.timings_ms.total),
            ),
        )
        for label, words, quantile in (
            ("median", "median of the", 0.5),
            ("p95", "95th percentile of the", 0.95),
        )
    ),
)  # fmt: skip


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Return every figure by its name.

    The intervals are percentile bootstraps (Efron 1979) over questions: 2,000 resamples, seeded, so
    that the same outcomes give the same figures.
    """
    return {metric.name: _estimate(metric, outcomes) for metric in METRICS}


def _estimate(metric: Metric, outcomes: Sequence[Outcome]) -> Estimate:
    counted = [parts for outcome in outcomes if (parts := metric.parts(outcome))]
    if not counted:
        return Estimate(None, None, None, 0, metric.meaning)
    numerators, denominators = np.array(counted, np.float64).T
    values = np.concatenate(
        [metric.of(numerators[rows], denominators[rows]) for rows in _resamples(len(counted))]
    )
    low, high = np.quantile(values, [0.025, 0.975])
    value = float(metric.of(numerators, denominators))
    return Estimate(_short(value), _short(low), _short(high), len(counted), metric.meaning)


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> dict[str, Difference]:
    """Return how the figures of two runs differ over the questions, by id, that both asked.

    The interval is a paired bootstrap, `p` a paired permutation test of 2,000 swaps (Fisher 1935).
    Figures for which no question counts in both runs are left out.
    """
    earlier = {outcome.id: outcome for outcome in before}
    pairs = [(earlier[outcome.id], outcome) for outcome in after if outcome.id in earlier]
    found = {metric.name: _difference(metric, pairs) for metric in METRICS}
    return {name: difference for name, difference in found.items() if difference}


def readable(value: float | None) -> str:
    """Return a share with three decimals, milliseconds without any, and nothing as a dash."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:,.0f}"


def _difference(metric: Metric, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference | None:
    counted = [
        (*old, *new)
        for before, after in pairs
        if (old := metric.parts(before)) and (new := metric.parts(after))
    ]
    if not counted:
        return None
    table = np.array(counted, np.float64).T

    def difference(columns: Numbers) -> Numbers:
        return metric.of(columns[2], columns[3]) - metric.of(columns[0], columns[1])

    seen = float(difference(table))
    resampled = np.concatenate([difference(table[:, rows]) for rows in _resamples(len(counted))])
    low, high = np.quantile(resampled, [0.025, 0.975])
    swapped = np.concatenate(
        [
            difference(np.where(swaps, table[[2, 3, 0, 1], np.newaxis], table[:, np.newaxis]))
            for swaps in _swaps(len(counted))
        ]
    )
    # The outcome itself is one of the swaps, so that p is never 0.
    as_large = int((np.abs(swapped) >= abs(seen) - 1e-12).sum())
    return Difference(
        before=_short(float(metric.of(table[0], table[1]))),
        after=_short(float(metric.of(table[2], table[3]))),
        difference=_short(seen),
        low=_short(low),
        high=_short(high),
        p=_short((1 + as_large) / (1 + _RESAMPLES)),
        n=len(counted),
    )


def _resamples(count: int) -> Iterator[npt.NDArray[np.int64]]:
    """Yield rows of `count` random places, in batches that make `_RESAMPLES` rows together."""
    random = np.random.default_rng(_SEED)
    for rows in _batches(count):
        yield random.integers(0, count, (rows, count))


def _swaps(count: int) -> Iterator[npt.NDArray[np.bool_]]:
    random = np.random.default_rng(_SEED)
    for rows in _batches(count):
        yield random.integers(0, 2, (rows, count)) == 1


def _batches(count: int) -> list[int]:
    most = max(1, _CELLS // count)
    return [min(most, _RESAMPLES - done) for done in range(0, _RESAMPLES, most)]


def _short(value: float) -> float:
    return round(float(value), 4)
