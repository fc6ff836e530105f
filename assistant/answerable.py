"""Whether a text answers a question at all, as far as the model that reads it can tell.

A small model that is told to refuse refuses everything or nothing, and writes an answer whatever it
was asked. But how much likelier "Yes" is to it than "No" does tell.
"""

import math
from collections.abc import Mapping
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda

# How near to a question, in the packaged embedder's vectors, the sources have to come; see
# `assistant.focus`. 26 of 30 questions about other things altogether were farther away, and two of
# 95 that ten documents answer; of 100 from XQuAD none was.
LEAST_NEARNESS = 1.36
# In log-odds. Over 110 questions of ours in eleven languages, half of them without an answer in the
# text, the area under the curve was .85. Of 220 questions over ten documents and 100 of XQuAD, with
# all other checks, .8 let 30 be answered falsely that had no answer; .9 lets 26 of them, for one of
# 142 right answers; 1.1 would let 20, for nine.
LEAST_LOG_ODDS = 0.9
_ALTERNATIVES = 20
_UNSEEN = 1e-6


def log_odds(
    prompt: ChatPromptTemplate, model: BaseChatModel
) -> Runnable[dict[str, Any], float | None]:
    """Return what gives the log-odds of "Yes" to a prompt that asks for yes or no.

    It gives None where the model would say neither, as one that thinks aloud first.
    `model` has to give the log-probabilities of its first token, as OpenAI's protocol has them.
    """
    asked = model.bind(logprobs=True, top_logprobs=_ALTERNATIVES, max_tokens=1)
    return prompt | asked | RunnableLambda(_read)


def _read(reply: AIMessage) -> float | None:
    tokens: list[Mapping[str, Any]] = reply.response_metadata["logprobs"]["content"]
    chances = {"yes": _UNSEEN, "no": _UNSEEN}
    for one in tokens[0]["top_logprobs"] if tokens else ():
        word = str(one["token"]).strip().lower()
        if word in chances:
            chances[word] += math.exp(one["logprob"])
    is_seen = any(chance > _UNSEEN for chance in chances.values())
    return math.log(chances["yes"] / chances["no"]) if is_seen else None
