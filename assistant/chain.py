"""The retrieval chain, as LangChain runnables.

    {"question", "history"} -> standalone question -> retriever -> prompt -> model -> evidence
        -> {"passages", "reply", "answer"}

It streams in that order: the passages at once, the reply token by token as a draft, and last the
checked answer, which alone is to be believed.
"""

import operator
import time
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import (
    Runnable,
    RunnableGenerator,
    RunnableLambda,
    RunnablePassthrough,
)
from langchain_core.runnables.utils import AddableDict

from assistant.answerable import answerability
from assistant.check import Check, Writer
from assistant.commands import without_commands, without_tokens
from assistant.evidence import evidence_in
from assistant.focus import Focus, focus
from assistant.follow_up import standalone
from assistant.local_model import under
from assistant.nearness import WordNearness
from assistant.notation import in_notation_of
from assistant.packaged_model import DRAFT
from assistant.phrases import language_name
from assistant.plainly_said import is_plainly_said
from assistant.prompt import Family, Prompts
from assistant.reply import as_text
from assistant.unknown import Unknown, unknown_in
from index.embed import Embedder
from index.language import detect
from index.records import Passage
from index.search import to_passage

Chain = Runnable[dict[str, Any], AddableDict]


def retrieval_chain(
    retriever: BaseRetriever,
    prompts: Prompts,
    model: BaseChatModel | None,
    embedder: Embedder,
    *,
    model_name: str,
    least: Callable[[], float],
    least_nearness: float,
) -> Chain:
    """Return the chain from a question to its answer.

    It takes `{"question": str}`, with `"history"` if it follows other questions, and with `"k"` if
    another number of passages is to be searched than is the retriever's own. It gives a dict with
    `passages`, a list of Passage; `reply`, what the model wrote; and `answer`, the Answer. Without
    a model the source's words are the answer. A question that follows others is made into
    one that stands alone; see `assistant.follow_up`.

    A small model answers in English first and then translates, unless the question is in English
    or in the language of the text: it understands questions and text best so. Asked in several
    languages how two billion were split, ours was right five times of eight when it had to answer
    in them at once, and eight times of eight in this way. It is asked first whether the text holds
    the answer at all; see `assistant.answerable`.

    Nothing is answered if the passages are not as near to the question as `least_nearness`, or if
    the score for their holding the answer is lower than `least()`: without a model, the nearness
    itself; with a small one, what `assistant.answerable` makes of its first words.
    """

    def find(state: dict[str, Any]) -> list[Passage]:
        found = retriever.invoke(state["standalone"], k=state.get("k"))
        return [to_passage(one) for one in found]

    translate = prompts.translate
    write = _writer(prompts.answer, under(model, DRAFT)) if model else None
    translated = _translator(translate, model) if model and translate else None
    in_one_language = (
        prompts.one_language | model | as_text() if model and prompts.one_language else None
    )
    likely = (
        answerability(prompts.answerable, prompts.extract, model)
        if model and prompts.answerable and prompts.extract
        else None
    )
    sentences, queries = embedder.encode_sentences, embedder.encode_queries
    check = Check(write, translated, in_one_language, model_name, embedder)
    nearness = WordNearness(queries)
    alone = standalone(prompts.follow_up, model, nearness)
    retrieved = (
        RunnablePassthrough.assign(began=lambda _: time.perf_counter())
        | RunnablePassthrough.assign(language=lambda state: detect(state["question"]))
        | RunnablePassthrough.assign(standalone=RunnableLambda(alone))
        | RunnablePassthrough.assign(passages=RunnableLambda(find))
        | RunnablePassthrough.assign(found=lambda _: time.perf_counter())
    )
    written = (
        RunnablePassthrough.assign(evidence=lambda state: evidence_in(state["passages"]))
        | RunnablePassthrough.assign(
            focus=lambda state: focus(
                *(state["standalone"], state["passages"], state["evidence"]), sentences, queries
            )
        )
        | RunnablePassthrough.assign(excerpts=lambda state: _excerpts(state, prompts.family))
        | RunnablePassthrough.assign(
            draft_language=lambda state: _draft_language(state) if translate else state["language"]
        )
        | RunnablePassthrough.assign(
            unknown=lambda state: unknown_in(state["standalone"], state["evidence"], nearness)
        )
        | RunnablePassthrough.assign(is_off_topic=_gate(least_nearness))
        | RunnablePassthrough.assign(
            is_plain=lambda state: is_plainly_said(
                *(state["standalone"], state["focus"].sentence, sentences, nearness)
            )
        )
        | RunnablePassthrough.assign(answerability=RunnableLambda(_answerability(model, likely)))
        | RunnablePassthrough.assign(is_refused=lambda state: _is_refused(state, least()))
        | RunnablePassthrough.assign(draft=RunnableLambda(_drafted(write)))
        | RunnablePassthrough.assign(reply=RunnableLambda(_replied(write, translated)))
    )
    # The passages do not go through the steps that write: each of those holds back what it passes
    # on until it has begun itself, which took a second in all.
    return retrieved | RunnableGenerator(_Answering(written, check).stream)


