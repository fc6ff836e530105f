from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.runnables import RunnableLambda

from assistant.follow_up import standalone
from assistant.nearness import WordNearness
from assistant.prompt import prompts_for
from tests.fakes import WordEmbedder

PROMPT = prompts_for("small").follow_up
BEFORE = ("How much did Google pay in 2023?", "Google paid 2 million euros to Anthropic.")


def alone(question: str, reply: str | None = None) -> str:
    model = None if reply is None else FakeListChatModel(responses=[reply])
    choose = standalone(PROMPT, model, WordNearness(WordEmbedder().encode_queries))
    state: dict[str, Any] = {"question": question, "history": [BEFORE], "language": "en"}
    return str(RunnableLambda(choose).invoke(state))


def test_a_first_question_is_left_as_it_is() -> None:
    choose = standalone(PROMPT, None, WordNearness(WordEmbedder().encode_queries))
    assert choose({"question": "And Amazon?", "history": []}) == "And Amazon?"


def test_without_a_model_a_name_alone_takes_the_place_of_the_one_before() -> None:
    assert alone("And Amazon?") == "How much did Amazon pay in 2023?"


def test_without_a_model_any_other_question_follows_the_one_before() -> None:
    assert alone("And why so late?") == "How much did Google pay in 2023? And why so late?"


def test_the_model_makes_the_question_whole() -> None:
    written = "How much did Amazon pay to Anthropic in 2023?"
    assert alone("And Amazon?", written) == written


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "How much did Google pay in 2023?",  # not what was asked
        "How much did Amazon pay to Microsoft?",  # nobody spoke of it
        "How much did Amazon pay in 2024?",
        "Amazon paid a lot.\nIt is a company.",
        "How much did Amazon pay" + " and pay" * 100,
    ],
)
def test_a_rewritten_question_that_asks_something_else_is_not_taken(reply: str) -> None:
    assert alone("And Amazon?", reply) == "How much did Amazon pay in 2023?"


def test_a_second_follow_up_keeps_the_thread() -> None:
    choose = standalone(PROMPT, None, WordNearness(WordEmbedder().encode_queries))
    history = [BEFORE, ("And Amazon?", "Amazon paid nothing.")]
    assert choose({"question": "And why?", "history": history}) == (
        "How much did Amazon pay in 2023? And why?"
    )
