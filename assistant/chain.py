"""The retrieval chain, as LangChain runnables.

    {"question"} -> retriever -> prompt -> model -> evidence -> {"passages", "reply", "answer"}

It streams in that order: the passages at once, the reply token by token as a draft, and last the
checked answer, which alone is to be believed.
"""

import time
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import (
    Runnable,
    RunnableGenerator,
    RunnableLambda,
    RunnablePassthrough,
)
from langchain_core.runnables.utils import AddableDict

from assistant.answer import Answer, Status, Timings
from assistant.evidence import (
    Evidence,
    Proof,
    cite,
    claims_in,
    evidence_in,
    prove,
    with_markers,
)
from assistant.focus import focus, score
from assistant.phrases import language_name, not_found
from index.embed import Embedder
from index.language import detect
from index.search import to_passage

PROMPT_VARIABLES = {"language", "passages", "question"}

Chain = Runnable[dict[str, Any], AddableDict]


def retrieval_chain(
    retriever: BaseRetriever,
    prompt: ChatPromptTemplate,
    model: BaseChatModel | None,
    embedder: Embedder,
    *,
    model_name: str,
) -> Chain:
    """Return the chain from a question to its answer.

    It takes `{"question": str}` and gives a dict with `passages`, a list of Passage; `reply`, what
    the model wrote; and `answer`, the Answer. Without a model the source's words are the answer.
    """

    def fill(state: dict[str, Any]) -> dict[str, str]:
        question: str = state["question"]
        excerpts = focus(
            question, state["passages"], embedder.encode_queries, embedder.encode_documents
        )
        return {
            "language": language_name(detect(question)),
            "passages": "\n\n".join(excerpts),
            "question": question,
        }

    find = itemgetter("question") | retriever | (lambda found: [to_passage(one) for one in found])
    write: Runnable[dict[str, Any], str] = (
        RunnableLambda(fill) | prompt | model | StrOutputParser()
        if model
        else RunnableLambda(lambda _: "")
    )
    check = _Check(embedder, model is not None, model_name)
    return (
        RunnablePassthrough.assign(began=lambda _: time.perf_counter())
        | RunnablePassthrough.assign(passages=find)
        | RunnablePassthrough.assign(found=lambda _: time.perf_counter())
        | RunnablePassthrough.assign(reply=write)
        | RunnableGenerator(check.stream)
    )


class _Check:
    """The last step: passes on what came before it, and adds the checked answer."""

    def __init__(self, embedder: Embedder, has_model: bool, model_name: str) -> None:
        self._embedder = embedder
        self._has_model = has_model
        self._model_name = model_name

    def stream(self, parts: Iterator[dict[str, Any]]) -> Iterator[AddableDict]:
        """Take the chain's state part by part; give passages, tokens, and the answer."""
        state = AddableDict()
        first_token = None
        for part in parts:
            state = state + AddableDict(part)
            if "passages" in part:
                yield AddableDict(passages=part["passages"])
            if part.get("reply"):
                first_token = first_token or time.perf_counter()
                yield AddableDict(reply=part["reply"])
        yield AddableDict(answer=self._answer(state, first_token))

    def _answer(self, state: dict[str, Any], first_token: float | None) -> Answer:
        question, passages = state["question"], state["passages"]
        language = detect(question)
        evidence = evidence_in(passages)
        if self._has_model:
            proofs = prove(
                claims_in(state["reply"]), evidence, question, self._embedder.encode_queries
            )
        else:
            proofs = self._quote(question, evidence)
        sentences, citations = cite(proofs)
        status: Status = "answered" if citations else "not_found"
        began = state["began"]
        return Answer(
            question=question,
            language=language,
            status=status,
            text=with_markers(sentences) if citations else not_found(language),
            sentences=tuple(sentences),
            citations=tuple(citations),
            passages=tuple(passages),
            model=self._model_name,
            embedder=self._embedder.id,
            timings=Timings(
                search=_milliseconds(state["found"] - began),
                first_token=_milliseconds(first_token - began) if first_token else None,
                total=_milliseconds(time.perf_counter() - began),
            ),
        )

    def _quote(self, question: str, evidence: list[Evidence]) -> list[Proof]:
        """Answer with the sentence that is nearest to the question, as it stands."""
        if not evidence:
            return []
        scores = score(
            question, evidence, self._embedder.encode_queries, self._embedder.encode_documents
        )
        best = evidence[int(scores.argmax())]
        return [Proof(best.text, (best,), 1.0, None)]


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
