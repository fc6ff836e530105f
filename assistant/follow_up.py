"""A question that follows others becomes one that can be understood alone: "And Amazon?"."""

from collections.abc import Callable
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda

from assistant.asked_again import asked_again, is_amount, named_groups
from assistant.commands import without_tokens
from assistant.elliptic import is_elliptic
from assistant.figures import missing_figures, read_figures
from assistant.given import Given
from assistant.names import is_known
from assistant.nearness import SAME_WORD, WordNearness
from assistant.phrases import language_name
from assistant.reply import as_text
from assistant.wording import content_words
from index.language import detect
from index.lexical import likeness
from index.words import fold

# A rewritten question is hardly ever longer, and a model that rambles is.
_LONGEST = 300
# What belongs to asking and not to what is asked: "Thanks! Can you tell me …".
_COURTESIES = frozenset(
    {
        *("please", "thanks", "thank", "tell", "know", "ok", "okay", "merci", "dire", "dites"),
        *("svp", "plait", "savoir", "gracias", "decir", "decirme", "dime", "favor", "bitte"),
        *("danke", "sagen", "sag", "grazie", "dirmi", "dimmi", "favore", "obrigado", "obrigada"),
        *("dizer", "diga", "dank", "bedankt", "alsjeblieft", "zeggen", "спасибо", "скажите"),
    }
)

Turns = tuple[tuple[str, str], ...]


def standalone(
    prompt: ChatPromptTemplate, model: BaseChatModel | None, nearness: WordNearness
) -> Callable[[dict[str, Any]], Any]:
    """Return what gives the question of the chain's state as one that can be understood alone.

    One that only asks of another name or figure, as "And Amazon?" does, is the last question with
    that in its place. Else the model rewrites it. What it makes of it counts only if it keeps what
    the question says, and brings in no names or figures that were not spoken of; if not, and
    without a model, what it follows is put behind it. Questions that were rewritten here are
    remembered, for others follow them.
    """
    rewritten: Given[str] = Given()

    def choose(state: dict[str, Any]) -> Any:
        question: str = state["question"]
        history: Turns = tuple((asked, answer) for asked, answer in state.get("history") or ())
        if not history:
            return question
        turns = _whole(history, rewritten, nearness)
        again = asked_again([asked for asked, _ in turns], question, nearness)
        if again or model is None:
            return again or _in_context(turns, question)

        def checked(reply: str) -> str:
            whole = reply.strip()
            if not _is_faithful(whole, question, turns, nearness):
                return _in_context(turns, question)
            rewritten.keep((history, question), whole)
            return whole

        filled = {
            "conversation": "\n".join(_told(*turn) for turn in turns),
            "question": without_tokens(question),
            "language": language_name(state["language"]),
        }
        return RunnableLambda(lambda _: filled) | prompt | model | as_text() | checked

    return choose


def _told(question: str, answer: str) -> str:
    return f"Question: {without_tokens(question)}\nAnswer: {without_tokens(answer)}"


def _whole(history: Turns, rewritten: Given[str], nearness: WordNearness) -> Turns:
    """Return the turns from the last whole question on, which stands for those before it."""
    turns: list[tuple[str, str]] = []
    for place, (question, answer) in enumerate(history):
        known = rewritten.get((history[:place], question))
        whole = known or asked_again([asked for asked, _ in turns], question, nearness)
        if whole or not is_elliptic(question):
            turns.clear()
        turns.append((whole or question, answer))
    return tuple(turns)


def _is_faithful(whole: str, question: str, turns: Turns, nearness: WordNearness) -> bool:
    """Tell whether a reply asks what was asked, of what was spoken of, and of nothing else."""
    if not 0 < len(whole) <= _LONGEST or "\n" in whole:
        return False
    if whole == question:
        return not is_elliptic(question)
    if fold(whole) in {fold(asked) for asked, _ in turns}:
        return False
    said = "\n".join([*(text for turn in turns for text in turn), question])
    if missing_figures(question, whole) or missing_figures(whole, said):
        return False
    names_another = bool(named_groups(question, said))
    if names_another and any(map(is_amount, missing_figures(whole, question))):
        return False  # those were of what was spoken of before
    if not (_holds_names(whole, question, nearness) and _holds_names(said, whole, nearness)):
        return False
    return _holds_words(whole, question, nearness)


def _holds_names(text: str, of: str, nearness: WordNearness) -> bool:
    return all(is_known(group, text, nearness) for group in named_groups(of, text))


def _holds_words(text: str, of: str, nearness: WordNearness) -> bool:
    """Tell whether a text has the content words of another, in some form or in like words."""
    words = [fold(word) for word in content_words(of, read_figures(of), detect(of))]
    held = [fold(word) for word in content_words(text, (), detect(text))]
    missing = [
        word
        for word in words
        if word not in _COURTESIES and not any(likeness(word, one) for one in held)
    ]
    if not missing:
        return True
    return bool(held) and bool((nearness.cosines(missing, held).max(axis=1) >= SAME_WORD).all())


def _in_context(turns: Turns, question: str) -> str:
    """Return a question with those that it follows, unless it names what it is about."""
    if not is_elliptic(question) and named_groups(question, turns[0][0]):
        return question
    return f"{question} ({' '.join(asked for asked, _ in turns)})"
