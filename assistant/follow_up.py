"""A question that follows others becomes one that can be understood alone: "And Amazon?"."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda

from assistant.asked_of import preposition_before
from assistant.commands import without_tokens
from assistant.figures import Figure, missing_figures, read_figures
from assistant.given import Given
from assistant.names import Name, groups, is_known, read_names, spelled_out, sure_names
from assistant.nearness import SAME_WORD, WordNearness
from assistant.phrases import language_name
from assistant.reply import as_text
from assistant.unknown import AND
from assistant.wording import compiled, content_words, parts_words, without
from index.language import detect
from index.lexical import likeness
from index.words import fold

# A rewritten question is hardly ever longer, and a model that rambles is.
_LONGEST = 300
# A question that is whole has so many content words: what is asked for, and of what.
_FEWEST_WORDS = 2
# One that is as short as this and has these words in this place adds to what was asked before.
_ELLIPTIC_WORDS = 4
_ADDS = compiled(
    {
        **{one: rf"^\W*(?:{words})\b" for one, words in AND.items() if parts_words(one)},
        "zh": r"呢\W*$",
        "ja": r"は\W*$",
    }
)

Turns = tuple[tuple[str, str], ...]


def standalone(
    prompt: ChatPromptTemplate, model: BaseChatModel | None, nearness: WordNearness
) -> Callable[[dict[str, Any]], Any]:
    """Return what gives the question of the chain's state as one that can be understood alone.

    If it only puts another name or figure in the place of one, as "And Amazon?" does, so does this.
    Else the model rewrites it. What it makes of it counts only if it keeps what the question says,
    and brings in no names or figures that were not spoken of; if not, and without a model, what it
    follows is put behind it. Questions that were rewritten here are remembered, for others follow
    them.
    """
    rewritten: Given[str] = Given()

    def choose(state: dict[str, Any]) -> Any:
        question: str = state["question"]
        history: Turns = tuple(state.get("history") or ())
        if not history:
            return question
        turns = _whole(history, rewritten, nearness)
        swapped = _swapped(turns, question, nearness)
        if swapped or model is None:
            return swapped or _in_context(turns, question)

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
        whole = known or _swapped(turns, question, nearness)
        if whole or not _is_elliptic(question):
            turns.clear()
        turns.append((whole or question, answer))
    return tuple(turns)


def _is_faithful(whole: str, question: str, turns: Turns, nearness: WordNearness) -> bool:
    """Tell whether a reply asks what was asked, of what was spoken of, and of nothing else."""
    if not 0 < len(whole) <= _LONGEST or "\n" in whole:
        return False
    if whole == question:
        return not _is_elliptic(question)
    if fold(whole) in {fold(asked) for asked, _ in turns}:
        return False
    said = "\n".join([*(text for turn in turns for text in turn), question])
    if missing_figures(question, whole) or missing_figures(whole, said):
        return False
    if not (_holds_names(whole, question, nearness) and _holds_names(said, whole, nearness)):
        return False
    return _holds_words(whole, question, nearness)


def _holds_names(text: str, of: str, nearness: WordNearness) -> bool:
    return all(is_known(group, text, nearness) for group in _sure_groups(of, text))


def _holds_words(text: str, of: str, nearness: WordNearness) -> bool:
    """Tell whether a text has the content words of another, in some form or in like words."""
    words = [fold(word) for word in content_words(of, read_figures(of), detect(of))]
    held = [fold(word) for word in content_words(text, (), detect(text))]
    missing = [word for word in words if not any(likeness(word, one) for one in held)]
    if not missing:
        return True
    return bool(held) and bool((nearness.cosines(missing, held).max(axis=1) >= SAME_WORD).all())


def _in_context(turns: Turns, question: str) -> str:
    """Return a question with the one that it follows, unless it names what it is about."""
    whole, _ = turns[0]
    is_whole = not _is_elliptic(question) and _sure_groups(question, whole)
    return question if is_whole else f"{question} ({whole})"


def _is_elliptic(question: str) -> bool:
    """Tell whether a question cannot be understood alone: it says too little, or "and" first."""
    language = detect(question)
    said = len(content_words(question, (), language))
    # Of scripts that part no words, words are signs here, and most words have two.
    fewest = _FEWEST_WORDS if parts_words(language) else 2 * _FEWEST_WORDS
    adds = _ADDS.get(language)
    is_short = len(question.split()) <= _ELLIPTIC_WORDS
    return said < fewest or bool(is_short and adds and adds.search(question))


def _swapped(turns: Sequence[tuple[str, str]], question: str, nearness: WordNearness) -> str | None:
    """Return the last question that may be asked of the name, the figure or both that this names.

    None if it says more than that, or if no question has a place for them.
    """
    asked = (_asked_of(previous, question, nearness) for previous, _ in reversed(turns))
    return next((whole for whole in asked if whole), None)


def _asked_of(previous: str, question: str, nearness: WordNearness) -> str | None:
    figures = read_figures(question)
    named = _sure_groups(question, previous)
    if max(len(named), len(figures)) != 1 or not _says_no_more(question, previous, named, figures):
        return None
    places = [_place_of_figure(figure, previous) for figure in figures]
    places += [_place_of_name(group, previous, question, nearness) for group in named]
    words = [question[figure.start : figure.end] for figure in figures] + [
        spelled_out(group) for group in named
    ]
    whole = previous
    for place, word in sorted(
        ((place, word) for place, word in zip(places, words, strict=True) if place), reverse=True
    ):
        whole = whole[: place[0]] + word + whole[place[1] :]
    return whole if all(places) else None


def _says_no_more(
    question: str, previous: str, named: Sequence[Sequence[Name]], figures: Sequence[Figure]
) -> bool:
    """Tell whether a question has no content words but its names, figures and the previous ones."""
    names = {fold(name.word) for group in named for name in group}
    held = [fold(word) for word in content_words(previous, (), detect(previous))]
    rest = content_words(without(figures, question), (), detect(question))
    return all(
        word in names or any(likeness(word, one) for one in held) for word in map(fold, rest)
    )


def _place_of_figure(figure: Figure, text: str) -> tuple[int, int] | None:
    """Return where a text has the only figure of the kind of another."""
    kind = (figure.kind, figure.unit)
    places = [(one.start, one.end) for one in read_figures(text) if (one.kind, one.unit) == kind]
    return places[0] if len(places) == 1 else None


def _place_of_name(
    group: Sequence[Name], text: str, question: str, nearness: WordNearness
) -> tuple[int, int] | None:
    """Return where a text has the name most like another, behind the same preposition if any."""
    before = preposition_before(group[0].start, question)
    before = None if before == "about" else before  # "What about Amazon?"
    others = [
        other
        for other in _sure_groups(text, question)
        if before in (None, preposition_before(other[0].start, text))
    ]
    if not others:
        return None
    cosines = nearness.cosines([spelled_out(group)], [spelled_out(other) for other in others])[0]
    place = others[int(cosines.argmax())]
    return place[0].start, place[-1].end


def _sure_groups(text: str, other: str) -> list[tuple[Name, ...]]:
    names = read_names(text, detect(text), sure_names([text, other]))
    return [group for group in groups(names, text) if any(name.sure for name in group)]