def _excerpts(state: dict[str, Any], family: Family) -> list[str]:
    """Return what the model reads: a strong one all that was found, a small one the best of it."""
    focused: Focus = state["focus"]
    if family == "strong":
        return [without_commands(passage.text) for passage in state["passages"]]
    return focused.excerpts


def _draft_language(state: dict[str, Any]) -> str:
    """Return the language that a small model writes in first."""
    language: str = state["language"]
    return language if language in {detect(text) for text in state["excerpts"]} else "en"


def _gate(least_nearness: float) -> Callable[[dict[str, Any]], bool]:
    """Return what tells that the passages do not speak of what the question asks."""

    def is_off_topic(state: dict[str, Any]) -> bool:
        unknown: Unknown = state["unknown"]
        focused: Focus = state["focus"]
        return unknown.all_of_it or not state["passages"] or focused.nearness < least_nearness

    return is_off_topic


def _answerability(
    model: BaseChatModel | None, likely: Runnable[dict[str, Any], float | None] | None
) -> Callable[[dict[str, Any]], float | None]:
    """Return what scores how likely the passages hold the answer, None where nothing tells."""

    def score(state: dict[str, Any]) -> float | None:
        focused: Focus = state["focus"]
        if model is None:
            return focused.nearness
        is_settled = state["is_off_topic"] or state["is_plain"]
        return None if likely is None or is_settled else likely.invoke(_fill(state))

    return score


def _is_refused(state: dict[str, Any], least: float) -> bool:
    """Decide whether a question is not answered at all."""
    score: float | None = state["answerability"]
    return state["is_off_topic"] or (score is not None and score < least)


def _drafted(write: Writer | None) -> Callable[[dict[str, Any]], Any]:
    """Return what writes the answer that is to be translated, or nothing if none is."""

    def draft(state: dict[str, Any]) -> Any:
        return write if write and _is_translated(state) and not state["is_refused"] else ""

    return draft


def _replied(write: Writer | None, translated: Writer | None) -> Callable[[dict[str, Any]], Any]:
    """Return what writes the answer in the question's language, or nothing if it is refused."""

    def reply(state: dict[str, Any]) -> Any:
        if state["is_refused"] or write is None:
            return ""
        if _is_translated(state):
            return translated if state["draft"].strip() else ""
        return write

    return reply


def _is_translated(state: dict[str, Any]) -> bool:
    return bool(state["language"] != state["draft_language"])


def _writer(prompt: ChatPromptTemplate, model: Runnable[Any, BaseMessage]) -> Writer:
    """Return what writes an answer in the language of the state's draft."""
    return RunnableLambda(_fill) | prompt | model | as_text()


def _translator(translate: ChatPromptTemplate, model: BaseChatModel) -> Writer:
    """Return what translates the state's draft into the question's language."""

    def fill(state: dict[str, Any]) -> dict[str, str]:
        language = state["language"]
        return {
            "language": language_name(language),
            "text": in_notation_of(language, state["draft"]),
        }

    return RunnableLambda(fill) | translate | model | as_text()


def _fill(state: dict[str, Any]) -> dict[str, str]:
    """Return the variables of the prompts over the text."""
    language: str = state["draft_language"]
    return {
        "language": language_name(language),
        "passages": "\n\n".join(in_notation_of(language, text) for text in state["excerpts"]),
        "question": in_notation_of(language, without_tokens(state["standalone"])),
    }


class _Answering:
    """All that follows the search: passes the passages on at once, then writes, then checks."""

    def __init__(self, written: Runnable[Any, Any], check: Check) -> None:
        self._written = written
        self._check = check

    def stream(self, parts: Iterator[dict[str, Any]]) -> Iterator[AddableDict]:
        """Take what was retrieved; give passages, tokens, and the answer."""
        state = _merged(parts)
        yield AddableDict(passages=state["passages"])
        first_token = None
        written = []
        for part in self._written.stream(state):
            written.append(part)
            if part.get("reply"):
                first_token = first_token or time.perf_counter()
                yield AddableDict(reply=part["reply"])
        yield AddableDict(answer=self._check.answer(_merged(written), first_token))


def _merged(parts: Iterable[dict[str, Any]]) -> AddableDict:
    """Return what a runnable streamed as one; what comes in pieces, such as tokens, is joined."""
    return reduce(operator.add, map(AddableDict, parts), AddableDict())
