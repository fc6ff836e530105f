"""The answer to a question, and the citations that prove it. One form, whoever asked."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from index.records import Passage

Status = Literal["answered", "partial", "not_found"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a source: `text_of(source)[start:end] == quote`, always.

    `marker` is the number in the answer, from 1. `score` is how well the quote supports the
    sentences that cite it, from 0 to 1. `page`, from 1, is the one on which the quote begins, and
    None where the format has no pages. `title`, `author` and `date` (an ISO 8601 day) are what the
    document's format says of it.
    """

    marker: int
    source: str
    page: int | None
    start: int
    end: int
    quote: str
    score: float
    title: str | None = None
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that was written, with the markers of its citations.

    `text` has no markers. An unsupported sentence says why in `reason` and is not in the answer.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds since the question was put. `first_token` is None if no model wrote."""

    search: float
    first_token: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources say to a question.

    `text` holds the supported sentences with their markers, "… up to $1.5 billion later [1].", or
    the phrase that the sources do not say. `missing` names what of the question they do not speak
    of; a `partial` answer says so in its text, too. `standalone` is the question as it was
    understood after those before it: "How much did Amazon pay?" for "And Amazon?". `language` is
    the ISO 639-1 code of the question's language. `passages` are what was searched, best first.
    `answerability` is the model's score for the passages holding the answer; a question with a low
    one is refused. None where nothing tells; see `assistant.calibration`.
    """

    question: str
    language: str
    status: Status
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...] = field(repr=False)
    model: str
    embedder: str
    timings: Timings
    missing: tuple[str, ...] = ()
    standalone: str = ""
    answerability: float | None = None

    @property
    def is_quoted(self) -> bool:
        """Whether no model wrote the answer: it is a source's own words, in its language."""
        return self.model == "none" and self.status != "not_found"

    @property
    def said(self) -> str:
        """The supported sentences without markers; empty if there are none."""
        return " ".join(sentence.text for sentence in self.sentences if sentence.supported)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the plain values that `assistant ask --json` prints."""
        values = asdict(self)
        values["passages"] = [passage.to_json() for passage in self.passages]
        values["answer"] = values.pop("text")
        values["timings_ms"] = values.pop("timings")
        del values["missing"]  # stands in the text
        del values["standalone"]  # differs from the question in conversations only
        del values["answerability"]  # for `assistant eval`
        return values
