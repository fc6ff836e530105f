"""A text in another language, in the model's words."""

from langchain_core.language_models import BaseChatModel

from assistant.phrases import language_name
from assistant.prompt import load_prompt
from assistant.reply import as_text
from index.errors import ModelError


def translate(text: str, language: str, model: BaseChatModel | None) -> str:
    """Return the model's translation of `text` into the language of an ISO 639-1 code.

    Raises ModelError without a model, and whatever the model raises.
    """
    if model is None:
        raise ModelError("there is no language model to translate with; choose one with --model")
    prompt = load_prompt("small/translate", {"language", "text"})
    chain = prompt | model | as_text()
    return chain.invoke({"text": text, "language": language_name(language)}).strip()
