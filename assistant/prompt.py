"""Prompts are prose files in `prompts/`; this loads one and checks its variables."""

import importlib.resources
import re

from langchain_core.prompts import ChatPromptTemplate

from index.errors import SettingsError

_SEPARATOR = re.compile(r"^---\n", re.MULTILINE)


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
