"""Questions with known answers, read from a file and checked.

Two forms: JSON lines over the user's own documents, and SQuAD-form JSON (XQuAD), which brings its
documents along.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import EvaluationError
from index.language import detect
from index.records import Document, Span

_BYTE_ORDER_MARK = "\ufeff"
_Kind = TypeVar("_Kind", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is known of its answer.

    `answers` are forms of which any will do. `parts` is empty unless an answer has several parts:
    then it holds the forms of each. `quote` are the words of `source` that answer, and `spans` are
    where they stand. `place` says where in its file the case is, for messages.
    """

    id: str
    question: str
    language: str
    answers: tuple[str, ...]
    answerable: bool
    source: str | None
    quote: str | None
    place: str = field(repr=False)
    parts: tuple[tuple[str, ...], ...] = ()
    spans: tuple[Span, ...] = ()

    def found_in(self, document: Document | None) -> "Case":
        """Return the case with the places of its quote in `document`, its source.

        Raises EvaluationError if the index has no such document, or the quote is not in it.
        """
        if self.source is None:
            return self
        if document is None:
            raise EvaluationError(
                f"{self.place}: the source {self.source} is not in the index; correct it, or name "
                "the folder that holds it with --seeds"
            )
        if self.quote is None:
            return self
        starts = [match.start() for match in re.finditer(re.escape(self.quote), document.text)]
        if not starts:
            raise EvaluationError(
                f"{self.place}: the quote does not stand in {self.source}; it has to be the "
                "source's exact words"
            )
        return replace(self, spans=tuple(Span(start, start + len(self.quote)) for start in starts))


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a file asks. `documents` are the texts by source that it brings along, if it does."""

    cases: list[Case]
    documents: dict[str, str] | None = None


class _Model(BaseModel):
    # Data sets carry fields of their own beside those that are needed.
    model_config = ConfigDict(strict=True, extra="ignore")


class _Line(_Model):
    question: str
    answers: list[str]
    source: str | None
    quote: str | None
    answerable: bool
    id: str | None = None
    language: str | None = None
    all: list[list[str]] = []


class _SquadAnswer(_Model):
    text: str
    answer_start: int


class _SquadQuestion(_Model):
    id: str
    question: str
    answers: list[_SquadAnswer]
    is_impossible: bool = False


class _Paragraph(_Model):
    context: str
    qas: list[_SquadQuestion]


class _Article(_Model):
    paragraphs: list[_Paragraph]
    title: str = ""


class _Squad(_Model):
    data: list[_Article]


def read_cases(
    file: Path, *, questions: Path | None = None, drop_gold: bool = False
) -> QuestionFile:
    """Return what `file` asks, in its order.

    With `questions`, another SQuAD-form file, the questions' words are taken from there by their
    ids, and what either file accepts as an answer is accepted. With `drop_gold`, of each article of
    a SQuAD-form file every second paragraph is left out of the documents, and only the questions
    about those are asked: none can be answered, though the paragraphs around are there.

    Raises EvaluationError, which names file and line, for whatever is wrong with a file.
    """
    squad = _squad_in(file)
    if squad is None:
        if questions or drop_gold:
            raise EvaluationError(
                f"{file}: is not SQuAD-form JSON; --questions and --drop-gold are for that alone"
            )
        return QuestionFile(_asked(file, list(_line_cases(file))))
    documents: dict[str, str] = {}
    cases: list[Case] = []
    language = _language_of(squad)
    for number, article in enumerate(squad.data, 1):
        folder = re.sub(r"[^A-Za-z0-9-]+", "_", article.title).strip("_")[:60]
        for count, paragraph in enumerate(article.paragraphs, 1):
            source = f"{number:03}-{folder}/{count}.txt"
            place = f"{file}, article {number}, paragraph {count}"
            if not drop_gold or count % 2:
                documents[source] = paragraph.context.removeprefix(_BYTE_ORDER_MARK)
            found = list(_paragraph_cases(paragraph, source, language, place))
            if not drop_gold:
                cases += found
            elif not count % 2:
                cases += [_unanswerable(case) for case in found]
    cases = _asked(file, cases)
    return QuestionFile(_asked_as_in(questions, cases) if questions else cases, documents)


def _line_cases(file: Path) -> Iterator[Case]:
    # Not `splitlines`: JSON strings may hold U+2028 as it stands.
    for number, line in enumerate(_text_of(file).split("\n"), 1):
        if line.strip():
            place = f"{file}, line {number}"
            yield _line_case(_parsed(_Line, _json(line, place), place), place)


def _line_case(line: _Line, place: str) -> Case:
    def refuse(reason: str) -> EvaluationError:
        return EvaluationError(f"{place}: {reason}")

    if not line.question.strip():
        raise refuse("`question` is empty; ask something")
    if not all(text.strip() for text in [*line.answers, *(form for p in line.all for form in p)]):
        raise refuse("an answer is empty; remove it")
    if not all(line.all):
        raise refuse("a part of `all` has no forms; remove it")
    if line.quote is not None and (line.source is None or not line.quote.strip()):
        raise refuse("`quote` needs a `source` and at least one word")
    if line.answerable and not (line.answers or line.source):
        raise refuse("answerable, but without `answers` or `source`; give one of them")
    if not line.answerable and (line.answers or line.source or line.all):
        raise refuse("not answerable, but with `answers` or `source`; give neither")
    return Case(
        id=line.id or line.question,
        question=line.question,
        language=line.language or detect(line.question),
        answers=tuple(line.answers),
        answerable=line.answerable,
        source=line.source,
        quote=line.quote,
        place=place,
        parts=tuple(tuple(forms) for forms in line.all),
    )


def _paragraph_cases(
    paragraph: _Paragraph, source: str, language: str, place: str
) -> Iterator[Case]:
    text = paragraph.context.removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        raise EvaluationError(f"{place}: the paragraph is empty; remove it")
    shift = len(paragraph.context) - len(text)
    for asked in paragraph.qas:
        where = f"{place}, question {asked.id}"
        if not asked.question.strip():
            raise EvaluationError(f"{where}: the question is empty; ask something")
        if asked.is_impossible:
            yield Case(asked.id, asked.question, language, (), False, None, None, where)
            continue
        if not asked.answers:
            raise EvaluationError(f"{where}: has no answers and is not marked `is_impossible`")
        starts = [answer.answer_start - shift for answer in asked.answers]
        spans = [
            Span(start, start + len(answer.text))
            for start, answer in zip(starts, asked.answers, strict=True)
        ]
        for span, answer in zip(spans, asked.answers, strict=True):
            if span.start < 0 or text[span.start : span.end] != answer.text or not answer.text:
                raise EvaluationError(
                    f"{where}: the answer {answer.text!r:.60} does not stand at `answer_start`"
                )
        yield Case(
            id=asked.id,
            question=asked.question,
            language=language,
            answers=tuple(dict.fromkeys(answer.text for answer in asked.answers)),
            answerable=True,
            source=source,
            quote=asked.answers[0].text,
            place=where,
            spans=tuple(dict.fromkeys(spans)),
        )


def _unanswerable(case: Case) -> Case:
    return replace(case, answers=(), answerable=False, source=None, quote=None, spans=())


def _asked_as_in(file: Path, cases: list[Case]) -> list[Case]:
    """Return the cases with the words that `file` has for the same ids."""
    squad = _squad_in(file)
    if squad is None:
        raise EvaluationError(f"{file}: is not SQuAD-form JSON, which --questions takes")
    language = _language_of(squad)
    other = {asked.id: asked for asked in _questions_of(squad)}
    missing = [case.id for case in cases if case.id not in other]
    if missing:
        raise EvaluationError(
            f"{file}: has no question {missing[0]} ({len(missing)} are missing); "
            "the ids of both files have to be the same"
        )
    return [
        replace(
            case,
            question=other[case.id].question,
            language=language,
            answers=tuple(dict.fromkeys([*case.answers, *_texts(other[case.id])]))
            if case.answerable
            else (),
        )
        for case in cases
    ]


def _texts(asked: _SquadQuestion) -> list[str]:
    return [answer.text for answer in asked.answers if answer.text.strip()]


def _questions_of(squad: _Squad) -> Iterator[_SquadQuestion]:
    for article in squad.data:
        for paragraph in article.paragraphs:
            yield from paragraph.qas


def _language_of(squad: _Squad) -> str:
    """Return the language of all questions together, which tells it better than each alone."""
    return detect("\n".join(asked.question for asked in _questions_of(squad)))


def _asked(file: Path, cases: list[Case]) -> list[Case]:
    """Return the cases of a file, of which there has to be one, and none twice."""
    if not cases:
        raise EvaluationError(f"{file}: asks nothing; it needs questions")
    seen: dict[str, Case] = {}
    for case in cases:
        if case.id in seen:
            raise EvaluationError(
                f"{case.place}: the id or question {case.id!r:.60} was already at "
                f"{seen[case.id].place}; each has to be there once"
            )
        seen[case.id] = case
    return cases


def _squad_in(file: Path) -> _Squad | None:
    """Return a file as SQuAD, or None if it is of another form."""
    text = _text_of(file)
    try:
        value = json.loads(text)
    except ValueError as error:
        if file.suffix == ".json" and '"data"' in text[:200]:
            raise EvaluationError(f"{file}: is not JSON ({error}); correct it") from error
        return None
    if not isinstance(value, dict) or "data" not in value:
        return None
    return _parsed(_Squad, _json(text, str(file)), str(file))


def _parsed(kind: type[_Kind], value: Any, place: str) -> _Kind:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(str(part) for part in problem["loc"]) or "the line"
        raise EvaluationError(f"{place}: {name}: {problem['msg']}; correct it") from error


def _json(text: str, place: str) -> Any:
    try:
        value = json.loads(text)
        # Half characters ("\ud800") can be neither written to a document nor shown.
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise EvaluationError(
            f"{place}: is not JSON ({error}); a file of questions holds one object a line, or is "
            "SQuAD-form JSON"
        ) from error
    return value


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise EvaluationError(
            f"{file}: cannot be read ({error.strerror}); check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise EvaluationError(
            f"{file}: is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
