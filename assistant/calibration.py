"""From which score on a question is answered: a default, or what an index was fitted to.

The score says how likely it is that the passages hold the answer at all. Which scores are high
depends on the model and on the documents, so that questions with known answers can tell better
than any constant.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from index.errors import EvaluationError

_FILE = "calibration.json"
# Raised when scores come to mean something else, so that what was fitted to them counts no more.
_SCORES = 5


def threshold(index: Path, model: str, embedder: str, default: float) -> float:
    """Return the score below which `model`, with `embedder`, refuses a question over this index."""
    return _fitted(index).get(_key(model, embedder), default)


def fit(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """Return the threshold at which the larger of the two shares of errors is smallest.

    The errors are answerable questions below it and unanswerable ones that are not. Of several such
    thresholds the middle one is taken. Raises EvaluationError without scores of both kinds.
    """
    if not (answerable and unanswerable):
        raise EvaluationError(
            "calibrating needs questions with an answer in the sources and questions without one, "
            "and a model that tells how sure it is; add some, or choose another model"
        )
    scores = sorted({*answerable, *unanswerable})
    between = [(one + other) / 2 for one, other in pairwise(scores)]
    thresholds = [scores[0] - 1, *between, scores[-1] + 1]

    def worst(least: float) -> float:
        refused = sum(score < least for score in answerable) / len(answerable)
        answered = sum(score >= least for score in unanswerable) / len(unanswerable)
        return max(refused, answered)

    best = min(map(worst, thresholds))
    fits = [least for least in thresholds if worst(least) == best]
    return round(fits[len(fits) // 2], 4)


def keep(index: Path, model: str, embedder: str, least: float) -> None:
    """Make `least` the threshold of `model`, with `embedder`, over this index."""
    draft = index / f".{_FILE}"
    draft.write_text(json.dumps(_fitted(index) | {_key(model, embedder): least}), encoding="utf-8")
    draft.replace(index / _FILE)


def _key(model: str, embedder: str) -> str:
    return f"{model} over {embedder}, scores {_SCORES}"


def _fitted(index: Path) -> dict[str, float]:
    try:
        values = json.loads((index / _FILE).read_text(encoding="utf-8"))
        return {str(model): float(least) for model, least in values.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # not fitted, or spoilt: the default is sound
