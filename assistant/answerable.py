"""Whether a text answers a question at all, as far as the model that reads it can tell.

A small model that is told to refuse refuses everything or nothing, and writes an answer whatever it
was asked. But where it is asked whether the text holds the answer, what it knows of that can be
read off it before it says a word. Of the packaged model we have learnt how: from the state of its
last layer, in which it knows more than it says. Of another one it is the chances of its first word:
how much likelier "Yes" is than "No", and how unlikely "None" where it is asked for the words that
answer.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.local_model import LocalChatModel
from assistant.probe import packaged_probe, text_of

# How near to a question, in the packaged embedder's vectors, the sources have to come; see
# `assistant.focus`. 23 of 30 questions about other things altogether were farther away, and of 125
# and 100 about two folders, asked over the other one, 49 and 38; of 159 that their own folder
# answers, two were.
LEAST_NEARNESS = 1.35
# By what is read off the packaged model's state, questions of five sets that it was not learnt from
# were parted with areas under the curve of .85, .85, .93, .88 and .79, by the chances of its first
# word with .83, .74, .76, .81 and .69: `tests.bench.answerability`. From here on, 4%, 19%, 6%, none
# and 20% of the answerable ones are refused, and 50%, 30%, 20%, 63% and 42% of the others left to
# the checks of what is answered. At 0 it would be 12%, 26%, 16%, 4% and 27%, and 39%, 19%, 10%, 50%
# and 27%; but who leads the firm that an article in another language is about was refused.
LEAST_BY_STATE = -0.5
# Of another model, what "None" counts beside "Yes", and the most that its absence can tell.
_NONE_WEIGHT = 0.5
_NONE_MOST = 4.0
# With the packaged model, over 110 questions of ours in eleven languages over ten documents, and
# 120 English ones over English and Spanish articles of XQuAD, about half of them without an answer
# in the text, 19% (ours), 3% (English) and 7% (Spanish) of the answerable ones score less, of the
# others 29%, 15% and 30% score more; what else refuses is not counted.
LEAST_BY_FIRST_WORD = 1.65
_ALTERNATIVES = 20
_UNSEEN = 1e-6


def least_answerability(yes_or_no: ChatPromptTemplate | None, model: BaseChatModel) -> float:
    """Return the score from which on a model that is asked so is believed to see the answer."""
    return LEAST_BY_STATE if _is_learnt(yes_or_no, model) else LEAST_BY_FIRST_WORD


def answerability(
    yes_or_no: ChatPromptTemplate, words_or_none: ChatPromptTemplate, model: BaseChatModel
) -> Runnable[dict[str, Any], float | None]:
    """Return what scores how likely a text answers a question, by two prompts that ask for it.

    It gives None where the model would say neither yes nor no, as one that thinks aloud first.
    The packaged model is only asked the first, if that is the prompt for which it was learnt how to
    read its state. Another has to give the log-probabilities of its first token, as OpenAI's
    protocol has them.
    """
    if _is_learnt(yes_or_no, model):
        return yes_or_no | model.bind(state=True) | RunnableLambda(_by_state)
    asked = model.bind(logprobs=True, top_logprobs=_ALTERNATIVES, max_tokens=1)
    odds = yes_or_no | asked | RunnableLambda(log_odds)
    doubt = words_or_none | asked | RunnableLambda(_improbability_of_none)

    def score(variables: dict[str, Any]) -> float | None:
        # One after the other: the second finds the text read.
        found = odds.invoke(variables)
        return None if found is None else found + _NONE_WEIGHT * doubt.invoke(variables)

    return RunnableLambda(score)


def _is_learnt(prompt: ChatPromptTemplate | None, model: BaseChatModel) -> bool:
    """Tell whether it was learnt how to read the state in which a prompt leaves a model."""
    tells = isinstance(model, LocalChatModel) and model.server.states
    return tells and prompt is not None and text_of(prompt) == packaged_probe().prompt


def _by_state(reply: AIMessage) -> float:
    return packaged_probe().read(np.asarray(reply.response_metadata["state"], np.float32))


def log_odds(reply: AIMessage) -> float | None:
    """Return how much likelier "Yes" was to begin a reply than "No", None if neither was likely."""
    chances = {"yes": _UNSEEN, "no": _UNSEEN}
    for word, chance in _first_words(reply):
        if word in chances:
            chances[word] += chance
    is_seen = any(chance > _UNSEEN for chance in chances.values())
    return math.log(chances["yes"] / chances["no"]) if is_seen else None


def _improbability_of_none(reply: AIMessage) -> float:
    """Return minus the logarithm of the chance of "None", up to where more says no more."""
    chance = sum(chance for word, chance in _first_words(reply) if word == "none")
    return min(-math.log(min(chance + _UNSEEN, 1)), _NONE_MOST)


def _first_words(reply: AIMessage) -> Iterator[tuple[str, float]]:
    """Give the alternatives of a reply's first token, in small letters, with their chances."""
    tokens: list[Mapping[str, Any]] = reply.response_metadata["logprobs"]["content"]
    for one in tokens[0]["top_logprobs"] if tokens else ():
        yield str(one["token"]).strip().lower(), math.exp(one["logprob"])
