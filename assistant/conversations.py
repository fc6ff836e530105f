"""A conversation: its turns, and the form in which a visitor's browser keeps it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer
from assistant.settings import Settings
from index.records import Passage

Verdict = Literal["good", "bad", "wrong_citation"]

# Changes when what was kept before can no longer be read.
_FORM = 1
_TITLE_LENGTH = 80
_MOST_TURNS = 200
# Of no use to the browser: made anew from the answer.
_NOT_KEPT = {"__all__": {"note", "proof", "passages"}}


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and how far its answer has come.

    `note` says in words what is being done. `passages` are what was found, `draft` is what the
    model wrote so far. `proof` is the HTML of the answer's citations, made when the answer was.
    `verdict` is what the visitor thinks of the answer.
    """

    question: str
    note: str = ""
    passages: tuple[Passage, ...] = ()
    draft: str = ""
    answer: Answer | None = None
    error: str | None = None
    stopped: bool = False
    proof: str = ""
    verdict: Verdict | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.stopped or self.error is not None or self.answer is not None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a conversation; `id` names it in the browser that keeps it.

    It is empty until something is asked.
    """

    id: str = ""
    turns: list[Turn] = field(default_factory=list)


_TURNS: TypeAdapter[list[Turn]] = TypeAdapter(list[Turn])


def history_of(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """Return the answered turns as questions, as understood, and answers without markers."""
    return [
        (turn.answer.standalone or turn.question, plain(turn.answer))
        for turn in turns
        if turn.answer
    ]


def plain(answer: Answer) -> str:
    """Return what an answer says, without markers."""
    return answer.text if answer.status == "not_found" else answer.said


def owner_of(settings: Settings, user: str | None) -> str:
    """Return the name under which a browser keeps the conversations of a user over one index.

    Pages of several folders come from the same address, one after the other.
    """
    return hashlib.sha256(f"{settings.index}\0{user or ''}".encode()).hexdigest()[:16]


def kept(conversation: Conversation) -> dict[str, Any]:
    """Return a conversation as the plain values that the browser keeps."""
    title = conversation.turns[0].question if conversation.turns else ""
    return {
        "form": _FORM,
        "id": conversation.id,
        "title": " ".join(title.split())[:_TITLE_LENGTH],
        "turns": _TURNS.dump_python(conversation.turns, mode="json", exclude=_NOT_KEPT),
    }


def read_kept(value: Any) -> Conversation | None:
    """Return the conversation that a browser kept, or None if it is of another form.

    What comes from a browser is believed no more than a document is.
    """
    try:
        if value["form"] != _FORM:
            return None
        turns = _TURNS.validate_python(value["turns"][-_MOST_TURNS:])
        name = str(value["id"])[:64]
    except (ValidationError, LookupError, TypeError):
        return None
    # What was being answered when the page was closed is over.
    return Conversation(
        name, [turn if turn.is_over else replace(turn, stopped=True) for turn in turns]
    )
