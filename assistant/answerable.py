"""Whether a text answers a question at all, as far as the model that reads it can tell.

A small model that is told to refuse refuses everything or nothing, and writes an answer whatever it
was asked. But how likely its first word is does tell: how much likelier "Yes" than "No" where it is
asked whether the text holds the answer, and how unlikely "None" where it is asked for the words
that do. The two err elsewhere, and share what they read, so that the second costs half a second.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda

# How near to a question, in the packaged embedder's vectors, the sources have to come; see
# `assistant.focus`. 23 of 30 questions about other things altogether were farther away, and of 125
# and 100 about two folders, asked over the other one, 49 and 38; of 159 that their own folder
# answers, two were.
LEAST_NEARNESS = 1.35
# What "None" counts beside "Yes", and the most that its absence can tell. Over 110 questions of
# ours in eleven languages over ten documents, and 120 English ones over English and Spanish
# articles of XQuAD, about half of them without an answer in the text, the area under the curve was
# .873 for "Yes" alone, .884 for "None" alone, and .897 for this sum (ours .836, English .961,
# Spanish .933). Eight examples before the question made "Yes" no better (.873); asking whether the
# answer is missing, or for A or B, was worse.
_NONE_WEIGHT = 0.5
_NONE_MOST = 4.0
# Of the answerable ones among these questions 19% (ours), 3% (English) and 7% (Spanish) score less,
# of the others 29%, 15% and 30% score more; what else refuses is not counted. At 1.85 they were
# 21%, 5% and 10%, and 23%, 12% and 15%, but questions such as how two billion are split, asked in
# Spanish over French, were refused.
LEAST_ANSWERABILITY = 1.65
_ALTERNATIVES = 20
_UNSEEN = 1e-6


def answerability(
    yes_or_no: ChatPromptTemplate, words_or_none: ChatPromptTemplate, model: BaseChatModel
) -> Runnable[dict[str, Any], float | None]:
    """Return what scores how likely a text answers a question, by two prompts that ask for it.

    It gives None where the model would say neither yes nor no, as one that thinks aloud first.
    `model` has to give the log-probabilities of its first token, as OpenAI's protocol has them.
    """
    asked = model.bind(logprobs=True, top_logprobs=_ALTERNATIVES, max_tokens=1)
    odds = yes_or_no | asked | RunnableLambda(_log_odds)
    doubt = words_or_none | asked | RunnableLambda(_improbability_of_none)

    def score(variables: dict[str, Any]) -> float | None:
        # One after the other: the second finds the text read.
        found = odds.invoke(variables)
        return None if found is None else found + _NONE_WEIGHT * doubt.invoke(variables)

    return RunnableLambda(score)


def _log_odds(reply: AIMessage) -> float | None:
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
