import threading

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda

from assistant.interrupt import Interrupt


def model() -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage("one two three four")]))


def test_a_stopped_run_ends_at_its_next_token() -> None:
    stopped = threading.Event()
    stream = model().stream("?", {"callbacks": [Interrupt(stopped)]})
    assert next(stream).content == "one"
    stopped.set()
    with pytest.raises(Interrupt.Stopped):
        next(stream)


def test_a_stopped_run_asks_no_model_again() -> None:
    stopped = threading.Event()
    stopped.set()

    def ask(question: str) -> object:
        return model().invoke(question)

    with pytest.raises(Interrupt.Stopped):
        RunnableLambda(ask).invoke("?", {"callbacks": [Interrupt(stopped)]})
