import math
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.prompts import ChatPromptTemplate

from assistant.answerable import (
    LEAST_BY_ADAPTER,
    LEAST_BY_FIRST_WORD,
    LEAST_NEARNESS,
    answerability,
    least_answerability,
    least_nearness,
)
from assistant.local_model import LocalChatModel, LocalServer
from assistant.packaged_model import ANSWERABLE


class Chances(BaseChatModel):
    """Gives its first token's alternatives the chances that it was made with, by its question."""

    chances: dict[str, dict[str, float]]

    @property
    def _llm_type(self) -> str:
        return "chances"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        chances = self.chances[str(messages[0].content)]
        tops = [{"token": t, "logprob": math.log(p)} for t, p in chances.items()]
        message = AIMessage(
            "Yes", response_metadata={"logprobs": {"content": [{"top_logprobs": tops}]}}
        )
        return ChatResult(generations=[ChatGeneration(message=message)])


def score(first: dict[str, float], second: dict[str, float]) -> float | None:
    """The score by the first token's chances for the two prompts."""
    one = ChatPromptTemplate.from_messages([("human", "first {question}")])
    other = ChatPromptTemplate.from_messages([("human", "second {question}")])
    model = Chances(chances={"first ?": first, "second ?": second})
    return answerability(one, other, model).invoke({"question": "?"})


@pytest.mark.parametrize(
    ("chances", "odds"),
    [
        ({"Yes": 0.6, " yes": 0.2, "No": 0.2}, 4),
        ({"No": 0.8, "Yes": 0.2}, 0.25),
    ],
)
def test_the_odds_are_those_of_yes_against_no(chances: dict[str, float], odds: float) -> None:
    found = score(chances, {"None": 1.0})
    assert found is not None
    assert math.exp(found) == pytest.approx(odds, rel=1e-4)


def test_the_less_likely_none_is_the_likelier_is_an_answer() -> None:
    even = {"Yes": 0.5, "No": 0.5}
    assert score(even, {"None": math.exp(-3)}) == pytest.approx(1.5, rel=1e-3)
    assert score(even, {"None": 0.25, " none": 0.25}) == pytest.approx(math.log(2) / 2, rel=1e-3)


def test_none_that_is_hardly_likely_counts_no_more_than_so_much() -> None:
    assert score({"Yes": 0.5, "No": 0.5}, {"Paris": 1.0}) == pytest.approx(2)


@pytest.mark.parametrize("chances", [{"<think>": 1.0}, {}])
def test_a_model_that_says_neither_tells_nothing(chances: dict[str, float]) -> None:
    assert score(chances, {"None": 1.0}) is None


class Adapted(LocalChatModel):
    """Says "Yes" under its adapter, four times as likely as "No", and nothing else."""

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        assert kwargs["adapter"] == ANSWERABLE
        assert str(messages[0].content) == "second ?"
        tops = [
            {"token": "Yes", "logprob": math.log(0.8)},
            {"token": "No", "logprob": math.log(0.2)},
        ]
        said = {"logprobs": {"content": [{"top_logprobs": tops}]}}
        message = AIMessage("Yes", response_metadata=said)
        return ChatResult(generations=[ChatGeneration(message=message)])


def local(adapters: dict[str, Path]) -> Adapted:
    server = LocalServer(Path("unused.gguf"), adapters=adapters)
    return Adapted(server=server, model_name="m", timeout=1, max_tokens=1)


def test_a_model_with_an_adapter_is_asked_once_under_it() -> None:
    one = ChatPromptTemplate.from_messages([("human", "first {question}")])
    other = ChatPromptTemplate.from_messages([("human", "second {question}")])
    scored = answerability(one, other, local({ANSWERABLE: Path("unused.gguf")}))
    assert scored.invoke({"question": "?"}) == pytest.approx(math.log(4), rel=1e-4)


def test_a_model_that_can_judge_is_asked_of_more() -> None:
    assert least_nearness(local({})) == LEAST_NEARNESS
    assert least_nearness(local({ANSWERABLE: Path("unused.gguf")})) < LEAST_NEARNESS


def test_each_way_to_tell_has_a_score_of_its_own() -> None:
    assert least_answerability(Chances(chances={})) == LEAST_BY_FIRST_WORD
    assert least_answerability(local({})) == LEAST_BY_FIRST_WORD
    assert least_answerability(local({ANSWERABLE: Path("unused.gguf")})) == LEAST_BY_ADAPTER
