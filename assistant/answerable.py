"""Whether a text answers a question at all, as far as the model that reads it can tell.

A small model that is told to refuse refuses everything or nothing, and writes an answer whatever it
was asked. But where it is asked whether the text holds the answer, what it believes can be told by
the chances of its first word: how much likelier "Yes" is than "No", and how unlikely "None" where
it is asked for the words that answer.

The packaged model knows more than it says so. Where it is asked for the words that answer, it can
be read in the midst of its layers whether there are any (Alain and Bengio, "Understanding
intermediate layers using linear classifier probes", 2016, is how that is found); on the way to its
words it loses that again. What we have learnt to read there is built into it, as a LoRA adapter of
rank two under which it says "Yes" or "No" instead: see `tests.bench.answerability`.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.local_model import LocalChatModel
from assistant.packaged_model import ANSWERABLE

# How near to a question, in the packaged embedder's vectors, the sources have to come; see
# `assistant.focus`. 23 of 30 questions about other things altogether were farther away, and of 125
# and 100 about two folders, asked over the other one, 49 and 38; of 159 that their own folder
# answers, two were.
LEAST_NEARNESS = 1.35
# What is left to the packaged model's own judgement, which is better, comes as near as this. Of 539
# answerable questions of ours over their own folder, on which it was chosen, 14 were farther away
# than 1.35, and none than this; of 125 over another folder 28 and 2.
LEAST_NEARNESS_WITH_ADAPTER = 1.28
# Of questions of five sets, each with the adapter that the other sets and the lessons teach, 10%,
# 14%, 2%, 4% and 6% of the answerable ones score less; of the others 38%, 11%, 20%, 53% and 15%
# score more and are left to the checks of what is answered: `tests.bench.answerability`.
LEAST_BY_ADAPTER = -3.75
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


def least_answerability(model: BaseChatModel) -> float:
    """Return the score from which on a model that is asked so is believed to see the answer."""
    return LEAST_BY_ADAPTER if _has_adapter(model) else LEAST_BY_FIRST_WORD


def least_nearness(model: BaseChatModel) -> float:
    """Return how near to a question the sources have to come for a model to be asked at all."""
    return LEAST_NEARNESS_WITH_ADAPTER if _has_adapter(model) else LEAST_NEARNESS


def answerability(
    yes_or_no: ChatPromptTemplate, words_or_none: ChatPromptTemplate, model: BaseChatModel
) -> Runnable[dict[str, Any], float | None]:
    """Return what scores how likely a text answers a question, by two prompts that ask for it.

    It gives None where the model would say neither yes nor no, as one that thinks aloud first. The
    packaged model is only asked the second, under its adapter. Each has to give the
    log-probabilities of its first token, as OpenAI's protocol has them.
    """
    asked = model.bind(logprobs=True, top_logprobs=_ALTERNATIVES, max_tokens=1)
    if _has_adapter(model):
        return words_or_none | asked.bind(adapter=ANSWERABLE) | RunnableLambda(log_odds)
    odds = yes_or_no | asked | RunnableLambda(log_odds)
    doubt = words_or_none | asked | RunnableLambda(_improbability_of_none)

    def score(variables: dict[str, Any]) -> float | None:
        # One after the other: the second finds the text read.
        found = odds.invoke(variables)
        return None if found is None else found + _NONE_WEIGHT * doubt.invoke(variables)

    return RunnableLambda(score)


def _has_adapter(model: BaseChatModel) -> bool:
    return isinstance(model, LocalChatModel) and ANSWERABLE in model.server.adapters


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
