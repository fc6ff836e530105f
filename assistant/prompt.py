"""Prompts are prose files in `prompts/`, by family of models; this loads them and checks them."""

import importlib.resources
import re
from dataclasses import dataclass, replace
from typing import Literal

from langchain_core.prompts import ChatPromptTemplate

from index.errors import SettingsError

# "small" models are those that run in a process of ours; "strong" ones are served by others.
Family = Literal["small", "strong"]

_SEPARATOR = re.compile(r"^---\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a family of models is told.

    A small model reads excerpts; it is asked with `answerable` whether they hold the answer and
    with `extract` for the words that do, and may write in English first, which it translates with
    `translate`; with `one_language` it is told which words it has left in that of the text.
    A strong one reads the passages whole and is trusted to say that they do not answer.
    """

    family: Family
    answer: ChatPromptTemplate
    follow_up: ChatPromptTemplate
    answerable: ChatPromptTemplate | None = None
    extract: ChatPromptTemplate | None = None
    translate: ChatPromptTemplate | None = None
    one_language: ChatPromptTemplate | None = None


def prompts_for(family: Family) -> Prompts:
    """Return the prompts of a family. Raises SettingsError if a file is missing or not in order."""
    prompts = Prompts(
        family,
        answer=load_prompt(f"{family}/answer", {"language", "passages", "question"}),
        follow_up=load_prompt("follow_up", {"conversation", "question", "language"}),
    )
    if family == "strong":
        return prompts
    return replace(
        prompts,
        answerable=load_prompt("small/answerable", {"passages", "question"}),
        extract=load_prompt("small/extract", {"passages", "question"}),
        translate=load_prompt("small/translate", {"language", "text"}),
        one_language=load_prompt(
            "small/one_language", {"language", "other_language", "text", "words"}
        ),
    )


def load_prompt(name: str, variables: set[str]) -> ChatPromptTemplate:
    """Return the prompt in `prompts/<name>.md`: what the system says, `---`, what the user says.

    Raises SettingsError if the file is missing or its variables are not exactly `variables`.
    """
    file = importlib.resources.files("prompts") / f"{name}.md"
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: the prompt cannot be read; install again") from error
    parts = _SEPARATOR.split(text)
    if len(parts) != 2:
        raise SettingsError(
            f"{file}: needs one line `---` between the system's part and the user's"
        )
    prompt = ChatPromptTemplate.from_messages(
        [("system", parts[0].strip()), ("human", parts[1].strip())]
    )
    if set(prompt.input_variables) != variables:
        raise SettingsError(
            f"{file}: has the variables {sorted(prompt.input_variables)}, not {sorted(variables)}"
        )
    return prompt


def user_part(prompt: ChatPromptTemplate) -> str:
    """Return what the user says in a prompt of ours, with its variables in braces."""
    text: str = prompt.messages[-1].prompt.template  # type: ignore[union-attr]
    return text
