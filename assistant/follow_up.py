"""A question that follows others becomes one that can be understood alone: "And Amazon?"."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda

from assistant.commands import without_tokens
from assistant.figures import missing_figures
from assistant.names import Name, groups, is_known, read_names, spelled_out, sure_names
from assistant.nearness import WordNearness
from assistant.phrases import language_name
from assistant.reply import as_text
from index.language import detect

# A rewritten question is hardly ever longer, and a model that rambles is.
_LONGEST = 300
# A question of so many words or fewer that names something asks the one before of that.
_ELLIPTIC_WORDS = 4


def standalone(
    prompt: ChatPromptTemplate, model: BaseChatModel | None, nearness: WordNearness
) -> Callable[[dict[str, Any]], Any]:
    """Return what gives the question of the chain's state as one that can be understood alone.

    The model rewrites it. What it makes of it counts only if it keeps the question's names and
    figures and brings in none that were not spoken of; else, and without a model, rules decide.
    """

    def choose(state: dict[str, Any]) -> Any:
        question: str = state["question"]
        if not state.get("history"):
            return question
        previous, answer = _last(state["history"], nearness)
        by_rule = _by_rule(previous, question, nearness)
        if model is None:
            return by_rule
        filled = {
            "previous": without_tokens(previous),
            "answer": without_tokens(answer),
            "question": without_tokens(question),
            "language": language_name(state["language"]),
        }

        def checked(reply: str) -> str:
            said = f"{previous}\n{answer}\n{question}"
            return reply.strip() if _is_faithful(reply, question, said, nearness) else by_rule

        return RunnableLambda(lambda _: filled) | prompt | model | as_text() | checked

    return choose


def _last(history: Sequence[tuple[str, str]], nearness: WordNearness) -> tuple[str, str]:
    """Return the last question and its answer, the question with what it left out."""
    (previous, answer), *others = history
    for question, said in others:
        is_whole = len(question.split()) > _ELLIPTIC_WORDS
        previous, answer = (question if is_whole else _by_rule(previous, question, nearness)), said
    return previous, answer


def _is_faithful(reply: str, question: str, said: str, nearness: WordNearness) -> bool:
    """Tell whether a reply is a question about what was asked, and about nothing else."""
    reply = reply.strip()
    if not 0 < len(reply) <= _LONGEST or "\n" in reply:
        return False
    if missing_figures(question, reply) or missing_figures(reply, said):
        return False
    return _holds_names(reply, question, nearness) and _holds_names(said, reply, nearness)


def _holds_names(text: str, of: str, nearness: WordNearness) -> bool:
    return all(is_known(group, text, nearness) for group in _sure_groups(of, text))


def _by_rule(previous: str, question: str, nearness: WordNearness) -> str:
    """Return the question before asked of what this one names; of other questions, both."""
    named = _sure_groups(question, previous)
    asked = _sure_groups(previous, question)
    if len(question.split()) > _ELLIPTIC_WORDS or len(named) != 1 or not asked:
        return f"{previous} {question}"
    cosines = nearness.cosines([spelled_out(named[0])], [spelled_out(group) for group in asked])[0]
    place = asked[int(cosines.argmax())]
    return previous[: place[0].start] + spelled_out(named[0]) + previous[place[-1].end :]


def _sure_groups(text: str, other: str) -> list[tuple[Name, ...]]:
    known = sure_names([text, other])
    return groups([name for name in read_names(text, detect(text), known) if name.sure], text)
