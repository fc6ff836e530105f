import math
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.prompts import ChatPromptTemplate

from assistant.answerable import log_odds


class Chances(BaseChatModel):
    """Gives its first token's alternatives the chances that it was made with."""

    chances: dict[str, float]

    @property
    def _llm_type(self) -> str:
        return "chances"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        tops = [{"token": t, "logprob": math.log(p)} for t, p in self.chances.items()]
        message = AIMessage(
            "Yes", response_metadata={"logprobs": {"content": [{"top_logprobs": tops}]}}
        )
        return ChatResult(generations=[ChatGeneration(message=message)])


@pytest.mark.parametrize(
    ("chances", "odds"),
    [
        ({"Yes": 0.6, " yes": 0.2, "No": 0.2}, 4),
        ({"No": 0.8, "Yes": 0.2}, 0.25),
    ],
)
def test_the_odds_are_those_of_yes_against_no(chances: dict[str, float], odds: float) -> None:
    prompt = ChatPromptTemplate.from_messages([("human", "{question}")])
    found = log_odds(prompt, Chances(chances=chances)).invoke({"question": "?"})
    assert found is not None
    assert math.exp(found) == pytest.approx(odds, rel=1e-4)


@pytest.mark.parametrize("chances", [{"<think>": 1.0}, {}])
def test_a_model_that_says_neither_tells_nothing(chances: dict[str, float]) -> None:
    prompt = ChatPromptTemplate.from_messages([("human", "{question}")])
    assert log_odds(prompt, Chances(chances=chances)).invoke({"question": "?"}) is None
