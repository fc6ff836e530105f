from collections.abc import Callable
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
BUILT = ("Who built the Skagen tower?", "Niels Holm built it.")


def chooser(*replies: str) -> Callable[[dict[str, Any]], Any]:
    model = FakeListChatModel(responses=list(replies)) if replies else None
    return standalone(PROMPT, model, WordNearness(WordEmbedder().encode_queries))


def alone(question: str, *replies: str, history: tuple[tuple[str, str], ...] = (BEFORE,)) -> str:
    state: dict[str, Any] = {"question": question, "history": history, "language": "en"}
    return str(RunnableLambda(chooser(*replies)).invoke(state))


def test_a_first_question_is_left_as_it_is() -> None:
    assert chooser()({"question": "And Amazon?", "history": []}) == "And Amazon?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("And Amazon?", "How much did Amazon pay in 2023?"),
        ("And what about Amazon?", "How much did Amazon pay in 2023?"),
        ("And in 2024?", "How much did Google pay in 2024?"),
        ("And Amazon in 2024?", "How much did Amazon pay in 2024?"),
    ],
)
def test_another_name_or_figure_takes_the_place_of_the_one_before(
    question: str, whole: str
) -> None:
    assert alone(question) == whole
    assert alone(question, "The model need not be asked.") == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("Wie viel zahlte Google 2023?", "Und 2024?", "Wie viel zahlte Google 2024?"),
        ("¿Cuánto pagó Google en 2023?", "¿Y en 2024?", "¿Cuánto pagó Google en 2024?"),
        ("What does the Basic plan cost?", "And the Pro plan?", "What does the Pro plan cost?"),
        ("What are Google's plans?", "And Amazon?", "What are Amazon's plans?"),
        ("What are Google's plans?", "And Amazon's?", "What are Amazon's plans?"),
        (
            "How long is the crossing of the Astrid?",
            "And that of the Zora?",
            "How long is the crossing of the Zora?",
        ),
    ],
)
def test_what_is_put_in_place_is_of_the_same_kind(previous: str, question: str, whole: str) -> None:
    assert alone(question, history=((previous, "It is known."),)) == whole


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("How many people work at Zenith?", "And in Germany?"),
        ("How many people work at Zenith?", "And 30 people?"),
        ("How many people work at Zenith?", "And Amazon or Meta?"),
        ("How many people lived there in 2000?", "And before 1990?"),
        ("How many people lived there in 2000?", "And since 1990?"),
        ("What do 300 chairs cost?", "And in 2024?"),
        ("How are Google's 2 billion euros split?", "And Amazon?"),
        ("What did the CEO of Google say?", "And the CFO?"),
        ("How much did Google pay in 2023?", "And without Google?"),
        ("Which plans include support in Germany?", "And outside Germany?"),
    ],
)
def test_what_has_no_place_in_the_one_before_is_put_in_none(previous: str, question: str) -> None:
    """Not "How many people work at Germany?"."""
    assert alone(question, history=((previous, "It is known."),)) == f"{question} ({previous})"


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("Who founded Google?", "When was Google founded?"),
        ("Who founded Google?", "What does Google own?"),
        ("How much did Google pay in 2023?", "Why did Amazon pay in 2023?"),
        ("Who wrote Hamlet?", "Where is Denmark's capital?"),
        ("When did Google buy YouTube?", "Who did YouTube buy?"),
        ("Is smoking allowed in Paris?", "Is smoking not allowed in Paris?"),
        ("Was Google founded in 1998?", "Was Google founded before 1998?"),
        ("Combien Google a-t-il payé en 2023 ?", "Pourquoi Google a-t-il payé ?"),
    ],
)
def test_a_question_that_asks_something_else_is_left_alone(previous: str, question: str) -> None:
    assert alone(question, history=((previous, "It is known."),)) == question


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("Who is Ann Miller?", "Did she work for Google?"),
        ("What does the Astrid carry?", "Is it bigger than the Zora?"),
        ("Wer ist Ada Voss?", "Hat sie für Umbrex gearbeitet?"),
    ],
)
def test_a_pronoun_is_of_the_question_before(previous: str, question: str) -> None:
    assert alone(question, history=((previous, "A."),)) == f"{question} ({previous})"
    assert alone(question, question, history=((previous, "A."),)) == f"{question} ({previous})"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("And the Heron?", "What is the warranty on the Heron?"),
        ("And the Heron 20?", "What is the warranty on the Heron 20?"),
        ("And the Tern 90?", "What is the warranty on the Tern 90?"),
    ],
)
def test_a_name_goes_with_its_number(question: str, whole: str) -> None:
    assert alone(question, history=(("What is the warranty on the Tern 60?", "A."),)) == whole


