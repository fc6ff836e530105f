"""What visitors think of answers: one JSON object a line, as `assistant eval` reads them."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.conversations import Verdict, plain
from index.errors import IndexUnusableError

_LOCK = threading.Lock()


def feedback_file(index: Path, verdict: Verdict) -> Path:
    """Return where verdicts on the answers of an index are kept.

    What is known of a bad answer's question is too little for a measurement, so that these stand in
    a file of their own, to be corrected by hand.
    """
    return index / ("feedback-bad.jsonl" if verdict == "bad" else "feedback.jsonl")


def write_verdict(index: Path, answer: Answer, verdict: Verdict) -> None:
    """Add a verdict on an answer to those of the index.

    A good answer becomes a question with a known answer and the quote that proves it; one with a
    wrong citation, a question with a known answer. What was said stands in `given` and `cited`.
    Raises IndexUnusableError if it cannot be written.
    """
    line = json.dumps(_line(answer, verdict), ensure_ascii=False)
    file = feedback_file(index, verdict)
    try:
        with _LOCK, file.open("a", encoding="utf-8") as lines:
            lines.write(f"{line}\n")
    except OSError as error:
        raise IndexUnusableError(
            f"{file}: the verdict cannot be written ({error.strerror}); free space or permissions"
        ) from error


def _line(answer: Answer, verdict: Verdict) -> dict[str, Any]:
    answered = answer.status != "not_found"
    proof = answer.citations[0] if answer.citations and verdict == "good" else None
    return {
        "id": datetime.now(UTC).isoformat(timespec="microseconds"),
        "question": answer.standalone or answer.question,
        "answers": [plain(answer)] if answered and verdict != "bad" else [],
        "source": proof.source if proof else None,
        "quote": proof.quote if proof else None,
        "answerable": answered if verdict != "bad" else None,
        "verdict": verdict,
        "given": answer.text,
        "cited": [[item.source, item.start, item.end, item.quote] for item in answer.citations],
        "model": answer.model,
        "embedder": answer.embedder,
    }
