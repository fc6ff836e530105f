from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Timings
from assistant.metrics import METRICS, compare, figures_of
from assistant.outcome import Outcome
from tests.outcomes import ANSWERED, BESIDE, REFUSED, RIGHT, WRONG, outcome, unanswerable


def value(name: str, *outcomes: Outcome) -> float | None:
    return figures_of(outcomes)[name].value


def test_recall_and_mrr_count_ranks() -> None:
    ranked = [outcome(str(rank), rank=rank, source_rank=1) for rank in (1, 2, 4, None)]
    assert value("recall@1", *ranked) == 0.25
    assert value("recall@3", *ranked) == 0.5
    assert value("recall@5", *ranked) == 0.75
    assert value("mrr", *ranked) == (1 + 1 / 2 + 1 / 4) / 4
    assert value("source_recall@1", *ranked) == 1
    assert value("source_mrr", *ranked) == 1


def test_a_source_without_a_quote_counts_for_sources_alone() -> None:
    figures = figures_of([outcome("1", quote=None)])
    assert (figures["recall@1"].n, figures["source_recall@1"].n) == (0, 1)


def test_a_refusal_is_a_miss_only_among_all_answers() -> None:
    half = replace(ANSWERED, correct=False, f1=0.5)
    asked = [outcome("1"), outcome("2", answer=half), outcome("3", answer=REFUSED)]
    assert value("contains_answer", *asked) == pytest.approx(1 / 3, abs=1e-4)
    assert value("contains_answer_if_answered", *asked) == 0.5
    assert value("f1", *asked) == 0.5
    assert value("refused_answerable", *asked) == pytest.approx(1 / 3, abs=1e-4)


def test_parts_count_where_there_are_some() -> None:
    incomplete = replace(ANSWERED, complete=False)
    asked = [
        outcome("1"),
        outcome("2", has_parts=True),
        outcome("3", has_parts=True, answer=incomplete),
    ]
    figure = figures_of(asked)["contains_every_part"]
    assert (figure.value, figure.n) == (0.5, 2)


def test_citations_count_one_by_one_and_questions_once() -> None:
    both = replace(ANSWERED, citations=(RIGHT, BESIDE))
    neither = replace(ANSWERED, citations=(WRONG, replace(WRONG, verbatim=False)))
    asked = [outcome("1", answer=both), outcome("2", answer=neither)]
    assert value("citation_precision", *asked) == 0.25
    assert value("citation_precision_with_support", *asked) == 0.5
    assert value("citation_holds_gold", *asked) == 0.25
    assert value("citation_recall", *asked) == 0.5
    assert value("verbatim", *asked) == 0.75


def test_citations_of_unanswerable_questions_only_have_to_be_verbatim() -> None:
    figures = figures_of([unanswerable("1", ANSWERED)])
    assert (figures["verbatim"].n, figures["citation_precision"].n) == (1, 0)


def test_a_partial_answer_is_an_answer() -> None:
    partial = replace(ANSWERED, status="partial")
    asked = [unanswerable("1", partial), unanswerable("2", REFUSED)]
    assert value("answered_unanswerable", *asked) == 0.5
    assert value("refused_answerable", *asked) is None


def test_the_language_of_refusals_counts() -> None:
    french = replace(REFUSED, language="fr")
    assert value("in_language", outcome("1"), outcome("2", answer=french)) == 0.5


def test_times_have_a_median_and_a_percentile() -> None:
    asked = [
        outcome(
            str(ms), search_ms=ms, answer=replace(ANSWERED, timings_ms=Timings(0, None, 2 * ms))
        )
        for ms in (10, 20, 30)
    ]
    assert value("search_ms_median", *asked) == 20
    assert value("search_ms_p95", *asked) == 29
    assert value("total_ms_median", *asked) == 40
    assert value("first_token_ms_median", *asked) is None


def test_without_answers_only_the_search_counts() -> None:
    figures = figures_of([outcome("1", answer=None)])
    counted = {name for name, figure in figures.items() if figure.n}
    assert counted == {
        *("recall@1", "recall@3", "recall@5", "mrr"),
        *("source_recall@1", "source_recall@3", "source_recall@5", "source_mrr"),
        *("search_ms_median", "search_ms_p95"),
    }


def test_an_interval_is_that_of_a_share() -> None:
    asked = [outcome(str(at), rank=1 if at % 2 else None) for at in range(100)]
    figure = figures_of(asked)["recall@1"]
    # The normal approximation: .5 ± 1.96 · √(.25/100).
    assert figure.low == pytest.approx(0.402, abs=0.02)
    assert figure.high == pytest.approx(0.598, abs=0.02)
    assert figures_of(asked)["recall@1"] == figure


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=20))
def test_a_figure_lies_in_its_interval(ranks: list[int]) -> None:
    figures = figures_of([outcome(str(at), rank=rank) for at, rank in enumerate(ranks)])
    for name in ("recall@1", "recall@5", "mrr"):
        figure = figures[name]
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert 0 <= figure.low <= figure.value + 1e-4
        assert figure.value - 1e-4 <= figure.high <= 1


def test_names_are_unique_and_all_say_what_they_mean() -> None:
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    assert all(metric.meaning for metric in METRICS)


def test_a_difference_is_over_the_questions_that_both_asked() -> None:
    before = [outcome(str(at), rank=None) for at in range(20)]
    after = [outcome(str(at), rank=1) for at in range(10, 30)]
    found = compare(before, after)["recall@1"]
    assert (found.before, found.after, found.difference, found.n) == (0, 1, 1, 10)
    # Of 1,024 ways to swap ten pairs, two are as far apart.
    assert found.p == pytest.approx(2 / 1024, abs=0.003)


def test_equal_runs_do_not_differ() -> None:
    asked = [outcome(str(at), rank=at % 3 + 1) for at in range(20)]
    found = compare(asked, asked)["mrr"]
    assert (found.difference, found.low, found.high, found.p) == (0, 0, 0, 1)


def test_one_question_of_many_is_no_significant_difference() -> None:
    before = [outcome(str(at), rank=1) for at in range(40)]
    after = [outcome(str(at), rank=1 if at else None) for at in range(40)]
    found = compare(before, after)["recall@1"]
    assert found.difference == pytest.approx(-0.025)
    assert found.p == 1


def test_a_figure_that_one_run_lacks_is_not_compared() -> None:
    assert "f1" not in compare([outcome("1", answer=None)], [outcome("1")])
