"""How often a question that follows others is made into one that can be understood alone.

    python -m tests.bench.following [none]

Over the conversations in tests/data/follow_ups.jsonl, with the packaged model or without any. A
question counts as whole if it holds all that the conversation means; as put behind what it follows
if rules and model made nothing of it; and as another question else, which is the fault.
"""

import json
import sys
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableLambda

from assistant.follow_up import standalone
from assistant.model import chat_model
from assistant.nearness import WordNearness
from assistant.prompt import prompts_for
from assistant.settings import Settings
from index.embed import Embedder
from index.language import detect

FILE = Path(__file__).parents[1] / "data" / "follow_ups.jsonl"


def verdict(row: dict[str, Any], made: str) -> str:
    """Return what became of a question."""
    if made.startswith(f"{row['question']} ("):
        return "behind what it follows"
    holds_all = all(any(word in made.casefold() for word in words) for words in row["holds"])
    return "whole" if holds_all else "another question"


def main(name: str) -> None:
    """Print each question that was not made whole, and how many were."""
    settings = Settings(model=name)
    model = chat_model(
        name,
        cache=settings.cache,
        timeout=settings.timeout,
        max_tokens=settings.answer_tokens,
    )
    nearness = WordNearness(Embedder().encode_queries)
    choose = RunnableLambda(standalone(prompts_for("small").follow_up, model, nearness))
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    counts: dict[str, int] = {}
    for row in rows:
        question = row["question"]
        state = {"question": question, "history": row["history"], "language": detect(question)}
        found = verdict(row, made := choose.invoke(state))
        counts[found] = counts.get(found, 0) + 1
        if found != "whole":
            print(f"{found}: {question} -> {made}")
    print(f"{len(rows)} questions: {counts}")


if __name__ == "__main__":
    main(*sys.argv[1:] or ["local"])
