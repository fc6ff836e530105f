"""What came of one question: what was found, what was answered, and how right that was."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from assistant.answer import Answer, Citation, Status, Timings
from assistant.cases import Case
from assistant.scoring import contains, covers, encloses, meets, token_f1
from index.language import detect
from index.records import Passage, Span

_MARKER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found, without its text; see `Passage`."""

    source: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the answer and what is right about it.

    `verbatim`: the source's stored text has the quote at its place. `on_gold`: it is of the right
    source and shares more than half of the shorter of itself and a gold quote. `beside_gold`: it is
    of the right source and helps a sentence of which another citation is `on_gold`. `holds_gold`:
    it holds a whole gold quote.
    """

    source: str
    start: int
    end: int
    quote: str
    score: float
    verbatim: bool
    on_gold: bool
    beside_gold: bool
    holds_gold: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that the model wrote and the check refused."""

    text: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and how right it is.

    `language` is the one that its words are in, `missing` what of the question the sources do not
    speak of. `correct`: it says a known answer; `complete`: it
    says every part of it; `f1` is the best over the known answers. All three are None if no answer
    is known, and false or 0 for a refusal. For `answerability` see `Answer`.
    """

    status: Status
    text: str
    language: str
    correct: bool | None
    complete: bool | None
    f1: float | None
    citations: tuple[Cited, ...]
    dropped: tuple[Dropped, ...]
    missing: tuple[str, ...]
    timings_ms: Timings
    answerability: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question.

    `rank` is that of the first passage that holds more than half of a gold quote, from 1, and
    `source_rank` that of the first passage of the right source; None if none of `found` does.
    `answer` is None if only the search was measured.
    """

    id: str
    question: str
    language: str
    answerable: bool
    answers: tuple[str, ...]
    source: str | None
    quote: str | None
    has_parts: bool
    rank: int | None
    source_rank: int | None
    found: tuple[Found, ...]
    search_ms: float
    answer: Answered | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as plain values."""
        return asdict(self)

    @staticmethod
    def from_json(values: Any) -> "Outcome":
        """Return what `to_json` gave. Raises ValueError for anything else."""
        return _OUTCOME.validate_python(values)


_OUTCOME = TypeAdapter(Outcome)


def outcome_of(
    case: Case,
    passages: Sequence[Passage],
    search_ms: float,
    answer: Answer | None,
    text_of: Callable[[str], str | None],
) -> Outcome:
    """Judge what was found and answered for `case`.

    `passages` are the best ones, in order; `text_of` gives the stored text of a source, or None.
    """
    right = [passage for passage in passages if passage.source == case.source]
    return Outcome(
        id=case.id,
        question=case.question,
        language=case.language,
        answerable=case.answerable,
        answers=case.answers,
        source=case.source,
        quote=case.quote,
        has_parts=bool(case.parts),
        rank=next((p.rank for p in right if covers(Span(p.start, p.end), case.spans)), None),
        source_rank=next((passage.rank for passage in right), None),
        found=tuple(Found(p.source, p.start, p.end, p.score) for p in passages),
        search_ms=search_ms,
        answer=_judged(case, answer, text_of) if answer else None,
    )


def _judged(case: Case, answer: Answer, text_of: Callable[[str], str | None]) -> Answered:
    said = answer.said
    correct = any(contains(said, known) for known in case.answers)
    return Answered(
        status=answer.status,
        text=answer.text,
        language=detect(_MARKER.sub("", answer.text)),
        correct=correct if case.answers else None,
        complete=_complete(case, said, correct=correct) if case.answers else None,
        f1=max(token_f1(said, known) for known in case.answers) if case.answers else None,
        citations=tuple(_cited(case, answer, one, text_of) for one in answer.citations),
        dropped=tuple(
            Dropped(sentence.text, sentence.reason)
            for sentence in answer.sentences
            if not sentence.supported
        ),
        missing=answer.missing,
        timings_ms=answer.timings,
        answerability=answer.answerability,
    )


def _complete(case: Case, said: str, *, correct: bool) -> bool:
    if not case.parts:
        return correct
    return all(any(contains(said, form) for form in forms) for forms in case.parts)


def _cited(
    case: Case, answer: Answer, one: Citation, text_of: Callable[[str], str | None]
) -> Cited:
    text = text_of(one.source)
    together = {
        marker
        for sentence in answer.sentences
        if one.marker in sentence.citations
        for marker in sentence.citations
    }
    return Cited(
        source=one.source,
        start=one.start,
        end=one.end,
        quote=one.quote,
        score=one.score,
        verbatim=text is not None and text[one.start : one.end] == one.quote,
        on_gold=_on_gold(case, one),
        beside_gold=one.source == case.source
        and any(_on_gold(case, other) for other in answer.citations if other.marker in together),
        holds_gold=one.source == case.source and encloses(Span(one.start, one.end), case.spans),
    )


def _on_gold(case: Case, one: Citation) -> bool:
    return one.source == case.source and meets(Span(one.start, one.end), case.spans)
