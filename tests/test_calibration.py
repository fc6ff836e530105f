from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calibration import fit, keep, threshold
from index.errors import EvaluationError

scores = st.lists(st.floats(-10, 10), min_size=1, max_size=20)


def test_the_threshold_parts_what_can_be_parted() -> None:
    assert fit([2.0, 3.0, 4.0], [-1.0, 1.0]) == 1.5


def test_it_weighs_both_kinds_of_error_alike() -> None:
    assert fit([0.0, 2.0, 4.0, 6.0], [1.0, 3.0]) == 2.5


def test_both_kinds_of_question_are_needed() -> None:
    with pytest.raises(EvaluationError, match="without one"):
        fit([1.0], [])


@given(scores, scores)
def test_no_other_threshold_is_better(answerable: list[float], unanswerable: list[float]) -> None:
    def worst(least: float) -> float:
        refused = sum(score < least for score in answerable) / len(answerable)
        return max(refused, sum(score >= least for score in unanswerable) / len(unanswerable))

    found = worst(fit(*([round(s, 2) for s in some] for some in (answerable, unanswerable))))
    rounded = [round(s, 2) for s in (*answerable, *unanswerable)]
    answerable, unanswerable = rounded[: len(answerable)], rounded[len(answerable) :]
    assert all(found <= worst(least) + 1e-9 for least in [-11.0, *rounded, 11.0])


def test_what_was_fitted_is_kept_by_model(tmp_path: Path) -> None:
    keep(tmp_path, "local", "e5", 1.5)
    keep(tmp_path, "none", "e5", 0.3)
    assert threshold(tmp_path, "local", "e5", 0.8) == 1.5
    assert threshold(tmp_path, "other", "e5", 0.8) == 0.8
    assert threshold(tmp_path, "local", "other", 0.8) == 0.8


def test_a_spoilt_file_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text("[1", encoding="utf-8")
    assert threshold(tmp_path, "local", "e5", 0.8) == 0.8