def test_without_a_model_what_a_question_follows_is_put_behind_it() -> None:
    whole = "And why so late? (How much did Google pay in 2023?)"
    assert alone("And why so late?") == whole


def test_without_a_model_a_question_that_names_what_it_is_about_is_whole() -> None:
    question = "Who built the lighthouse of Skagen?"
    assert alone(question) == question


def test_the_model_makes_the_question_whole() -> None:
    written = "When was the Skagen tower painted?"
    assert alone("When was it painted?", written, history=(BUILT,)) == written


@pytest.mark.parametrize(
    "courtesy", ["Thanks! When was it painted?", "Tell me when it was painted."]
)
def test_courtesies_need_not_be_kept(courtesy: str) -> None:
    written = "When was the Skagen tower painted?"
    assert alone(courtesy, written, history=(BUILT,)) == written


def test_a_question_that_the_model_leaves_as_it_is_is_whole() -> None:
    question = "Which plans include support?"
    assert alone(question, question) == question


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Who built the Skagen tower?",  # asked before
        "When was the Skagen tower built?",  # not what was asked
        "When was the Hirtshals tower painted?",  # nobody spoke of it
        "When was the Skagen tower painted before 1858?",
        "When was it painted?",
        "When was the tower painted?\nIt was in 1858.",
        "When was the tower painted" + " and painted" * 100,
    ],
)
def test_a_rewritten_question_that_asks_something_else_is_not_taken(reply: str) -> None:
    whole = "When was it painted? (Who built the Skagen tower?)"
    assert alone("When was it painted?", reply, history=(BUILT,)) == whole


def test_the_amount_of_one_is_not_brought_in_for_another() -> None:
    history = (("How are Google's 2 billion euros split?", "In two."),)
    whole = f"And Amazon? ({history[0][0]})"
    assert alone("And Amazon?", "How are Amazon's 2 billion euros split?", history=history) == whole


def test_a_second_follow_up_keeps_the_thread() -> None:
    history = (BEFORE, ("And Amazon?", "Amazon paid nothing."))
    assert alone("And why?", history=history) == "And why? (How much did Amazon pay in 2023?)"
    history = (BEFORE, ("And why?", "It had to."))
    assert alone("And when?", history=history) == (
        "And when? (How much did Google pay in 2023? And why?)"
    )


def test_what_the_model_made_whole_is_remembered() -> None:
    choose = RunnableLambda(chooser("When was the Skagen tower painted?", "Why?"))
    history = [BUILT]
    choose.invoke({"question": "When was it painted?", "history": history, "language": "en"})
    history.append(("When was it painted?", "In 1859."))
    assert choose.invoke({"question": "Why?", "history": history, "language": "en"}) == (
        "Why? (When was the Skagen tower painted?)"
    )


@pytest.mark.parametrize(
    ("previous", "question"), [("谁建造了灯塔？", "工程师呢？"), ("誰が建てた？", "町は？")]
)
def test_what_opens_with_nothing_may_end_as_an_addition(previous: str, question: str) -> None:
    assert alone(question, question, history=((previous, "A."),)) == f"{question} ({previous})"


def test_what_the_last_question_has_no_place_for_may_have_one_in_the_question_before() -> None:
    history = (BEFORE, ("And why?", "It had to."))
    assert alone("And in 2024?", history=history) == "How much did Google pay in 2024?"


def test_a_long_japanese_question_is_no_addition() -> None:
    question = "東京タワーの高さは何メートルですか？"
    assert alone(question, question, history=(("誰が橋を建てた？", "A."),)) == question


def test_the_history_may_be_lists() -> None:
    choose = chooser("Why did Google pay?")
    state = {"question": "Why?", "history": [list(BEFORE)], "language": "en"}
    assert RunnableLambda(choose).invoke(state) == "Why did Google pay?"
