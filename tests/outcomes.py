"""Outcomes of questions that can be counted by hand."""

from dataclasses import replace
from typing import Any

from assistant.answer import Timings
from assistant.outcome import Answered, Cited, Outcome

RIGHT = Cited("a.txt", 0, 9, "the quote", 0.9, True, True, True, True)
BESIDE = replace(RIGHT, on_gold=False, holds_gold=False)
WRONG = replace(BESIDE, beside_gold=False)
ANSWERED = Answered(
    status="answered",
    text="The owl [1].",
    language="en",
    correct=True,
    complete=True,
    f1=1.0,
    citations=(RIGHT,),
    dropped=(),
    missing=(),
    timings_ms=Timings(10, 20, 30),
)
REFUSED = replace(ANSWERED, status="not_found", correct=False, complete=False, f1=0.0, citations=())
FOUND = Outcome(
    id="1",
    question="Who?",
    language="en",
    answerable=True,
    answers=("owl",),
    source="a.txt",
    quote="the quote",
    has_parts=False,
    rank=1,
    source_rank=1,
    found=(),
    search_ms=10,
    answer=ANSWERED,
)


def outcome(name: str, **changes: Any) -> Outcome:
    return replace(FOUND, id=name, **changes)


def unanswerable(name: str, answer: Answered) -> Outcome:
    unknown = replace(answer, correct=None, complete=None, f1=None)
    return outcome(
        name,
        answerable=False,
        answers=(),
        source=None,
        quote=None,
        rank=None,
        source_rank=None,
        answer=unknown,
    )
