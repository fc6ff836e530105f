"""Answers questions over your own documents, with proof, on your own machine."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.service import Assistant
    from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "Citation", "Settings"]

_HOMES = {
    "Answer": "assistant.answer",
    "Assistant": "assistant.service",
    "Citation": "assistant.answer",
    "Settings": "assistant.settings",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that `assistant --help` starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
