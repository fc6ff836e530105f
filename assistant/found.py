"""What a search without a language model gives."""

import time
from dataclasses import dataclass
from typing import Any

from assistant.service import Assistant
from index.records import Passage


@dataclass(frozen=True, slots=True)
class Found:
    """The passages for a question, best first, and how long the search took."""

    question: str
    passages: list[Passage]
    milliseconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the plain values that `assistant search --json` prints."""
        return {
            "question": self.question,
            "passages": [passage.to_json() for passage in self.passages],
            "timings_ms": {"search": self.milliseconds},
        }


def find(assistant: Assistant, question: str, k: int) -> Found:
    """Search for the best `k` passages. Raises what `Assistant.search` raises."""
    began = time.perf_counter()
    passages = assistant.search(question, k)
    question = question.encode("utf-8", "replace").decode()  # as it was searched
    return Found(question, passages, round((time.perf_counter() - began) * 1000, 1))
